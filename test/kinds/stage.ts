import { expect } from "vitest";
import type { Writer } from "../../src/aws/contract/call.ts";
import { type Operation, specOf } from "../../src/aws/contract/operations.ts";
import type { Input, Output } from "../../src/aws/contract/services.ts";
import type { Session } from "../../src/aws/contract/transport.ts";
import type { Scope, Verbs, VerbTools } from "../../src/aws/contract/verbs.ts";
import { needsALook } from "../../src/aws/contract/writes.ts";
import { openSandbox, type Sandbox, type SandboxOptions } from "../../src/aws/sandbox/sandbox.ts";
import type { Address } from "../../src/model/address.ts";
import type { FieldChange } from "../../src/model/change.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Live } from "../../src/model/live.ts";
import { ownershipTags } from "../../src/model/ownership.ts";
import { ORGANIZATION_PLACE, type Place } from "../../src/model/place.ts";
import type { Resource } from "../../src/model/resource.ts";

/** The kinds' verbs before a sandbox, without the door: what they send is what arrives. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly aws: Writer;
  /** What was waited for. */
  readonly waits: string[];
  tools(address: string): VerbTools;
  /** One call as the management account's administrator, or as a member's. */
  raw(operation: Operation, input: object, account?: string): Promise<Record<string, unknown>>;
  /** The writes of verbs since the last time this was asked, as `service:Operation`. */
  writes(): string[];
}

export async function openStage(options: SandboxOptions = {}): Promise<Stage> {
  const sandbox = await openSandbox(options);
  const sessions = new Map<string, Session>();
  const waits: string[] = [];
  let writes: Operation[] = [];

  async function sessionIn(account: string): Promise<Session> {
    if (account === "management") {
      return { is: "base" };
    }
    const held = sessions.get(account);
    if (held !== undefined) {
      return held;
    }
    const roleArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
    const input = { RoleArn: roleArn, RoleSessionName: "test" };
    const { Credentials: given } = await sandbox.transport.send({ is: "base" }, "us-east-1", "sts:AssumeRole", input);
    const session: Session = {
      is: "role",
      account,
      roleArn,
      accessKeyId: given?.AccessKeyId ?? "",
      secretAccessKey: given?.SecretAccessKey ?? "",
      sessionToken: given?.SessionToken ?? "",
      expiration: given?.Expiration ?? new Date(0),
    };
    sessions.set(account, session);
    return session;
  }

  const aws: Writer = {
    async call<X extends Operation>(operation: X, at: Place, input: Input<X>): Promise<Output<X>> {
      writes.push(...(specOf(operation).access === "write" ? [operation] : []));
      return await sandbox.transport.send(
        await sessionIn(at.account),
        at.region === "global" ? "us-east-1" : at.region,
        operation,
        input,
      );
    },
  };
  return {
    sandbox,
    aws,
    waits,
    tools: (address) => ({
      clock: sandbox.clock,
      tags: ownershipTags(address as Address, "acme"),
      waiting: (because) => void waits.push(because),
    }),
    async raw(operation, input, account) {
      const [service = "", name = ""] = operation.split(":");
      const call = { service, operation: name, input, ...(account === undefined ? {} : { account }) };
      return (await sandbox.raw(call)) as Record<string, unknown>;
    },
    writes() {
      const made = writes;
      writes = [];
      return made;
    },
  };
}

/** A sandbox with an organization in it that has all features and nothing else. */
export async function foundedStage(options: SandboxOptions = {}): Promise<Stage & { readonly root: string }> {
  const stage = await openStage(options);
  await stage.raw("organizations:CreateOrganization", { FeatureSet: "ALL" });
  return { ...stage, root: stage.sandbox.world.organization?.rootId ?? "" };
}

/** A wish with nothing left to fill in. */
export function wish<P extends JsonObject>(
  kind: string,
  address: string,
  properties: P,
  place: Place = ORGANIZATION_PLACE,
): Resource<P> {
  const declaredAt = { file: "orgwright.yaml", line: 1, column: 1 };
  return { address: address as Address, kind, place, properties, needs: [], declaredAt };
}

/** A look at AWS for these wishes. */
export function scope<P extends JsonObject>(...wanted: readonly Resource<P>[]): Scope<P> {
  return { organization: "acme", wanted, wished: wanted, isUsed: wanted.length > 0, thorough: false };
}

/** Makes a thing and answers how it is found afterwards. */
export async function made<P extends JsonObject>(stage: Stage, verbs: Verbs<P>, to: Resource<P>): Promise<Live<P>> {
  const { id } = await verbs.create(stage.aws, to, stage.tools(to.address));
  const live = await verbs.find(stage.aws, to.place, to.properties, scope(to), id);
  if (live === null) {
    throw new Error(`${to.address} was made and is not found.`);
  }
  return live;
}

/** Asserts that AWS says "it is so already": not the verb but its step takes care of that, with another look. */
export async function expectAlready(work: Promise<unknown> | undefined): Promise<void> {
  const error = await work?.catch((thrown: unknown) => thrown);
  expect(needsALook(error), String(error)).toBe(true);
}

/** Fields as a plan names them: by their paths alone. */
export function fields(...paths: readonly string[]): FieldChange[] {
  return paths.map((path) => ({ path }));
}
