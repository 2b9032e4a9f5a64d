import { basename, dirname, resolve } from "node:path";
import { all } from "../aws/contract/all.ts";
import { AwsError } from "../aws/contract/aws-error.ts";
import type { Reader } from "../aws/contract/call.ts";
import { CallerProblem } from "../aws/contract/caller-problem.ts";
import { type Entered, enter } from "../aws/door/enter.ts";
import type { RateTable } from "../aws/door/rates.ts";
import { controlRegionOf } from "../aws/live/partitions.ts";
import { ORGANIZATION_PLACE } from "../model/place.ts";
import type { Surroundings } from "../wizard/surroundings.ts";
import { openWorld } from "./open-world.ts";
import type { CommonOptions } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** What was seen, and what to tell of it. */
export interface Look {
  readonly surroundings: Surroundings;
  readonly told: readonly string[];
}

const FALLBACK_REGION = "us-east-1";

/** What is known without a look. */
export function withoutLook(file: string): Surroundings {
  const region = process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? null;
  return {
    caller: null,
    organization: null,
    regions: null,
    region: region === "" ? null : region,
    folder: folderOf(file),
  };
}

/** Asks AWS, or the sandbox, who is calling and what organization there is. Only reads; whatever fails is only told. */
export async function lookAround(options: CommonOptions, terminal: Terminal, rates: RateTable): Promise<Look> {
  const known = withoutLook(options.file);
  const region = known.region ?? FALLBACK_REGION;
  const signal = new AbortController().signal;
  const world = await openWorld({ options, terminal, signal, region });
  try {
    const entered = await enter(world, { role: "plan", founder: true }, rates, region, controlRegionOf);
    return await organizationAround(entered, known);
  } catch (error) {
    return {
      surroundings: known,
      told: [`Nobody could be asked who you are: ${reasonOf(error)} The questions come without that.`],
    };
  } finally {
    await world.close();
  }
}

async function organizationAround({ caller, door }: Entered, known: Surroundings): Promise<Look> {
  const { arn, account } = caller;
  const regions = await regionsSeen(door.own);
  const seen = { ...known, caller: { arn, account }, regions };
  const found = await organizationSeen(door.own);
  if (found === null) {
    const told = `You are ${arn}. Account ${account} is in no organization yet: it would become the management account.`;
    return { surroundings: seen, told: [told] };
  }
  const isMember = found.managementAccount !== account;
  const accounts = isMember ? null : await accountsSeen(door.own);
  const is = isMember
    ? `a member of the organization ${found.id}. Plans need credentials of its management account ${found.managementAccount}`
    : `the management account of the organization ${found.id}${accounts === null ? "" : ` of ${accounts} accounts`}`;
  return {
    surroundings: { ...seen, organization: { ...found, accounts } },
    told: [`You are ${arn}. Account ${account} is ${is}.`],
  };
}

async function organizationSeen(own: Reader) {
  try {
    const { Organization: found } = await own.call("organizations:DescribeOrganization", ORGANIZATION_PLACE, {});
    const { Id: id, MasterAccountId: managementAccount, MasterAccountEmail: managementEmail = null } = found ?? {};
    return id === undefined || managementAccount === undefined ? null : { id, managementAccount, managementEmail };
  } catch (error) {
    return unlessRefused(error);
  }
}

/** The regions that the caller's account may use, sorted. */
async function regionsSeen(own: Reader): Promise<readonly string[] | null> {
  try {
    const input = { RegionOptStatusContains: ["ENABLED" as const, "ENABLED_BY_DEFAULT" as const] };
    const regions = await all(own, "account:ListRegions", ORGANIZATION_PLACE, input);
    return regions.flatMap(({ RegionName: name }) => (name === undefined ? [] : [name])).sort();
  } catch (error) {
    return unlessRefused(error);
  }
}

async function accountsSeen(own: Reader): Promise<number | null> {
  try {
    return (await all(own, "organizations:ListAccounts", ORGANIZATION_PLACE, {})).length;
  } catch (error) {
    return unlessRefused(error);
  }
}

/** What the caller may not know, or what is not there, is no reason to stop. */
function unlessRefused(error: unknown): null {
  if (error instanceof AwsError && error.outcome === "refused") {
    return null;
  }
  throw error;
}

function reasonOf(error: unknown): string {
  if (error instanceof CallerProblem) {
    return error.finding.detail;
  }
  if (error instanceof AwsError) {
    return `${error.message.replace(/\.$/, "")}.`;
  }
  throw error;
}

function folderOf(file: string): string {
  return basename(dirname(resolve(file)));
}
