import type { Authorize } from "../../src/aws/sandbox/authorization/authorize.ts";
import { judgedBy } from "../../src/aws/sandbox/authorization/judge.ts";
import { openSandbox, type RawCall, type Sandbox } from "../../src/aws/sandbox/sandbox.ts";
import type { World } from "../../src/aws/sandbox/world.ts";
import { shippedTables } from "../../src/cli/shipped.ts";
import { openStage, plannedOf } from "../support/plan-in-sandbox.ts";
import { askedOf, type JudgedCall } from "./judged.ts";

const HOME = "eu-west-1";

/** An organization founded from `organization.yaml`, in which calls as somebody are judged. */
export interface Place {
  readonly world: World;
  /** The id of an account, by its name. */
  account(name: string): string;
  /** The ARN of something of IAM in an account, by its name. */
  arn(account: string, resource: string): string;
  /** What comes of a call as somebody: `done`, or the code of the refusal. */
  attempt(principal: string, operation: string, input: object, mfa?: boolean): Promise<string>;
  /** Every request that was judged so far. */
  readonly judged: readonly JudgedCall[];
  /** A call as an account's administrator, which nobody judges. */
  hands(account: string, operation: string, input: object): Promise<object>;
}

/** Founds it once; each test gets a copy. */
export async function foundedIdentity(): Promise<() => Promise<Place>> {
  const stage = await openStage({ file: "test/identity/organization.yaml" });
  const { failed, unfinished } = await stage.apply(plannedOf(await stage.plan("apply")));
  if (failed.length + unfinished > 0) {
    throw new Error(failed.map(({ code, detail }) => `${code}: ${detail}`).join("\n"));
  }
  const { world } = stage.sandbox;
  return () => placeOf(world);
}

async function placeOf(world: World): Promise<Place> {
  const rcpServices = new Set(shippedTables().rcpServices);
  const judge = judgedBy(rcpServices);
  const judged: JudgedCall[] = [];
  const authorize: Authorize = (request) => {
    if (free) {
      return "allow";
    }
    const verdict = judge(request);
    judged.push({ verdict, asked: askedOf(request, rcpServices) });
    return verdict;
  };
  const sandbox = await openSandbox({ world, authorize });
  let free = false;
  const account = (name: string) => {
    const found = Object.values(sandbox.world.accounts).find((one) => one.name === name)?.id;
    if (found === undefined) {
      throw new Error(`There is no account ${name}.`);
    }
    return found;
  };
  return {
    world: sandbox.world,
    judged,
    account,
    arn: (name, resource) => `arn:aws:iam::${account(name)}:${resource}`,
    attempt: (principal, operation, input, mfa = false) =>
      outcome(sandbox, { ...callOf(operation, input), principal, mfa }),
    async hands(name, operation, input) {
      free = true;
      try {
        return await sandbox.raw({ ...callOf(operation, input), account: account(name) });
      } finally {
        free = false;
      }
    },
  };
}

function callOf(name: string, input: object): RawCall {
  const [service = "", operation = ""] = name.split(":");
  return { service, operation, input, region: HOME };
}

async function outcome(sandbox: Sandbox, call: RawCall): Promise<string> {
  try {
    await sandbox.raw(call);
    return "done";
  } catch (error) {
    return (error as { readonly code?: string }).code ?? String(error);
  }
}
