import type { Region } from "../../model/place.ts";
import type { World } from "./world.ts";

/** https://docs.aws.amazon.com/general/latest/gr/ao.html */
const CONTROL_REGIONS: Readonly<Record<string, Region>> = {
  aws: "us-east-1",
  "aws-cn": "cn-northwest-1",
  "aws-us-gov": "us-gov-west-1",
};

/** Where the world's partition keeps its global services; `instead` for one that is not known. */
export function controlRegion({ partition }: World, instead: Region): Region {
  return CONTROL_REGIONS[partition] ?? instead;
}
