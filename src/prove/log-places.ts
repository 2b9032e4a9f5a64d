import type { Live } from "../model/live.ts";

/** Where logs go. */
export interface LogPlaces {
  /** The name of the bucket that the trail writes to. */
  readonly trail?: string;
  /** The name of the bucket for services that refuse locked buckets. */
  readonly services?: string;
  /** The id of the key that the trail's logs are encrypted with. */
  readonly key?: string;
}

/** Tells the buckets of the logging account apart by what writes to them, and finds the key. */
export function logPlacesOf(
  inLogging: readonly Live[],
  things: readonly Live[],
  arnOf: (thing: Live) => string | null,
): LogPlaces {
  const buckets = inLogging.filter(({ kind }) => kind === "s3-bucket");
  const named = new Set(things.flatMap(({ kind, properties }) => (kind === "trail" ? [properties["bucket"]] : [])));
  const trail =
    buckets.find((bucket) => named.has(bucketName(bucket))) ??
    buckets.find(({ properties }) => properties["objectLock"] === true);
  const services = buckets.find((bucket) => bucket !== trail);
  const key = inLogging.find(({ kind }) => kind === "kms-key");
  const arn = key === undefined ? null : arnOf(key);
  return {
    ...(trail === undefined ? {} : { trail: bucketName(trail) }),
    ...(services === undefined ? {} : { services: bucketName(services) }),
    ...(arn === null ? {} : { key: arn.slice(arn.lastIndexOf("/") + 1) }),
  };
}

function bucketName({ properties, id }: Live): string {
  return typeof properties["name"] === "string" ? properties["name"] : id;
}
