import type { Finding } from "../model/finding.ts";
import type { AccountKey } from "../model/place.ts";
import type { Step } from "../model/plan.ts";
import type { Proofs, RowVerdict } from "../model/proof.ts";
import { exampleAccounts } from "./account-classes.ts";
import { speaksOfWorkload } from "./bindings.ts";
import type { CaseOf } from "./cases.ts";
import type { CatalogueRow } from "./catalogue.ts";
import type { SwitchesOf } from "./given-up.ts";
import { casesOf, judgeCase, verdictOf, type Worst, worstOf } from "./judge.ts";
import { type CutOff, cutOffs, isLifeline, isWatched, type Moment, momentAfter, momentOf } from "./lifelines.ts";
import { proofsOf } from "./prove.ts";
import type { Scene, Setting } from "./scene.ts";
import { refusedRequests } from "./tool-requests.ts";
import type { Waived } from "./waivers.ts";
import type { World } from "./world.ts";

/** What proofs find of a plan: codes and fixed summaries. */
export const GATE_FINDINGS = {
  "would-cut-off": "A step would cut off what must work at any moment",
  "break-glass-leaves": "The way in for emergencies is taken away",
  "would-refuse-orgwright": "A step would keep orgwright from finishing",
  "would-break": "The plan would break what must keep working",
  "is-broken": "Something that must keep working does not",
  "attack-opened": "The plan would open attacks that are denied today",
  "attack-given-up": "A guardrail that denies attacks is switched off, and nobody answers for it",
} as const;

type Code = keyof typeof GATE_FINDINGS;

export interface GateRequest {
  readonly before: World;
  /** In the order in which they are done. */
  readonly steps: readonly Step[];
  readonly catalogue: readonly CatalogueRow[];
  readonly setting: Setting;
  /** What the file wishes for, and nothing else: what it no longer wishes for may go. Asked for when something does. */
  readonly wished: () => Scene;
  readonly waived: Waived;
  /** The attacks that the file opens by switching guardrails off. */
  readonly givenUp?: ReadonlySet<string>;
  readonly switchesOf?: SwitchesOf;
}

/** What the proofs of a plan came to, and what keeps it from being applied. */
export interface GateResult {
  readonly proofs: Proofs;
  readonly findings: readonly Finding[];
}

/**
 * Proves a plan: what must work at any moment is looked at after every step, everything else at the end. An attack that
 * is open before and after, because no blueprint guards against it, is counted and no more.
 */
export function gatePlan(request: GateRequest): GateResult {
  const { before, catalogue, setting, waived, givenUp = new Set(), switchesOf = () => [] } = request;
  const first = momentOf(before, setting);
  const { last, cuts, left, refused } = walk(first, request, catalogue.filter(isWatched));
  const workloads = catalogue.length === 0 ? [] : exampleAccounts(last.scene());
  const results = catalogue.map((row) => ({ row, ...worstOf(row, last.scene(), workloads) }));
  const told = new Set(cuts.map(({ at }) => at.row.id));
  const comparing = { first, last, workloads, waived };
  return {
    proofs: proofsOf(results.map(({ row: { expected }, verdict }) => ({ expected, verdict }))),
    findings: [
      ...oncePerRow(cuts).map(cutOffFinding),
      ...emergencyFindings(left),
      ...refused,
      ...brokenFindings(results, told, comparing),
      ...openFindings(results, { ...comparing, givenUp, switchesOf }),
    ],
  };
}

/**
 * A gate for apply: asked right before each step, in the order in which they really come, it stops a step that would cut
 * off what must work at any moment. Steps that were let through count as done.
 */
export function gateOfApply({
  before,
  catalogue,
  setting,
  wished,
}: Pick<GateRequest, "before" | "catalogue" | "setting" | "wished">) {
  const lifelines = catalogue.filter(isWatched);
  let moment = momentOf(before, setting);
  return (step: Step): Finding | null => {
    const next = momentAfter(moment, step, setting);
    const [cut] = cutOffs({ step, before: moment, after: next, wished }, lifelines).filter(isRefused);
    if (cut !== undefined) {
      return cutOffFinding(cut);
    }
    moment = next;
    return null;
  };
}

function isRefused({ is }: CutOff): boolean {
  return is !== "unwished";
}

interface Walked {
  readonly last: Moment;
  readonly cuts: readonly CutOff[];
  /** What goes because the file no longer wishes for it. */
  readonly left: readonly CutOff[];
  readonly refused: readonly Finding[];
}

function walk(first: Moment, { steps, setting, wished }: GateRequest, lifelines: readonly CatalogueRow[]): Walked {
  let moment = first;
  const cuts: CutOff[] = [];
  const refused: Finding[] = [];
  for (const step of steps) {
    refused.push(...refusals(step, first, moment));
    const next = momentAfter(moment, step, setting);
    cuts.push(...cutOffs({ step, before: moment, after: next, wished }, lifelines));
    moment = next;
  }
  return { last: moment, cuts: cuts.filter(isRefused), left: cuts.filter((cut) => !isRefused(cut)), refused };
}

/** What is refused before anything was done is for somebody else to put right, and no reason to refuse the plan. */
function refusals(step: Step, first: Moment, moment: Moment): Finding[] {
  const now = refusedRequests(step, moment.scene());
  const before = now.length === 0 ? [] : refusedRequests(step, first.scene());
  const known = new Set(before.map(({ action }) => action));
  const [caused] = now.filter(({ action }) => !known.has(action));
  if (caused === undefined) {
    return [];
  }
  const detail = `When ${step.id} comes, what was done before it would refuse it: ${sentence(caused.because)}`;
  const fix = "Change the guardrail so that it exempts orgwright's own role, or let it come in a plan of its own.";
  return [finding("would-refuse-orgwright", "error", detail, fix)];
}

function oncePerRow(cuts: readonly CutOff[]): CutOff[] {
  return [...new Map(cuts.toReversed().map((cut) => [cut.at.row.id, cut])).values()].reverse();
}

function cutOffFinding({ is, step, at, judged }: CutOff): Finding {
  const where = at.workload === null ? "" : ` in ${at.workload}`;
  const detail = `${step} would cut off ${at.row.id} (${at.row.source})${where}: ${sentence(judged.because)}`;
  const fix = is === "denied" ? "Exempt it in the policy that is named." : KEEP;
  return finding(
    "would-cut-off",
    "error",
    detail,
    `${fix} \`orgwright prove --explain ${at.row.id}\` shows every layer.`,
  );
}

const KEEP =
  "No policy denies it: what it needs would be gone. Keep that in the organization file, and change it without taking it away first.";

/** The way in for emergencies may go, when the file says so, and nobody shall find that out in an emergency. */
function emergencyFindings(left: readonly CutOff[]): Finding[] {
  const [first] = left.filter(({ who }) => who === "break-glass");
  if (first === undefined) {
    return [];
  }
  const detail = `The file names nobody for emergencies any more. From the step \`${first.step}\` on nobody gets in when the identity account, its guardrails or orgwright's own roles are what is broken, save for administrators of the management account.`;
  const fix = "Name two users in `breakGlass` of the blueprint identity, or let it go knowingly.";
  return [finding("break-glass-leaves", "warning", detail, fix)];
}

interface Comparing {
  readonly first: Moment;
  readonly last: Moment;
  readonly workloads: readonly string[];
  readonly waived: Waived;
}

interface Result extends Worst {
  readonly row: CatalogueRow;
}

function brokenFindings(results: readonly Result[], told: ReadonlySet<string>, comparing: Comparing): Finding[] {
  const rows = rowsWith("broken", results).filter(({ id }) => !told.has(id));
  return rows.flatMap((row) => {
    if (comparing.waived(row.id) !== null && !isLifeline(row)) {
      return [];
    }
    const broken = casesThat("broken", row, comparing);
    const fresh = broken.find(({ before }) => before !== "broken");
    const one = fresh ?? broken[0];
    const where = one?.at.workload == null ? "" : ` in ${one.at.workload}`;
    const detail = `${row.id} (${row.source})${where}: ${reason(one, comparing)}`;
    return [
      fresh === undefined
        ? finding("is-broken", "warning", detail, "This plan does not change it. Correct the policy that is named.")
        : finding("would-break", "error", detail, isLifeline(row) ? EXEMPT : `${EXEMPT} Or ${answerFor([row.id])}`),
    ];
  });
}

const EXEMPT = "Change the policy that is named.";

interface Opened {
  readonly row: CatalogueRow;
  readonly at: CaseOf;
}

/** Attacks that the plan opens, and attacks that the file opens by switching off the guardrails that it is offered. */
function openFindings(results: readonly Result[], comparing: Categorising): Finding[] {
  const isInUse = usabilityBefore(
    results.map(({ row }) => row),
    comparing.first.scene(),
  );
  const opened: Opened[] = [];
  const left: Opened[] = [];
  for (const row of rowsWith("open", results).filter(({ id }) => comparing.waived(id) === null)) {
    const cases = casesThat("open", row, comparing);
    const fresh = cases.find(({ before, at }) => before === "denied" && isInUse(at.workload));
    const [first] = cases;
    if (fresh !== undefined) {
      opened.push({ row, at: fresh.at });
    } else if (comparing.givenUp.has(row.id) && first !== undefined) {
      left.push({ row, at: first.at });
    }
  }
  return [
    ...byCategory("attack-opened", opened, comparing, "Keep the guardrail"),
    ...byCategory("attack-given-up", left, comparing, "Switch the guardrail on"),
  ];
}

interface Categorising extends Comparing {
  readonly givenUp: ReadonlySet<string>;
  readonly switchesOf: SwitchesOf;
}

function byCategory(code: Code, opened: readonly Opened[], comparing: Categorising, wayOut: string): Finding[] {
  const { givenUp, switchesOf } = comparing;
  return [...new Set(opened.map(({ row }) => row.category))].map((category) => {
    const alike = opened.filter(({ row }) => row.category === category);
    const ids = alike.map(({ row }) => row.id);
    const example = alike[0];
    const where = example?.at.workload == null ? "" : ` in ${example.at.workload}`;
    const detail = `${category}: ${someOf(ids)}. As in ${ids[0]}${where}: ${reason(example, comparing)}`;
    const switches = ids.every((id) => givenUp.has(id)) ? switchesOf(ids) : [];
    const answer = switches.length === 0 ? answerFor(ids) : answerForSwitches(switches);
    return finding(code, "error", detail, `${wayOut}, or ${answer}`);
  });
}

const MOST_SHOWN = 6;

function someOf(ids: readonly string[]): string {
  const more = ids.length - MOST_SHOWN;
  return more > 0 ? `${ids.slice(0, MOST_SHOWN).join(", ")} and ${more} more` : ids.join(", ");
}

/**
 * Tells of each workload account whether its people could work. Where they could not, as in an account that is given up,
 * attacks were denied with everything else, and to open the account again opens them too.
 */
function usabilityBefore(catalogue: readonly CatalogueRow[], scene: Scene): (key: AccountKey | null) => boolean {
  const work = catalogue.filter(
    (row) => row.actor === "developer" && row.expected === "allow" && speaksOfWorkload(row),
  );
  const known = new Map<AccountKey, boolean>();
  return (key) => {
    if (key === null) {
      return true;
    }
    const works =
      known.get(key) ??
      work.every((row) => verdictOf({ row, premise: "as-planned", workload: key }, scene) !== "broken");
    known.set(key, works);
    return works;
  };
}

/** A switch is named by its blueprint's name and its own: one line, however many rows hang on it. */
function answerForSwitches(switches: readonly string[]): string {
  return `answer for ${switches.length === 1 ? "the switch" : "the switches"} in the organization file: waivers: [{ rows: [${switches.join(", ")}], owner: …, because: …, until: … }]`;
}

function answerFor(ids: readonly string[]): string {
  return `answer for it in the organization file: waivers: [{ rows: [${ids.join(", ")}], owner: …, because: …, until: … }]`;
}

function rowsWith(verdict: RowVerdict, results: readonly Result[]): CatalogueRow[] {
  return results.flatMap((result) => (result.verdict === verdict ? [result.row] : []));
}

/** The cases of a row that come to this at the end, with what they came to before anything was done. */
function casesThat(verdict: RowVerdict, row: CatalogueRow, { first, last, workloads }: Comparing) {
  return casesOf(row, last.scene(), workloads).flatMap((at) =>
    verdictOf(at, last.scene()) === verdict ? [{ at, before: verdictOf(at, first.scene()) }] : [],
  );
}

function reason(one: { readonly at: CaseOf } | undefined, { last }: Comparing): string {
  return one === undefined ? "" : sentence(judgeCase(one.at, last.scene()).because);
}

function sentence(because: readonly string[]): string {
  return `${because.join("; ")}.`.replace(/\.\.$/, ".");
}

function finding(code: Code, severity: Finding["severity"], detail: string, fix: string): Finding {
  return { code, severity, summary: GATE_FINDINGS[code], detail, fix };
}
