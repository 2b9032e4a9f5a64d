import type { Reader } from "../../../src/aws/contract/call.ts";
import { ORGANIZATION_PLACE } from "../../../src/model/place.ts";

declare const reader: Reader;

export const made = reader.call("organizations:CreateOrganization", ORGANIZATION_PLACE, { FeatureSet: "ALL" });
