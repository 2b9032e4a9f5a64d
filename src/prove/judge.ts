import type { AccountKey } from "../model/place.ts";
import type { RowResult, RowVerdict } from "../model/proof.ts";
import { evaluate } from "../policy/evaluate/evaluate.ts";
import { accountOf } from "../policy/evaluate/requester.ts";
import type { Verdict } from "../policy/evaluate/verdict.ts";
import { isSuspended, speaksOfWorkload } from "./bindings.ts";
import { type Case, type CaseOf, caseOf } from "./cases.ts";
import type { CatalogueRow } from "./catalogue.ts";
import type { Scene } from "./scene.ts";
import { requesterWords, verdictWords } from "./words.ts";

/** What one case of a row came to. */
export interface Judged {
  readonly verdict: RowVerdict;
  readonly because: readonly string[];
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

/** Judges a row in all its premises and for these workload accounts; the worst case counts. */
export function judgeRow(row: CatalogueRow, scene: Scene, workloads: readonly AccountKey[]): RowResult {
  let worst: { judged: Judged; at: CaseOf } | null = null;
  for (const at of casesOf(row, scene, workloads)) {
    const judged = judgeCase(at, scene);
    if (worst === null || rank(judged.verdict) > rank(worst.judged.verdict)) {
      worst = { judged, at };
    }
  }
  const { judged, at } = worst ?? { judged: NO_ACCOUNT, at: { row, premise: "as-planned", workload: null } as const };
  const { id, category, expected, source, action, resource, actor } = row;
  return {
    ...{ id, category, expected, source, ...judged },
    asks: `${actor} asks for ${action} on ${resource}`,
    account: at.workload,
    premise: at.premise,
  };
}

const NO_ACCOUNT: Judged = { verdict: "not-applicable", because: ["There is no workload account"] };

function rank(verdict: RowVerdict): number {
  return SEVERITY.indexOf(verdict);
}

/** The cases that a row has: every premise for each of these workload accounts, if it speaks of one. */
export function casesOf(row: CatalogueRow, scene: Scene, workloads: readonly AccountKey[]): CaseOf[] {
  const concerned = speaksOfWorkload(row) ? workloads.filter((key) => concerns(row, key, scene)) : [null];
  return concerned.flatMap((workload) => row.premises.map((premise) => ({ row, premise, workload })));
}

/** In accounts that are given up nobody works, not even in root sessions, and that is meant. */
function concerns({ expected, actor }: CatalogueRow, key: AccountKey, scene: Scene): boolean {
  const isWork = expected === "allow" && (actor === "developer" || actor === "assumed-root");
  return !isWork || !isSuspended(key, scene);
}

/** Judges one case. */
export function judgeCase(at: CaseOf, scene: Scene): Judged {
  const found = caseOf(at, scene);
  if ("missing" in found) {
    return { verdict: "not-applicable", because: [found.missing] };
  }
  const verdict = evaluate(found.request, found.environment);
  const judged = at.row.expected === "allow" ? mustStay(verdict) : attack(verdict, found, scene);
  const who = requesterWords(found.request.requester);
  const asks = `${who} asks for ${found.request.action} on ${found.request.resource.arn}`;
  return { ...judged, because: [asks, ...judged.because] };
}

function mustStay(verdict: Verdict): Judged {
  const because = verdictWords(verdict);
  switch (verdict.is) {
    case "allowed":
    case "open":
      return { verdict: "allowed", because };
    case "denied":
      return { verdict: "broken", because };
    default:
      return { verdict: "inconclusive", because };
  }
}

function attack(verdict: Verdict, { request, bare }: Case, scene: Scene): Judged {
  const because = verdictWords(verdict);
  if (verdict.is === "allowed" || verdict.is === "open") {
    const isBeyond =
      accountOf(request.requester) === scene.managementAccount && request.resource.account === scene.managementAccount;
    return { verdict: isBeyond ? "not-provable" : "open", because };
  }
  const unguarded = evaluate(request, bare).is;
  if (unguarded !== "allowed" && unguarded !== "open") {
    return { verdict: "vacuous", because };
  }
  return { verdict: verdict.is, because };
}
