import type { RawCall } from "../../../src/aws/sandbox/sandbox.ts";
import type { S3Bucket } from "../../../src/kinds/s3-bucket/properties.shape.ts";
import { inAccount, listOf, ourTags } from "../calls.ts";
import { HOME, type Names } from "../founded.ts";
import type { KindMutations, Mutation } from "../mutation.ts";

const SUBJECT = "things/bucket";
const BLOCKS = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"] as const;
const UPLOADS = { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } };

export const s3BucketMutations: KindMutations<S3Bucket> = {
  subject: SUBJECT,
  fields: {
    name: [
      {
        does: "puts our tags on another bucket",
        calls: (names) => [
          on(names, "DeleteBucketTagging", {}),
          inAccount(names, "shop", "s3:CreateBucket", {
            Bucket: "acme-another-bucket",
            ObjectLockEnabledForBucket: true,
            CreateBucketConfiguration: {
              LocationConstraint: HOME,
              Tags: listOf({ ...ourTags(SUBJECT), Owner: "shop" }),
            },
          }),
        ],
        told: ["immutable-field"],
        steps: ["update things/bucket encryption lifecycle policy retention"],
      },
    ],
    objectLock: [
      {
        does: "locks the services' bucket, which AWS Config then refuses",
        of: "logging/service-logs",
        calls: (names) => [
          inAccount(names, "logging", "s3:PutObjectLockConfiguration", {
            Bucket: names.bucket("acme-service-logs"),
            ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" },
          }),
        ],
        told: ["immutable-field"],
      },
    ],
    retention: [
      { does: "has nothing locked any more", calls: (names) => [locked(names)] },
      { does: "locks for a shorter time", calls: (names) => [locked(names, { Mode: "GOVERNANCE", Days: 1 })] },
      { does: "locks for good", calls: (names) => [locked(names, { Mode: "COMPLIANCE", Days: 30 })] },
    ],
    versioning: [
      {
        does: "suspends the versions of the services' logs",
        of: "logging/service-logs",
        calls: (names) => [
          inAccount(names, "logging", "s3:PutBucketVersioning", {
            Bucket: names.bucket("acme-service-logs"),
            VersioningConfiguration: { Status: "Suspended" },
          }),
        ],
      },
    ],
    ownership: [
      {
        does: "lets writers own what they write",
        calls: (names) => [
          on(names, "PutBucketOwnershipControls", {
            OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] },
          }),
        ],
      },
      { does: "takes the ownership controls off", calls: (names) => [on(names, "DeleteBucketOwnershipControls", {})] },
    ],
    publicAccessBlock: [
      ...BLOCKS.map(
        (block): Mutation => ({
          does: `switches ${block} off`,
          calls: (names) => [
            on(names, "PutPublicAccessBlock", {
              PublicAccessBlockConfiguration: Object.fromEntries(BLOCKS.map((one) => [one, one !== block])),
            }),
          ],
        }),
      ),
      { does: "takes the block off", calls: (names) => [on(names, "DeletePublicAccessBlock", {})] },
    ],
    encryption: [
      { does: "encrypts with keys of S3", calls: (names) => [encrypted(names, { SSEAlgorithm: "AES256" }, false)] },
      {
        does: "encrypts with AWS's own key",
        calls: (names) => [encrypted(names, { SSEAlgorithm: "aws:kms" }, true)],
      },
      {
        does: "switches the Bucket Key off",
        calls: (names) => [encrypted(names, { SSEAlgorithm: "aws:kms", KMSMasterKeyID: keyArn(names) }, false)],
      },
      { does: "takes the encryption off", calls: (names) => [on(names, "DeleteBucketEncryption", {})] },
    ],
    lifecycle: [
      { does: "lets everything go after a day", calls: (names) => [expiring(names, { Expiration: { Days: 1 } })] },
      {
        does: "switches the rule off",
        calls: (names) => [expiring(names, { Status: "Disabled", Expiration: { Days: 60 } })],
      },
      { does: "takes all rules off", calls: (names) => [on(names, "DeleteBucketLifecycle", {})] },
    ],
    policy: [
      { does: "deletes it", calls: (names) => [on(names, "DeleteBucketPolicy", {})] },
      {
        does: "lets another account read",
        calls: (names) => [
          on(names, "PutBucketPolicy", {
            Policy: JSON.stringify({
              Version: "2012-10-17",
              Statement: [
                {
                  Effect: "Allow",
                  Principal: { AWS: "999999999999" },
                  Action: "s3:GetObject",
                  Resource: `arn:aws:s3:::${names.bucket("acme-things")}/*`,
                },
              ],
            }),
          }),
        ],
      },
    ],
    tags: [
      { does: "writes another owner", calls: (names) => [tagged(names, { ...ourTags(SUBJECT), Owner: "nobody" })] },
      { does: "takes a tag off", calls: (names) => [tagged(names, ourTags(SUBJECT))] },
    ],
  },
  ours: [{ does: "takes our tags off", calls: (names) => [tagged(names, { Owner: "shop" })] }],
};

function on(names: Names, operation: string, input: object): RawCall {
  return inAccount(names, "shop", `s3:${operation}`, { Bucket: names.bucket("acme-things"), ...input });
}

function locked(names: Names, retention?: object): RawCall {
  const rule = retention === undefined ? {} : { Rule: { DefaultRetention: retention } };
  return on(names, "PutObjectLockConfiguration", {
    ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", ...rule },
  });
}

function encrypted(names: Names, by: object, bucketKey: boolean): RawCall {
  const rule = { ApplyServerSideEncryptionByDefault: by, BucketKeyEnabled: bucketKey };
  return on(names, "PutBucketEncryption", { ServerSideEncryptionConfiguration: { Rules: [rule] } });
}

function expiring(names: Names, rule: object): RawCall {
  const changed = { ID: "orgwright", Status: "Enabled", Filter: { Prefix: "" }, ...UPLOADS, ...rule };
  return on(names, "PutBucketLifecycleConfiguration", { LifecycleConfiguration: { Rules: [changed] } });
}

function tagged(names: Names, tags: Readonly<Record<string, string>>): RawCall {
  return on(names, "PutBucketTagging", { Tagging: { TagSet: listOf(tags) } });
}

function keyArn(names: Names): string {
  return `arn:aws:kms:${HOME}:${names.account("shop")}:key/${names.key("shop")}`;
}
