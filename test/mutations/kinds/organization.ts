import type { OrganizationProperties } from "../../../src/kinds/organization/organization.ts";
import { atManagement, OUR_TAG_KEYS } from "../calls.ts";
import type { KindMutations } from "../mutation.ts";

export const organizationMutations: KindMutations<OrganizationProperties> = {
  subject: "foundation/organization",
  fields: {
    name: [
      {
        does: "takes the file's name off the root",
        calls: ({ root }) => [
          atManagement("organizations:UntagResource", { ResourceId: root, TagKeys: ["orgwright:organization"] }),
        ],
        told: ["needs-what-is-blocked", "owned-by-another-organization"],
      },
      {
        does: "writes another file's name on the root",
        calls: ({ root }) => [tagged(root, "orgwright:organization", "other")],
        told: ["another-organizations-file"],
      },
    ],
    homeRegion: [
      {
        does: "takes the home region off the root",
        calls: ({ root }) => [
          atManagement("organizations:UntagResource", { ResourceId: root, TagKeys: ["orgwright:home-region"] }),
        ],
      },
      {
        does: "writes another home region on the root",
        calls: ({ root }) => [tagged(root, "orgwright:home-region", "us-east-1")],
        told: ["another-home-region"],
      },
    ],
  },
  ours: [
    {
      does: "takes our tags off the root",
      calls: ({ root }) => [atManagement("organizations:UntagResource", { ResourceId: root, TagKeys: OUR_TAG_KEYS })],
      with: ["name"],
    },
  ],
};

function tagged(root: string, key: string, value: string) {
  return atManagement("organizations:TagResource", { ResourceId: root, Tags: [{ Key: key, Value: value }] });
}
