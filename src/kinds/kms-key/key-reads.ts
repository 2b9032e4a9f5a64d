import { all } from "../../aws/contract/all.ts";
import { unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader } from "../../aws/contract/call.ts";
import { readDocument } from "../../aws/contract/document.ts";
import type { Output } from "../../aws/contract/services.ts";
import type { Tags } from "../../model/ownership.ts";
import type { Place } from "../../model/place.ts";
import type { KmsKey } from "./kms-key.ts";

/** A key has one policy, of this name. https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
export const POLICY_NAME = "default";

type KeyMetadata = NonNullable<Output<"kms:DescribeKey">["KeyMetadata"]>;

const SYMMETRIC = "SYMMETRIC_DEFAULT";
const ENCRYPTS = "ENCRYPT_DECRYPT";
const PREFIX = "alias/";
const AWS_PREFIX = "alias/aws/";
const KEYS_A_PAGE = 1000;
const ALIASES_A_PAGE = 100;

/** A key that is not AWS's own, as lists show it. */
export interface ListedKey {
  readonly id: string;
  /** Without `alias/`, sorted. */
  readonly aliases: readonly string[];
  readonly tags: Tags;
}

/**
 * Every key of an account in a region that AWS did not make for itself, with its tags: a key that was made and has no
 * alias yet is found by them alone, and the tagging API's index lags behind.
 */
export async function listKeys(aws: Reader, at: Place): Promise<ListedKey[]> {
  const [keys, aliases] = await Promise.all([
    all(aws, "kms:ListKeys", at, { Limit: KEYS_A_PAGE }),
    all(aws, "kms:ListAliases", at, { Limit: ALIASES_A_PAGE }),
  ]);
  const named = new Map<string, string[]>();
  for (const { AliasName: name = "", TargetKeyId: id = "" } of aliases) {
    named.set(id, [...(named.get(id) ?? []), name]);
  }
  const own = keys
    .map(({ KeyId: id = "" }) => ({ id, names: named.get(id) ?? [] }))
    .filter(({ names }) => !names.some((name) => name.startsWith(AWS_PREFIX)));
  return await Promise.all(
    own.map(async ({ id, names }) => ({
      id,
      aliases: names.map((name) => name.slice(PREFIX.length)).sort(),
      tags: await tagsOfKey(aws, at, id),
    })),
  );
}

/** What a key is like, but for alias and tags, and its ARN. */
export async function describeKey(
  aws: Reader,
  at: Place,
  id: string,
): Promise<{ readonly arn: string; readonly properties: Omit<KmsKey, "alias" | "tags"> }> {
  const [{ KeyMetadata: metadata }, { Policy: policy = "" }, rotation] = await Promise.all([
    aws.call("kms:DescribeKey", at, { KeyId: id }),
    aws.call("kms:GetKeyPolicy", at, { KeyId: id, PolicyName: POLICY_NAME }),
    // Keys that cannot rotate say so by refusing.
    unlessRefused(aws.call("kms:GetKeyRotationStatus", at, { KeyId: id }), ["UnsupportedOperationException"], null),
  ]);
  return {
    arn: metadata?.Arn ?? "",
    properties: {
      description: metadata?.Description ?? "",
      rotation: rotation?.KeyRotationEnabled ?? false,
      policy: readDocument(policy),
      state: metadata?.KeyState ?? "Enabled",
      ...otherUseOf(metadata),
    },
  };
}

/** A key of RSA, elliptic curves or HMAC, and one that signs, agrees on keys or makes codes. */
function otherUseOf({ KeySpec: spec = SYMMETRIC, KeyUsage: usage = ENCRYPTS }: Partial<KeyMetadata> = {}) {
  return spec === SYMMETRIC && usage === ENCRYPTS ? {} : { otherUse: `of the spec ${spec} for ${usage}` };
}

/** The tags of a key; none of a foreign one whose policy does not let us see them. */
async function tagsOfKey(aws: Reader, at: Place, id: string): Promise<Tags> {
  const tags = await unlessRefused(all(aws, "kms:ListResourceTags", at, { KeyId: id }), ["AccessDeniedException"], []);
  return Object.fromEntries(tags.map(({ TagKey = "", TagValue = "" }) => [TagKey, TagValue]));
}
