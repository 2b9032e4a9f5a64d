import { z } from "zod";
import type { Json } from "../model/json.ts";
import { organizationSchema } from "./organization-schema.ts";

/**
 * The JSON Schema (draft 7, which editors' YAML support reads) of the organization file as people write it. It tells
 * less than reading the file does: what it lets through may still have findings.
 */
export function organizationJsonSchema(): Json {
  const schema = z.toJSONSchema(organizationSchema, { io: "input", target: "draft-7" });
  // Through text, because the schema's type also allows what JSON does not have.
  return JSON.parse(JSON.stringify(schema)) as Json;
}
