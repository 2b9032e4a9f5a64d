import type { World, WorldTags } from "../world.ts";
import { constraintViolation, invalidInput, required } from "./invalid-input.ts";

/** Any letter, space, digit and `_.:/=+-@`. https://docs.aws.amazon.com/organizations/latest/APIReference/API_Tag.html */
const ALLOWED = /^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$/u;

interface SentTag {
  readonly Key: string | undefined;
  readonly Value: string | undefined;
}

/** The tags of a request, checked. */
export function checkedTags(world: World, tags: readonly SentTag[] | undefined): WorldTags {
  const checked: WorldTags = {};
  for (const tag of tags ?? []) {
    const key = checkedTagKey(tag.Key);
    if (Object.hasOwn(checked, key)) {
      invalidInput("DUPLICATE_TAG_KEY", `The tag key ${key} is there twice; keys are compared with their case.`);
    }
    checked[key] = checkedTagValue(key, tag.Value);
  }
  checkTagCount(world, checked);
  return checked;
}

/** A tag's key, checked. */
export function checkedTagKey(value: unknown): string {
  const key = required(value, "Key");
  if (key.length < 1 || key.length > 128) {
    const reason = key.length < 1 ? "MIN_LENGTH_EXCEEDED" : "MAX_LENGTH_EXCEEDED";
    invalidInput(reason, "A tag key must have 1 to 128 characters.");
  }
  if (/^aws:/i.test(key)) {
    invalidInput("INVALID_SYSTEM_TAGS_PARAMETER", `Tag keys that begin with aws: are AWS's own: ${key}`);
  }
  return ALLOWED.test(key) ? key : invalidInput("INVALID_PATTERN", `The tag key has characters not allowed: ${key}`);
}

function checkedTagValue(key: string, sent: unknown): string {
  const value = required(sent, "Value");
  if (value.length > 256) {
    invalidInput("MAX_LENGTH_EXCEEDED", `The value of the tag ${key} has more than 256 characters.`);
  }
  return ALLOWED.test(value)
    ? value
    : invalidInput("INVALID_PATTERN", `The value of the tag ${key} has characters not allowed: ${value}`);
}

/** Refuses more tags than one thing may have. */
export function checkTagCount(world: World, tags: WorldTags): void {
  if (Object.keys(tags).length > world.quotas.tags) {
    constraintViolation("MAX_TAG_LIMIT_EXCEEDED", `A resource may have at most ${world.quotas.tags} tags.`);
  }
}
