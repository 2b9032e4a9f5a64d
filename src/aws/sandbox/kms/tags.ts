import type { Tag } from "@aws-sdk/client-kms";
import type { Handler } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import { keyFor, usableKeyFor } from "./access.ts";
import { kmsPage } from "./pages.ts";
import { limitExceeded } from "./refusals.ts";

const MOST = 50;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html */
export const listResourceTags: Handler<"kms:ListResourceTags"> = (world, input, at) => {
  const { id, tags } = keyFor(world, at, input.KeyId, { action: "kms:ListResourceTags" });
  const list = Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
  const { items, more } = kmsPage(world, `tags-${id}`, list, input, { usual: 50, most: 50 });
  return { Tags: items, ...more };
};

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html */
export const tagResource: Handler<"kms:TagResource"> = (world, input, at) => {
  const key = usableKeyFor(world, at, input.KeyId, { action: "kms:TagResource" });
  key.tags = checkedKeyTags(key.tags, input.Tags ?? []);
  return {};
};

/** Keys that are not there are no error. https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html */
export const untagResource: Handler<"kms:UntagResource"> = (world, input, at) => {
  const key = usableKeyFor(world, at, input.KeyId, { action: "kms:UntagResource" });
  const gone = new Set(input.TagKeys ?? []);
  if ([...gone].some((name) => /^aws:/i.test(name))) {
    invalidTag("Tag keys that begin with aws: are AWS's own.");
  }
  key.tags = Object.fromEntries(Object.entries(key.tags).filter(([name]) => !gone.has(name)));
  return {};
};

/** What tags a key has once these are added. https://docs.aws.amazon.com/kms/latest/APIReference/API_Tag.html */
export function checkedKeyTags(
  present: Readonly<Record<string, string>>,
  added: readonly Tag[],
): Record<string, string> {
  const keys = added.map(({ TagKey }) => TagKey);
  if (new Set(keys).size < keys.length) {
    invalidTag("Duplicate tag keys");
  }
  const tags = { ...present };
  for (const { TagKey: key = "", TagValue: value = "" } of added) {
    if (key === "" || key.length > 128 || !ALLOWED.test(key) || /^aws:/i.test(key)) {
      invalidTag(`The tag key is not valid: ${key}`);
    }
    if (value.length > 256 || !ALLOWED.test(value)) {
      invalidTag(`The value of the tag ${key} is not valid`);
    }
    tags[key] = value;
  }
  return Object.keys(tags).length > MOST ? limitExceeded(`A key can have at most ${MOST} tags.`) : tags;
}

function invalidTag(message: string): never {
  return refuse("TagException", message);
}
