/**
 * In which language a policy is written: `scp`, `rcp`, `identity`, `trust` and `resource` are IAM's language with rules of
 * their own; `tag` and `management` are settings with inheritance operators.
 */
export type PolicyGrammar = "scp" | "rcp" | "identity" | "trust" | "resource" | "tag" | "management";

/** A type of organization policy. */
export interface PolicyType {
  /** What people write in files. */
  readonly name: string;
  /** What the Organizations API calls it. */
  readonly api: string;
  readonly grammar: PolicyGrammar;
  /**
   * The service through which policies of this type work. AWS may refuse to enable the type until that service is trusted
   * (`ConstraintViolationException`, reason `SERVICE_ACCESS_NOT_ENABLED`) but publishes no list of when it does: this
   * explains such a refusal and decides nothing. Null when none is involved.
   */
  readonly service: string | null;
}

function settings(name: string, api: string, service: string | null): PolicyType {
  return { name, api, grammar: "management", service };
}

/** AWS's policy types: https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnablePolicyType.html */
export const POLICY_TYPES: readonly PolicyType[] = [
  { name: "scp", api: "SERVICE_CONTROL_POLICY", grammar: "scp", service: null },
  { name: "rcp", api: "RESOURCE_CONTROL_POLICY", grammar: "rcp", service: null },
  { name: "tag", api: "TAG_POLICY", grammar: "tag", service: "tagpolicies.tag.amazonaws.com" },
  settings("backup", "BACKUP_POLICY", "backup.amazonaws.com"),
  settings("ai-opt-out", "AISERVICES_OPT_OUT_POLICY", null),
  settings("chatbot", "CHATBOT_POLICY", "chatbot.amazonaws.com"),
  settings("declarative-ec2", "DECLARATIVE_POLICY_EC2", "ec2.amazonaws.com"),
  settings("securityhub", "SECURITYHUB_POLICY", "securityhub.amazonaws.com"),
  settings("securityhub-cspm", "SECURITYHUB_CSPM_POLICY", "securityhub.amazonaws.com"),
  settings("guardduty", "GUARDDUTY_POLICY", "guardduty.amazonaws.com"),
  settings("inspector", "INSPECTOR_POLICY", "inspector2.amazonaws.com"),
  settings("bedrock", "BEDROCK_POLICY", "bedrock.amazonaws.com"),
  settings("s3", "S3_POLICY", "s3.amazonaws.com"),
  settings("network-security-director", "NETWORK_SECURITY_DIRECTOR_POLICY", "network-security-director.amazonaws.com"),
  settings("upgrade-rollout", "UPGRADE_ROLLOUT_POLICY", null),
];

/**
 * The policy type called `name`, in a file's words or in the API's. A name that is not known stands for a type younger than
 * this table: it passes to the API as it is, and its documents are checked as settings.
 */
export function policyType(name: string): PolicyType {
  return POLICY_TYPES.find((type) => type.name === name || type.api === name) ?? settings(name, name, null);
}

/** What the Organizations API calls the type that a file calls `name`. */
export function apiPolicyType(name: string): string {
  return policyType(name).api;
}

/** What a file calls the type that the Organizations API calls `api`. */
export function friendlyPolicyType(api: string): string {
  return policyType(api).name;
}

/** In which language policies of the type that a file or the API calls `name` are written. */
export function grammarOfType(name: string): PolicyGrammar {
  return policyType(name).grammar;
}
