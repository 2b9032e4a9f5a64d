import type { RawCall } from "../../../src/aws/sandbox/sandbox.ts";
import type { KmsKey } from "../../../src/kinds/kms-key/kms-key.ts";
import { inAccount, listOf, OUR_TAG_KEYS, ourTags, STRANGER, trustOf } from "../calls.ts";
import type { Names } from "../founded.ts";
import type { KindMutations } from "../mutation.ts";

export const kmsKeyMutations: KindMutations<KmsKey> = {
  subject: "things/key",
  fields: {
    alias: [
      {
        does: "deletes its alias",
        calls: (names) => [inAccount(names, "shop", "kms:DeleteAlias", { AliasName: "alias/shop" })],
      },
      {
        does: "gives it another alias",
        calls: (names) => [
          inAccount(names, "shop", "kms:CreateAlias", { AliasName: "alias/boutique", TargetKeyId: names.key("shop") }),
          inAccount(names, "shop", "kms:DeleteAlias", { AliasName: "alias/shop" }),
        ],
      },
    ],
    description: [
      { does: "describes it otherwise", calls: (names) => [on(names, "UpdateKeyDescription", { Description: "Old" })] },
    ],
    rotation: [{ does: "stops its rotation", calls: (names) => [on(names, "DisableKeyRotation", {})] }],
    policy: [
      {
        does: "lets another account use it",
        calls: (names) => [
          on(names, "PutKeyPolicy", {
            Policy: JSON.stringify({ Version: "2012-10-17", Statement: [keepTheAccount(names), STRANGER] }),
          }),
        ],
      },
      {
        does: "makes the role anew that may decrypt with it, which leaves an id of nobody in the policy",
        calls: (names) => [
          inAccount(names, "shop", "iam:DeleteRole", { RoleName: "Reader" }),
          inAccount(names, "shop", "iam:CreateRole", {
            RoleName: "Reader",
            AssumeRolePolicyDocument: trustOf(names, "Readers"),
            Tags: listOf(ourTags("things/reader")),
          }),
        ],
      },
    ],
    tags: [
      {
        does: "writes another owner",
        calls: (names) => [on(names, "TagResource", { Tags: [{ TagKey: "Owner", TagValue: "nobody" }] })],
      },
      { does: "takes a tag off", calls: (names) => [on(names, "UntagResource", { TagKeys: ["Owner"] })] },
    ],
  },
  ours: [
    {
      does: "takes our tags off",
      calls: (names) => [on(names, "UntagResource", { TagKeys: OUR_TAG_KEYS })],
    },
  ],
};

function on(names: Names, operation: string, input: object): RawCall {
  return inAccount(names, "shop", `kms:${operation}`, { KeyId: names.key("shop"), ...input });
}

function keepTheAccount(names: Names) {
  return {
    Sid: "KeepTheAccount",
    Effect: "Allow",
    Principal: { AWS: names.account("shop") },
    Action: "kms:*",
    Resource: "*",
  };
}
