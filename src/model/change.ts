import { type Json, pointerSegment } from "./json.ts";
import type { Live } from "./live.ts";
import type { Resource } from "./resource.ts";

/** One field that differs. `path` is a JSON Pointer into the properties; an absent side means the field is not there. */
export interface FieldChange {
  readonly path: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** What has to happen to one thing. There is no replacement: a changed immutable field is a finding. */
export type Change =
  | { readonly action: "create"; readonly to: Resource }
  | { readonly action: "adopt"; readonly from: Live; readonly to: Resource; readonly fields: readonly FieldChange[] }
  | { readonly action: "update"; readonly from: Live; readonly to: Resource; readonly fields: readonly FieldChange[] }
  | { readonly action: "move"; readonly from: Live; readonly to: Resource; readonly fields: readonly FieldChange[] }
  | { readonly action: "delete"; readonly from: Live };

export type Action = Change["action"];

export const ACTIONS: readonly Action[] = ["create", "update", "move", "adopt", "delete"];

/** The kind of thing that a change is about. */
export function kindOf(change: Change): string {
  return change.action === "delete" ? change.from.kind : change.to.kind;
}

/** The address that a change is about. Only what is ours is ever deleted. */
export function addressOfChange(change: Change): string {
  if (change.action !== "delete") {
    return change.to.address;
  }
  return change.from.owner.is === "us" ? change.from.owner.address : `${change.from.kind} ${change.from.id}`;
}

/** The fields that a change writes; a creation or deletion lists none. */
export function fieldsOf(change: Change): readonly FieldChange[] {
  return change.action === "create" || change.action === "delete" ? [] : change.fields;
}

/** Those of the entries under `path` that fields name, one by one or all of them at once. */
export function entriesIn<T>(
  fields: readonly { readonly path: string }[],
  path: string,
  entries: Readonly<Record<string, T>>,
): Readonly<Record<string, T>> {
  const named = new Set(fields.map((field) => field.path));
  const isNamed = (name: string) => named.has(path) || named.has(`${path}/${pointerSegment(name)}`);
  return Object.fromEntries(Object.entries(entries).filter(([name]) => isNamed(name)));
}
