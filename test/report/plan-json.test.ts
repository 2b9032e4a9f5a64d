import { describe, expect, it } from "vitest";
import { planJson } from "../../src/report/plan-json.ts";
import { DRIFT, FOUNDING, planOf } from "./plans.ts";

describe("a plan as JSON", () => {
  it("has the promised fields, and no others", () => {
    const json = planJson(FOUNDING) as Record<string, never>;
    expect(Object.keys(json)).toEqual(["format", "organization", "digest", "summary", "steps", "findings", "proofs"]);
    expect(Object.keys(json["steps"]?.[0] ?? {})).toEqual([
      "id",
      "address",
      "kind",
      "place",
      "action",
      "fields",
      "risk",
      "after",
    ]);
    expect(json["findings"]).toEqual([
      {
        code: "account-not-pinned",
        severity: "warning",
        summary: "The file does not say which management account it is for",
        detail: "Any credentials would do, also those of another company.",
        fix: 'Write managementAccount: "111111111111" below organization.',
        at: { file: "orgwright.yaml", line: 3, column: 3 },
      },
    ]);
    expect(json["proofs"]).toBe(null);
  });

  it("lists every property of a creation as after, deferred ones as data", () => {
    expect(planJson(FOUNDING)).toMatchObject({
      summary: { create: 4, update: 0, move: 0, adopt: 0, delete: 0 },
      steps: [
        {},
        {
          id: "s2",
          address: "foundation/ou:security",
          kind: "organizational-unit",
          place: { account: "management", region: "global" },
          action: "create",
          fields: [
            { path: "/name", after: "security" },
            { path: "/parent", after: { $after: "foundation/organization#rootId" } },
          ],
          risk: "safe",
          after: ["s1"],
        },
        {},
        {},
      ],
    });
  });

  it("lists every property of a deletion as before", () => {
    expect(planJson(DRIFT)).toMatchObject({
      steps: [
        {},
        {},
        {},
        {
          action: "delete",
          address: "guardrails/old-attachment:root",
          fields: [
            { path: "/policy", before: "p-11111111" },
            { path: "/target", before: "r-ab12" },
          ],
        },
      ],
    });
  });

  it("is JSON: what is printed reads back as the same", () => {
    for (const plan of [FOUNDING, DRIFT, planOf([])]) {
      expect(JSON.parse(JSON.stringify(planJson(plan)))).toEqual(planJson(plan));
    }
  });
});
