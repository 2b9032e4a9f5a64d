import type { AdvancedEventSelector, EventSelector, InsightSelector } from "@aws-sdk/client-cloudtrail";
import type { AccountId, Region } from "../../../model/place.ts";

/** What became of a trail's deliveries of one sort. Times are virtual milliseconds. */
export interface DeliveryState {
  /** When the next is due; null while nothing is delivered. */
  next: number | null;
  /** When the last one arrived. */
  latest: number | null;
  /** S3's error of the last one, if it did not arrive. */
  error: string | null;
}

/** A trail as the sandbox keeps it: plain data. */
export interface TrailState {
  name: string;
  /** The account that has it: of an organization trail always the management account. */
  account: AccountId;
  /** Its home region. */
  region: Region;
  bucket: string;
  prefix: string | null;
  globalEvents: boolean;
  multiRegion: boolean;
  validation: boolean;
  organization: boolean;
  /** ARN of the key that encrypts what it delivers. */
  kmsKey: string | null;
  tags: Record<string, string>;
  /** Null: all management events, as a new trail has it. */
  selectors: EventSelector[] | null;
  /** In the stead of `selectors`. */
  advancedSelectors: AdvancedEventSelector[] | null;
  insights: InsightSelector[];
  logging: boolean;
  /** Virtual milliseconds. */
  started: number | null;
  stopped: number | null;
  logs: DeliveryState;
  digests: DeliveryState;
}

/** Deliveries of which none was made yet. */
export function noDeliveries(): DeliveryState {
  return { next: null, latest: null, error: null };
}

/** A trail's ARN. */
export function trailArn(partition: string, trail: Pick<TrailState, "account" | "region" | "name">): string {
  return `arn:${partition}:cloudtrail:${trail.region}:${trail.account}:trail/${trail.name}`;
}

/**
 * What is left of organization trails once the organization no longer trusts CloudTrail: trails of their account alone.
 * https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-cloudtrail.html
 */
export function withdrawTrails(trails: Readonly<Record<string, TrailState>>): void {
  for (const trail of Object.values(trails)) {
    trail.organization = false;
  }
}
