import { evaluate, outcomeOf } from "../../src/policy/evaluate/evaluate.ts";
import type { Denial, Verdict } from "../../src/policy/evaluate/verdict.ts";
import { exampleAccounts } from "../../src/prove/account-classes.ts";
import { type CaseOf, caseOf } from "../../src/prove/cases.ts";
import type { CatalogueRow } from "../../src/prove/catalogue.ts";
import { casesOf } from "../../src/prove/judge.ts";
import type { Scene } from "../../src/prove/scene.ts";
import type { Mutant } from "./mutants.ts";

/** What a change does to the proof. */
export interface Effect {
  /** The attacks that are no longer denied for sure. */
  readonly opened: readonly string[];
  /** What must stay and does not. */
  readonly broken: readonly string[];
}

/** A case that is as it should be before anything is changed. */
export interface Sound {
  readonly at: CaseOf;
  readonly action: string;
}

/** All that is proved in a scene, ready to be asked again in others. */
export function soundCases(rows: readonly CatalogueRow[], scene: Scene): readonly Sound[] {
  const accounts = exampleAccounts(scene);
  return rows.flatMap((row) =>
    casesOf(row, scene, accounts).flatMap((at) =>
      isSound(row, outcomeIn(at, scene)) ? [{ at, action: row.action.toLowerCase() }] : [],
    ),
  );
}

function outcomeIn(at: CaseOf, scene: Scene): Verdict["is"] | "missing" {
  const found = caseOf(at, scene);
  return "missing" in found ? "missing" : outcomeOf(found.request, found.environment);
}

function isSound({ expected }: CatalogueRow, outcome: Verdict["is"] | "missing"): boolean {
  return expected === "deny" ? outcome === "denied" : outcome === "allowed" || outcome === "open";
}

/**
 * Which of the proved cases come to something else in another scene. What denies less can break nothing, and what denies
 * more opens nothing, so that only the others are asked; of attacks the first that is open will do.
 */
export function effectOf(
  cases: readonly Sound[],
  scene: Scene,
  { actions, denies }: Pick<Mutant, "actions" | "denies"> = { actions: ["*"], denies: "otherwise" },
): Effect {
  const asked = concerned(cases, actions).filter(({ at: { row } }) =>
    denies === "otherwise" ? true : row.expected === (denies === "less" ? "deny" : "allow"),
  );
  const isChanged = ({ at }: Sound) => !isSound(at.row, outcomeIn(at, scene));
  const first = denies === "less" ? asked.find(isChanged) : undefined;
  const changed = denies === "less" ? (first === undefined ? [] : [first]) : asked.filter(isChanged);
  const ids = (expected: CatalogueRow["expected"]) => [
    ...new Set(changed.flatMap(({ at: { row } }) => (row.expected === expected ? [row.id] : []))),
  ];
  return { opened: ids("deny"), broken: ids("allow") };
}

function concerned(cases: readonly Sound[], patterns: readonly string[]): readonly Sound[] {
  const matchers = patterns.map(
    (pattern) =>
      new RegExp(
        `^${pattern
          .toLowerCase()
          .replace(/[.+^${}()|[\]\\]/g, "\\$&")
          .replaceAll("*", ".*")}$`,
      ),
  );
  return cases.filter(({ action }) => matchers.some((matcher) => matcher.test(action)));
}

/**
 * For a mutant that changes nothing: the attacks that its statement denied and does not any more, with another layer's
 * statement that still denies each. None: no attack of the catalogue asks for what was changed.
 */
export function carriedBy(cases: readonly Sound[], before: Scene, mutant: Mutant): ReadonlyMap<string, string> {
  const scene = mutant.scene();
  const carried = new Map<string, string>();
  for (const { at } of concerned(cases, mutant.actions)) {
    const [old, now] = [denialsIn(at, before), denialsIn(at, scene)];
    const isOwn = (denial: Denial) => isBy(denial, mutant);
    const other = now.find((denial) => denial.because !== "not-allowed" || denial.layer !== "identity");
    if (old.some(isOwn) && !now.some(isOwn) && other !== undefined) {
      carried.set(at.row.id, wordsOf(other));
    }
  }
  return carried;
}

function denialsIn(at: CaseOf, scene: Scene): readonly Denial[] {
  const found = caseOf(at, scene);
  const verdict = "missing" in found ? null : evaluate(found.request, found.environment);
  return verdict?.is === "denied" ? verdict.by : [];
}

function isBy(denial: Denial, { statement: { policy, sid } }: Mutant): boolean {
  return denial.because === "denied" && denial.by.sid === sid && denial.by.policy.endsWith(policy);
}

function wordsOf(denial: Denial): string {
  switch (denial.because) {
    case "denied":
      return `${denial.by.policy}, ${denial.by.sid}`;
    case "not-allowed":
      return `no ${denial.layer} policy allows it`;
    case "rule":
      return denial.rule.code;
  }
}
