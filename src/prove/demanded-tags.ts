import { isObject, type Json, type JsonObject } from "../model/json.ts";
import type { World } from "./world.ts";

/** A tag that guardrails demand of what is made, with values that they let pass. */
export interface DemandedTag {
  readonly key: string;
  readonly first: string;
  readonly last: string;
}

const REQUEST_TAG = "aws:RequestTag/";

/** The tags that service control policies demand of what is made, each once, in the order of the policies. */
export function demandedTags({ things }: World): readonly DemandedTag[] {
  const found = new Map<string, DemandedTag>();
  for (const { kind, properties } of things) {
    if (kind === "organization-policy" && properties["type"] === "SERVICE_CONTROL_POLICY") {
      for (const tag of demandsIn(properties["document"] ?? null)) {
        found.set(tag.key, found.get(tag.key) ?? tag);
      }
    }
  }
  return [...found.values()];
}

function demandsIn(document: Json): DemandedTag[] {
  const statements = isObject(document) ? listOf(document["Statement"]) : [];
  return statements.flatMap((statement) => {
    const conditions = isObject(statement) && statement["Effect"] === "Deny" ? statement["Condition"] : undefined;
    return isObject(conditions) ? [conditions["StringNotLike"], conditions["StringNotEquals"]].flatMap(tagsIn) : [];
  });
}

function tagsIn(keys: Json | undefined): DemandedTag[] {
  return Object.entries(isObject(keys) ? (keys as JsonObject) : {}).flatMap(([key, values]) => {
    const passing = listOf(values).map((value) => String(value).replaceAll("?", "x").replaceAll("*", ""));
    const [first, last] = [passing[0], passing.at(-1)];
    return key.startsWith(REQUEST_TAG) && first !== undefined && last !== undefined
      ? [{ key: key.slice(REQUEST_TAG.length), first, last }]
      : [];
  });
}

function listOf(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value];
}
