import type { AdvancedEventSelector, EventSelector, InsightSelector } from "@aws-sdk/client-cloudtrail";
import type { Handler } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import { trailToChange, trailToRead } from "./find.ts";
import { trailArn } from "./state.ts";

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
const MOST_SELECTORS = 5;
const MOST_DATA_RESOURCES = 250;
const MOST_CONDITIONS = 500;

const READ_WRITE = new Set<string | undefined>([undefined, "All", "ReadOnly", "WriteOnly"]);
const CATEGORIES = new Set(["Management", "Data", "NetworkActivity"]);
const INSIGHTS = new Set<string | undefined>(["ApiCallRateInsight", "ApiErrorRateInsight"]);

/** What a trail logs unless told otherwise: all management events. */
const USUAL: EventSelector = {
  ReadWriteType: "All",
  IncludeManagementEvents: true,
  DataResources: [],
  ExcludeManagementEventSources: [],
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html */
export const getEventSelectors: Handler<"cloudtrail:GetEventSelectors"> = (world, input, at) => {
  const trail = trailToRead(world, at, input.TrailName);
  const TrailARN = trailArn(world.partition, trail);
  return trail.advancedSelectors === null
    ? { TrailARN, EventSelectors: trail.selectors ?? [USUAL] }
    : { TrailARN, AdvancedEventSelectors: trail.advancedSelectors };
};

/** Selectors of one sort, in the stead of all there were. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html */
export const putEventSelectors: Handler<"cloudtrail:PutEventSelectors"> = (world, input, at) => {
  const trail = trailToChange(world, at, input.TrailName);
  const { EventSelectors: basic, AdvancedEventSelectors: advanced } = input;
  const TrailARN = trailArn(world.partition, trail);
  if ((basic === undefined) === (advanced === undefined)) {
    return invalidSelectors("Give either event selectors or advanced event selectors.");
  }
  if (advanced !== undefined) {
    trail.advancedSelectors = checkedAdvanced(advanced);
    trail.selectors = null;
    return { TrailARN, AdvancedEventSelectors: trail.advancedSelectors };
  }
  trail.selectors = checkedBasic(basic ?? []);
  trail.advancedSelectors = null;
  return { TrailARN, EventSelectors: trail.selectors };
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetInsightSelectors.html */
export const getInsightSelectors: Handler<"cloudtrail:GetInsightSelectors"> = (world, input, at) => {
  const trail = trailToRead(world, at, input.TrailName);
  const TrailARN = trailArn(world.partition, trail);
  return trail.insights.length === 0
    ? refuse("InsightNotEnabledException", `Insights are not enabled on the trail ${TrailARN}.`)
    : { TrailARN, InsightSelectors: trail.insights };
};

/** An empty list switches them off. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutInsightSelectors.html */
export const putInsightSelectors: Handler<"cloudtrail:PutInsightSelectors"> = (world, input, at) => {
  const trail = trailToChange(world, at, input.TrailName);
  trail.insights = checkedInsights(input.InsightSelectors ?? []);
  return { TrailARN: trailArn(world.partition, trail), InsightSelectors: trail.insights };
};

function checkedBasic(sent: readonly EventSelector[]): EventSelector[] {
  const resources = sent.flatMap(({ DataResources = [] }) => DataResources.flatMap(({ Values = [] }) => Values));
  if (sent.length === 0 || sent.length > MOST_SELECTORS || resources.length > MOST_DATA_RESOURCES) {
    invalidSelectors(
      `A trail has 1 to ${MOST_SELECTORS} event selectors with at most ${MOST_DATA_RESOURCES} data resources.`,
    );
  }
  if (sent.some(({ ReadWriteType }) => !READ_WRITE.has(ReadWriteType))) {
    invalidSelectors("ReadWriteType must be All, ReadOnly or WriteOnly.");
  }
  return sent.map((selector) => ({ ...USUAL, ...selector }));
}

function checkedAdvanced(sent: readonly AdvancedEventSelector[]): AdvancedEventSelector[] {
  const fields = sent.flatMap(({ FieldSelectors = [] }) => FieldSelectors);
  const conditions = fields.flatMap(({ Field: _, ...values }) => Object.values(values).flat());
  if (sent.length === 0 || conditions.length > MOST_CONDITIONS) {
    invalidSelectors(`Advanced event selectors have 1 to ${MOST_CONDITIONS} conditions.`);
  }
  for (const { FieldSelectors = [] } of sent) {
    const category = FieldSelectors.find(({ Field }) => Field === "eventCategory")?.Equals?.[0];
    if (!CATEGORIES.has(category ?? "")) {
      invalidSelectors("Each advanced event selector needs an eventCategory: Management, Data or NetworkActivity.");
    }
  }
  return [...sent];
}

function checkedInsights(sent: readonly InsightSelector[]): InsightSelector[] {
  const types = sent.map(({ InsightType }) => InsightType);
  return types.every((type) => INSIGHTS.has(type)) && new Set(types).size === types.length
    ? [...sent]
    : refuse(
        "InvalidInsightSelectorsException",
        "InsightType must be ApiCallRateInsight or ApiErrorRateInsight, once each.",
      );
}

function invalidSelectors(message: string): never {
  return refuse("InvalidEventSelectorsException", message);
}
