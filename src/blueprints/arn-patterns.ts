import { isAfter, isJoin, type Text } from "../model/deferred.ts";
import type { JsonObject } from "../model/json.ts";
import type { Expanding, Made } from "./expanding.ts";

/** What each member of `organization.made` lists. */
const KINDS = { roles: "iam-role", policies: "iam-policy", groups: "iam-group" } as const;

/** ARN patterns of every role, policy and group that any blueprint makes: sorted, each once, in whatever account. */
export function arnPatterns(made: Iterable<Made>, expanding: Expanding): JsonObject {
  const all = [...made];
  const members = Object.entries(KINDS).map(([member, kind]): [string, string[]] => {
    const arn = expanding.shapes.get(kind)?.computed["arn"];
    const texts = all.flatMap(({ resource: { kind: own, properties, place } }) => {
      const context = { partition: expanding.context.partition, accountId: "*", place };
      return own === kind && arn !== undefined ? [pattern(arn.text(properties, context))] : [];
    });
    return [member, [...new Set(texts)].sort()];
  });
  return Object.fromEntries(members);
}

function pattern(text: Text): string {
  const parts = isJoin(text) ? text.$join : [text];
  return parts.map((part) => (isAfter(part) ? "*" : String(part))).join("");
}
