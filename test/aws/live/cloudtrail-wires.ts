import type { Operation } from "../../../src/aws/contract/operations.ts";
import { DATE, json, SECONDS, type Wire } from "./wire.ts";

const cloudtrail = json("https://cloudtrail.us-east-1.amazonaws.com", "CloudTrail_20131101");

const TrailARN = "arn:aws:cloudtrail:us-east-1:111111111111:trail/org";
const TRAIL = { Name: "org", TrailARN, S3BucketName: "acme-logs", IsOrganizationTrail: true };
const TAGS = [{ Key: "orgwright:address", Value: "logging/trail" }];
const SELECTORS = [{ ReadWriteType: "All" as const, IncludeManagementEvents: true, DataResources: [] }];
const INSIGHTS = [{ InsightType: "ApiCallRateInsight" as const }];

/** One for each operation of CloudTrail that orgwright may call. */
export const CLOUDTRAIL_WIRES: { readonly [O in Extract<Operation, `cloudtrail:${string}`>]: Wire<O> } = {
  "cloudtrail:DescribeTrails": cloudtrail("DescribeTrails", {
    input: { includeShadowTrails: false },
    output: { trailList: [TRAIL] },
  }),
  "cloudtrail:GetTrail": cloudtrail("GetTrail", { input: { Name: TrailARN }, output: { Trail: TRAIL } }),
  "cloudtrail:GetTrailStatus": cloudtrail("GetTrailStatus", {
    input: { Name: TrailARN },
    answer: { IsLogging: true, LatestDeliveryTime: SECONDS },
    output: { IsLogging: true, LatestDeliveryTime: DATE },
  }),
  "cloudtrail:GetEventSelectors": cloudtrail("GetEventSelectors", {
    input: { TrailName: TrailARN },
    output: { TrailARN, EventSelectors: SELECTORS },
  }),
  "cloudtrail:GetInsightSelectors": cloudtrail("GetInsightSelectors", {
    input: { TrailName: TrailARN },
    output: { TrailARN, InsightSelectors: INSIGHTS },
  }),
  "cloudtrail:ListTags": cloudtrail("ListTags", {
    input: { ResourceIdList: [TrailARN] },
    output: { ResourceTagList: [{ ResourceId: TrailARN, TagsList: TAGS }] },
  }),
  "cloudtrail:CreateTrail": cloudtrail("CreateTrail", {
    input: {
      Name: "org",
      S3BucketName: "acme-logs",
      IsOrganizationTrail: true,
      IsMultiRegionTrail: true,
      EnableLogFileValidation: true,
      TagsList: TAGS,
    },
    output: TRAIL,
  }),
  "cloudtrail:UpdateTrail": cloudtrail("UpdateTrail", {
    input: { Name: TrailARN, EnableLogFileValidation: true },
    output: TRAIL,
  }),
  "cloudtrail:StartLogging": cloudtrail("StartLogging", { input: { Name: TrailARN }, output: {} }),
  "cloudtrail:PutEventSelectors": cloudtrail("PutEventSelectors", {
    input: { TrailName: TrailARN, EventSelectors: SELECTORS },
    output: { TrailARN, EventSelectors: SELECTORS },
  }),
  "cloudtrail:PutInsightSelectors": cloudtrail("PutInsightSelectors", {
    input: { TrailName: TrailARN, InsightSelectors: INSIGHTS },
    output: { TrailARN, InsightSelectors: INSIGHTS },
  }),
  "cloudtrail:AddTags": cloudtrail("AddTags", { input: { ResourceId: TrailARN, TagsList: TAGS }, output: {} }),
  "cloudtrail:RemoveTags": cloudtrail("RemoveTags", {
    input: { ResourceId: TrailARN, TagsList: [{ Key: "team" }] },
    output: {},
  }),
};
