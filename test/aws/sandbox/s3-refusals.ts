import { long, objects, policyOf, rows, type ServiceRow, tags } from "./service-rows.ts";
import { BUCKET, bucketPolicy, HOME, tamper } from "./trail-world.ts";

const named = (Bucket: string) => () => ({ Bucket, CreateBucketConfiguration: { LocationConstraint: HOME } });
const about = (more: object) => () => ({ Bucket: BUCKET, ...more });
const allow = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" }, Action: "s3:PutObject" };
const retention = (more: object) =>
  about({ ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention: more } } });
const lifecycle = (more: object) =>
  about({ LifecycleConfiguration: { Rules: [{ Status: "Enabled", Filter: { Prefix: "" }, ...more }] } });

/** What S3 refuses. */
export const S3_ROWS: readonly ServiceRow[] = [
  ...rows(
    "s3:CreateBucket",
    ["its name has capitals", named("Acme"), "InvalidBucketName"],
    ["its name is too short", named("ab"), "InvalidBucketName"],
    ["its name is too long", named(long(64)), "InvalidBucketName"],
    ["its name looks like an address", named("192.168.5.4"), "InvalidBucketName"],
    ["its name has two periods side by side", named("acme..logs"), "InvalidBucketName"],
    ["its name begins as AWS's do", named("xn--acme"), "InvalidBucketName"],
    ["its name ends as those of access points do", named("acme-s3alias"), "InvalidBucketName"],
    ["its name ends as regional names do", named("acme-logs-an"), "InvalidBucketName"],
    [
      "its regional name is another account's",
      () => ({ ...named(`acme-999999999999-${HOME}-an`)(), BucketNamespace: "account-regional" }),
      "InvalidBucketName",
    ],
    ["strangers have one of its name", named("taken-bucket"), "BucketAlreadyExists"],
    ["another account has one of its name", named(BUCKET), "BucketAlreadyExists", { as: "management" }],
    ["the caller has it already", named(BUCKET), "BucketAlreadyOwnedByYou"],
    ["no region is given", () => ({ Bucket: "acme-new" }), "IllegalLocationConstraintException"],
    [
      "another region is asked",
      () => ({ Bucket: "acme-new", CreateBucketConfiguration: { LocationConstraint: "eu-west-2" } }),
      "IllegalLocationConstraintException",
    ],
    [
      "the classic region is given",
      () => ({ Bucket: "acme-new", CreateBucketConfiguration: { LocationConstraint: "us-east-1" } }),
      "InvalidLocationConstraint",
      { region: "us-east-1" },
    ],
    ["there is no such ownership", () => ({ ...named("acme-new")(), ObjectOwnership: "Nobody" }), "InvalidArgument"],
  ),
  ...rows(
    "s3:HeadBucket",
    ["there is none", () => ({ Bucket: "acme-none" }), "NotFound"],
    ["it is a stranger's", () => ({ Bucket: "taken-bucket" }), "Forbidden"],
    ["it is another account's", about({}), "Forbidden", { as: "management" }],
    ["it is not whose it should be", about({ ExpectedBucketOwner: "999999999999" }), "Forbidden"],
    ["it is in another region", about({}), "PermanentRedirect", { region: "us-east-1" }],
  ),
  ...rows("s3:GetBucketLocation", ["there is none", () => ({ Bucket: "acme-none" }), "NoSuchBucket"]),
  ...rows("s3:ListBuckets", ["the page is too large", () => ({ MaxBuckets: 10_001 }), "InvalidArgument"]),
  ...rows("s3:GetBucketTagging", ["there are no tags", about({}), "NoSuchTagSet"]),
  ...rows("s3:GetBucketLifecycleConfiguration", ["there are no rules", about({}), "NoSuchLifecycleConfiguration"]),
  ...rows("s3:GetBucketPolicy", [
    "there is none",
    about({}),
    "NoSuchBucketPolicy",
    { before: (stand) => tamper(stand, "s3:DeleteBucketPolicy", { Bucket: BUCKET }) },
  ]),
  ...rows("s3:GetPublicAccessBlock", [
    "nothing was ever blocked",
    about({}),
    "NoSuchPublicAccessBlockConfiguration",
    { before: (stand) => tamper(stand, "s3:DeletePublicAccessBlock", { Bucket: BUCKET }) },
  ]),
  ...rows("s3:GetBucketOwnershipControls", [
    "there are none",
    about({}),
    "OwnershipControlsNotFoundError",
    { before: (stand) => tamper(stand, "s3:DeleteBucketOwnershipControls", { Bucket: BUCKET }) },
  ]),
  ...rows("s3:GetObjectLockConfiguration", [
    "it is not locked",
    () => ({ Bucket: "acme-plain" }),
    "ObjectLockConfigurationNotFoundError",
  ]),
  ...rows(
    "s3:PutBucketTagging",
    ["a key is there twice", about({ Tagging: { TagSet: [...tags(1), ...tags(1)] } }), "InvalidTag"],
    ["a key is AWS's", about({ Tagging: { TagSet: [{ Key: "aws:x", Value: "" }] } }), "InvalidTag"],
    ["a value is too long", about({ Tagging: { TagSet: [{ Key: "x", Value: long(257) }] } }), "InvalidTag"],
    ["there are too many", about({ Tagging: { TagSet: tags(51) } }), "BadRequest"],
    [
      "the bucket is another's",
      about({ ExpectedBucketOwner: "999999999999", Tagging: { TagSet: [] } }),
      "AccessDenied",
    ],
  ),
  ...rows(
    "s3:PutBucketVersioning",
    ["the bucket is locked", about({ VersioningConfiguration: { Status: "Suspended" } }), "InvalidBucketState"],
    ["nothing is said", about({ VersioningConfiguration: {} }), "IllegalVersioningConfigurationException"],
  ),
  ...rows(
    "s3:PutObjectLockConfiguration",
    ["it shall be off", about({ ObjectLockConfiguration: { Rule: {} } }), "MalformedXML"],
    ["days and years are given", retention({ Mode: "GOVERNANCE", Days: 1, Years: 1 }), "MalformedXML"],
    ["the mode is none", retention({ Mode: "SOFT", Days: 1 }), "MalformedXML"],
    ["the period is nothing", retention({ Mode: "GOVERNANCE", Days: 0 }), "InvalidArgument"],
    ["the period is too long", retention({ Mode: "COMPLIANCE", Years: 101 }), "InvalidArgument"],
    [
      "the bucket is not versioned",
      () => ({ Bucket: "acme-plain", ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" } }),
      "InvalidBucketState",
    ],
  ),
  ...rows(
    "s3:PutBucketEncryption",
    ["there is no rule", about({ ServerSideEncryptionConfiguration: { Rules: [] } }), "MalformedXML"],
    [
      "a key is given for S3's own encryption",
      about({
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256", KMSMasterKeyID: "k" } }],
        },
      }),
      "InvalidArgument",
    ],
  ),
  ...rows("s3:PutPublicAccessBlock", ["nothing is sent", about({}), "MalformedXML"]),
  ...rows(
    "s3control:GetPublicAccessBlock",
    ["nothing is set", ({ logging }) => ({ AccountId: logging }), "NoSuchPublicAccessBlockConfiguration"],
    ["it is another account's", ({ management }) => ({ AccountId: management }), "AccessDenied"],
    ["no account is named", () => ({}), "AccessDenied"],
  ),
  ...rows(
    "s3control:PutPublicAccessBlock",
    ["nothing is sent", ({ logging }) => ({ AccountId: logging }), "MalformedXML"],
    [
      "it is another account's",
      ({ management }) => ({ AccountId: management, PublicAccessBlockConfiguration: {} }),
      "AccessDenied",
    ],
  ),
  ...rows("s3:PutBucketPolicy", [
    "the account blocks what the bucket does not",
    about({ Policy: policyOf({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: objects }) }),
    "AccessDenied",
    {
      async before(stand) {
        await tamper(stand, "s3:DeletePublicAccessBlock", { Bucket: BUCKET });
        await tamper(stand, "s3control:PutPublicAccessBlock", {
          AccountId: stand.logging,
          PublicAccessBlockConfiguration: { BlockPublicPolicy: true },
        });
      },
    },
  ]),
  ...rows("s3:PutBucketOwnershipControls", [
    "there is no rule",
    about({ OwnershipControls: { Rules: [] } }),
    "MalformedXML",
  ]),
  ...rows(
    "s3:PutBucketLifecycleConfiguration",
    ["there is no rule", about({ LifecycleConfiguration: { Rules: [] } }), "MalformedXML"],
    ["a rule does nothing", lifecycle({}), "MalformedXML"],
    ["a rule has no filter", lifecycle({ Filter: undefined, Expiration: { Days: 1 } }), "MalformedXML"],
    ["something expires at once", lifecycle({ Expiration: { Days: 0 } }), "InvalidArgument"],
    [
      "something expires in two ways",
      lifecycle({ Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } }),
      "MalformedXML",
    ],
  ),
  ...rows(
    "s3:PutBucketPolicy",
    ["it is not JSON", about({ Policy: "policy" }), "MalformedPolicy"],
    ["it has no statement", about({ Policy: '{"Version":"2012-10-17"}' }), "MalformedPolicy"],
    [
      "it names no principal",
      about({ Policy: policyOf({ Effect: "Deny", Action: "s3:*", Resource: objects }) }),
      "MalformedPolicy",
    ],
    [
      "it names a role that is not there",
      (stand) => ({
        Bucket: BUCKET,
        Policy: policyOf({
          ...allow,
          Principal: { AWS: `arn:aws:iam::${stand.logging}:role/None` },
          Resource: objects,
        }),
      }),
      "MalformedPolicy",
    ],
    [
      "it is about another bucket",
      about({ Policy: policyOf({ ...allow, Resource: "arn:aws:s3:::other/*" }) }),
      "MalformedPolicy",
    ],
    [
      "it names another service's action",
      about({ Policy: policyOf({ ...allow, Action: "iam:GetRole", Resource: objects }) }),
      "MalformedPolicy",
    ],
    [
      "an action is not for what it names",
      about({ Policy: policyOf({ ...allow, Resource: `arn:aws:s3:::${BUCKET}` }) }),
      "MalformedPolicy",
    ],
    [
      "it is too large",
      about({
        Policy: policyOf({
          ...allow,
          Resource: objects,
          Condition: { StringEquals: { "aws:SourceArn": long(20_480) } },
        }),
      }),
      "MalformedPolicy",
    ],
    [
      "it would make the bucket public",
      about({ Policy: policyOf({ ...allow, Principal: "*", Action: "s3:GetObject", Resource: objects }) }),
      "AccessDenied",
    ],
    [
      "another account asks",
      (stand) => ({ Bucket: BUCKET, Policy: bucketPolicy(stand) }),
      "AccessDenied",
      { as: "management" },
    ],
  ),
];
