import type { Trail } from "@aws-sdk/client-cloudtrail";
import type { Input } from "../../contract/services.ts";
import type { Caller, Handler } from "../handlers.ts";
import { own } from "../iam/find.ts";
import { refuse } from "../refuse.ts";
import type { World } from "../world.ts";
import { checkDestination, kmsKeyOf } from "./check-destination.ts";
import { adaptDigests } from "./deliveries.ts";
import { isAtHome, isIn, isVisible, trailToChange, trailToRead, trailWithArn } from "./find.ts";
import { checkedPrefix, checkedTrailBucket, checkedTrailName } from "./names.ts";
import { checkOrganizationTrail } from "./organization.ts";
import { noDeliveries, type TrailState, trailArn } from "./state.ts";
import { checkedTrailTags } from "./tags.ts";

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
const MOST_IN_A_REGION = 5;

/** A new trail does not log. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html */
export const createTrail: Handler<"cloudtrail:CreateTrail"> = (world, input, at) => {
  const trail = newTrail(world, input, at);
  checkParameters(trail);
  if (trail.organization) {
    checkOrganizationTrail(world, at);
  }
  checkRoom(world, at, trail);
  checkDestination(world, trail);
  world.trails[trailArn(world.partition, trail)] = trail;
  return answerOf(world, trail);
};

/** What is left out stays as it is. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateTrail.html */
export const updateTrail: Handler<"cloudtrail:UpdateTrail"> = (world, input, at) => {
  const trail = trailToChange(world, at, input.Name);
  const changed: TrailState = {
    ...trail,
    bucket: input.S3BucketName === undefined ? trail.bucket : checkedTrailBucket(input.S3BucketName),
    prefix: input.S3KeyPrefix === undefined ? trail.prefix : checkedPrefix(input.S3KeyPrefix),
    globalEvents: input.IncludeGlobalServiceEvents ?? trail.globalEvents,
    multiRegion: input.IsMultiRegionTrail ?? trail.multiRegion,
    validation: input.EnableLogFileValidation ?? trail.validation,
    organization: input.IsOrganizationTrail ?? trail.organization,
    kmsKey: input.KmsKeyId === undefined ? trail.kmsKey : keyOrNone(world, at, input.KmsKeyId),
  };
  checkParameters(changed);
  if (changed.organization) {
    checkOrganizationTrail(world, at);
  }
  checkDestination(world, changed);
  Object.assign(trail, changed);
  adaptDigests(world, trail);
  return answerOf(world, trail);
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DeleteTrail.html */
export const deleteTrail: Handler<"cloudtrail:DeleteTrail"> = (world, input, at) => {
  delete world.trails[trailArn(world.partition, trailToChange(world, at, input.Name))];
  return {};
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrail.html */
export const getTrail: Handler<"cloudtrail:GetTrail"> = (world, input, at) => ({
  Trail: described(world, trailToRead(world, at, input.Name)),
});

/**
 * The trails and shadows of trails in the caller's region; named ones by name at home, by ARN from anywhere. Names that
 * mean nothing are left out.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
 */
export const describeTrails: Handler<"cloudtrail:DescribeTrails"> = (world, input, at) => {
  const names = input.trailNameList ?? [];
  const all = Object.values(world.trails);
  const found =
    names.length === 0
      ? all.filter((trail) => isIn(world, trail, at))
      : names.flatMap((name) => called(world, at, name) ?? []);
  const shadows = input.includeShadowTrails ?? true;
  return { trailList: found.filter((trail) => shadows || isAtHome(trail, at)).map((trail) => described(world, trail)) };
};

function called(world: World, at: Caller, nameOrArn: string): TrailState | undefined {
  if (nameOrArn.startsWith("arn:")) {
    const trail = trailWithArn(world, nameOrArn);
    return trail !== undefined && isVisible(world, trail, at.account) ? trail : undefined;
  }
  const name = checkedTrailName(nameOrArn);
  return own(world.trails, trailArn(world.partition, { account: at.account, region: at.region, name }));
}

/** An organization trail belongs to the management account, whoever makes it. */
function newTrail(world: World, input: Input<"cloudtrail:CreateTrail">, at: Caller): TrailState {
  const organization = input.IsOrganizationTrail ?? false;
  return {
    name: checkedTrailName(input.Name),
    account: organization ? world.managementAccount : at.account,
    region: at.region,
    bucket: checkedTrailBucket(input.S3BucketName),
    prefix: checkedPrefix(input.S3KeyPrefix),
    globalEvents: input.IncludeGlobalServiceEvents ?? true,
    multiRegion: input.IsMultiRegionTrail ?? false,
    validation: input.EnableLogFileValidation ?? false,
    organization,
    kmsKey: input.KmsKeyId === undefined ? null : keyOrNone(world, at, input.KmsKeyId),
    tags: checkedTrailTags({}, input.TagsList ?? []),
    selectors: null,
    advancedSelectors: null,
    insights: [],
    logging: false,
    started: null,
    stopped: null,
    logs: noDeliveries(),
    digests: noDeliveries(),
  };
}

function keyOrNone(world: World, at: Caller, sent: string): string | null {
  return sent === "" ? null : kmsKeyOf(world, at, sent);
}

function checkParameters(trail: TrailState): void {
  if (trail.multiRegion && !trail.globalEvents) {
    refuse("InvalidParameterCombinationException", "Multi-Region trail must include global service events.");
  }
}

function checkRoom(world: World, at: Caller, trail: TrailState): void {
  const here = Object.values(world.trails).filter((each) => isIn(world, each, at));
  if (here.some(({ name, account }) => name === trail.name && account === trail.account)) {
    refuse("TrailAlreadyExistsException", `Trail ${trail.name} already exists for customer: ${trail.account}`);
  }
  if (here.length >= MOST_IN_A_REGION) {
    refuse(
      "MaximumNumberOfTrailsExceededException",
      `User: ${at.account} already has ${MOST_IN_A_REGION} trails in ${at.region}.`,
    );
  }
}

function answerOf(world: World, trail: TrailState) {
  return {
    Name: trail.name,
    S3BucketName: trail.bucket,
    ...(trail.prefix === null ? {} : { S3KeyPrefix: trail.prefix }),
    IncludeGlobalServiceEvents: trail.globalEvents,
    IsMultiRegionTrail: trail.multiRegion,
    TrailARN: trailArn(world.partition, trail),
    LogFileValidationEnabled: trail.validation,
    ...(trail.kmsKey === null ? {} : { KmsKeyId: trail.kmsKey }),
    IsOrganizationTrail: trail.organization,
  };
}

function described(world: World, trail: TrailState): Trail {
  return {
    ...answerOf(world, trail),
    HomeRegion: trail.region,
    HasCustomEventSelectors: trail.selectors !== null || trail.advancedSelectors !== null,
    HasInsightSelectors: trail.insights.length > 0,
  };
}
