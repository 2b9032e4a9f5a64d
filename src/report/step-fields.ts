import type { Change, FieldChange } from "../model/change.ts";
import { type JsonObject, pointerSegment } from "../model/json.ts";

/** What a change writes, field by field: a creation lists every property as `after`, a deletion every one as `before`. */
export function reportedFields(change: Change): readonly FieldChange[] {
  switch (change.action) {
    case "create":
      return properties(change.to.properties).map(([path, after]) => ({ path, after }));
    case "delete":
      return properties(change.from.properties).map(([path, before]) => ({ path, before }));
    default:
      return change.fields;
  }
}

function properties(of: JsonObject) {
  const entries = Object.entries(of).filter(([, value]) => value !== undefined);
  return entries.map(([name, value]) => [`/${pointerSegment(name)}`, value] as const);
}
