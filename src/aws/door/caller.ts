import type { Clock } from "../../model/clock.ts";
import type { AccountId, Region } from "../../model/place.ts";
import { CallerProblem } from "../contract/caller-problem.ts";
import type { Output } from "../contract/services.ts";
import type { Transport } from "../contract/transport.ts";
import { callerProblemIn } from "./caller-problem.ts";
import { pauseOn, type Waiting } from "./pause.ts";
import type { RunLog } from "./run-log.ts";
import { openSending } from "./sending.ts";
import type { Tally } from "./statistics.ts";

/** Whose credentials a run was started with. */
export interface Caller {
  readonly account: AccountId;
  readonly arn: string;
  /** As in `aws`, `aws-cn`, `aws-us-gov`, `aws-eusc`. */
  readonly partition: string;
  readonly kind: "user" | "assumed-role" | "federated-user" | "other";
  /** The name of the role behind an assumed role's session, without its path, which the ARN does not tell. */
  readonly roleName: string | null;
}

export interface IdentifyOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: () => number;
  /** The region to ask STS in: the partition's control region. */
  readonly region: Region;
  /** Counts the call. The door that is opened next goes on with it. */
  readonly tally: Tally;
  readonly runLog?: RunLog;
  readonly onWait?: (why: Waiting) => void;
  readonly signal?: AbortSignal;
}

/**
 * Asks AWS who the caller is.
 *
 * @throws CallerProblem `no-credentials`, `credentials-expired`, `credentials-refused` or `root-credentials`; AwsError.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function identifyCaller(options: IdentifyOptions): Promise<Caller> {
  const { clock, tally, onWait, region, signal } = options;
  const send = openSending({
    ...options,
    rates: new Map(),
    runLog: options.runLog,
    pause: pauseOn(clock, tally, onWait),
    surroundingsOf: () => ({ youngAccount: false, youngPrincipal: false }),
  });
  const question = {
    operation: "sts:GetCallerIdentity",
    as: { is: "base" },
    account: "",
    region,
    input: {},
    step: null,
    number: 1,
    ...(signal === undefined ? {} : { signal }),
  } as const;
  try {
    return callerIn((await send(question)) as Output<"sts:GetCallerIdentity">);
  } catch (error) {
    throw callerProblemIn(error) ?? error;
  }
}

function callerIn({ Account: account, Arn: arn }: Output<"sts:GetCallerIdentity">): Caller {
  const [, partition, , , , ...rest] = (arn ?? "").split(":");
  if (account === undefined || arn === undefined || partition === undefined) {
    throw new Error("AWS did not say whose credentials these are. Check --endpoint-url, or run again.");
  }
  const [type = "", name = ""] = rest.join(":").split("/");
  if (type === "root") {
    throw rootProblem(account);
  }
  const kind = type === "user" || type === "assumed-role" || type === "federated-user" ? type : "other";
  return { account, arn, partition, kind, roleName: kind === "assumed-role" ? name : null };
}

function rootProblem(account: AccountId): CallerProblem {
  return new CallerProblem({
    code: "root-credentials",
    summary: "Root credentials cannot be used",
    detail: `The credentials are those of the root user of account ${account}. AWS lets nobody assume a role with them, so no member account could be entered, and nothing that root does can be held back.`,
    fix: "In the IAM console make a user with an MFA device and the policy AdministratorAccess (or switch on IAM Identity Center), sign in as that one, delete every access key of root, and run again.",
  });
}
