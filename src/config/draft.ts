import type { z } from "zod";
import { isObject, type Json, pointerSegment } from "../model/json.ts";
import { type OrganizationFile, organizationSchema } from "./organization-schema.ts";

/** Stand-ins for what is missing or wrong and cannot be left out. They are never shown and never acted on. */
const STAND_INS: Readonly<Record<string, Json>> = {
  "/version": 1,
  "/organization/name": "draft",
  "/organization/email": "draft+{account}@example.com",
  "/organization/homeRegion": "us-east-1",
  "/organization/regions": ["us-east-1"],
  "/blueprints": [],
};

/**
 * The content of an organization file that has errors, with what is wrong left out or stood in for, so that the rest can
 * be looked at in the same run. Null when too little is left.
 */
export function draftOf(value: Json, issues: readonly z.core.$ZodIssue[]): OrganizationFile | null {
  const draft: unknown = structuredClone(value);
  for (const issue of issues) {
    repair(draft, issue);
  }
  const parsed = organizationSchema.safeParse(draft);
  return parsed.success ? parsed.data : null;
}

function repair(draft: unknown, issue: z.core.$ZodIssue): void {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    const map = at(draft, path);
    for (const key of issue.keys) {
      delete map?.[key];
    }
    return;
  }
  const [map, key] = [at(draft, path.slice(0, -1)), path.at(-1)];
  if (map === null || key === undefined) {
    return;
  }
  const standIn = STAND_INS[`/${path.map(pointerSegment).join("/")}`];
  if (standIn === undefined) {
    delete map[key];
  } else {
    map[key] = standIn;
  }
}

function at(root: unknown, path: readonly string[]): Record<string, unknown> | null {
  let value = root;
  for (const name of path) {
    value = isObject(value) || Array.isArray(value) ? (value as Record<string, unknown>)[name] : undefined;
  }
  return isObject(value) ? value : null;
}
