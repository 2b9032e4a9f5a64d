import type { Reader, Writer } from "../../../src/aws/contract/call.ts";

declare const reader: Reader;

export const writer: Writer = reader;
