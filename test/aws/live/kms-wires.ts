import type { Operation } from "../../../src/aws/contract/operations.ts";
import { DATE, json, SECONDS, type Wire } from "./wire.ts";

const kms = json("https://kms.us-east-1.amazonaws.com", "TrentService");

const ARN = "arn:aws:kms:us-east-1:222222222222:key/k";
const TAGS = [{ TagKey: "orgwright:address", TagValue: "logging/key" }];
const KEY = { KeyId: "k", Arn: ARN, KeyState: "Enabled", Enabled: true } as const;

/** One for each operation of KMS that orgwright may call. */
export const KMS_WIRES: { readonly [O in Extract<Operation, `kms:${string}`>]: Wire<O> } = {
  "kms:ListAliases": kms("ListAliases", {
    input: { Marker: "2" },
    answer: { Aliases: [{ AliasName: "alias/logs", TargetKeyId: "k", CreationDate: SECONDS }], Truncated: false },
    output: { Aliases: [{ AliasName: "alias/logs", TargetKeyId: "k", CreationDate: DATE }], Truncated: false },
  }),
  "kms:ListKeys": kms("ListKeys", {
    input: {},
    output: { Keys: [{ KeyId: "k", KeyArn: ARN }], Truncated: true, NextMarker: "2" },
  }),
  "kms:DescribeKey": kms("DescribeKey", {
    input: { KeyId: "alias/logs" },
    answer: { KeyMetadata: { ...KEY, CreationDate: SECONDS } },
    output: { KeyMetadata: { ...KEY, CreationDate: DATE } },
  }),
  "kms:GetKeyPolicy": kms("GetKeyPolicy", {
    input: { KeyId: "k" },
    output: { Policy: "{}", PolicyName: "default" },
  }),
  "kms:GetKeyRotationStatus": kms("GetKeyRotationStatus", {
    input: { KeyId: "k" },
    answer: { KeyId: ARN, KeyRotationEnabled: true, RotationPeriodInDays: 365, NextRotationDate: SECONDS },
    output: { KeyId: ARN, KeyRotationEnabled: true, RotationPeriodInDays: 365, NextRotationDate: DATE },
  }),
  "kms:ListResourceTags": kms("ListResourceTags", { input: { KeyId: "k" }, output: { Tags: TAGS, Truncated: false } }),
  "kms:CreateKey": kms("CreateKey", {
    input: { Description: "logs", Policy: "{}", Tags: TAGS },
    output: { KeyMetadata: KEY },
  }),
  "kms:PutKeyPolicy": kms("PutKeyPolicy", { input: { KeyId: "k", Policy: "{}" }, answer: {}, output: {} }),
  "kms:CreateAlias": kms("CreateAlias", { input: { AliasName: "alias/logs", TargetKeyId: "k" }, output: {} }),
  "kms:UpdateAlias": kms("UpdateAlias", { input: { AliasName: "alias/logs", TargetKeyId: "k" }, output: {} }),
  "kms:EnableKeyRotation": kms("EnableKeyRotation", { input: { KeyId: "k", RotationPeriodInDays: 365 }, output: {} }),
  "kms:TagResource": kms("TagResource", { input: { KeyId: "k", Tags: TAGS }, output: {} }),
  "kms:UntagResource": kms("UntagResource", { input: { KeyId: "k", TagKeys: ["team"] }, output: {} }),
  "kms:UpdateKeyDescription": kms("UpdateKeyDescription", { input: { KeyId: "k", Description: "logs" }, output: {} }),
};
