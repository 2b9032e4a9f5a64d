import { invalidInput, invalidMember, limitExceeded } from "./refusals.ts";
import type { IamTags } from "./state.ts";

/** Tags as requests and answers carry them. */
export interface TagEntry {
  Key: string | undefined;
  Value: string | undefined;
}

const PATTERN = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";
const KEY = new RegExp(`^${PATTERN}+$`, "u");
const VALUE = new RegExp(`^${PATTERN}*$`, "u");

/**
 * What tags a thing has once these are added. Keys that differ only in case are one key: the value changes, the old
 * spelling stays.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 */
export function withTags(present: Readonly<IamTags>, added: readonly TagEntry[], quota: number): IamTags {
  const entries = added.map(checkedEntry);
  const folded = entries.map(([key]) => key.toLowerCase());
  if (new Set(folded).size < folded.length) {
    invalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  }
  const tags: IamTags = { ...present };
  for (const [key, value] of entries) {
    const spelled = Object.keys(tags).find((one) => one.toLowerCase() === key.toLowerCase());
    tags[spelled ?? key] = value;
  }
  if (Object.keys(tags).length > quota) {
    limitExceeded(`The number of tags has reached the maximum limit of ${quota}.`);
  }
  return tags;
}

/** What tags a thing has once those with these keys are gone; keys it does not have are no error. */
export function withoutTags(present: Readonly<IamTags>, keys: readonly string[]): IamTags {
  const gone = new Set(keys.map((key) => key.toLowerCase()));
  return Object.fromEntries(Object.entries(present).filter(([key]) => !gone.has(key.toLowerCase())));
}

/** Tags as answers list them. */
export function tagEntries(tags: Readonly<IamTags>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function checkedEntry(tag: TagEntry, index: number): [string, string] {
  const at = `tags.${index + 1}.member`;
  const { Key: key, Value: value } = tag;
  if (key === undefined || value === undefined) {
    invalidMember(`${at}.${key === undefined ? "key" : "value"}`, null, "Member must not be null");
  }
  if (key.length > 128 || value.length > 256) {
    const [member, text, longest] = key.length > 128 ? ["key", key, 128] : ["value", value, 256];
    invalidMember(`${at}.${member}`, String(text), `Member must have length less than or equal to ${longest}`);
  }
  if (!KEY.test(key)) {
    invalidMember(`${at}.key`, key, `Member must satisfy regular expression pattern: ${PATTERN}+`);
  }
  if (!VALUE.test(value)) {
    invalidMember(`${at}.value`, value, `Member must satisfy regular expression pattern: ${PATTERN}*`);
  }
  if (key.toLowerCase().startsWith("aws:")) {
    invalidInput("'aws:' prefixed tag key names are not allowed for external use.");
  }
  return [key, value];
}
