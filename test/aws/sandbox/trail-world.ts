import type { Operation } from "../../../src/aws/contract/operations.ts";
import type { Input, Output } from "../../../src/aws/contract/services.ts";
import { openSandbox, type Sandbox, type SandboxOptions } from "../../../src/aws/sandbox/sandbox.ts";
import { accountId, callsOf } from "./furnished.ts";

export const HOME = "eu-west-1";
export const BUCKET = "acme-org-trail";
export const TRAIL = "acme-trail";
export const ALIAS = "alias/acme-trail";

/** A member, and the management account, with calls in a region as their administrators. */
export interface Stand {
  readonly sandbox: Sandbox;
  readonly management: string;
  readonly logging: string;
  /** ARN of the trail that the policies are written for. */
  readonly trailArn: string;
  readonly organization: string;
}

/** One call, as an account's administrator: of the logging account in the home region unless told otherwise. */
export async function ask<O extends Operation>(
  stand: Stand,
  operation: O,
  input: Input<O>,
  where: { readonly as?: string; readonly region?: string } = {},
): Promise<Output<O>> {
  const account = where.as ?? accountFor(stand, operation);
  const arn =
    account === stand.management
      ? `arn:aws:iam::${account}:user/admin`
      : `arn:aws:sts::${account}:assumed-role/OrganizationAccountAccessRole/test`;
  const principal = account.startsWith("arn:") ? account : arn;
  return stand.sandbox.as(principal).send({ is: "base" }, where.region ?? HOME, operation, input);
}

/** An operation that orgwright itself never calls, with which a world is tampered with. */
export async function tamper(
  stand: Stand,
  operation: string,
  input: object,
  account: string = accountFor(stand, operation),
): Promise<object> {
  const [service = "", name = ""] = operation.split(":");
  return await stand.sandbox.raw({ service, operation: name, input, account, region: HOME });
}

function accountFor({ management, logging }: Stand, operation: string): string {
  return /^(s3|s3control|kms):/.test(operation) ? logging : management;
}

/** An organization with an account `logging`, trusted access for CloudTrail and its service-linked role. */
export async function organizationWithLogging(options: SandboxOptions = {}): Promise<Stand> {
  const sandbox = await openSandbox(options);
  const call = callsOf(sandbox);
  await call("organizations:CreateOrganization", {});
  await call("organizations:CreateAccount", { AccountName: "logging", Email: "logging@acme.example" });
  await sandbox.clock.sleep(60_000);
  await call("organizations:EnableAWSServiceAccess", { ServicePrincipal: "cloudtrail.amazonaws.com" });
  await call("iam:CreateServiceLinkedRole", { AWSServiceName: "cloudtrail.amazonaws.com" });
  const management = sandbox.world.managementAccount;
  return {
    sandbox,
    management,
    logging: accountId(sandbox, "logging"),
    trailArn: `arn:aws:cloudtrail:${HOME}:${management}:trail/${TRAIL}`,
    organization: sandbox.world.organization?.id ?? "",
  };
}

/** As above, with a locked bucket and a key whose policies let the trail deliver. */
export async function readyForTrail(options: SandboxOptions = {}): Promise<Stand> {
  const stand = await organizationWithLogging(options);
  await ask(stand, "s3:CreateBucket", {
    Bucket: BUCKET,
    ObjectLockEnabledForBucket: true,
    CreateBucketConfiguration: { LocationConstraint: HOME },
  });
  await ask(stand, "s3:PutBucketPolicy", { Bucket: BUCKET, Policy: bucketPolicy(stand) });
  const { KeyMetadata } = await ask(stand, "kms:CreateKey", { Policy: keyPolicy(stand) });
  await ask(stand, "kms:CreateAlias", { AliasName: ALIAS, TargetKeyId: KeyMetadata?.KeyId });
  return stand;
}

/** As above, with the trail, which logs. */
export async function withTrail(options: SandboxOptions = {}): Promise<Stand> {
  const stand = await readyForTrail(options);
  await ask(stand, "cloudtrail:CreateTrail", trailInput(stand));
  await ask(stand, "cloudtrail:StartLogging", { Name: stand.trailArn });
  return stand;
}

/** An organization trail as it should be. */
export function trailInput(stand: Stand): Input<"cloudtrail:CreateTrail"> {
  return {
    Name: TRAIL,
    S3BucketName: BUCKET,
    IsOrganizationTrail: true,
    IsMultiRegionTrail: true,
    EnableLogFileValidation: true,
    KmsKeyId: keyArnOf(stand),
  };
}

export function keyArnOf({ sandbox, logging }: Stand): string {
  const key = Object.values(sandbox.world.keys)[0];
  return `arn:aws:kms:${key?.region}:${logging}:key/${key?.id}`;
}

export interface PolicyWishes {
  /** Resources to write to; both prefixes when left out. */
  readonly writes?: readonly string[];
  readonly sourceArn?: string;
  readonly acl?: boolean;
  readonly more?: readonly object[];
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
export function bucketPolicy(stand: Stand, wishes: PolicyWishes = {}): string {
  const { sourceArn = stand.trailArn, acl = true, more = [] } = wishes;
  const Principal = { Service: "cloudtrail.amazonaws.com" };
  const bucket = `arn:aws:s3:::${BUCKET}`;
  const writes = wishes.writes ?? [stand.management, stand.organization];
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      ...(acl
        ? [
            {
              Effect: "Allow",
              Principal,
              Action: "s3:GetBucketAcl",
              Resource: bucket,
              Condition: { StringEquals: { "aws:SourceArn": sourceArn } },
            },
          ]
        : []),
      {
        Effect: "Allow",
        Principal,
        Action: "s3:PutObject",
        Resource: writes.map((owner) => `${bucket}/AWSLogs/${owner}/*`),
        Condition: {
          StringEquals: { "aws:SourceArn": sourceArn, "s3:x-amz-acl": "bucket-owner-full-control" },
        },
      },
      ...more,
    ],
  });
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
export function keyPolicy(stand: Stand, actions: readonly string[] = ["kms:DescribeKey", "kms:Decrypt"]): string {
  const Principal = { Service: "cloudtrail.amazonaws.com" };
  const SourceArn = { StringEquals: { "aws:SourceArn": stand.trailArn } };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: stand.logging }, Action: "kms:*", Resource: "*" },
      {
        Effect: "Allow",
        Principal,
        Action: "kms:GenerateDataKey*",
        Resource: "*",
        Condition: {
          ...SourceArn,
          StringLike: {
            "kms:EncryptionContext:aws:cloudtrail:arn": `arn:aws:cloudtrail:*:${stand.management}:trail/*`,
          },
        },
      },
      ...(actions.length === 0
        ? []
        : [{ Effect: "Allow", Principal, Action: actions, Resource: "*", Condition: SourceArn }]),
    ],
  });
}
