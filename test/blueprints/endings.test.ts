import { describe, expect, it } from "vitest";
import { endingsOn } from "../../src/blueprints/endings.ts";
import { loaded, organizationOf } from "./expanded.ts";

const BLUEPRINT = loaded(
  "b.yaml",
  `blueprint: b
title: B
parameters:
  partners:
    type: list
    default: []
    of: { type: map, fields: { who: { type: string }, until: { type: string, lastDayOf: the trust in a partner } } }
  teams: { type: accounts, default: {}, fields: { until: { type: string, lastDayOf: a trial } } }
  guests: { type: people, default: [], fields: { until: { type: string, lastDayOf: a visit } } }
  days: { type: map, of: { type: string, lastDayOf: a permit }, default: {} }
`,
);

const ORGANIZATION = organizationOf(`blueprints:
  - use: b
    with:
      partners: [{ who: x, until: "2026-01-31" }]
      teams: { a: { until: "2026-01-31" } }
      guests: [{ name: ana, until: "2026-01-31" }]
      days: { one: "2026-01-31", other: "2027-01-31" }
`);
const USES = ORGANIZATION.blueprints.map((use) => ({ use, blueprint: BLUEPRINT, file: "b.yaml" }));

const on = (time: string) => endingsOn(new Date(time), USES);

describe("a last day that the file names", () => {
  it.each([
    ["2025-12-31T23:59:59Z", []],
    ["2026-01-01T00:00:00Z", ["ends-soon"]],
    ["2026-01-31T23:59:59Z", ["ends-soon"]],
    ["2026-02-01T00:00:00Z", ["has-ended"]],
    ["2026-12-01T00:00:00Z", ["has-ended"]],
  ])("is told of at %s with %j", (time, codes) => {
    const told = on(time).map(({ code }) => code);
    expect([...new Set(told)]).toEqual(codes);
    expect(told).toHaveLength(codes.length * 4);
  });

  it("is told of where it is written, in the same words all the while", () => {
    const [first, ...others] = on("2026-01-05T00:00:00Z");
    expect(first).toEqual({
      code: "ends-soon",
      severity: "warning",
      summary: "Something that the file lets be until a day ends soon",
      detail: "The last day of the trust in a partner is 2026-01-31 (`partners[0].until`).",
      fix: "If it shall go on, agree on a later day and write that. Else remove the entry when the day is over.",
      at: { file: "orgwright.yaml", line: 11, column: 35 },
    });
    expect(others.map(({ at }) => at?.line)).toEqual([12, 13, 14]);
    expect(on("2026-01-06T00:00:00Z")).toEqual(on("2026-01-05T00:00:00Z"));
  });
});
