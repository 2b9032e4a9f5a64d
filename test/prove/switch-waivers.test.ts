import { describe, expect, it } from "vitest";
import { shippedTables } from "../../src/cli/shipped.ts";
import { openSource } from "../../src/cli/source.ts";
import { answeredForBy, validate } from "../../src/pipeline.ts";

const tables = shippedTables();
const NOW = new Date("2026-11-28T12:00:00Z");

/** The rows that a waiver of one switch answers for while two are off. */
function answeredFor(rows: string, until = "2027-01-31"): ReadonlySet<string> {
  const text = `version: 1
organization:
  name: acme
  email: aws+{account}@acme.example
  homeRegion: eu-west-1
  regions: [eu-west-1]
  managementAccount: "111111111111"
blueprints:
  - use: foundation
    with: { operators: { users: [admin] }, denyLeaving: false, denyRootUser: false }
  - use: workload
    with: { accounts: { shop-dev: { ou: workloads/dev } } }
waivers:
  - { rows: [${rows}], owner: Ana, because: The shop is sold, until: ${until} }
`;
  return answeredForBy(validate(openSource("orgwright.yaml", text), tables, "0.1.0"), tables, NOW);
}

describe("a waiver of a switch", () => {
  it("answers for every attack that the switch lets through, and for none of another switch's", () => {
    const leaving = answeredFor("foundation.denyLeaving");
    expect(leaving).toContain("A-OG-01");
    const root = answeredFor("foundation.denyRootUser");
    expect(root.size).toBeGreaterThan(0);
    expect([...leaving].filter((row) => root.has(row))).toEqual([]);
    expect(answeredFor("foundation.denyLeaving, foundation.denyRootUser").size).toBeGreaterThan(leaving.size);
  });

  it("answers for nothing when it has run out, or names a switch that is on", () => {
    expect(answeredFor("foundation.denyLeaving", "2026-11-27").size).toBe(0);
    expect(answeredFor("foundation.reserveTags").size).toBe(0);
  });
});
