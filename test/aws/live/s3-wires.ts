import type { Operation } from "../../../src/aws/contract/operations.ts";
import type { Input, Output } from "../../../src/aws/contract/services.ts";
import { DATE, type Wire } from "./wire.ts";

const BUCKET = "acme-logs";
const OWNER = "222222222222";
const ABOUT = { Bucket: BUCKET, ExpectedBucketOwner: OWNER };
const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const XMLNS = "http://s3.amazonaws.com/doc/2006-03-01/";

/** A document of S3's: an element with its namespace. */
function document(element: string, content: string): string {
  return `${XML}<${element} xmlns="${XMLNS}">${content}</${element}>`;
}

/** A call about the bucket: `query` names what of it, `body` is what is sent. */
function about<O extends Operation>(
  method: "GET" | "HEAD" | "PUT",
  query: string,
  wire: {
    readonly input: Input<O>;
    readonly body?: string;
    readonly answer?: string;
    readonly output: Output<O>;
    readonly answerHeaders?: Readonly<Record<string, string>>;
  },
): Wire<O> {
  const path = query === "" ? "/" : `/?${query}=`;
  return {
    host: `https://${BUCKET}.s3.us-east-1.amazonaws.com`,
    path,
    pathOfBucket: `/${BUCKET}${path}`,
    method,
    headers: { "x-amz-expected-bucket-owner": OWNER },
    body: "",
    answer: "",
    ...wire,
  };
}

const TAGS_XML = "<TagSet><Tag><Key>orgwright:address</Key><Value>logging/bucket</Value></Tag></TagSet>";
const TAGS = [{ Key: "orgwright:address", Value: "logging/bucket" }];
const KEY = "arn:aws:kms:us-east-1:222222222222:key/k";
const ENCRYPTION_XML = `<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>${KEY}</KMSMasterKeyID></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule>`;
const ENCRYPTION = {
  Rules: [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: KEY },
      BucketKeyEnabled: true,
    },
  ],
} satisfies Input<"s3:PutBucketEncryption">["ServerSideEncryptionConfiguration"];
const BLOCK_XML =
  "<BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets>";
const BLOCK = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
const OWNERSHIP_XML = "<Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule>";
const OWNERSHIP = { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" as const }] };
const LOCK_XML =
  "<ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>2555</Days></DefaultRetention></Rule>";
const LOCK = {
  ObjectLockEnabled: "Enabled",
  Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 2555 } },
} satisfies Input<"s3:PutObjectLockConfiguration">["ObjectLockConfiguration"];
const LIFECYCLE_XML =
  "<Rule><Status>Enabled</Status><Expiration><Days>2557</Days></Expiration><ID>expire</ID><Filter><Prefix></Prefix></Filter></Rule>";
const LIFECYCLE = {
  Rules: [{ ID: "expire", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 2557 } }],
} satisfies Input<"s3:PutBucketLifecycleConfiguration">["LifecycleConfiguration"];
const POLICY = '{"Version":"2012-10-17","Statement":[]}';

/** One for each operation of S3 that orgwright may call. */
export const S3_WIRES: { readonly [O in Extract<Operation, `s3:${string}`>]: Wire<O> } = {
  "s3:ListBuckets": {
    input: { MaxBuckets: 1000, ContinuationToken: "2" },
    host: "https://s3.us-east-1.amazonaws.com",
    path: "/?continuation-token=2&max-buckets=1000&x-id=ListBuckets",
    method: "GET",
    body: "",
    answer: document(
      "ListAllMyBucketsResult",
      `<Buckets><Bucket><Name>${BUCKET}</Name><CreationDate>2026-01-02T03:04:05.000Z</CreationDate><BucketRegion>eu-west-1</BucketRegion></Bucket></Buckets><ContinuationToken>3</ContinuationToken>`,
    ),
    output: {
      Buckets: [{ Name: BUCKET, CreationDate: DATE, BucketRegion: "eu-west-1" }],
      ContinuationToken: "3",
    },
  },
  "s3:HeadBucket": about("HEAD", "", {
    input: ABOUT,
    answerHeaders: { "x-amz-bucket-region": "us-east-1" },
    output: { BucketRegion: "us-east-1" },
  }),
  "s3:GetBucketLocation": about("GET", "location", {
    input: ABOUT,
    answer: `${XML}<LocationConstraint xmlns="${XMLNS}">eu-west-1</LocationConstraint>`,
    output: { LocationConstraint: "eu-west-1" },
  }),
  "s3:CreateBucket": {
    ...about("PUT", "", {
      input: {
        Bucket: BUCKET,
        ObjectLockEnabledForBucket: true,
        ObjectOwnership: "BucketOwnerEnforced",
        CreateBucketConfiguration: { LocationConstraint: "eu-west-1", Tags: TAGS },
      },
      body: document(
        "CreateBucketConfiguration",
        `<LocationConstraint>eu-west-1</LocationConstraint>${TAGS_XML.replaceAll("TagSet", "Tags")}`,
      ),
      answerHeaders: { location: `/${BUCKET}` },
      output: { Location: `/${BUCKET}` },
    }),
    headers: {
      "x-amz-bucket-object-lock-enabled": "true",
      "x-amz-object-ownership": "BucketOwnerEnforced",
    },
  },
  "s3:GetBucketTagging": about("GET", "tagging", {
    input: ABOUT,
    answer: document("Tagging", TAGS_XML),
    output: { TagSet: TAGS },
  }),
  "s3:PutBucketTagging": about("PUT", "tagging", {
    input: { ...ABOUT, Tagging: { TagSet: TAGS } },
    body: document("Tagging", TAGS_XML),
    output: {},
  }),
  "s3:GetBucketVersioning": about("GET", "versioning", {
    input: ABOUT,
    answer: document("VersioningConfiguration", "<Status>Enabled</Status>"),
    output: { Status: "Enabled" },
  }),
  "s3:PutBucketVersioning": about("PUT", "versioning", {
    input: { ...ABOUT, VersioningConfiguration: { Status: "Enabled" } },
    body: document("VersioningConfiguration", "<Status>Enabled</Status>"),
    output: {},
  }),
  "s3:GetBucketEncryption": about("GET", "encryption", {
    input: ABOUT,
    answer: document("ServerSideEncryptionConfiguration", ENCRYPTION_XML),
    output: { ServerSideEncryptionConfiguration: ENCRYPTION },
  }),
  "s3:PutBucketEncryption": about("PUT", "encryption", {
    input: { ...ABOUT, ServerSideEncryptionConfiguration: ENCRYPTION },
    body: document("ServerSideEncryptionConfiguration", ENCRYPTION_XML),
    output: {},
  }),
  "s3:GetPublicAccessBlock": about("GET", "publicAccessBlock", {
    input: ABOUT,
    answer: document("PublicAccessBlockConfiguration", BLOCK_XML),
    output: { PublicAccessBlockConfiguration: BLOCK },
  }),
  "s3:PutPublicAccessBlock": about("PUT", "publicAccessBlock", {
    input: { ...ABOUT, PublicAccessBlockConfiguration: BLOCK },
    body: document("PublicAccessBlockConfiguration", BLOCK_XML),
    output: {},
  }),
  "s3:GetBucketOwnershipControls": about("GET", "ownershipControls", {
    input: ABOUT,
    answer: document("OwnershipControls", OWNERSHIP_XML),
    output: { OwnershipControls: OWNERSHIP },
  }),
  "s3:PutBucketOwnershipControls": about("PUT", "ownershipControls", {
    input: { ...ABOUT, OwnershipControls: OWNERSHIP },
    body: document("OwnershipControls", OWNERSHIP_XML),
    output: {},
  }),
  "s3:GetObjectLockConfiguration": about("GET", "object-lock", {
    input: ABOUT,
    answer: document("ObjectLockConfiguration", LOCK_XML),
    output: { ObjectLockConfiguration: LOCK },
  }),
  "s3:PutObjectLockConfiguration": about("PUT", "object-lock", {
    input: { ...ABOUT, ObjectLockConfiguration: LOCK },
    body: document("ObjectLockConfiguration", LOCK_XML),
    output: {},
  }),
  "s3:GetBucketPolicy": about("GET", "policy", { input: ABOUT, answer: POLICY, output: { Policy: POLICY } }),
  "s3:PutBucketPolicy": {
    ...about("PUT", "policy", { input: { ...ABOUT, Policy: POLICY }, output: {} }),
    body: JSON.parse(POLICY),
  },
  "s3:GetBucketLifecycleConfiguration": about("GET", "lifecycle", {
    input: ABOUT,
    answer: document("LifecycleConfiguration", LIFECYCLE_XML),
    answerHeaders: { "x-amz-transition-default-minimum-object-size": "all_storage_classes_128K" },
    output: { ...LIFECYCLE, TransitionDefaultMinimumObjectSize: "all_storage_classes_128K" },
  }),
  "s3:PutBucketLifecycleConfiguration": about("PUT", "lifecycle", {
    input: { ...ABOUT, LifecycleConfiguration: LIFECYCLE },
    body: document("LifecycleConfiguration", LIFECYCLE_XML),
    output: {},
  }),
};

/** A call about an account, whose id stands in the host and in a header. */
function aboutAccount<O extends Operation>(
  wire: Pick<Wire<O>, "input" | "output" | "method"> & { readonly body?: string; readonly answer?: string },
): Wire<O> {
  return {
    host: `https://${OWNER}.s3-control.us-east-1.amazonaws.com`,
    path: "/v20180820/configuration/publicAccessBlock",
    headers: { "x-amz-account-id": OWNER },
    body: "",
    answer: "",
    ...wire,
  };
}

export const S3CONTROL_WIRES = {
  "s3control:GetPublicAccessBlock": aboutAccount<"s3control:GetPublicAccessBlock">({
    method: "GET",
    input: { AccountId: OWNER },
    answer: `${XML}<PublicAccessBlockConfiguration xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/">${BLOCK_XML}</PublicAccessBlockConfiguration>`,
    output: { PublicAccessBlockConfiguration: BLOCK },
  }),
  "s3control:PutPublicAccessBlock": aboutAccount<"s3control:PutPublicAccessBlock">({
    method: "PUT",
    input: { AccountId: OWNER, PublicAccessBlockConfiguration: BLOCK },
    body: `${XML}<PublicAccessBlockConfiguration xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/">${BLOCK_XML}</PublicAccessBlockConfiguration>`,
    output: {},
  }),
} as const satisfies { readonly [O in Extract<Operation, `s3control:${string}`>]: Wire<O> };
