import type { Call } from "../../../src/aws/contract/call.ts";
import type { Operation } from "../../../src/aws/contract/operations.ts";
import type { Callable, Input, Output } from "../../../src/aws/contract/services.ts";
import type { Caller } from "../../../src/aws/sandbox/handlers.ts";
import { iamHandlers } from "../../../src/aws/sandbox/iam/handlers.ts";
import { newMemberIam } from "../../../src/aws/sandbox/iam/newborn.ts";
import { birthIn } from "../../../src/aws/sandbox/ids.ts";
import { createWorld, standaloneAccount, type WorldOptions } from "../../../src/aws/sandbox/new-world.ts";
import { Refusal } from "../../../src/aws/sandbox/refuse.ts";
import { stsHandlers } from "../../../src/aws/sandbox/sts/handlers.ts";
import type { World } from "../../../src/aws/sandbox/world.ts";

export const MANAGEMENT = "111111111111";
export const MEMBER = "222222222222";
export const ROOT_ID = "r-root";

type Answered = Extract<keyof typeof iamHandlers | keyof typeof stsHandlers, Callable>;

/** A world with an organization: the management account and one member in the unit `ou-root-workloads`. */
export function worldWithMember(options: WorldOptions = {}): World {
  const world = createWorld({ managementAccount: MANAGEMENT, ...options });
  world.organization = {
    id: "o-sandbox000",
    rootId: ROOT_ID,
    rootTags: {},
    featureSet: "ALL",
    policyTypes: {},
    trustedServices: { "iam.amazonaws.com": world.time },
    delegatedAdministrators: {},
  };
  world.units["ou-root-workloads"] = { id: "ou-root-workloads", name: "workloads", parent: ROOT_ID, tags: {} };
  const management = world.accounts[MANAGEMENT];
  if (management !== undefined) {
    management.parent = ROOT_ID;
  }
  const member = standaloneAccount(world, MEMBER, "member");
  world.accounts[MEMBER] = {
    ...member,
    parent: "ou-root-workloads",
    iam: newMemberIam(birthIn(world, MEMBER), MANAGEMENT),
  };
  return world;
}

/** The management account's user `admin`, unless told otherwise. */
export function callerIn(world: World, other: Partial<Caller> = {}): Caller {
  const account = other.account ?? MANAGEMENT;
  return {
    account,
    principalArn:
      account === MANAGEMENT
        ? `arn:${world.partition}:iam::${MANAGEMENT}:user/admin`
        : `arn:${world.partition}:sts::${account}:assumed-role/OrganizationAccountAccessRole/test`,
    mfa: null,
    session: null,
    region: "us-east-1",
    now: new Date(world.time),
    ...other,
  };
}

/** One call, with the types of the SDK. */
export function ask<O extends Answered>(
  world: World,
  operation: O,
  input: Input<O>,
  as: Partial<Caller> = {},
): Output<O> {
  return askRaw(world, operation, input, as) as Output<O>;
}

/** One call whose input may be anything. */
export function askRaw(world: World, operation: string, input: unknown, as: Partial<Caller> = {}): object {
  const handlers = { ...iamHandlers, ...stsHandlers } as unknown as Record<
    string,
    (world: World, input: unknown, at: Caller) => object
  >;
  const handler = handlers[operation];
  if (handler === undefined) {
    throw new Error(`no handler for ${operation}`);
  }
  return handler(world, structuredClone(input), callerIn(world, as));
}

/** The refusal that a call ends in. */
export function refusalOf(call: () => unknown): Refusal {
  try {
    call();
  } catch (error) {
    if (error instanceof Refusal) {
      return error;
    }
    throw error;
  }
  throw new Error("the call was not refused");
}

/** The door's port over these handlers, in the management account. */
export function portTo(world: World): Call<Operation> & { readonly calls: () => number } {
  let calls = 0;
  return {
    calls: () => calls,
    async call<X extends Operation>(operation: X, _at: unknown, input: Input<X>): Promise<Output<X>> {
      calls += 1;
      return askRaw(world, operation, input) as Output<X>;
    },
  };
}

/** A trust policy that lets these principals in. */
export function trusting(principal: unknown, condition?: object): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: principal,
        Action: "sts:AssumeRole",
        ...(condition === undefined ? {} : { Condition: condition }),
      },
    ],
  });
}

/** A permissions policy that allows one action everywhere. */
export function allowing(action: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
  });
}
