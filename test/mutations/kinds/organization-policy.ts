import type { OrganizationPolicy } from "../../../src/kinds/organization-policy/organization-policy.ts";
import { atManagement, listOf, OUR_TAG_KEYS, ourTags } from "../calls.ts";
import type { Names } from "../founded.ts";
import type { KindMutations } from "../mutation.ts";

const SUBJECT = "things/policy";

export const organizationPolicyMutations: KindMutations<OrganizationPolicy> = {
  subject: SUBJECT,
  fields: {
    name: [{ does: "renames it", calls: changed({ Name: "somebodys" }) }],
    type: [
      {
        does: "makes one of another type in its stead",
        calls: (names) => [
          detached(names),
          atManagement("organizations:DeletePolicy", { PolicyId: names.policy("things-owner") }),
          atManagement("organizations:CreatePolicy", {
            Name: "things-owner",
            Type: "SERVICE_CONTROL_POLICY",
            Description: "How Acme writes the tag Owner",
            Content: JSON.stringify({
              Version: "2012-10-17",
              Statement: [{ Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" }],
            }),
            Tags: listOf(ourTags(SUBJECT)),
          }),
        ],
        told: ["immutable-field"],
        steps: ["create things/attachment", "update things/policy document"],
      },
    ],
    description: [{ does: "describes it otherwise", calls: changed({ Description: "Nothing of interest" }) }],
    document: [
      {
        does: "writes something else into it",
        calls: changed({ Content: JSON.stringify({ tags: { owner: { tag_key: { "@@assign": "OWNER" } } } }) }),
      },
      {
        does: "takes a condition out of a guardrail",
        of: "foundation/guardrail:stay",
        calls: (names) => [
          atManagement("organizations:UpdatePolicy", {
            PolicyId: names.policy("foundation-stay"),
            Content: JSON.stringify({
              Version: "2012-10-17",
              Statement: [
                { Sid: "DenyLeaving", Effect: "Deny", Action: "organizations:LeaveOrganization", Resource: "*" },
              ],
            }),
          }),
        ],
      },
    ],
  },
  ours: [
    {
      does: "takes our tags off",
      calls: (names) => [
        atManagement("organizations:UntagResource", {
          ResourceId: names.policy("things-owner"),
          TagKeys: OUR_TAG_KEYS,
        }),
      ],
    },
  ],
};

function changed(input: object) {
  return (names: Names) => [
    atManagement("organizations:UpdatePolicy", { PolicyId: names.policy("things-owner"), ...input }),
  ];
}

function detached(names: Names) {
  return atManagement("organizations:DetachPolicy", {
    PolicyId: names.policy("things-owner"),
    TargetId: names.unit("sandboxes"),
  });
}
