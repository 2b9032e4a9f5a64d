import type { AccountKey } from "../model/place.ts";
import type { DecidingPolicy, RowResult, RowVerdict } from "../model/proof.ts";
import { evaluate, outcomeOf } from "../policy/evaluate/evaluate.ts";
import { accountOf } from "../policy/evaluate/requester.ts";
import type { Verdict } from "../policy/evaluate/verdict.ts";
import { isSuspended, type Missing, speaksOfWorkload, subjectsOf } from "./bindings.ts";
import { type Case, type CaseOf, caseOf } from "./cases.ts";
import type { CatalogueRow } from "./catalogue.ts";
import { remembered } from "./remembered.ts";
import type { Scene, Surroundings } from "./scene.ts";
import { decidedBy, requesterWords, verdictWords } from "./words.ts";

/** What one case of a row came to. */
export interface Judged {
  readonly verdict: RowVerdict;
  readonly because: readonly string[];
  readonly by: readonly DecidingPolicy[];
}

/** From the best to the worst: the worst case of a row counts. */
const SEVERITY: readonly RowVerdict[] = [
  "not-applicable",
  "vacuous",
  "denied",
  "allowed",
  "not-provable",
  "denied-only-if",
  "inconclusive",
  "open",
  "broken",
];

/** The verdict of a row's worst case. */
export interface Worst {
  readonly verdict: RowVerdict;
  /** Null where the row has no case. */
  readonly at: CaseOf | null;
}

/** Judges a row in all its premises and for these workload accounts; the worst case counts. */
export function worstOf(row: CatalogueRow, scene: Scene, workloads: readonly AccountKey[]): Worst {
  let worst: Worst = { verdict: "not-applicable", at: null };
  for (const at of casesOf(row, scene, workloads)) {
    const verdict = verdictOf(at, scene);
    if (worst.at === null || rank(verdict) > rank(worst.verdict)) {
      worst = { verdict, at };
    }
  }
  return worst;
}

/** As `worstOf`, with the reasons. */
export function judgeRow(row: CatalogueRow, scene: Scene, workloads: readonly AccountKey[]): RowResult {
  const worst = worstCase(row, scene, workloads);
  const { id, category, expected, source, action, resource, actor } = row;
  return {
    ...{ id, category, expected, source },
    ...(worst === null ? NO_ACCOUNT : explained(worst)),
    asks: `${actor} asks for ${action} on ${resource}`,
    account: worst?.at.workload ?? null,
    premise: worst?.at.premise ?? "as-planned",
  };
}

/** A case that was worked out, with what it came to. */
interface Worked {
  readonly at: CaseOf;
  readonly found: Case | Missing;
  readonly verdict: RowVerdict;
}

/** As `worstOf`, keeping the case that was worked out: whoever asks for reasons asks once, and needs no memory of others. */
function worstCase(row: CatalogueRow, scene: Scene, workloads: readonly AccountKey[]): Worked | null {
  let worst: Worked | null = null;
  for (const at of casesOf(row, scene, workloads)) {
    const found = caseOf(at, scene);
    const verdict = verdictOfCase(at, found, scene);
    keep(at, scene, verdict);
    if (worst === null || rank(verdict) > rank(worst.verdict)) {
      worst = { at, found, verdict };
    }
  }
  return worst;
}

/** What cases came to in a scene that reasons were asked of. */
const JUDGED = new WeakMap<Surroundings, WeakMap<CatalogueRow, Map<string, RowVerdict>>>();

function keep(at: CaseOf, scene: Scene, verdict: RowVerdict): void {
  const { row } = at;
  const rows = JUDGED.get(scene) ?? new WeakMap<CatalogueRow, Map<string, RowVerdict>>();
  JUDGED.set(scene, rows);
  const cases = rows.get(row) ?? new Map<string, RowVerdict>();
  rows.set(row, cases);
  cases.set(nameWithin(at), verdict);
}

/** What a case is called among those of its row. */
function nameWithin({ premise, workload, subject = "" }: CaseOf): string {
  return `${premise} ${workload} ${subject}`;
}

const NO_ACCOUNT: Judged = { verdict: "not-applicable", because: ["There is no workload account"], by: [] };

function rank(verdict: RowVerdict): number {
  return SEVERITY.indexOf(verdict);
}

/** The cases that a row has: every premise for each of these workload accounts and each workflow, if it speaks of one. */
export function casesOf(row: CatalogueRow, scene: Scene, workloads: readonly AccountKey[]): CaseOf[] {
  const concerned = speaksOfWorkload(row) ? workloads.filter((key) => concerns(row, key, scene)) : [null];
  const subjects = subjectsOf(row, scene.publishers) ?? [];
  const each = subjects.length === 0 ? [{}] : subjects.map((subject) => ({ subject }));
  return concerned.flatMap((workload) =>
    row.premises.flatMap((premise) => each.map((asked) => ({ row, premise, workload, ...asked }))),
  );
}

/** In accounts that are given up nobody works, not even in root sessions, and that is meant. */
function concerns({ expected, actor }: CatalogueRow, key: AccountKey, scene: Scene): boolean {
  const isWork = expected === "allow" && (actor === "developer" || actor === "assumed-root");
  return !isWork || !isSuspended(key, scene);
}

/** What one case comes to: the same as `judgeCase` finds, without the reasons. */
export function verdictOf(at: CaseOf, scene: Scene): RowVerdict {
  const kept = JUDGED.get(scene)?.get(at.row)?.get(nameWithin(at));
  return kept ?? remembered(at, scene, (around) => verdictOfCase(at, caseOf(at, around), around));
}

function verdictOfCase(at: CaseOf, found: Case | Missing, around: Surroundings): RowVerdict {
  return "missing" in found
    ? "not-applicable"
    : verdictFor(at, outcomeOf(found.request, found.environment), found, around);
}

/** Judges one case, with the reasons. */
export function judgeCase(at: CaseOf, scene: Scene): Judged {
  const found = caseOf(at, scene);
  return explained({ at, found, verdict: verdictOfCase(at, found, scene) });
}

function explained({ at: { subject }, found, verdict: rowVerdict }: Worked): Judged {
  if ("missing" in found) {
    return { verdict: "not-applicable", because: [found.missing], by: [] };
  }
  const verdict = evaluate(found.request, found.environment);
  const who = requesterWords(found.request.requester);
  const as = subject === undefined ? "" : ` as ${subject}`;
  const asks = `${who}${as} asks for ${found.request.action} on ${found.request.resource.arn}`;
  return {
    verdict: rowVerdict,
    because: [asks, ...verdictWords(verdict)],
    by: decidedBy(verdict),
  };
}

function verdictFor({ row }: CaseOf, outcome: Verdict["is"], found: Case, around: Surroundings): RowVerdict {
  return row.expected === "allow" ? mustStay(outcome) : attack(outcome, found, around);
}

function mustStay(outcome: Verdict["is"]): RowVerdict {
  switch (outcome) {
    case "allowed":
    case "open":
      return "allowed";
    case "denied":
      return "broken";
    default:
      return "inconclusive";
  }
}

function attack(outcome: Verdict["is"], { request, bare }: Case, { managementAccount }: Surroundings): RowVerdict {
  if (outcome === "allowed" || outcome === "open") {
    const isBeyond =
      accountOf(request.requester) === managementAccount && request.resource.account === managementAccount;
    return isBeyond ? "not-provable" : "open";
  }
  const unguarded = outcomeOf(request, bare);
  return unguarded === "allowed" || unguarded === "open" ? outcome : "vacuous";
}
