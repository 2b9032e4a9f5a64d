import type { Region } from "../../model/place.ts";

interface Partition {
  /** How the names of its regions begin. */
  readonly regions: RegExp;
  /** Where what is global in it is asked: Organizations, IAM and the tags of both. */
  readonly controlRegion: Region;
}

/**
 * AWS's partitions, the more particular ones first.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/ao.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
const PARTITIONS: Readonly<Record<string, Partition>> = {
  "aws-cn": { regions: /^cn-/, controlRegion: "cn-northwest-1" },
  "aws-us-gov": { regions: /^us-gov-/, controlRegion: "us-gov-west-1" },
  "aws-eusc": { regions: /^eusc-/, controlRegion: "eusc-de-east-1" },
  "aws-iso": { regions: /^us-iso-/, controlRegion: "us-iso-east-1" },
  "aws-iso-b": { regions: /^us-isob-/, controlRegion: "us-isob-east-1" },
  "aws-iso-e": { regions: /^eu-isoe-/, controlRegion: "eu-isoe-west-1" },
  "aws-iso-f": { regions: /^us-isof-/, controlRegion: "us-isof-south-1" },
  aws: { regions: /^[a-z]{2}-/, controlRegion: "us-east-1" },
};

/** The partition a region is in, for the first question to AWS; from then on the caller's ARN tells. Null when unknown. */
export function partitionOfRegion(region: Region): string | null {
  return Object.entries(PARTITIONS).find(([, { regions }]) => regions.test(region))?.[0] ?? null;
}

/** The region in which what is global in a partition is asked, or null for a partition that orgwright does not know. */
export function controlRegionOf(partition: string): Region | null {
  return PARTITIONS[partition]?.controlRegion ?? null;
}
