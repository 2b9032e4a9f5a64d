import type { Writer } from "../../../src/aws/contract/call.ts";
import { ORGANIZATION_PLACE } from "../../../src/model/place.ts";

declare const writer: Writer;

export const gone = writer.call("organizations:CloseAccount", ORGANIZATION_PLACE, { AccountId: "111111111111" });
