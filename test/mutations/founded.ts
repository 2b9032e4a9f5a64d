import { startTally } from "../../src/aws/door/statistics.ts";
import { openSandbox, type RawCall, type Sandbox } from "../../src/aws/sandbox/sandbox.ts";
import type { World } from "../../src/aws/sandbox/world.ts";
import { shippedTables } from "../../src/cli/shipped.ts";
import { openSource } from "../../src/cli/source.ts";
import { applyPlan, type Planned, type PlanOptions, planFrom, type Tables, validate } from "../../src/pipeline.ts";
import { type Outcome, plannedOf } from "../support/plan-in-sandbox.ts";

const FILE = "test/mutations/organization.yaml";
const OPTIONS: PlanOptions = { identity: { role: "apply", founder: false }, allowed: [], version: "0.0.0" };
export const HOME = "eu-west-1";

/** Proofs are tested elsewhere: with nothing to prove, a plan takes a tenth of the time. */
const tables: Tables = { ...shippedTables(), catalogue: [] };
const validated = validate(openSource(FILE), tables, OPTIONS.version);

/** What things are called in AWS, by what they are called in the file. Each throws when there is no such thing. */
export interface Names {
  readonly organization: string;
  readonly root: string;
  account(name: string): string;
  /** @param path as in `workloads/dev` */
  unit(path: string): string;
  policy(name: string): string;
  /** @param beginning of the bucket's name */
  bucket(beginning: string): string;
  /** The id of the key with an alias. */
  key(alias: string): string;
  /** The ARN of a resource share. */
  share(name: string): string;
  portfolio(name: string): string;
}

/** An organization that was founded from `organization.yaml`. */
export interface Founded {
  readonly names: Names;
  readonly sandbox: Sandbox;
  plan(): Promise<Outcome>;
  /** Applies a plan; every step of it has to be done. */
  apply(planned: Planned): Promise<void>;
  hands(calls: readonly RawCall[]): Promise<void>;
}

/** Founds the organization, or opens a copy of one. */
export async function founded(world?: World): Promise<Founded> {
  const sandbox = await openSandbox(world === undefined ? {} : { world });
  const { transport, clock } = sandbox;
  const aws = { transport, clock, random: () => 0.5, tally: startTally(clock) };
  const here: Founded = {
    get names() {
      return namesIn(sandbox.world);
    },
    sandbox,
    plan: () => planFrom(validated, tables, aws, OPTIONS),
    async apply(planned) {
      const { failed, unfinished, skipped } = await applyPlan(planned, aws, { emit: () => undefined });
      if (failed.length + unfinished + skipped > 0) {
        throw new Error(
          `Not everything was done.\n${failed.map(({ code, detail }) => `${code}: ${detail}`).join("\n")}`,
        );
      }
    },
    async hands(calls) {
      for (const call of calls) {
        await sandbox.raw(call);
      }
    },
  };
  if (world === undefined) {
    await here.apply(plannedOf(await here.plan()));
  }
  return here;
}

function namesIn(world: World): Names {
  const { organization, accounts, units, policies, buckets, keys, shares, portfolios } = world;
  const pathOf = (id: string): string => {
    const unit = units[id];
    return unit === undefined ? "" : `${pathOf(unit.parent)}/${unit.name}`.replace(/^\//, "");
  };
  return {
    organization: known(organization?.id, "an organization"),
    root: known(organization?.rootId, "a root"),
    account: (name) => known(Object.values(accounts).find((one) => one.name === name)?.id, `an account ${name}`),
    unit: (path) =>
      known(
        Object.keys(units).find((id) => pathOf(id) === path),
        `a unit ${path}`,
      ),
    policy: (name) => known(Object.values(policies).find((one) => one.name === name)?.id, `a policy ${name}`),
    bucket: (beginning) =>
      known(
        Object.keys(buckets).find((name) => name.startsWith(beginning)),
        beginning,
      ),
    share: (name) => known(Object.values(shares).find((one) => one.name === name)?.arn, `a share ${name}`),
    portfolio: (name) => known(Object.values(portfolios).find((one) => one.name === name)?.id, `a portfolio ${name}`),
    key: (alias) => known(Object.values(keys).find((key) => `alias/${alias}` in key.aliases)?.id, `a key ${alias}`),
  };
}

function known(found: string | undefined, what: string): string {
  if (found === undefined) {
    throw new Error(`There is no ${what} in the founded organization.`);
  }
  return found;
}
