import { type Birth, type IamRole, type IamState, makeRole } from "./state.ts";

interface ServiceLinked {
  readonly role: string;
  readonly policy: string;
  readonly description?: string;
}

/**
 * The service-linked roles that the sandbox can make, by service principal.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html (read 2026-11)
 */
const SERVICE_LINKED: Readonly<Record<string, ServiceLinked>> = {
  "access-analyzer.amazonaws.com": {
    role: "AWSServiceRoleForAccessAnalyzer",
    policy: "AccessAnalyzerServiceRolePolicy",
  },
  "cloudtrail.amazonaws.com": { role: "AWSServiceRoleForCloudTrail", policy: "CloudTrailServiceRolePolicy" },
  "config.amazonaws.com": { role: "AWSServiceRoleForConfig", policy: "AWSConfigServiceRolePolicy" },
  "guardduty.amazonaws.com": {
    role: "AWSServiceRoleForAmazonGuardDuty",
    policy: "AmazonGuardDutyServiceRolePolicy",
  },
  "member.org.stacksets.cloudformation.amazonaws.com": {
    role: "AWSServiceRoleForCloudFormationStackSetsOrgMember",
    policy: "CloudFormationStackSetsOrgMemberServiceRolePolicy",
  },
  "organizations.amazonaws.com": {
    role: "AWSServiceRoleForOrganizations",
    policy: "AWSOrganizationsServiceTrustPolicy",
    description:
      "Service-linked role used by AWS Organizations to enable integration of other AWS services with Organizations.",
  },
  "ram.amazonaws.com": {
    role: "AWSServiceRoleForResourceAccessManager",
    policy: "AWSResourceAccessManagerServiceRolePolicy",
  },
  "securityhub.amazonaws.com": { role: "AWSServiceRoleForSecurityHub", policy: "AWSSecurityHubServiceRolePolicy" },
  "sso.amazonaws.com": { role: "AWSServiceRoleForSSO", policy: "AWSSSOServiceRolePolicy" },
};

const PATH = "/aws-service-role/";

/** The name of a service's linked role, if the sandbox knows the service. */
export function serviceLinkedRoleName(service: string): string | undefined {
  return SERVICE_LINKED[service]?.role;
}

/** Whether only its service may change this role. */
export function isServiceLinked(role: Pick<IamRole, "path">): boolean {
  return role.path.startsWith(PATH);
}

/** The policies that these roles have, by what follows `policy/` in their ARN. */
export function serviceLinkedPolicies(): string[] {
  return Object.values(SERVICE_LINKED).map(({ policy }) => `aws-service-role/${policy}`);
}

/** A service's linked role, not yet in the account's state. Only for services that `serviceLinkedRoleName` knows. */
export function makeServiceLinkedRole(birth: Birth, service: string, description: string | null = null): IamRole {
  const known = SERVICE_LINKED[service];
  if (known === undefined) {
    throw new RangeError(`The sandbox knows no service-linked role of ${service}.`);
  }
  return makeRole(birth, {
    name: known.role,
    path: `${PATH}${service}/`,
    trust: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
    }),
    attached: [`arn:${birth.partition}:iam::aws:policy${PATH}${known.policy}`],
    description: description ?? known.description ?? null,
  });
}

/** Puts a service's linked role into the account unless it is there, as services do when trusted access begins. */
export function ensureServiceLinkedRole(iam: IamState, birth: Birth, service: string): void {
  const name = serviceLinkedRoleName(service);
  if (name !== undefined && iam.roles[name] === undefined) {
    iam.roles[name] = makeServiceLinkedRole(birth, service);
  }
}
