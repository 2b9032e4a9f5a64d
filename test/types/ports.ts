// What the two ports to AWS let pass. Compiling this file is the test; its counterparts are in must-fail/.

import type { Reader, Writer } from "../../src/aws/contract/call.ts";
import { ORGANIZATION_PLACE } from "../../src/model/place.ts";

declare const writer: Writer;

export const reader: Reader = writer;

export const found = reader.call("organizations:DescribeOrganization", ORGANIZATION_PLACE, {});

export const made = writer.call("organizations:CreateOrganization", ORGANIZATION_PLACE, { FeatureSet: "ALL" });
