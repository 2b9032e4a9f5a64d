import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/model/json.ts";
import { checkOrganizationPolicy, checkPolicy } from "../../src/policy/check.ts";
import { accepts, refuses } from "./refusals.ts";

function tags(settings: JsonObject): JsonObject {
  return { tags: { CostCenter: settings } };
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html */
describe("a tag policy", () => {
  accepts("tag", [
    [
      "AWS's own example",
      {
        tags: {
          costcenter: {
            tag_key: { "@@assign": "CostCenter", "@@operators_allowed_for_child_policies": ["@@none"] },
            tag_value: { "@@assign": ["100", "200", "300*"] },
            enforced_for: { "@@assign": ["secretsmanager:ALL_SUPPORTED", "ec2:instance"] },
          },
        },
      },
    ],
    ["values that are added and taken away", tags({ tag_value: { "@@append": ["300"], "@@remove": ["100"] } })],
    ["required tags", tags({ report_required_tag_for: { "@@assign": ["ec2:ALL_SUPPORTED", "s3:*"] } })],
    [
      "child operators at every level",
      {
        "@@operators_allowed_for_child_policies": ["@@all"],
        tags: { "@@operators_allowed_for_child_policies": ["@@none"] },
      },
    ],
    ["no tags", { tags: {} }],
    ["a setting that is younger than this tool", tags({ grace_period: { "@@assign": "P30D" } })],
    [
      "values that are not known yet",
      tags({ tag_key: { "@@assign": { $after: "a/b#c" } }, tag_value: { "@@assign": [{ $after: "a/b#c" }] } }),
    ],
  ]);

  refuses("tag", [
    ["a list", [], "policy-wrong-type "],
    ["a document without tags", {}, "policy-missing-element "],
    ["tags in a list", { tags: [] }, "policy-wrong-type /tags"],
    ["more than tags at the top", { tags: {}, Tags: {} }, "policy-tag /Tags"],
    [
      "a tag key that is not the policy key",
      tags({ tag_key: { "@@assign": "cost-center" } }),
      "policy-tag /tags/CostCenter/tag_key/@@assign",
    ],
    [
      "a tag key that is added",
      tags({ tag_key: { "@@append": ["CostCenter"] } }),
      "policy-inheritance /tags/CostCenter/tag_key/@@append",
    ],
    ["a misspelt setting", tags({ tag_values: { "@@assign": ["1"] } }), "policy-tag /tags/CostCenter/tag_values"],
    ["a setting without an operator", tags({ tag_value: ["1"] }), "policy-inheritance /tags/CostCenter/tag_value"],
    [
      "two wildcards in a value",
      tags({ tag_value: { "@@assign": ["ok", "*@*.com"] } }),
      "policy-tag /tags/CostCenter/tag_value/@@assign/1",
    ],
    [
      "enforcement for all services",
      tags({ enforced_for: { "@@assign": ["*"] } }),
      "policy-tag /tags/CostCenter/enforced_for/@@assign/0",
    ],
    [
      "a misspelt operator",
      tags({ tag_value: { "@@asign": ["1"] } }),
      "policy-inheritance /tags/CostCenter/tag_value/@@asign",
    ],
    [
      "a child operator that does not exist",
      tags({ tag_value: { "@@assign": ["1"], "@@operators_allowed_for_child_policies": ["@@nothing"] } }),
      "policy-inheritance /tags/CostCenter/tag_value/@@operators_allowed_for_child_policies/0",
    ],
  ]);
});

/** https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html */
describe("a management policy", () => {
  accepts("management", [
    [
      "settings of any kind",
      { plans: { daily: { rules: { hourly: { schedule_expression: { "@@assign": "cron(0 5 ? * * *)" } } } } } },
    ],
    ["nothing", {}],
  ]);

  refuses("management", [
    ["a text", "optOut", "policy-wrong-type "],
    [
      "an unknown operator, however deep",
      { services: { list: [{ x: { "@@set": 1 } }] } },
      "policy-inheritance /services/list/0/x/@@set",
    ],
  ]);

  it("gets the right operator proposed", () => {
    const [problem] = checkPolicy("management", { services: { "@@asign": "optOut" } });
    expect(problem?.fix).toBe('Did you mean "@@assign"?');
  });
});

describe("an organization policy", () => {
  it("is checked by the grammar of its type, whoever names the type", () => {
    const document = { services: { default: { opt_out_policy: { "@@assign": "optOut" } } } };
    expect(checkOrganizationPolicy("ai-opt-out", document)).toEqual([]);
    expect(checkOrganizationPolicy("AISERVICES_OPT_OUT_POLICY", document)).toEqual([]);
    expect(checkOrganizationPolicy("TAG_POLICY", document)).not.toEqual([]);
    expect(checkOrganizationPolicy("scp", document)).not.toEqual([]);
  });

  it("is checked as settings when its type is younger than this tool", () => {
    expect(checkOrganizationPolicy("QUANTUM_POLICY", { anything: { "@@assign": 1 } })).toEqual([]);
    expect(checkOrganizationPolicy("QUANTUM_POLICY", { anything: { "@@asign": 1 } })).toHaveLength(1);
  });
});
