import { expect, it } from "vitest";
import { controlRegionOf, partitionOfRegion } from "../../../src/aws/live/partitions.ts";

it.each([
  ["eu-west-1", "aws", "us-east-1"],
  ["us-east-2", "aws", "us-east-1"],
  ["il-central-1", "aws", "us-east-1"],
  ["cn-north-1", "aws-cn", "cn-northwest-1"],
  ["us-gov-east-1", "aws-us-gov", "us-gov-west-1"],
  ["eusc-de-east-1", "aws-eusc", "eusc-de-east-1"],
  ["us-isob-east-1", "aws-iso-b", "us-isob-east-1"],
])("finds %s in the partition %s, controlled from %s", (region, partition, control) => {
  expect(partitionOfRegion(region)).toBe(partition);
  expect(controlRegionOf(partition)).toBe(control);
});

it("knows no partition of a name that is no region's, and no control region of an unknown partition", () => {
  expect(partitionOfRegion("global")).toBeNull();
  expect(controlRegionOf("aws-moon")).toBeNull();
});
