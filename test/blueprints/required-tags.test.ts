import { describe, expect, it } from "vitest";
import { requiredTagFindings } from "../../src/blueprints/required-tags.ts";
import type { Address } from "../../src/model/address.ts";
import { after } from "../../src/model/deferred.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { ORGANIZATION_PLACE } from "../../src/model/place.ts";
import type { Resource } from "../../src/model/resource.ts";

const ROOT = after("foundation/organization" as Address, "rootId");
const idOf = (address: string) => after(address as Address, "id");

function resource(kind: string, address: string, properties: JsonObject, line = 1): Resource {
  const declaredAt = { file: "orgwright.yaml", line, column: 3 };
  const key = kind === "account" ? { accountKey: address.slice(address.indexOf(":") + 1) } : {};
  return { address: address as Address, kind, place: ORGANIZATION_PLACE, properties, needs: [], declaredAt, ...key };
}

const units = [
  resource("organizational-unit", "foundation/ou:workloads", { name: "workloads", parent: ROOT }),
  resource("organizational-unit", "foundation/ou:workloads/dev", {
    name: "dev",
    parent: idOf("foundation/ou:workloads"),
  }),
];
const account = (tags: JsonObject, parent: JsonObject = idOf("foundation/ou:workloads/dev")) =>
  resource("account", "workload/account:shop", { name: "shop", parent, tags }, 7);

function policy(rule: JsonObject, target: JsonObject = ROOT, type = "TAG_POLICY"): Resource[] {
  const document = { tags: { costcenter: { tag_key: { "@@assign": "CostCenter" }, ...rule } } };
  return [
    resource("organization-policy", "tagging/policy", { name: "tagging", type, document }),
    resource("policy-attachment", "tagging/attachment", { policy: idOf("tagging/policy"), target }),
  ];
}

const REQUIRED = { report_required_tag_for: { "@@assign": ["ec2:instance"] } };
const VALUES = { ...REQUIRED, tag_value: { "@@assign": ["100", "Prod*", "*-eu"] } };
const codes = (...resources: readonly Resource[][]) =>
  requiredTagFindings([...units, ...resources.flat()]).map(({ code, severity }) => `${severity} ${code}`);

describe("the tags that a file's own tag policies require", () => {
  it("are looked for on every account below what the policy hangs on", () => {
    const told = requiredTagFindings([...units, account({}), ...policy(REQUIRED)]);
    expect(told).toMatchObject([
      { code: "account-lacks-tag", severity: "warning", at: { line: 7 }, fix: expect.stringContaining("`shop`") },
    ]);
    expect(told[0]?.detail).toContain("`CostCenter`");
    expect(codes([account({})], policy(REQUIRED, idOf("foundation/ou:workloads")))).toHaveLength(1);
    expect(codes([account({})], policy(REQUIRED, idOf("foundation/ou:elsewhere")))).toEqual([]);
    expect(codes([account({}, ROOT)], policy(REQUIRED, idOf("foundation/ou:workloads")))).toEqual([]);
  });

  it("are those that a tag policy reports the lack of, and no others", () => {
    expect(codes([account({})], policy({}))).toEqual([]);
    expect(codes([account({})], policy(REQUIRED, ROOT, "BACKUP_POLICY"))).toEqual([]);
    expect(codes([account({})], policy(REQUIRED).slice(0, 1))).toEqual([]);
  });

  it("have to be written as the policy writes them", () => {
    const [told] = requiredTagFindings([...units, account({ costcenter: "100" }), ...policy(REQUIRED)]);
    expect(told?.detail).toContain("It has `costcenter`, which is another tag.");
  });

  it.each([
    ["100", []],
    ["Production", []],
    ["west-eu", []],
    ["101", ["error account-tag-value"]],
    ["Pro", ["error account-tag-value"]],
    ["-eu", []],
  ])("may have a value that a pattern covers: %s", (value, expected) => {
    expect(codes([account({ CostCenter: value })], policy(VALUES))).toEqual(expected);
  });
});
