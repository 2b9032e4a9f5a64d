import type { PolicyAttachment } from "../../../src/kinds/policy-attachment/policy-attachment.ts";
import type { PolicyType } from "../../../src/kinds/policy-type/policy-type.ts";
import type { RootAccess } from "../../../src/kinds/root-access/root-access.ts";
import type { ServiceLinkedRole } from "../../../src/kinds/service-linked-role/service-linked-role.ts";
import type { TrustedService } from "../../../src/kinds/trusted-service/trusted-service.ts";
import { atManagement } from "../calls.ts";
import type { Names } from "../founded.ts";
import type { KindMutations } from "../mutation.ts";

export const policyAttachmentMutations: KindMutations<PolicyAttachment> = {
  subject: "things/attachment",
  fields: {
    policy: [
      {
        does: "detaches it",
        calls: (names) => [atManagement("organizations:DetachPolicy", attachment(names, "things-owner", "sandboxes"))],
        steps: ["create things/attachment"],
      },
    ],
    target: [
      {
        does: "attaches it to one more unit",
        calls: (names) => [
          atManagement("organizations:AttachPolicy", attachment(names, "things-owner", "workloads/dev")),
        ],
        steps: ["delete things/policy"],
      },
    ],
  },
};

function attachment(names: Names, policy: string, unit: string) {
  return { PolicyId: names.policy(policy), TargetId: names.unit(unit) };
}

export const policyTypeMutations: KindMutations<PolicyType> = {
  subject: "foundation/policy-type:RESOURCE_CONTROL_POLICY",
  fields: {
    type: [
      {
        does: "disables it",
        calls: ({ root }) => [
          atManagement("organizations:DisablePolicyType", { RootId: root, PolicyType: "RESOURCE_CONTROL_POLICY" }),
        ],
        steps: ["create foundation/policy-type:RESOURCE_CONTROL_POLICY"],
      },
    ],
  },
};

export const trustedServiceMutations: KindMutations<TrustedService> = {
  subject: "foundation/trusted-service:account.amazonaws.com",
  fields: {
    principal: [
      {
        does: "disables it",
        calls: () => [
          atManagement("organizations:DisableAWSServiceAccess", { ServicePrincipal: "account.amazonaws.com" }),
        ],
        steps: ["create foundation/trusted-service:account.amazonaws.com"],
      },
    ],
  },
};

export const rootAccessMutations: KindMutations<RootAccess> = {
  subject: "foundation/root-access",
  fields: {
    credentialsManagement: [
      {
        does: "leaves root credentials to the members again",
        calls: () => [atManagement("iam:DisableOrganizationsRootCredentialsManagement", {})],
      },
    ],
    sessions: [
      { does: "switches root sessions off", calls: () => [atManagement("iam:DisableOrganizationsRootSessions", {})] },
    ],
  },
};

export const serviceLinkedRoleMutations: KindMutations<ServiceLinkedRole> = {
  subject: "logging/service-role",
  fields: {
    service: [
      {
        does: "has it deleted",
        edit: {
          because: "the sandbox has no DeleteServiceLinkedRole, which AWS only takes as a task for later",
          change: (world) => {
            delete world.accounts[world.managementAccount]?.iam.roles["AWSServiceRoleForCloudTrail"];
          },
        },
        steps: ["create logging/service-role"],
      },
    ],
  },
};
