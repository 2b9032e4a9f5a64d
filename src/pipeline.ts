import { createHash } from "node:crypto";
import { type ApplyRequest, type ApplyResult, apply } from "./apply/apply.ts";
import type { AccountDirectory, Transport } from "./aws/contract/transport.ts";
import { type Caller, identifyCaller } from "./aws/door/caller.ts";
import { CallerProblem } from "./aws/door/caller-problem.ts";
import { type Door, openDoor } from "./aws/door/door.ts";
import type { Waiting } from "./aws/door/pause.ts";
import type { RateTable } from "./aws/door/rates.ts";
import type { RunLog } from "./aws/door/run-log.ts";
import type { Tally } from "./aws/door/statistics.ts";
import type { Identity } from "./aws/door/way.ts";
import { controlRegionOf, partitionOfRegion } from "./aws/live/partitions.ts";
import { type Expansion, expand } from "./blueprints/expand.ts";
import { readWishes, type Source, type Wishes } from "./blueprints/read-wishes.ts";
import { type Difference, diff } from "./diff/diff.ts";
import { SHAPES } from "./kinds/shapes.ts";
import { VERBS } from "./kinds/verbs.ts";
import type { Clock } from "./model/clock.ts";
import type { Lookup } from "./model/deferred.ts";
import { type Finding, hasErrors } from "./model/finding.ts";
import type { Json } from "./model/json.ts";
import type { Live } from "./model/live.ts";
import type { Organization } from "./model/organization.ts";
import type { Allowance, Plan } from "./model/plan.ts";
import { memoize } from "./observe/memoized-reader.ts";
import { type Observation, observe } from "./observe/observe.ts";
import { checkAccount, checkOrganization } from "./observe/standing.ts";
import { buildPlan } from "./plan/build.ts";
import { decodePlan, encodePlan } from "./plan/codec.ts";
import { type Consent, consentsFor } from "./plan/consents.ts";

/** The dated tables that ship with orgwright. */
export interface Tables {
  /** What blueprints see as `data.<table>`. */
  readonly data: Readonly<Record<string, Json>>;
  readonly rates: RateTable;
}

/** AWS, live or sandbox, and everything else that is not in the files. */
export interface World {
  readonly transport: Transport;
  readonly clock: Clock;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  readonly tally: Tally;
  readonly runLog?: RunLog;
  readonly onWait?: (why: Waiting) => void;
  readonly signal?: AbortSignal;
}

export interface PlanOptions {
  readonly identity: Identity;
  readonly allowed: readonly Allowance[];
  /** The tool's version. */
  readonly version: string;
  /** Read foreign things too: for a look at the whole organization. */
  readonly thorough?: boolean;
}

/** The files did not let a plan be made, or the place where the caller stands did not. */
export interface Refused {
  readonly is: "refused";
  readonly findings: readonly Finding[];
}

/** A plan, and what apply needs besides it. */
export interface Planned {
  readonly is: "planned";
  readonly plan: Plan;
  readonly consents: readonly Consent[];
  readonly live: readonly Live[];
  /** The outputs of what stands in AWS, by address. */
  readonly outputs: Lookup;
  readonly door: Door;
  readonly directory: AccountDirectory;
}

/** Reads and works out the files: everything that can be told without AWS. */
export function validate(source: Source, tables: Tables): { wishes: Wishes; findings: readonly Finding[] } {
  const wishes = readWishes(source);
  if (wishes.organization === null || hasErrors(wishes.findings)) {
    return { wishes, findings: wishes.findings };
  }
  const { findings } = workOut(wishes, wishes.organization, tables, assumedCaller(wishes.organization));
  return { wishes, findings: [...wishes.findings, ...findings] };
}

/** The story of a plan: read the files, see who asks, look at AWS, compare, put in order. Nothing is changed. */
export async function makePlan(
  source: Source,
  tables: Tables,
  world: World,
  options: PlanOptions,
): Promise<Planned | Refused> {
  const { wishes, findings } = validate(source, tables);
  const { organization } = wishes;
  if (organization === null || hasErrors(findings)) {
    return { is: "refused", findings };
  }
  try {
    const region = controlRegionOf(assumedCaller(organization).partition) ?? organization.homeRegion;
    const caller = await identifyCaller({ ...world, region });
    const standing = await checkAccount({ ...world, account: caller.account, region, organization });
    if (hasErrors(standing)) {
      return { is: "refused", findings: standing };
    }
    const { door, directory } = enter(world, tables, options, caller);
    const reader = memoize(door.reader);
    const place = await checkOrganization(reader, organization);
    if (hasErrors(place)) {
      return { is: "refused", findings: place };
    }
    const expansion = workOut(wishes, organization, tables, caller);
    const seen = await observe(reader, {
      organization: organization.name,
      resources: expansion.resources,
      shapes: SHAPES,
      verbs: VERBS,
      regions: regionsOf(organization, region),
      directory,
      thorough: options.thorough ?? false,
    });
    const difference = diff({ ...expansion, ...seen, shapes: SHAPES, moved: organization.moved });
    const told = [...wishes.findings, ...standing, ...expansion.findings, ...seen.findings, ...difference.findings];
    return concluded(
      { wishes, organization, caller, expansion, seen, difference, told, door, directory },
      world,
      options,
    );
  } catch (error) {
    if (error instanceof CallerProblem) {
      return { is: "refused", findings: [error.finding] };
    }
    throw error;
  }
}

/** Executes a plan exactly as it reads when it is saved. */
export async function applyPlan(
  { plan, door, directory }: Planned,
  world: World,
  listening: Pick<ApplyRequest, "emit" | "stop">,
): Promise<ApplyResult> {
  const decoded = decodePlan(encodePlan(plan));
  if ("problem" in decoded) {
    throw new Error(`A plan does not survive being saved: ${decoded.problem}.`);
  }
  const { clock } = world;
  return await apply({ ...listening, plan: decoded.plan, writerFor: door.writerFor, verbs: VERBS, clock, directory });
}

type CallerFacts = Pick<Caller, "account" | "partition">;

/** Who the caller is taken to be before AWS is asked: nothing that depends on it is shown. */
function assumedCaller({ homeRegion, pins }: Organization): CallerFacts {
  return { account: pins.managementAccount ?? "000000000000", partition: partitionOfRegion(homeRegion) ?? "aws" };
}

function workOut(wishes: Wishes, organization: Organization, { data }: Tables, caller: CallerFacts): Expansion {
  const context = { partition: caller.partition, managementAccountId: caller.account, tables: data };
  return expand(organization, wishes.uses, context, SHAPES);
}

function enter(world: World, { rates }: Tables, { identity }: PlanOptions, caller: Caller) {
  const ids = new Map<string, string>();
  const directory: AccountDirectory = { idOf: (key) => ids.get(key), learn: (key, id) => void ids.set(key, id) };
  const controlRegion = controlRegionOf(caller.partition) ?? "us-east-1";
  const managementAccountId = caller.account;
  const door = openDoor({ ...world, caller, managementAccountId, identity, controlRegion, accounts: directory, rates });
  return { door, directory };
}

function regionsOf({ homeRegion, regions }: Organization, controlRegion: string): string[] {
  return [...new Set([homeRegion, controlRegion, ...regions])];
}

interface Conclusion {
  readonly wishes: Wishes;
  readonly organization: Organization;
  readonly caller: Caller;
  readonly expansion: Expansion;
  readonly seen: Observation;
  readonly difference: Difference;
  readonly told: readonly Finding[];
  readonly door: Door;
  readonly directory: AccountDirectory;
}

async function concluded(parts: Conclusion, { clock }: World, options: PlanOptions): Promise<Planned> {
  const { wishes, organization, caller, seen, difference, told, door, directory } = parts;
  const { changes, wished, matched } = difference;
  const { name, homeRegion } = organization;
  const { partition, account, arn } = caller;
  const id = seen.live.find(({ kind }) => kind === "organization")?.id ?? null;
  const plan = buildPlan({
    organization: { name, id, managementAccount: account, partition, homeRegion },
    createdAt: clock.now(),
    caller: arn,
    madeBy: options.version,
    madeFrom: Object.fromEntries(wishes.files.map(({ file, text }) => [file, sha256(text)])),
    allowed: options.allowed,
    changes,
    wished,
    shapes: SHAPES,
    findings: [...told, ...founderNote(await door.way(), caller)],
    proofs: null,
  });
  const outputs: Lookup = ({ address, output }) => matched.get(address)?.outputs[output];
  const consents = consentsFor(plan.steps, plan.findings, matched.size);
  return { is: "planned", plan, consents, live: seen.live, outputs, door, directory };
}

function founderNote(way: Awaited<ReturnType<Door["way"]>>, { arn }: Caller): Finding[] {
  if (way.is !== "own-credentials" || way.because !== "founder") {
    return [];
  }
  return [
    {
      code: "acts-as-founder",
      severity: "note",
      summary: "The run uses the caller's own credentials",
      detail: `With --founder everything is done as ${arn} and, in members, as OrganizationAccountAccessRole.`,
      fix: "Leave --founder out once the roles OrgwrightPlan and OrgwrightApply stand and let you in.",
    },
  ];
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
