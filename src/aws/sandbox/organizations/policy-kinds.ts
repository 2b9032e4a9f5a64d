import { invalidInput, required } from "./invalid-input.ts";

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html (read 2026-11) */
export const POLICY_TYPES = [
  "SERVICE_CONTROL_POLICY",
  "RESOURCE_CONTROL_POLICY",
  "TAG_POLICY",
  "BACKUP_POLICY",
  "AISERVICES_OPT_OUT_POLICY",
  "CHATBOT_POLICY",
  "DECLARATIVE_POLICY_EC2",
  "SECURITYHUB_POLICY",
  "SECURITYHUB_CSPM_POLICY",
  "GUARDDUTY_POLICY",
  "INSPECTOR_POLICY",
  "BEDROCK_POLICY",
  "S3_POLICY",
  "NETWORK_SECURITY_DIRECTOR_POLICY",
  "UPGRADE_ROLLOUT_POLICY",
] as const;

export type OrganizationPolicyType = (typeof POLICY_TYPES)[number];

/** A policy that AWS attaches to everything when its type is enabled. */
export interface FullAccess {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly content: string;
  /** Whether it stays attached whatever a customer does. */
  readonly fixed: boolean;
}

/**
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export const FULL_ACCESS: Readonly<Partial<Record<OrganizationPolicyType, FullAccess>>> = {
  SERVICE_CONTROL_POLICY: {
    id: "p-FullAWSAccess",
    name: "FullAWSAccess",
    description: "Allows access to every operation",
    content: allowing({}),
    fixed: false,
  },
  RESOURCE_CONTROL_POLICY: {
    id: "p-RCPFullAWSAccess",
    name: "RCPFullAWSAccess",
    description: "Allows access to every resource",
    content: allowing({ Principal: "*" }),
    fixed: true,
  },
};

/** A policy type that AWS knows. */
export function policyTypeOf(value: unknown, member: string): OrganizationPolicyType {
  const type = required(value, member);
  const known = POLICY_TYPES.find((each) => each === type);
  return known ?? invalidInput("INVALID_ENUM_POLICY_TYPE", `There is no policy type ${type}.`);
}

function allowing(principal: { Principal?: string }): string {
  const statement = { Effect: "Allow", ...principal, Action: "*", Resource: "*" };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, null, 2);
}
