import { describe, expect, it } from "vitest";
import type { Address } from "../../src/model/address.ts";
import { addressOfChange, type Change, fieldsOf, kindOf } from "../../src/model/change.ts";
import type { Live } from "../../src/model/live.ts";
import { ORGANIZATION_PLACE } from "../../src/model/place.ts";
import type { Resource } from "../../src/model/resource.ts";
import { deletionStage, STAGE } from "../../src/model/stage.ts";
import { suggestion } from "../../src/model/suggestion.ts";

const to: Resource = {
  address: "foundation/ou:a" as Address,
  kind: "organizational-unit",
  place: ORGANIZATION_PLACE,
  properties: {},
  needs: [],
  declaredAt: { file: "f", line: 1, column: 1 },
};
const from: Live = {
  kind: "policy-attachment",
  id: "p:r",
  place: ORGANIZATION_PLACE,
  owner: { is: "us", address: "foundation/policy" as Address },
  properties: {},
  outputs: {},
};
const update: Change = { action: "update", from, to, fields: [{ path: "/a", before: 1 }] };

describe("a change", () => {
  it("is about what is wished for, or what is deleted", () => {
    expect([kindOf(update), addressOfChange(update)]).toEqual(["organizational-unit", "foundation/ou:a"]);
    const gone: Change = { action: "delete", from };
    expect([kindOf(gone), addressOfChange(gone)]).toEqual(["policy-attachment", "foundation/policy"]);
  });

  it("lists fields only where something was there before", () => {
    expect(fieldsOf(update)).toHaveLength(1);
    expect(fieldsOf({ action: "create", to })).toEqual([]);
    expect(fieldsOf({ action: "delete", from })).toEqual([]);
  });
});

describe("the stages", () => {
  it("delete in the opposite order, after everything else", () => {
    const stages = Object.values(STAGE);
    const last = Math.max(...stages);
    expect(stages.every((stage) => deletionStage(stage) > last)).toBe(true);
    expect(stages.map(deletionStage)).toEqual([...stages].map(deletionStage).sort((a, b) => b - a));
  });

  it("put guardrails that need no account before the first account", () => {
    expect(STAGE.firstGuardrails).toBeLessThan(STAGE.accounts);
    expect(STAGE.lastGuardrails).toBeGreaterThan(STAGE.roles);
  });
});

describe("a suggestion", () => {
  it("names what was probably meant, or the choice", () => {
    expect(suggestion("Prod", ["dev", "workloads/prod"], "Add it.")).toContain("`workloads/prod`");
    expect(suggestion("x", ["dev", "prod"], "Add it.")).toBe("Add it. There are `dev`, `prod`.");
    expect(suggestion("x", [], "Add it.")).toBe("Add it.");
  });
});
