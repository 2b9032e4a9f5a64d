import type { Handler, HandlersOf } from "../handlers.ts";
import * as aliases from "./aliases.ts";
import * as keys from "./keys.ts";
import { kmsPage } from "./pages.ts";
import * as policies from "./policies.ts";
import * as rotation from "./rotation.ts";
import { keyArn } from "./state.ts";
import * as tags from "./tags.ts";

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html */
const listKeys: Handler<"kms:ListKeys"> = (world, input, at) => {
  const mine = Object.values(world.keys)
    .filter((key) => key.account === at.account && key.region === at.region)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const { items, more } = kmsPage(world, "keys", mine, input, { usual: 100, most: 1000 });
  return { Keys: items.map((key) => ({ KeyId: key.id, KeyArn: keyArn(world.partition, key) })), ...more };
};

/** Every KMS operation that the sandbox answers. */
export const kmsHandlers = {
  "kms:ListKeys": listKeys,
  "kms:CreateKey": keys.createKey,
  "kms:DescribeKey": keys.describeKey,
  "kms:UpdateKeyDescription": keys.updateKeyDescription,
  "kms:EnableKey": keys.enableKey,
  "kms:DisableKey": keys.disableKey,
  "kms:ScheduleKeyDeletion": keys.scheduleKeyDeletion,
  "kms:CancelKeyDeletion": keys.cancelKeyDeletion,
  "kms:GetKeyRotationStatus": rotation.getKeyRotationStatus,
  "kms:EnableKeyRotation": rotation.enableKeyRotation,
  "kms:DisableKeyRotation": rotation.disableKeyRotation,

  "kms:GetKeyPolicy": policies.getKeyPolicy,
  "kms:PutKeyPolicy": policies.putKeyPolicy,

  "kms:ListAliases": aliases.listAliases,
  "kms:CreateAlias": aliases.createAlias,
  "kms:UpdateAlias": aliases.updateAlias,
  "kms:DeleteAlias": aliases.deleteAlias,

  "kms:ListResourceTags": tags.listResourceTags,
  "kms:TagResource": tags.tagResource,
  "kms:UntagResource": tags.untagResource,
} as const satisfies HandlersOf<"kms">;
