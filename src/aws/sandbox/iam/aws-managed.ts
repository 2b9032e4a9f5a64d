import { serviceLinkedPolicies } from "./service-linked.ts";

/** A policy that AWS makes and every account sees. */
export interface AwsManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly document: string;
}

const allow = (...statements: readonly object[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", Resource: "*", ...statement })),
  });

/** Stands in for AWS's long lists of reading actions. */
const READS = allow({ Action: ["*:BatchGet*", "*:Describe*", "*:Get*", "*:List*"] });
/** Stands in for the documents that nothing in the sandbox evaluates. */
const NOTHING = allow({ Action: "none:null" });

/**
 * Some of the policies that exist, by what follows `policy/` in their ARN (read 2026-11). The documents of the first
 * three say what AWS's say; the others are stand-ins.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const DOCUMENTS: Readonly<Record<string, string>> = {
  AdministratorAccess: allow({ Action: "*" }),
  PowerUserAccess: allow(
    { NotAction: ["iam:*", "organizations:*", "account:*"] },
    {
      Action: [
        "account:GetAccountInformation",
        "account:GetPrimaryEmail",
        "account:ListRegions",
        "iam:CreateServiceLinkedRole",
        "iam:DeleteServiceLinkedRole",
        "iam:ListRoles",
        "organizations:DescribeOrganization",
      ],
    },
  ),
  IAMFullAccess: allow({
    Action: [
      "iam:*",
      "organizations:DescribeAccount",
      "organizations:DescribeOrganization",
      "organizations:DescribeOrganizationalUnit",
      "organizations:DescribePolicy",
      "organizations:ListChildren",
      "organizations:ListParents",
      "organizations:ListPoliciesForTarget",
      "organizations:ListRoots",
      "organizations:ListPolicies",
      "organizations:ListTargetsForPolicy",
    ],
  }),
  ReadOnlyAccess: READS,
  SecurityAudit: READS,
  "job-function/ViewOnlyAccess": READS,
  IAMReadOnlyAccess: allow({ Action: ["iam:Generate*", "iam:Get*", "iam:List*", "iam:Simulate*"] }),
  AWSOrganizationsFullAccess: allow({ Action: ["organizations:*"] }),
  AWSOrganizationsReadOnlyAccess: allow({ Action: ["organizations:Describe*", "organizations:List*"] }),
  AmazonS3FullAccess: allow({ Action: ["s3:*", "s3-object-lambda:*"] }),
  AmazonS3ReadOnlyAccess: allow({ Action: ["s3:Get*", "s3:List*", "s3:Describe*"] }),
  ...Object.fromEntries(
    [
      "AWSAccountManagementFullAccess",
      "AWSAccountManagementReadOnlyAccess",
      "AWSBackupFullAccess",
      "AWSBillingReadOnlyAccess",
      "AWSCloudFormationFullAccess",
      "AWSCloudTrail_FullAccess",
      "AWSCloudTrail_ReadOnlyAccess",
      "AWSKeyManagementServicePowerUser",
      "AWSLambda_FullAccess",
      "AWSResourceAccessManagerFullAccess",
      "AWSSSODirectoryAdministrator",
      "AWSSSOMasterAccountAdministrator",
      "AWSSecurityHubFullAccess",
      "AWSServiceCatalogAdminFullAccess",
      "AWSSupportAccess",
      "AmazonEC2ContainerRegistryFullAccess",
      "AmazonEC2ContainerRegistryPowerUser",
      "AmazonEC2ContainerRegistryReadOnly",
      "AmazonEC2FullAccess",
      "AmazonEC2ReadOnlyAccess",
      "AmazonGuardDutyFullAccess",
      "AmazonSSMManagedInstanceCore",
      "AmazonVPCFullAccess",
      "CloudWatchFullAccess",
      "CloudWatchLogsFullAccess",
      "CloudWatchReadOnlyAccess",
      "IAMAccessAnalyzerFullAccess",
      "IAMAccessAnalyzerReadOnlyAccess",
      "IAMUserChangePassword",
      "job-function/Billing",
      "job-function/DataScientist",
      "job-function/DatabaseAdministrator",
      "job-function/NetworkAdministrator",
      "job-function/SupportUser",
      "job-function/SystemAdministrator",
      "root-task/IAMAuditRootUserCredentials",
      "root-task/IAMCreateRootUserPassword",
      "root-task/IAMDeleteRootUserCredentials",
      "root-task/S3UnlockBucketPolicy",
      "root-task/SQSUnlockQueuePolicy",
      "service-role/AWSConfigRoleForOrganizations",
      "service-role/AWSLambdaBasicExecutionRole",
      "service-role/AWS_ConfigRole",
      ...serviceLinkedPolicies(),
    ].map((name) => [name, NOTHING]),
  ),
};

/** AWS's policy with this ARN, if the sandbox knows it. */
export function awsManagedPolicy(partition: string, arn: string): AwsManagedPolicy | undefined {
  const prefix = `arn:${partition}:iam::aws:policy/`;
  const rest = arn.startsWith(prefix) ? arn.slice(prefix.length) : "";
  const document = Object.hasOwn(DOCUMENTS, rest) ? DOCUMENTS[rest] : undefined;
  const cut = rest.lastIndexOf("/") + 1;
  return document === undefined ? undefined : { name: rest.slice(cut), path: `/${rest.slice(0, cut)}`, document };
}

/** The ARNs of all of AWS's policies that the sandbox knows. */
export function awsManagedArns(partition: string): string[] {
  return Object.keys(DOCUMENTS).map((rest) => `arn:${partition}:iam::aws:policy/${rest}`);
}

/** Whether only services may have this policy. */
export function isServicePolicy(policy: Pick<AwsManagedPolicy, "path">): boolean {
  return policy.path.startsWith("/aws-service-role/");
}
