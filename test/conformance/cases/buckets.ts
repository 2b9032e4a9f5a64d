import { exactly, maybe, type Shape } from "../shape.ts";
import type { Case, From, Stage } from "../stage.ts";

const IRELAND: From = { region: "eu-west-1" };
const BUCKET = { Bucket: "acme-conformance-logs" };
const NO_BUCKET = { Bucket: "acme-conformance-none" };

/** Makes a bucket with Object Lock in a region that is not the SDK's first choice. */
async function bucket(stage: Stage): Promise<void> {
  await stage.make("s3:CreateBucket", WISH, IRELAND);
}

const WISH = {
  ...BUCKET,
  ObjectLockEnabledForBucket: true,
  CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
} as const;

const OPEN_TO_TLS = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [`arn:aws:s3:::${BUCKET.Bucket}`, `arn:aws:s3:::${BUCKET.Bucket}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ],
});

export const BUCKETS: readonly Case[] = [
  {
    title: "makes a bucket in the region that it is told, and says where it is",
    async play({ answer }) {
      await answer("s3:CreateBucket", WISH, { Location: "text", BucketArn: maybe("text") }, IRELAND);
      await answer(
        "s3:HeadBucket",
        BUCKET,
        {
          BucketRegion: exactly("eu-west-1"),
          AccessPointAlias: maybe("flag"),
          BucketArn: maybe("text"),
        },
        IRELAND,
      );
      await answer("s3:GetBucketLocation", BUCKET, { LocationConstraint: exactly("eu-west-1") }, IRELAND);
      const each: Shape = { Name: exactly(BUCKET.Bucket), CreationDate: "date", BucketArn: maybe("text") };
      const Owner: Shape = { ID: "text", DisplayName: maybe("text") };
      await answer("s3:ListBuckets", {}, { Buckets: [each], Owner });
      await answer(
        "s3:ListBuckets",
        { Prefix: "acme-" },
        { Buckets: [{ ...each, BucketRegion: exactly("eu-west-1") }], Owner, Prefix: exactly("acme-") },
      );
    },
  },
  {
    title: "has no bucket at first",
    async play({ answer }) {
      await answer("s3:ListBuckets", {}, { Buckets: [], Owner: { ID: "text", DisplayName: maybe("text") } });
    },
  },
  {
    title: "makes a bucket once",
    async play(stage) {
      await bucket(stage);
      await stage.refusal("s3:CreateBucket", WISH, "BucketAlreadyOwnedByYou", IRELAND);
    },
  },
  {
    title: "gives a new bucket what AWS gives every bucket",
    async play(stage) {
      await bucket(stage);
      const { answer, refusal } = stage;
      await answer("s3:GetBucketVersioning", BUCKET, { Status: exactly("Enabled") }, IRELAND);
      await answer(
        "s3:GetObjectLockConfiguration",
        BUCKET,
        { ObjectLockConfiguration: { ObjectLockEnabled: exactly("Enabled") } },
        IRELAND,
      );
      await answer(
        "s3:GetBucketOwnershipControls",
        BUCKET,
        { OwnershipControls: { Rules: [{ ObjectOwnership: exactly("BucketOwnerEnforced") }] } },
        IRELAND,
      );
      await answer(
        "s3:GetPublicAccessBlock",
        BUCKET,
        {
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: exactly(true),
            IgnorePublicAcls: exactly(true),
            BlockPublicPolicy: exactly(true),
            RestrictPublicBuckets: exactly(true),
          },
        },
        IRELAND,
      );
      await answer(
        "s3:GetBucketEncryption",
        BUCKET,
        {
          ServerSideEncryptionConfiguration: {
            Rules: [
              {
                ApplyServerSideEncryptionByDefault: { SSEAlgorithm: exactly("AES256") },
                BucketKeyEnabled: "flag",
                BlockedEncryptionTypes: maybe({ EncryptionType: ["text"] }),
              },
            ],
          },
        },
        IRELAND,
      );
      await refusal("s3:GetBucketPolicy", BUCKET, "NoSuchBucketPolicy", IRELAND);
      await refusal("s3:GetBucketTagging", BUCKET, "NoSuchTagSet", IRELAND);
      await refusal("s3:GetBucketLifecycleConfiguration", BUCKET, "NoSuchLifecycleConfiguration", IRELAND);
    },
  },
  {
    title: "keeps a bucket's settings",
    async play(stage) {
      await bucket(stage);
      const { answer } = stage;
      const TagSet = [{ Key: "team", Value: "security" }];
      await answer("s3:PutBucketTagging", { ...BUCKET, Tagging: { TagSet } }, {}, IRELAND);
      await answer(
        "s3:GetBucketTagging",
        BUCKET,
        { TagSet: [{ Key: exactly("team"), Value: exactly("security") }] },
        IRELAND,
      );
      await answer(
        "s3:PutObjectLockConfiguration",
        {
          ...BUCKET,
          ObjectLockConfiguration: {
            ObjectLockEnabled: "Enabled",
            Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 365 } },
          },
        },
        {},
        IRELAND,
      );
      await answer(
        "s3:GetObjectLockConfiguration",
        BUCKET,
        {
          ObjectLockConfiguration: {
            ObjectLockEnabled: exactly("Enabled"),
            Rule: { DefaultRetention: { Mode: exactly("GOVERNANCE"), Days: exactly(365) } },
          },
        },
        IRELAND,
      );
      await answer(
        "s3:PutBucketVersioning",
        { ...BUCKET, VersioningConfiguration: { Status: "Enabled" } },
        {},
        IRELAND,
      );
      const ownership = { Rules: [{ ObjectOwnership: "BucketOwnerPreferred" as const }] };
      await answer("s3:PutBucketOwnershipControls", { ...BUCKET, OwnershipControls: ownership }, {}, IRELAND);
      await answer(
        "s3:GetBucketOwnershipControls",
        BUCKET,
        { OwnershipControls: { Rules: [{ ObjectOwnership: exactly("BucketOwnerPreferred") }] } },
        IRELAND,
      );
    },
  },
  {
    title: "keeps who may use a bucket, and how it is encrypted",
    async play(stage) {
      await bucket(stage);
      const { answer, refusal } = stage;
      await refusal("s3:PutBucketPolicy", { ...BUCKET, Policy: "{" }, "MalformedPolicy", IRELAND);
      await answer("s3:PutBucketPolicy", { ...BUCKET, Policy: OPEN_TO_TLS }, {}, IRELAND);
      await answer("s3:GetBucketPolicy", BUCKET, { Policy: "document" }, IRELAND);
      const all = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true };
      await answer("s3:PutPublicAccessBlock", { ...BUCKET, PublicAccessBlockConfiguration: all }, {}, IRELAND);
      await answer(
        "s3:GetPublicAccessBlock",
        BUCKET,
        {
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: exactly(true),
            IgnorePublicAcls: exactly(true),
            BlockPublicPolicy: exactly(true),
            RestrictPublicBuckets: exactly(false),
          },
        },
        IRELAND,
      );
      const KMSMasterKeyID = "arn:aws:kms:eu-west-1:111111111111:key/00000000-0000-0000-0000-000000000000";
      const rule = {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID },
        BucketKeyEnabled: true,
      } as const;
      await answer(
        "s3:PutBucketEncryption",
        { ...BUCKET, ServerSideEncryptionConfiguration: { Rules: [rule] } },
        {},
        IRELAND,
      );
      await answer(
        "s3:GetBucketEncryption",
        BUCKET,
        {
          ServerSideEncryptionConfiguration: {
            Rules: [
              {
                ApplyServerSideEncryptionByDefault: {
                  SSEAlgorithm: exactly("aws:kms"),
                  KMSMasterKeyID: exactly(KMSMasterKeyID),
                },
                BucketKeyEnabled: exactly(true),
                BlockedEncryptionTypes: maybe({ EncryptionType: ["text"] }),
              },
            ],
          },
        },
        IRELAND,
      );
    },
  },
  {
    title: "keeps how long a bucket's objects stay",
    async play(stage) {
      await bucket(stage);
      const rule = {
        ID: "old",
        Status: "Enabled",
        Filter: { Prefix: "" },
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      } as const;
      const minimum = { TransitionDefaultMinimumObjectSize: maybe("text") };
      await stage.answer(
        "s3:PutBucketLifecycleConfiguration",
        { ...BUCKET, LifecycleConfiguration: { Rules: [rule] } },
        minimum,
        IRELAND,
      );
      await stage.answer(
        "s3:GetBucketLifecycleConfiguration",
        BUCKET,
        {
          ...minimum,
          Rules: [
            {
              ID: exactly("old"),
              Status: exactly("Enabled"),
              Filter: { Prefix: exactly("") },
              NoncurrentVersionExpiration: { NoncurrentDays: exactly(30) },
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: exactly(7) },
            },
          ],
        },
        IRELAND,
      );
    },
  },
  {
    title: "knows no bucket that is not there",
    async play({ refusal }) {
      const gone = "NoSuchBucket";
      await refusal("s3:HeadBucket", NO_BUCKET, "NotFound");
      await refusal("s3:GetBucketLocation", NO_BUCKET, gone);
      await refusal("s3:GetBucketTagging", NO_BUCKET, gone);
      await refusal("s3:GetBucketVersioning", NO_BUCKET, gone);
      await refusal("s3:GetBucketEncryption", NO_BUCKET, gone);
      await refusal("s3:GetPublicAccessBlock", NO_BUCKET, gone);
      await refusal("s3:GetBucketOwnershipControls", NO_BUCKET, gone);
      await refusal("s3:GetObjectLockConfiguration", NO_BUCKET, gone);
      await refusal("s3:GetBucketPolicy", NO_BUCKET, gone);
      await refusal("s3:GetBucketLifecycleConfiguration", NO_BUCKET, gone);
      await refusal("s3:PutBucketPolicy", { ...NO_BUCKET, Policy: OPEN_TO_TLS }, gone);
    },
  },
  {
    title: "keeps what S3 blocks in a whole account, of which nothing stays that a change leaves out",
    async play({ answer, refusal, management: AccountId }) {
      await refusal("s3control:GetPublicAccessBlock", { AccountId }, "NoSuchPublicAccessBlockConfiguration");
      const some = { BlockPublicAcls: true, BlockPublicPolicy: true };
      await answer("s3control:PutPublicAccessBlock", { AccountId, PublicAccessBlockConfiguration: some }, {});
      await answer(
        "s3control:GetPublicAccessBlock",
        { AccountId },
        {
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: exactly(true),
            IgnorePublicAcls: exactly(false),
            BlockPublicPolicy: exactly(true),
            RestrictPublicBuckets: exactly(false),
          },
        },
      );
      await refusal("s3control:GetPublicAccessBlock", { AccountId: "999999999999" }, "AccessDenied");
    },
  },
];
