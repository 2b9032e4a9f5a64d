import { exactly, maybe, type Shape } from "../shape.ts";
import type { Case, Stage } from "../stage.ts";
import { organization } from "./furniture.ts";

const CLOUDTRAIL = "cloudtrail.amazonaws.com";
const Name = "acme-trail";
const S3BucketName = "acme-conformance-logs";
const NOT_FOUND = "TrailNotFoundException";

const SETTINGS = {
  Name: exactly(Name),
  S3BucketName: exactly(S3BucketName),
  IncludeGlobalServiceEvents: exactly(true),
  IsMultiRegionTrail: exactly(true),
  TrailARN: "text",
  LogFileValidationEnabled: exactly(true),
  IsOrganizationTrail: exactly(true),
} as const satisfies Shape;

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html */
const TRAIL = {
  ...SETTINGS,
  HomeRegion: exactly("us-east-1"),
  HasCustomEventSelectors: exactly(false),
  HasInsightSelectors: exactly(false),
} as const satisfies Shape;

const TAG: Shape = { Key: exactly("team"), Value: exactly("security") };

/** Members of a status that AWS keeps for programs of old; nobody reads them here. */
const EMPTY = {
  TimeLoggingStarted: maybe("text"),
  TimeLoggingStopped: maybe("text"),
  LatestDeliveryAttemptTime: maybe("text"),
  LatestDeliveryAttemptSucceeded: maybe("text"),
  LatestNotificationAttemptTime: maybe("text"),
  LatestNotificationAttemptSucceeded: maybe("text"),
} as const satisfies Shape;

const WISH = {
  Name,
  S3BucketName,
  IsMultiRegionTrail: true,
  IsOrganizationTrail: true,
  EnableLogFileValidation: true,
} as const;

/**
 * An organization that trusts CloudTrail, and a bucket that lets it deliver.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
async function readyForTrails(stage: Stage): Promise<void> {
  await organization(stage);
  const { Organization: made } = await stage.make("organizations:DescribeOrganization", {});
  await stage.make("organizations:EnableAWSServiceAccess", { ServicePrincipal: CLOUDTRAIL });
  await stage.make("iam:CreateServiceLinkedRole", { AWSServiceName: CLOUDTRAIL });
  await stage.make("s3:CreateBucket", { Bucket: S3BucketName });
  const trail = `arn:aws:cloudtrail:us-east-1:${stage.management}:trail/${Name}`;
  const from = { Effect: "Allow", Principal: { Service: CLOUDTRAIL } };
  const delivered = { "aws:SourceArn": trail, "s3:x-amz-acl": "bucket-owner-full-control" };
  const logs = `arn:aws:s3:::${S3BucketName}/AWSLogs`;
  const Statement = [
    {
      Sid: "Acl",
      ...from,
      Action: "s3:GetBucketAcl",
      Resource: `arn:aws:s3:::${S3BucketName}`,
      Condition: { StringEquals: { "aws:SourceArn": trail } },
    },
    ...[stage.management, made?.Id ?? ""].map((owner, index) => ({
      Sid: `Write${index}`,
      ...from,
      Action: "s3:PutObject",
      Resource: `${logs}/${owner}/*`,
      Condition: { StringEquals: delivered },
    })),
  ];
  await stage.make("s3:PutBucketPolicy", {
    Bucket: S3BucketName,
    Policy: JSON.stringify({ Version: "2012-10-17", Statement }),
  });
}

async function trail(stage: Stage): Promise<string> {
  await readyForTrails(stage);
  const { TrailARN } = await stage.make("cloudtrail:CreateTrail", WISH);
  return TrailARN ?? "";
}

export const TRAILS: readonly Case[] = [
  {
    title: "makes a trail of the organization, once",
    async play(stage) {
      await readyForTrails(stage);
      const { answer, refusal } = stage;
      await refusal(
        "cloudtrail:CreateTrail",
        { ...WISH, Name: "other", S3BucketName: "acme-conformance-none" },
        "S3BucketDoesNotExistException",
      );
      const TagsList = [{ Key: "team", Value: "security" }];
      const made = await answer("cloudtrail:CreateTrail", { ...WISH, TagsList }, SETTINGS);
      await answer("cloudtrail:DescribeTrails", {}, { trailList: [TRAIL] });
      await answer("cloudtrail:GetTrail", { Name }, { Trail: TRAIL });
      const TrailARN = made.TrailARN ?? "";
      await answer(
        "cloudtrail:ListTags",
        { ResourceIdList: [TrailARN] },
        { ResourceTagList: [{ ResourceId: exactly(TrailARN), TagsList: [TAG] }] },
      );
      await refusal("cloudtrail:CreateTrail", WISH, "TrailAlreadyExistsException");
    },
  },
  {
    title: "logs when it is told to",
    async play(stage) {
      await trail(stage);
      const { answer } = stage;
      await answer("cloudtrail:GetTrailStatus", { Name }, { ...EMPTY, IsLogging: exactly(false) });
      await answer("cloudtrail:StartLogging", { Name }, {});
      await answer(
        "cloudtrail:GetTrailStatus",
        { Name },
        {
          ...EMPTY,
          IsLogging: exactly(true),
          StartLoggingTime: "date",
          TimeLoggingStarted: "text",
        },
      );
    },
  },
  {
    title: "changes a trail",
    async play(stage) {
      const TrailARN = await trail(stage);
      const { answer } = stage;
      const IncludeGlobalServiceEvents = exactly(true);
      await answer(
        "cloudtrail:UpdateTrail",
        { Name, EnableLogFileValidation: false },
        { ...SETTINGS, IncludeGlobalServiceEvents, LogFileValidationEnabled: exactly(false) },
      );
      const tag = [{ Key: "team", Value: "security" }];
      await answer("cloudtrail:AddTags", { ResourceId: TrailARN, TagsList: tag }, {});
      await answer("cloudtrail:AddTags", { ResourceId: TrailARN, TagsList: [{ Key: "stage", Value: "prod" }] }, {});
      await answer("cloudtrail:RemoveTags", { ResourceId: TrailARN, TagsList: [{ Key: "stage", Value: "prod" }] }, {});
      await answer(
        "cloudtrail:ListTags",
        { ResourceIdList: [TrailARN] },
        { ResourceTagList: [{ ResourceId: exactly(TrailARN), TagsList: [TAG] }] },
      );
    },
  },
  {
    title: "selects the events of a trail",
    async play(stage) {
      await trail(stage);
      const { answer, refusal } = stage;
      const usual: Shape = {
        ReadWriteType: exactly("All"),
        IncludeManagementEvents: exactly(true),
        DataResources: [],
        ExcludeManagementEventSources: [],
      };
      await answer("cloudtrail:GetEventSelectors", { TrailName: Name }, { TrailARN: "text", EventSelectors: [usual] });
      const AdvancedEventSelectors = [
        { Name: "Management", FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }] },
      ];
      const advanced: Shape = {
        TrailARN: "text",
        AdvancedEventSelectors: [
          { Name: exactly("Management"), FieldSelectors: [{ Field: exactly("eventCategory"), Equals: ["text"] }] },
        ],
      };
      await answer("cloudtrail:PutEventSelectors", { TrailName: Name, AdvancedEventSelectors }, advanced);
      await answer("cloudtrail:GetEventSelectors", { TrailName: Name }, advanced);
      await refusal("cloudtrail:GetInsightSelectors", { TrailName: Name }, "InsightNotEnabledException");
      const insights: Shape = {
        TrailARN: "text",
        InsightSelectors: [{ InsightType: exactly("ApiCallRateInsight"), EventCategories: maybe(["text"]) }],
      };
      const InsightSelectors = [{ InsightType: "ApiCallRateInsight" as const }];
      await answer("cloudtrail:PutInsightSelectors", { TrailName: Name, InsightSelectors }, insights);
      await answer("cloudtrail:GetInsightSelectors", { TrailName: Name }, insights);
    },
  },
  {
    title: "knows no trail that is not there",
    async play(stage) {
      await readyForTrails(stage);
      const { answer, refusal } = stage;
      await answer("cloudtrail:DescribeTrails", {}, { trailList: [] });
      await refusal("cloudtrail:GetTrail", { Name }, NOT_FOUND);
      await refusal("cloudtrail:GetTrailStatus", { Name }, NOT_FOUND);
      await refusal("cloudtrail:GetEventSelectors", { TrailName: Name }, NOT_FOUND);
      await refusal("cloudtrail:GetInsightSelectors", { TrailName: Name }, NOT_FOUND);
      await refusal("cloudtrail:UpdateTrail", { Name, EnableLogFileValidation: true }, NOT_FOUND);
    },
  },
];
