import { createHash } from "node:crypto";
import { type ApplyRequest, type ApplyResult, apply } from "./apply/apply.ts";
import { CallerProblem } from "./aws/contract/caller-problem.ts";
import type { Caller } from "./aws/door/caller.ts";
import { type World as AwsWorld, type Entered, enter, entranceNote } from "./aws/door/enter.ts";
import type { RateTable } from "./aws/door/rates.ts";
import type { Identity } from "./aws/door/way.ts";
import { controlRegionOf, partitionOfRegion } from "./aws/live/partitions.ts";
import { endingsOn } from "./blueprints/endings.ts";
import { type Expansion, expand } from "./blueprints/expand.ts";
import { publishersIn } from "./blueprints/publishers.ts";
import { readWishes, type Source, type TextFile, type Wishes } from "./blueprints/read-wishes.ts";
import { switchesOff, withSwitchesOn } from "./blueprints/switches.ts";
import { atTheUse } from "./blueprints/written-at.ts";
import { checkRequirement } from "./config/requirement.ts";
import { type Difference, type DiffRequest, diff } from "./diff/diff.ts";
import { SHAPES } from "./kinds/shapes.ts";
import { VERBS } from "./kinds/verbs.ts";
import type { Address } from "./model/address.ts";
import { type Finding, hasErrors } from "./model/finding.ts";
import type { Json } from "./model/json.ts";
import type { Live } from "./model/live.ts";
import type { Organization } from "./model/organization.ts";
import type { Allowance, OrganizationRef, Plan } from "./model/plan.ts";
import type { Resource } from "./model/resource.ts";
import { accountRoom } from "./observe/account-room.ts";
import { hungPolicies } from "./observe/hung-policies.ts";
import { memoize } from "./observe/memoized-reader.ts";
import { observe } from "./observe/observe.ts";
import { checkAccount, checkOrganization } from "./observe/standing.ts";
import { buildPlan } from "./plan/build.ts";
import { decodePlan, encodePlan } from "./plan/codec.ts";
import { releasedBy } from "./plan/consents.ts";
import { orderSteps } from "./plan/steps.ts";
import { aimAt } from "./plan/target.ts";
import type { Limits } from "./policy/limits.ts";
import type { ActionTable } from "./policy/lint/action-table.ts";
import type { CatalogueRow } from "./prove/catalogue.ts";
import { type GateResult, gateOfApply, gatePlan } from "./prove/gates.ts";
import { attacksGivenUp, openersAmong, type SwitchesOf } from "./prove/given-up.ts";
import { lintFindings } from "./prove/lint-findings.ts";
import { sceneAsWished } from "./prove/offline.ts";
import { quotaFindings } from "./prove/quotas.ts";
import { type Scene, type Setting, sceneOf } from "./prove/scene.ts";
import type { Supposed } from "./prove/supposed.ts";
import { switchesWaivedOn, waivedOn } from "./prove/waivers.ts";
import { observedWorld, type World, worldAfter } from "./prove/world.ts";

/** The dated tables that ship with orgwright. */
export interface Tables {
  /** What blueprints see as `data.<table>`. */
  readonly data: Readonly<Record<string, Json>>;
  readonly rates: RateTable;
  readonly limits: Limits;
  /** The prefixes of the services that resource control policies cover. */
  readonly rcpServices: readonly string[];
  /** The actions that orgwright's role for applying is given. */
  readonly toolActions: { readonly management: readonly string[]; readonly member: readonly string[] };
  /** The IAM actions and condition keys that AWS lists. */
  readonly iamActions: ActionTable;
  /** What must be denied, and what must keep working. */
  readonly catalogue: readonly CatalogueRow[];
  /** What rows of the catalogue suppose to stand though no blueprint makes it. */
  readonly supposed: readonly Supposed[];
  /** AWS's accounts that deliver the logs of load balancers, by region. */
  readonly loadBalancers: Readonly<Record<string, string>>;
}

export interface PlanOptions {
  readonly identity: Identity;
  readonly allowed: readonly Allowance[];
  /** Addresses to plan for, with what they need; everything when left out. */
  readonly targets?: readonly string[];
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
export interface Planned extends Entered {
  readonly is: "planned";
  readonly plan: Plan;
  readonly live: readonly Live[];
  /** Every resource of the file, in the order of needs. */
  readonly wished: readonly Resource[];
  /** What in AWS each of them is, where there is something. */
  readonly matched: ReadonlyMap<Address, Live>;
  /** The resources about which nothing can be done now; the plan's findings say why. */
  readonly held: ReadonlySet<Address>;
  /** The organization as it stands, for proofs. */
  readonly standing: Standing;
  /** What must be denied, and what must keep working, while the plan is applied. */
  readonly catalogue: Tables["catalogue"];
}

/** A world and what is the same in all worlds of its organization. */
export interface Standing {
  readonly world: World;
  readonly setting: Setting;
}

/** Files that were read, and everything that is wrong with them. */
export interface Validated {
  readonly wishes: Wishes;
  /** What they wish for in the account and partition that they name; null when the organization file has errors. */
  readonly expansion: Expansion | null;
  readonly findings: readonly Finding[];
}

/** Reads and works out the files: everything that can be told without AWS. */
export function validate(source: Source, tables: Tables, version: string): Validated {
  const wishes = readWishes(source);
  const { draft } = wishes;
  if (draft === null) {
    return { wishes, expansion: null, findings: wishes.findings };
  }
  const unmet = checkRequirement(draft.requires, version, draft.at);
  const expansion = workOut(wishes, draft, tables, assumedCaller(draft));
  // Of a file with errors only further errors are told, and nothing twice about one place.
  const told = new Set(hasErrors(wishes.findings) ? wishes.findings.map(placeOf) : []);
  const further = expansion.findings.filter((finding) => !told.has(placeOf(finding)));
  return { wishes, expansion, findings: [...(unmet === null ? [] : [unmet]), ...wishes.findings, ...further] };
}

function placeOf({ at }: Finding): string {
  return at === undefined ? "" : `${at.file}:${at.line}:${at.column}`;
}

/** Makes a plan from files: `validate`, then `planFrom`. */
export async function makePlan(
  source: Source,
  tables: Tables,
  world: AwsWorld,
  options: PlanOptions,
): Promise<Planned | Refused> {
  return await planFrom(validate(source, tables, options.version), tables, world, options);
}

/** The story of a plan: see who asks, look at AWS, compare with the files, put in order. Nothing is changed. */
export async function planFrom(
  validated: Validated,
  tables: Tables,
  world: AwsWorld,
  options: PlanOptions,
): Promise<Planned | Refused> {
  const { wishes, findings } = validated;
  const { organization } = wishes;
  if (organization === null || hasErrors(findings)) {
    return { is: "refused", findings };
  }
  try {
    return await planOrganization(organization, validated, tables, world, options);
  } catch (error) {
    if (error instanceof CallerProblem) {
      return { is: "refused", findings: [error.finding] };
    }
    throw error;
  }
}

async function planOrganization(
  organization: Organization,
  validated: Validated,
  tables: Tables,
  world: AwsWorld,
  options: PlanOptions,
): Promise<Planned | Refused> {
  const { wishes } = validated;
  const region = controlRegionOf(assumedCaller(organization).partition) ?? organization.homeRegion;
  const entered = await enter(world, options.identity, tables.rates, region, controlRegionOf);
  const { caller, door, directory } = entered;
  const account = await checkAccount({ own: door.own, account: caller.account, organization });
  if (hasErrors(account)) {
    return { is: "refused", findings: account };
  }
  const reader = memoize(door.reader);
  const remarks = [...account, ...(await checkOrganization(reader, organization, caller.account))];
  if (hasErrors(remarks)) {
    return { is: "refused", findings: remarks };
  }
  const wished = wishedBy(caller, organization, validated, tables);
  const seen = await observe(reader, {
    organization: organization.name,
    resources: wished.resources,
    shapes: SHAPES,
    verbs: VERBS,
    regions: [...new Set([organization.homeRegion, region, ...organization.regions])],
    directory,
    thorough: options.thorough ?? false,
  });
  const now = world.clock.now();
  const { targets = [] } = options;
  const difference = compareForPlan(organization, options, { ...wished, ...seen, now });
  if ("unknown" in difference) {
    return { is: "refused", findings: difference.unknown };
  }
  const { matched, held } = difference;
  const setting = settingOf(organization, wishes.uses, caller.partition, tables);
  const standing = { world: observedWorld(seen.live, matched, difference.wished, caller), setting };
  const accounts = await accountRoom(reader, difference.changes, seen.live);
  const hung = await hungPolicies(reader, difference.changes, difference.wished);
  const told = [
    ...[wishes, wished, seen, difference].flatMap((step) => step.findings),
    ...endingsOn(now, wishes.uses),
    ...quotaFindings({ ...difference, ...seen, accounts, hung, limits: tables.limits }),
    ...remarks,
    ...(await entranceNote(entered)),
  ];
  const judging = { organization, now, caller, givenUp: () => givenUpBy(validated, tables, caller, now) };
  // A plan with errors leads nowhere that could be proved.
  const proven = hasErrors(told) ? UNPROVED : proveDifference(difference, standing, tables, judging);
  const plan = buildPlan({
    ...difference,
    ...options,
    targets,
    live: seen.live,
    organization: referenceTo(organization, caller, seen.live),
    createdAt: now,
    caller: caller.arn,
    madeBy: options.version,
    madeFrom: digestsOf(wishes.files),
    shapes: SHAPES,
    findings: [...told, ...proven.findings],
    proofs: proven.proofs,
  });
  return {
    is: "planned",
    ...entered,
    plan,
    live: seen.live,
    wished: difference.wished,
    matched,
    held,
    standing,
    catalogue: tables.catalogue,
  };
}

/** What differs, narrowed to what the plan is for. What goes for good is among it where it is allowed beforehand. */
function compareForPlan(
  { moved }: Organization,
  { allowed, targets = [] }: PlanOptions,
  found: Pick<DiffRequest, "resources" | "live" | "unobserved" | "now">,
) {
  const released = releasedBy(allowed);
  return aimAt(diff({ ...found, shapes: SHAPES, moved, released }), targets, SHAPES);
}

const UNPROVED = { proofs: null, findings: [] } as const;

interface Judging {
  readonly organization: Organization;
  readonly caller: CallerFacts;
  readonly now: Date;
  /** The attacks that the files open by switching guardrails off. */
  givenUp(): GivenUp;
}

function proveDifference(
  { changes, wished }: Difference,
  { world, setting }: Standing,
  { catalogue }: Tables,
  { organization, now, caller, givenUp: judgeSwitches }: Judging,
): GateResult {
  const steps = orderSteps(changes, wished, SHAPES);
  const { answeredFor, ...opened } = judgeSwitches();
  const waived = waivedOn(organization.waivers, now, answeredFor);
  const asWished = sceneAsWished(wished, caller.account, setting);
  return gatePlan({ before: world, steps, catalogue, setting, wished: asWished, waived, ...opened });
}

/** The attacks that the files open by switching guardrails off, and those among them that a waiver of a switch answers for. */
interface GivenUp {
  readonly givenUp: ReadonlySet<string>;
  readonly answeredFor: ReadonlySet<string>;
  readonly switchesOf: SwitchesOf;
}

function givenUpBy(validated: Validated, tables: Tables, caller: CallerFacts, now: Date): GivenUp {
  const { organization, uses } = validated.wishes;
  const off = switchesOff(uses);
  if (organization === null || off.length === 0 || tables.catalogue.length === 0) {
    return { givenUp: new Set(), answeredFor: new Set(), switchesOf: () => [] };
  }
  const setting = settingOf(organization, uses, caller.partition, tables);
  const sceneFor = ({ resources }: Expansion) => sceneAsWished(resources, caller.account, setting)();
  const sceneWith = (changed: Wishes["uses"]) =>
    sceneFor(workOut({ ...validated.wishes, uses: changed }, organization, tables, caller));
  const offered = sceneWith(withSwitchesOn(uses));
  const wished = sceneFor(wishedBy(caller, organization, validated, tables));
  const givenUp = attacksGivenUp(tables.catalogue, wished, offered);
  const named = switchesWaivedOn(organization.waivers, now);
  const save = new Set(off.filter((id) => named.has(id)));
  const openedBy = (ids: ReadonlySet<string>) =>
    ids.size === off.length ? givenUp : attacksGivenUp(tables.catalogue, sceneWith(withSwitchesOn(uses, ids)), offered);
  return {
    givenUp,
    answeredFor: save.size === 0 ? new Set() : openedBy(save),
    switchesOf: openersAmong(off, (id) => openedBy(new Set([id]))),
  };
}

/** The rows that are open because of switches that somebody answers for, by the files alone. */
export function answeredForBy(validated: Validated, tables: Tables, now: Date): ReadonlySet<string> {
  const { organization } = validated.wishes;
  return organization === null ? new Set() : givenUpBy(validated, tables, assumedCaller(organization), now).answeredFor;
}

/**
 * The organization as the files alone wish for it, ready to be asked about requests: nothing else stands in it, and what
 * AWS will assign is made up. Null when the files have errors.
 */
export function wishedScene({ wishes, expansion, findings }: Validated, tables: Tables): Scene | null {
  const { organization, uses } = wishes;
  if (organization === null || expansion === null || hasErrors(findings)) {
    return null;
  }
  const caller = assumedCaller(organization);
  const { resources } = expansion;
  const setting = settingOf(organization, uses, caller.partition, tables);
  return sceneAsWished(resources, caller.account, setting)();
}

function settingOf({ homeRegion }: Organization, uses: Wishes["uses"], partition: string, tables: Tables): Setting {
  const { rcpServices, toolActions, supposed, loadBalancers } = tables;
  return {
    ...{ partition, homeRegion, shapes: SHAPES, publishers: publishersIn(uses) },
    rcpServices: new Set(rcpServices),
    toolActions: { management: new Set(toolActions.management), member: new Set(toolActions.member) },
    supposed: new Map(supposed.map(({ arn, policy }) => [arn, policy])),
    loadBalancers: new Map(Object.entries(loadBalancers)),
  };
}

/** The organization as it will stand once a plan is applied, ready to be asked about requests. */
export function plannedScene({ plan, standing: { world, setting } }: Planned): Scene {
  const changes = plan.steps.map(({ change }) => change);
  return sceneOf(worldAfter(world, changes, SHAPES), setting);
}

/** Executes a plan exactly as it reads when it is saved. */
export async function applyPlan(
  { plan, caller, door, directory, wished, standing: { world, setting }, catalogue }: Planned,
  { clock, signal }: AwsWorld,
  listening: Pick<ApplyRequest, "emit" | "stop">,
): Promise<ApplyResult> {
  const decoded = decodePlan(encodePlan(plan));
  if ("problem" in decoded) {
    throw new Error(`A plan does not survive being saved: ${decoded.problem}.`);
  }
  const ending = signal === undefined ? {} : { signal };
  const asWished = sceneAsWished(wished, caller.account, setting);
  const gate = gateOfApply({ before: world, catalogue, setting, wished: asWished });
  const tools = { writerFor: door.writerFor, verbs: VERBS, clock, directory, gate };
  return await apply({ ...listening, ...ending, ...tools, plan: decoded.plan });
}

type CallerFacts = Pick<Caller, "account" | "partition">;

/** Who the caller is taken to be before AWS is asked: nothing that depends on it is shown. */
function assumedCaller({ homeRegion, pins }: Organization): CallerFacts {
  return { account: pins.managementAccount ?? "000000000000", partition: partitionOfRegion(homeRegion) ?? "aws" };
}

/** What the files wish for when this caller asks: mostly what was worked out when they were checked. */
function wishedBy(caller: CallerFacts, organization: Organization, validated: Validated, tables: Tables): Expansion {
  const { wishes, expansion } = validated;
  const { account, partition } = assumedCaller(organization);
  const isAsAssumed = caller.account === account && caller.partition === partition;
  return expansion !== null && isAsAssumed ? expansion : workOut(wishes, organization, tables, caller);
}

function workOut(
  wishes: Wishes,
  organization: Organization,
  { data, iamActions }: Tables,
  caller: CallerFacts,
): Expansion {
  const context = { partition: caller.partition, managementAccountId: caller.account, tables: data };
  const expansion = expand(organization, wishes.uses, context, SHAPES);
  const around = { table: iamActions, managementAccount: caller.account };
  const linted = lintFindings(expansion.resources, around, expansion.writtenAt);
  return { ...expansion, findings: [...atTheUse(expansion.findings, wishes.uses), ...linted] };
}

function referenceTo({ name, homeRegion }: Organization, caller: Caller, live: readonly Live[]): OrganizationRef {
  const id = live.find(({ kind }) => kind === "organization")?.id ?? null;
  return { name, id, managementAccount: caller.account, partition: caller.partition, homeRegion };
}

function digestsOf(files: readonly TextFile[]): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map(({ file, text }) => [file, createHash("sha256").update(text).digest("hex")]));
}
