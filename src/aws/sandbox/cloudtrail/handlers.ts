import type { HandlersOf } from "../handlers.ts";
import * as logging from "./logging.ts";
import * as selectors from "./selectors.ts";
import * as tags from "./tags.ts";
import * as trails from "./trails.ts";

/** Every CloudTrail operation that the sandbox answers. */
export const cloudtrailHandlers = {
  "cloudtrail:DescribeTrails": trails.describeTrails,
  "cloudtrail:GetTrail": trails.getTrail,
  "cloudtrail:CreateTrail": trails.createTrail,
  "cloudtrail:UpdateTrail": trails.updateTrail,
  "cloudtrail:DeleteTrail": trails.deleteTrail,

  "cloudtrail:GetTrailStatus": logging.getTrailStatus,
  "cloudtrail:StartLogging": logging.startLogging,
  "cloudtrail:StopLogging": logging.stopLogging,

  "cloudtrail:GetEventSelectors": selectors.getEventSelectors,
  "cloudtrail:PutEventSelectors": selectors.putEventSelectors,
  "cloudtrail:GetInsightSelectors": selectors.getInsightSelectors,
  "cloudtrail:PutInsightSelectors": selectors.putInsightSelectors,

  "cloudtrail:ListTags": tags.listTags,
  "cloudtrail:AddTags": tags.addTags,
  "cloudtrail:RemoveTags": tags.removeTags,
} as const satisfies HandlersOf<"cloudtrail">;
