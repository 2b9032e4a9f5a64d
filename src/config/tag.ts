import { RESERVED_TAG_PREFIX } from "../model/ownership.ts";
import type { Problem } from "./findings.ts";
import { quoted } from "./printable.ts";

/**
 * What AWS Organizations takes in a tag, besides its lengths.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_Tag.html
 */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const MAX_KEY_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;
const ALPHABET = "letters, digits, spaces and _ . : / = + - @";

/** Most tags on one account, https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const MAX_TAGS = 50;

/** Two of the tags on an account tell whose it is. */
const OWN_TAGS = 2;

/** What is wrong with a tag's key, or null. */
export function checkTagKey(key: string): Problem | null {
  const prefix = [RESERVED_TAG_PREFIX, "aws:"].find((reserved) => key.toLowerCase().startsWith(reserved));
  if (prefix !== undefined) {
    return {
      code: "reserved-tag",
      detail: `The tag key ${quoted(key)} begins with "${prefix}", which ${prefix === "aws:" ? "AWS keeps for itself" : "marks what orgwright owns"}.`,
      fix: "Choose another key.",
    };
  }
  if (key.length >= 1 && key.length <= MAX_KEY_LENGTH && TAG_TEXT.test(key)) {
    return null;
  }
  return {
    code: "bad-tag",
    detail: `The tag key ${quoted(key)} does not have AWS's form: 1 to ${MAX_KEY_LENGTH} of ${ALPHABET}.`,
    fix: "Change the key; one bad tag makes AWS refuse the whole account.",
  };
}

/** What is wrong with a tag's value, or null. */
export function checkTagValue(value: string): Problem | null {
  if (value.length <= MAX_VALUE_LENGTH && TAG_TEXT.test(value)) {
    return null;
  }
  return {
    code: "bad-tag",
    detail: `The tag value ${quoted(value)} does not have AWS's form: at most ${MAX_VALUE_LENGTH} of ${ALPHABET}.`,
    fix: "Change the value; one bad tag makes AWS refuse the whole account.",
  };
}

/** What is wrong with so many tags on one account, or null. */
export function checkTagCount(count: number): Problem | null {
  const most = MAX_TAGS - OWN_TAGS;
  if (count <= most) {
    return null;
  }
  return {
    code: "too-many-tags",
    detail: `There are ${count} tags here. AWS takes ${MAX_TAGS} on one account, of which orgwright needs ${OWN_TAGS}.`,
    fix: `Keep at most ${most}.`,
  };
}
