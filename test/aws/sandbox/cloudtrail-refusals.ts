import { keyId, long, objects, rows, type ServiceRow, tags, UNKNOWN, type Where } from "./service-rows.ts";
import {
  BUCKET,
  bucketPolicy,
  HOME,
  keyArnOf,
  keyPolicy,
  type Stand,
  TRAIL,
  tamper,
  trailInput,
} from "./trail-world.ts";

const create = (more: object) => (stand: Stand) => ({ ...trailInput(stand), ...more });
const bucketSays = (wishes: (stand: Stand) => Parameters<typeof bucketPolicy>[1]): Where => ({
  before: (stand) => put(stand, bucketPolicy(stand, wishes(stand))),
});
const put = (stand: Stand, Policy: string) => tamper(stand, "s3:PutBucketPolicy", { Bucket: BUCKET, Policy });
const raw = (operation: string, input: object): Where => ({ before: (stand) => tamper(stand, operation, input) });
const inOrganization = (change: (organization: { trustedServices: object; featureSet: string }) => void): Where => ({
  before: async ({ sandbox }) => change(sandbox.world.organization as never),
});
const trail = (stand: Stand) => ({ Name: stand.trailArn });
const made: Where = { before: (stand) => tamper(stand, "cloudtrail:CreateTrail", trailInput(stand)) };
const madeElsewhere = { ...made, region: "us-east-1" };
const madeByMember = { ...made, as: "logging" } as const;
const selectors = (count: number, more: object = {}) => ({
  TrailName: TRAIL,
  EventSelectors: Array.from({ length: count }, () => ({ ReadWriteType: "All", ...more })),
});

/** What CloudTrail refuses. */
export const CLOUDTRAIL_ROWS: readonly ServiceRow[] = [
  ...rows(
    "cloudtrail:CreateTrail",
    ["its name is too short", create({ Name: "ab" }), "InvalidTrailNameException"],
    ["its name has two dashes side by side", create({ Name: "acme--trail" }), "InvalidTrailNameException"],
    ["its name looks like an address", create({ Name: "10.0.0.1" }), "InvalidTrailNameException"],
    ["its name ends in a dash", create({ Name: "acme-" }), "InvalidTrailNameException"],
    ["its bucket has no name", create({ S3BucketName: "" }), "InvalidS3BucketNameException"],
    ["its prefix is too long", create({ S3KeyPrefix: long(201) }), "InvalidS3PrefixException"],
    ["a tag is AWS's", create({ TagsList: [{ Key: "aws:x" }] }), "InvalidTagParameterException"],
    ["there are too many tags", create({ TagsList: tags(51) }), "TagsLimitExceededException"],
    [
      "it leaves out global events",
      create({ IncludeGlobalServiceEvents: false }),
      "InvalidParameterCombinationException",
    ],
    ["there is one", create({}), "TrailAlreadyExistsException", made],
    ["there is one whose shadow is here", create({}), "TrailAlreadyExistsException", madeElsewhere],
    [
      "there are five",
      create({}),
      "MaximumNumberOfTrailsExceededException",
      {
        before: async (stand) => {
          for (const n of [1, 2, 3, 4, 5]) {
            const Name = `trail-${n}`;
            await put(stand, bucketPolicy(stand, { sourceArn: stand.trailArn.replace(TRAIL, Name) }));
            await tamper(stand, "cloudtrail:CreateTrail", { Name, S3BucketName: BUCKET });
          }
        },
      },
    ],
    ["a member asks", create({}), "NotOrganizationMasterAccountException", { as: "logging" }],
    [
      "CloudTrail is not trusted",
      create({}),
      "CloudTrailAccessNotEnabledException",
      raw("organizations:DisableAWSServiceAccess", { ServicePrincipal: "cloudtrail.amazonaws.com" }),
    ],
    [
      "its service-linked role is missing",
      create({}),
      "NoManagementAccountSLRExistsException",
      {
        before: async ({ sandbox, management }) =>
          delete sandbox.world.accounts[management]?.iam.roles["AWSServiceRoleForCloudTrail"],
      },
    ],
    [
      "the organization only bills",
      create({}),
      "OrganizationNotInAllFeaturesModeException",
      inOrganization((organization) => {
        organization.featureSet = "CONSOLIDATED_BILLING";
      }),
    ],
    [
      "there is no organization",
      create({}),
      "OrganizationsNotInUseException",
      {
        before: async ({ sandbox }) => {
          sandbox.world.organization = null;
        },
      },
    ],
    ["its bucket is not there", create({ S3BucketName: "acme-none" }), "S3BucketDoesNotExistException"],
    ["its bucket is a stranger's", create({ S3BucketName: "taken-bucket" }), "InsufficientS3BucketPolicyException"],
    [
      "its bucket has no policy",
      create({}),
      "InsufficientS3BucketPolicyException",
      raw("s3:DeleteBucketPolicy", { Bucket: BUCKET }),
    ],
    [
      "its bucket's policy is for another trail",
      create({}),
      "InsufficientS3BucketPolicyException",
      bucketSays(({ trailArn }) => ({ sourceArn: trailArn.replace(HOME, "us-east-1") })),
    ],
    [
      "its bucket's policy leaves out the organization",
      create({}),
      "InsufficientS3BucketPolicyException",
      bucketSays(({ management }) => ({ writes: [management] })),
    ],
    [
      "its bucket's policy leaves out the management account",
      create({}),
      "InsufficientS3BucketPolicyException",
      bucketSays(({ organization }) => ({ writes: [organization] })),
    ],
    [
      "its bucket's policy hides the list of grants",
      create({}),
      "InsufficientS3BucketPolicyException",
      bucketSays(() => ({ acl: false })),
    ],
    [
      "its bucket's policy denies everyone outside of the organization",
      create({}),
      "InsufficientS3BucketPolicyException",
      bucketSays(({ organization }) => ({
        more: [
          {
            Effect: "Deny",
            Principal: "*",
            Action: "s3:PutObject",
            Resource: objects,
            Condition: { StringNotEquals: { "aws:PrincipalOrgID": organization } },
          },
        ],
      })),
    ],
    [
      "its prefix is not in the bucket's policy",
      create({ S3KeyPrefix: "logs" }),
      "InsufficientS3BucketPolicyException",
    ],
    ["its key is no key", create({ KmsKeyId: "key?" }), "InvalidKmsKeyIdException"],
    ["its key is not there", create({ KmsKeyId: UNKNOWN }), "KmsKeyNotFoundException"],
    [
      "its key is in another region",
      (stand) => create({ KmsKeyId: keyArnOf(stand) })(stand),
      "KmsKeyNotFoundException",
      {
        before: async ({ sandbox }) => {
          const key = Object.values(sandbox.world.keys)[0];
          if (key !== undefined) {
            key.region = "us-east-1";
          }
        },
      },
    ],
    [
      "its key is disabled",
      create({}),
      "KmsException",
      { before: (stand) => tamper(stand, "kms:DisableKey", keyId(stand)) },
    ],
    [
      "its key's policy does not let CloudTrail describe it",
      create({}),
      "InsufficientEncryptionPolicyException",
      {
        before: (stand) => tamper(stand, "kms:PutKeyPolicy", { ...keyId(stand), Policy: keyPolicy(stand, []) }),
      },
    ],
  ),
  ...rows(
    "cloudtrail:UpdateTrail",
    ["there is none", () => ({ Name: "other-trail" }), "TrailNotFoundException"],
    ["it is elsewhere at home", trail, "InvalidHomeRegionException", madeElsewhere],
    ["its ARN is none", () => ({ Name: "arn:aws:iam::1:x" }), "CloudTrailARNInvalidException"],
    ["a member asks", trail, "NotOrganizationMasterAccountException", madeByMember],
    [
      "its bucket is not there",
      () => ({ Name: TRAIL, S3BucketName: "acme-none" }),
      "S3BucketDoesNotExistException",
      made,
    ],
  ),
  ...rows(
    "cloudtrail:StartLogging",
    ["there is none", () => ({ Name: "other-trail" }), "TrailNotFoundException"],
    ["it is elsewhere at home", () => ({ Name: TRAIL }), "InvalidHomeRegionException", madeElsewhere],
  ),
  ...rows("cloudtrail:GetTrail", [
    "its name is of another region",
    () => ({ Name: TRAIL }),
    "TrailNotFoundException",
    madeElsewhere,
  ]),
  ...rows("cloudtrail:GetTrailStatus", ["there is none", trail, "TrailNotFoundException"]),
  ...rows("cloudtrail:GetEventSelectors", ["there is none", () => ({ TrailName: TRAIL }), "TrailNotFoundException"]),
  ...rows("cloudtrail:GetInsightSelectors", [
    "there are none",
    () => ({ TrailName: TRAIL }),
    "InsightNotEnabledException",
    made,
  ]),
  ...rows(
    "cloudtrail:PutEventSelectors",
    ["there are six", () => selectors(6), "InvalidEventSelectorsException", made],
    ["nothing is given", () => ({ TrailName: TRAIL }), "InvalidEventSelectorsException", made],
    [
      "they are for nothing there is",
      () => selectors(1, { ReadWriteType: "Some" }),
      "InvalidEventSelectorsException",
      made,
    ],
    [
      "an advanced one has no category",
      () => ({
        TrailName: TRAIL,
        AdvancedEventSelectors: [{ FieldSelectors: [{ Field: "readOnly", Equals: ["true"] }] }],
      }),
      "InvalidEventSelectorsException",
      made,
    ],
  ),
  ...rows("cloudtrail:PutInsightSelectors", [
    "there is no such insight",
    () => ({ TrailName: TRAIL, InsightSelectors: [{ InsightType: "Some" }] }),
    "InvalidInsightSelectorsException",
    made,
  ]),
  ...rows(
    "cloudtrail:AddTags",
    ["there is no such trail", (stand) => ({ ResourceId: stand.trailArn, TagsList: [] }), "ResourceNotFoundException"],
    [
      "a key is there twice",
      (stand) => ({ ResourceId: stand.trailArn, TagsList: [...tags(1), ...tags(1)] }),
      "InvalidTagParameterException",
      made,
    ],
    [
      "a member asks",
      (stand) => ({ ResourceId: stand.trailArn, TagsList: [] }),
      "ResourceNotFoundException",
      madeByMember,
    ],
  ),
  ...rows("cloudtrail:RemoveTags", [
    "its ARN is none",
    () => ({ ResourceId: TRAIL, TagsList: [] }),
    "CloudTrailARNInvalidException",
  ]),
  ...rows("cloudtrail:ListTags", ["nothing is asked", () => ({ ResourceIdList: [] }), "InvalidParameterException"]),
  ...rows("cloudtrail:DescribeTrails", [
    "an ARN is none",
    () => ({ trailNameList: ["arn:x"] }),
    "CloudTrailARNInvalidException",
  ]),
];
