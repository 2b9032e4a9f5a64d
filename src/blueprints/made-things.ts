import { isAfter, isJoin, type Text } from "../model/deferred.ts";
import type { JsonObject } from "../model/json.ts";
import type { Expanding, Made } from "./expanding.ts";

/** The members of `organization.made` that list ARNs. */
const KINDS = { roles: "iam-role", policies: "iam-policy", groups: "iam-group" } as const;

/** The kinds that bring a service into the organization, with the property that names it. */
const SERVICES: Readonly<Record<string, string>> = {
  "trusted-service": "principal",
  "delegated-administrator": "service",
};

/**
 * What `organization.made` stands for: ARN patterns of every role, policy and group that any blueprint makes, in whatever
 * account, and the principals of the services that one brings into the organization. Each is sorted and has each text once.
 */
export function madeThings(made: Iterable<Made>, expanding: Expanding): JsonObject {
  const all = [...made];
  const members = Object.entries(KINDS).map(([member, kind]): [string, string[]] => {
    const arn = expanding.shapes.get(kind)?.computed["arn"];
    const texts = all.flatMap(({ resource: { kind: own, properties, place } }) => {
      const context = { partition: expanding.context.partition, accountId: "*", place };
      return own === kind && arn !== undefined ? [pattern(arn.text(properties, context))] : [];
    });
    return [member, sortedOnce(texts)];
  });
  return { ...Object.fromEntries(members), services: sortedOnce(all.flatMap(servicesOf)) };
}

function servicesOf({ resource: { kind, properties } }: Made): string[] {
  const service = properties[SERVICES[kind] ?? ""];
  return typeof service === "string" ? [service] : [];
}

function sortedOnce(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function pattern(text: Text): string {
  const parts = isJoin(text) ? text.$join : [text];
  return parts.map((part) => (isAfter(part) ? "*" : String(part))).join("");
}
