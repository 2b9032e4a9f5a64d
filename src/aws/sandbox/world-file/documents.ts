import { isObject } from "../../../model/json.ts";
import { copy } from "../copy.ts";
import type { IamState } from "../iam/state.ts";

/** A document's text as an object, where its text has no white space and the object tells all of it. */
export function unfolded(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && JSON.stringify(value) === text ? value : text;
  } catch {
    return text;
  }
}

/** A document as text. */
export function folded(document: unknown): string {
  return typeof document === "string" ? document : JSON.stringify(document);
}

type Inline = { inline: Record<string, unknown> };

/** An account's IAM with each policy document turned into another form. */
export function withDocuments(iam: object, turn: (document: never) => unknown): object {
  const twin = copy(iam) as Record<keyof IamState, Record<string, unknown>>;
  const apply = turn as (document: unknown) => unknown;
  for (const holder of [twin.roles, twin.users, twin.groups].flatMap((each) => Object.values(each ?? {}))) {
    const { inline } = holder as Inline;
    for (const [name, document] of Object.entries(inline)) {
      inline[name] = apply(document);
    }
  }
  for (const role of Object.values(twin.roles ?? {}) as { trust: unknown }[]) {
    role.trust = apply(role.trust);
  }
  for (const policy of Object.values(twin.policies ?? {}) as { versions: { document: unknown }[] }[]) {
    for (const version of policy.versions) {
      version.document = apply(version.document);
    }
  }
  return twin;
}
