import type { Output } from "../../contract/services.ts";
import type { Handler } from "../handlers.ts";
import { beginDeliveries, endDeliveries } from "./deliveries.ts";
import { trailToChange, trailToRead } from "./find.ts";

/** Again is no error. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StartLogging.html */
export const startLogging: Handler<"cloudtrail:StartLogging"> = (world, input, at) => {
  const trail = trailToChange(world, at, input.Name);
  if (!trail.logging) {
    trail.logging = true;
    trail.started = world.time;
    beginDeliveries(world, trail);
  }
  return {};
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StopLogging.html */
export const stopLogging: Handler<"cloudtrail:StopLogging"> = (world, input, at) => {
  const trail = trailToChange(world, at, input.Name);
  if (trail.logging) {
    trail.logging = false;
    trail.stopped = world.time;
    endDeliveries(trail);
  }
  return {};
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html */
export const getTrailStatus: Handler<"cloudtrail:GetTrailStatus"> = (world, input, at) => {
  const { logging, started, stopped, logs, digests } = trailToRead(world, at, input.Name);
  const status: Output<"cloudtrail:GetTrailStatus"> = { IsLogging: logging };
  const times = {
    LatestDeliveryTime: logs.latest,
    LatestDigestDeliveryTime: digests.latest,
    StartLoggingTime: started,
    StopLoggingTime: stopped,
  };
  for (const [name, time] of Object.entries(times)) {
    if (time !== null) {
      Object.assign(status, { [name]: new Date(time) });
    }
  }
  return {
    ...status,
    ...(logs.error === null ? {} : { LatestDeliveryError: logs.error }),
    ...(digests.error === null ? {} : { LatestDigestDeliveryError: digests.error }),
    // No longer in use, and still sent.
    LatestDeliveryAttemptTime: wholeSeconds(logs.latest),
    LatestDeliveryAttemptSucceeded: wholeSeconds(logs.latest),
    LatestNotificationAttemptTime: "",
    LatestNotificationAttemptSucceeded: "",
    TimeLoggingStarted: wholeSeconds(started),
    TimeLoggingStopped: wholeSeconds(stopped),
  };
};

function wholeSeconds(time: number | null): string {
  return time === null ? "" : new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
}
