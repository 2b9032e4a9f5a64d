import type { OrganizationalUnit } from "../../../src/kinds/organizational-unit/organizational-unit.ts";
import { atManagement, listOf, OUR_TAG_KEYS, ourTags } from "../calls.ts";
import type { KindMutations } from "../mutation.ts";

const SUBJECT = "foundation/ou:sandboxes/old";

export const organizationalUnitMutations: KindMutations<OrganizationalUnit> = {
  subject: SUBJECT,
  fields: {
    name: [
      {
        does: "renames it",
        calls: (names) => [
          atManagement("organizations:UpdateOrganizationalUnit", {
            OrganizationalUnitId: names.unit("sandboxes/old"),
            Name: "ancient",
          }),
        ],
      },
    ],
    parent: [
      {
        does: "removes it and makes it in another place",
        calls: (names) => [
          atManagement("organizations:DeleteOrganizationalUnit", { OrganizationalUnitId: names.unit("sandboxes/old") }),
          atManagement("organizations:CreateOrganizationalUnit", {
            ParentId: names.root,
            Name: "old",
            Tags: listOf({ ...ourTags(SUBJECT), Owner: "shop" }),
          }),
        ],
        told: ["immutable-field"],
      },
    ],
    tags: [
      {
        does: "writes another owner",
        calls: (names) => [
          atManagement("organizations:TagResource", {
            ResourceId: names.unit("sandboxes/old"),
            Tags: listOf({ Owner: "nobody" }),
          }),
        ],
      },
      {
        does: "takes a tag off",
        calls: (names) => [
          atManagement("organizations:UntagResource", { ResourceId: names.unit("sandboxes/old"), TagKeys: ["Owner"] }),
        ],
      },
    ],
  },
  ours: [
    {
      does: "takes our tags off",
      calls: (names) => [
        atManagement("organizations:UntagResource", {
          ResourceId: names.unit("sandboxes/old"),
          TagKeys: OUR_TAG_KEYS,
        }),
      ],
    },
  ],
};
