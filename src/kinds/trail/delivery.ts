import type { Reader } from "../../aws/contract/call.ts";
import type { Output } from "../../aws/contract/services.ts";
import { Unfinished } from "../../aws/contract/unfinished.ts";
import type { VerbTools } from "../../aws/contract/verbs.ts";
import type { Place } from "../../model/place.ts";
import type { TrailVitals } from "./trail.ts";

export type TrailStatus = Output<"cloudtrail:GetTrailStatus">;

/** How long a first log file may take. CloudTrail delivers "typically within an average of about 5 minutes". */
const PATIENCE_MILLISECONDS = 20 * 60_000;
const POLL_MILLISECONDS = 15_000;

/** How a trail is doing; `arn` names it wherever it is asked. */
export async function trailStatus(aws: Reader, at: Place, arn: string): Promise<TrailStatus> {
  return await aws.call("cloudtrail:GetTrailStatus", at, { Name: arn });
}

/** Whether a log file has arrived since logging was last started. What came before proves nothing of what is set up now. */
export function hasDelivered({ LatestDeliveryTime: latest, StartLoggingTime: started }: TrailStatus): boolean {
  return latest !== undefined && latest.getTime() > (started?.getTime() ?? 0);
}

/** What a look at a trail's health needs of its status. */
export function vitalsOf(status: TrailStatus): TrailVitals {
  return {
    latestDelivery: status.LatestDeliveryTime?.toISOString() ?? null,
    started: status.StartLoggingTime?.toISOString() ?? null,
    deliveryError: status.LatestDeliveryError || null,
    digestError: status.LatestDigestDeliveryError || null,
  };
}

/**
 * Waits until a trail has delivered: a log file has arrived since logging was started and after `before`, and neither log
 * nor digest files meet an error. Right after StartLogging there are no errors because nothing was delivered.
 *
 * @param before the last delivery before something about the trail was changed
 * @throws Unfinished when that takes longer than twenty minutes
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-cloudtrail-works.html
 */
export async function awaitDelivery(
  aws: Reader,
  at: Place,
  arn: string,
  before: Date | undefined,
  tools: VerbTools,
): Promise<void> {
  const deadline = tools.clock.now().getTime() + PATIENCE_MILLISECONDS;
  for (;;) {
    const status = await trailStatus(aws, at, arn);
    const { deliveryError, digestError } = vitalsOf(status);
    const isNew = hasDelivered(status) && (status.LatestDeliveryTime?.getTime() ?? 0) > (before?.getTime() ?? 0);
    if (isNew && deliveryError === null && digestError === null) {
      return;
    }
    if (tools.clock.now().getTime() >= deadline) {
      throw stillSilent(arn, vitalsOf(status));
    }
    tools.waiting("CloudTrail to deliver a log file");
    await tools.clock.sleep(POLL_MILLISECONDS, tools.signal);
  }
}

/** What is told of a trail from which nothing came in time: CloudTrail's own errors, if it has any to tell. */
function stillSilent(arn: string, { deliveryError, digestError, latestDelivery }: TrailVitals): Unfinished {
  const since = `The trail ${arn} has been switched on, and within twenty minutes no log file was seen to arrive`;
  const last = `last delivery ${latestDelivery ?? "never"}`;
  const errors = [
    ...(deliveryError === null ? [] : [`${deliveryError} for log files`]),
    ...(digestError === null ? [] : [`${digestError} for digest files`]),
  ];
  return errors.length === 0
    ? new Unfinished(`${since}; CloudTrail reports no error, ${last}.`, {
        code: "still-under-way",
        fix: "Run again: it goes on waiting, and makes nothing twice. If hours pass without a log file, look at what denies CloudTrail the trail's bucket.",
      })
    : new Unfinished(`${since}; CloudTrail reports ${errors.join(" and ")}, ${last}.`, {
        code: "trail-delivery-fails",
        fix: "Look for what denies CloudTrail to write: the policies of the trail's bucket and key, a resource control policy, a disabled key, a bucket that is gone. Then run again: it goes on waiting, and makes nothing twice.",
      });
}
