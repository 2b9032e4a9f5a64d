import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/policy/evaluate/evaluate.ts";
import { exampleAccounts } from "../../src/prove/account-classes.ts";
import { caseOf } from "../../src/prove/cases.ts";
import { casesOf, judgeRow } from "../../src/prove/judge.ts";
import { PREMISES } from "../../src/prove/premises.ts";
import { prove } from "../../src/prove/prove.ts";
import { offline, TABLES, withTeamsThings } from "./proving.ts";

const scene = withTeamsThings(offline("test/prove/shipped.yaml"));
const accounts = exampleAccounts(scene);
const results = prove(TABLES.catalogue, scene);
const attacks = TABLES.catalogue.filter(({ expected }) => expected === "deny");

const count = (verdicts: readonly string[], ...names: readonly string[]) =>
  String(verdicts.filter((verdict) => names.includes(verdict)).length).padStart(6);

describe("the shipped blueprints together", () => {
  it("deny every attack of the shipped catalogue in every premise", () => {
    const lines = PREMISES.map((premise) => {
      const verdicts = attacks
        .filter(({ premises }) => premises.includes(premise))
        .map((row) => judgeRow({ ...row, premises: [premise] }, scene, accounts).verdict);
      return `${premise.padEnd(22)}${String(verdicts.length).padStart(6)}${count(verdicts, "denied")}${count(verdicts, "open", "denied-only-if", "inconclusive")}${count(verdicts, "vacuous")}${count(verdicts, "not-applicable")}${count(verdicts, "not-provable")}`;
    });
    console.log(["premise                total denied open vacuous n.a. beyond", ...lines].join("\n"));
    const missed = results.filter(
      ({ expected, verdict }) => expected === "deny" && !["denied", "not-applicable", "vacuous"].includes(verdict),
    );
    expect(missed.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([]);
  });

  it("break none of what must stay", () => {
    const mustStay = results.filter(({ expected }) => expected === "allow");
    const broken = mustStay.filter(({ verdict }) => !["allowed", "not-applicable"].includes(verdict));
    expect(broken.map(({ id, because }) => `${id}: ${because.join("; ")}`)).toEqual([]);
  });

  it("deny nothing that is denied anyway: without guardrails each attack is open in the same world", () => {
    const closed = attacks.flatMap((row) =>
      casesOf(row, scene, accounts).flatMap((at) => {
        const found = caseOf(at, scene);
        const isOpen = "missing" in found || ["open", "allowed"].includes(evaluate(found.request, found.bare).is);
        return isOpen ? [] : [row.id];
      }),
    );
    const vacuous = results.filter(({ verdict }) => verdict === "vacuous").map(({ id }) => id);
    expect([...new Set(closed)].sort()).toEqual(vacuous.sort());
  });

  it("concern most of the catalogue: what no blueprint makes is listed by name", () => {
    const left = results.filter(({ verdict }) => verdict === "not-applicable");
    const reasons = new Map<string, string[]>();
    for (const { id, because } of left) {
      const reason = because[0] ?? "";
      reasons.set(reason, [...(reasons.get(reason) ?? []), id]);
    }
    console.log([...reasons].map(([reason, ids]) => `${ids.length} × ${reason}`).join("\n"));
    expect(left.length).toBeLessThan(results.length / 5);
  });
});
