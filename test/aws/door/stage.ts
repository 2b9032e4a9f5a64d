import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { AwsError, type AwsErrorDetails } from "../../../src/aws/contract/aws-error.ts";
import type { Operation } from "../../../src/aws/contract/operations.ts";
import type { Output } from "../../../src/aws/contract/services.ts";
import type { AccountDirectory, AttemptOptions, Session, Transport } from "../../../src/aws/contract/transport.ts";
import type { Caller } from "../../../src/aws/door/caller.ts";
import { type Door, type DoorOptions, openDoor } from "../../../src/aws/door/door.ts";
import type { Waiting } from "../../../src/aws/door/pause.ts";
import { type RateTable, readRates } from "../../../src/aws/door/rates.ts";
import { virtualClock } from "./virtual-clock.ts";

export const MGMT = "111111111111";
export const SHOP = "222222222222";
export const LOGS = "333333333333";

/** The rates that orgwright ships. */
export const RATES: RateTable = readRates(
  parse(readFileSync(new URL("../../../blueprints/data/rates.yaml", import.meta.url), "utf8")),
);

/** One attempt, as the transport saw it. */
export interface Sent {
  readonly n: number;
  readonly at: number;
  readonly as: Session;
  readonly region: string;
  readonly operation: Operation;
  readonly input: Record<string, unknown>;
  readonly signal: AbortSignal | undefined;
}

export type Play = (sent: Sent) => unknown;

/** A transport that answers as `play` says, and remembers what it was asked. */
export function scripted(play: Play, seconds: () => number): Transport & { readonly sent: Sent[] } {
  const sent: Sent[] = [];
  return {
    sent,
    async send<X extends Operation>(
      as: Session,
      region: string,
      operation: X,
      input: unknown,
      options?: AttemptOptions,
    ) {
      const n = sent.length + 1;
      const attempt = {
        n,
        at: seconds(),
        as,
        region,
        operation,
        input: input as Record<string, unknown>,
        signal: options?.signal,
      };
      sent.push(attempt);
      const output = await play(attempt);
      options?.answered?.(`request-${n}`);
      return output as Output<X>;
    },
  };
}

/** AWS's refusal, or what else `details` make of it. */
export function awsError(operation: Operation, code: string, details: Partial<AwsErrorDetails> = {}): AwsError {
  return new AwsError({ operation, code, message: `${code} was said`, outcome: "refused", status: 400, ...details });
}

export const denied = (operation: Operation): AwsError => awsError(operation, "AccessDenied", { status: 403 });

/** Credentials of a role, good for an hour from `now`. */
export function credentialsOf(roleArn: string, now: Date, n: number) {
  return {
    Credentials: {
      AccessKeyId: `ASIA${n}`,
      SecretAccessKey: `secret-canary-${n}`,
      SessionToken: `token-canary-${roleArn}`,
      Expiration: new Date(now.getTime() + 3_600_000),
    },
  };
}

export const USER: Caller = {
  account: MGMT,
  arn: `arn:aws:iam::${MGMT}:user/ana`,
  partition: "aws",
  kind: "user",
  roleName: null,
};

export function directory(known: Record<string, string> = { shop: SHOP, logging: LOGS }): AccountDirectory {
  const ids = new Map(Object.entries(known));
  return { idOf: (key) => ids.get(key), learn: (key, id) => void ids.set(key, id) };
}

export interface Stage {
  readonly door: Door;
  readonly transport: Transport;
  readonly clock: ReturnType<typeof virtualClock>;
  readonly sent: Sent[];
  readonly waits: Waiting[];
  /** What was asked, in order, as `operation` or `operation RoleArn`. */
  asked(): string[];
}

/** A door with everything scripted. Roles may be assumed unless `play` says otherwise; other calls answer `{}`. */
export function stage(
  play: Play = () => undefined,
  options: Partial<DoorOptions> = {},
  clock: ReturnType<typeof virtualClock> = virtualClock(),
): Stage {
  const waits: Waiting[] = [];
  const transport = scripted(async (sent) => {
    const answer = await play(sent);
    if (answer !== undefined) {
      return answer;
    }
    return sent.operation === "sts:AssumeRole" ? credentialsOf(String(sent.input["RoleArn"]), clock.now(), sent.n) : {};
  }, clock.seconds);
  const door = openDoor({
    transport,
    clock,
    random: () => 0.5,
    caller: USER,
    managementAccountId: MGMT,
    identity: { role: "apply", founder: true },
    controlRegion: "us-east-1",
    accounts: directory(),
    rates: new Map(),
    onWait: (why) => void waits.push(why),
    ...options,
  });
  const asked = () =>
    transport.sent.map(({ operation, input }) =>
      operation === "sts:AssumeRole" ? `${operation} ${input["RoleArn"]}` : operation,
    );
  return { door, transport, clock, sent: transport.sent, waits, asked };
}

export const ORG = { account: "management", region: "global" } as const;
export const IN_SHOP = { account: "shop", region: "global" } as const;
