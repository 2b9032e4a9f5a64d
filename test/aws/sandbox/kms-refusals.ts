import { keyId, long, policyOf, rows, type ServiceRow, tags, UNKNOWN, type Where } from "./service-rows.ts";
import { ALIAS, keyArnOf, keyPolicy, type Stand, tamper } from "./trail-world.ts";

const scheduled: Where = { before: (stand) => tamper(stand, "kms:ScheduleKeyDeletion", keyId(stand)) };
const withKey = (more: object) => (stand: Stand) => ({ ...keyId(stand), ...more });
const alias = (AliasName: string) => (stand: Stand) => ({ AliasName, TargetKeyId: keyId(stand).KeyId });

/** What KMS refuses. */
export const KMS_ROWS: readonly ServiceRow[] = [
  ...rows(
    "kms:CreateKey",
    ["its policy is not JSON", () => ({ Policy: "policy" }), "MalformedPolicyDocumentException"],
    [
      "its policy would lock the caller out",
      (stand) => ({
        Policy: policyOf({ Effect: "Allow", Principal: { AWS: stand.management }, Action: "kms:*", Resource: "*" }),
      }),
      "MalformedPolicyDocumentException",
    ],
    [
      "its policy names nobody there is",
      (stand) => ({
        Policy: policyOf({
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${stand.logging}:user/none` },
          Action: "kms:*",
          Resource: "*",
        }),
      }),
      "MalformedPolicyDocumentException",
    ],
    ["its policy is too large", () => ({ Policy: `{"Id":"${long(32_768)}"}` }), "LimitExceededException"],
    ["a tag is AWS's", () => ({ Tags: [{ TagKey: "aws:x", TagValue: "" }] }), "TagException"],
    ["it shall be asymmetric", () => ({ KeySpec: "RSA_2048" }), "UnsupportedOperationException"],
  ),
  ...rows(
    "kms:DescribeKey",
    ["there is none", () => ({ KeyId: UNKNOWN }), "NotFoundException"],
    ["there is no such alias", () => ({ KeyId: "alias/none" }), "NotFoundException"],
    ["its ARN is none", () => ({ KeyId: "arn:aws:s3:::bucket" }), "InvalidArnException"],
    ["it is in another region", (stand) => ({ KeyId: keyArnOf(stand) }), "NotFoundException", { region: "us-east-1" }],
    ["it is another account's", (stand) => ({ KeyId: keyArnOf(stand) }), "AccessDeniedException", { as: "management" }],
    ["nothing is named", () => ({}), "ValidationException"],
  ),
  ...rows(
    "kms:GetKeyPolicy",
    ["it has no such policy", withKey({ PolicyName: "other" }), "NotFoundException"],
    ["it is named by its alias", () => ({ KeyId: ALIAS }), "NotFoundException"],
    ["another account asks", (stand) => ({ KeyId: keyArnOf(stand) }), "AccessDeniedException", { as: "management" }],
  ),
  ...rows("kms:GetKeyRotationStatus", ["there is none", () => ({ KeyId: UNKNOWN }), "NotFoundException"]),
  ...rows("kms:ListKeys", ["the page is too large", () => ({ Limit: 1001 }), "ValidationException"]),
  ...rows("kms:ListAliases", ["the marker is none", () => ({ Marker: "?" }), "InvalidMarkerException"]),
  ...rows("kms:ListResourceTags", ["the page is too large", withKey({ Limit: 51 }), "ValidationException"]),
  ...rows(
    "kms:PutKeyPolicy",
    [
      "it would lock the caller out",
      (stand) =>
        withKey({
          Policy: policyOf({ Effect: "Allow", Principal: { AWS: stand.management }, Action: "kms:*", Resource: "*" }),
        })(stand),
      "MalformedPolicyDocumentException",
    ],
    [
      "a statement denies what another allows",
      (stand) =>
        withKey({
          Policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Principal: { AWS: stand.logging }, Action: "kms:*", Resource: "*" },
              { Effect: "Deny", Principal: "*", Action: "kms:Put*", Resource: "*" },
            ],
          }),
        })(stand),
      "MalformedPolicyDocumentException",
    ],
    [
      "the key will be deleted",
      (stand) => withKey({ Policy: keyPolicy(stand) })(stand),
      "KMSInvalidStateException",
      scheduled,
    ],
  ),
  ...rows(
    "kms:CreateAlias",
    ["there is one", alias(ALIAS), "AlreadyExistsException"],
    ["it does not begin as aliases do", alias("acme"), "ValidationException"],
    ["it has a space", alias("alias/a b"), "InvalidAliasNameException"],
    ["it begins as AWS's do", alias("alias/aws/s3"), "NotAuthorizedException"],
    ["there is no such key", () => ({ AliasName: "alias/new", TargetKeyId: UNKNOWN }), "NotFoundException"],
  ),
  ...rows("kms:UpdateAlias", ["there is none", alias("alias/none"), "NotFoundException"]),
  ...rows(
    "kms:EnableKeyRotation",
    ["the period is too short", withKey({ RotationPeriodInDays: 89 }), "ValidationException"],
    ["the period is too long", withKey({ RotationPeriodInDays: 2561 }), "ValidationException"],
    [
      "the key is disabled",
      withKey({}),
      "DisabledException",
      { before: (stand) => tamper(stand, "kms:DisableKey", keyId(stand)) },
    ],
    ["the key will be deleted", withKey({}), "KMSInvalidStateException", scheduled],
  ),
  ...rows(
    "kms:TagResource",
    [
      "a key is there twice",
      withKey({ Tags: [...tags(1, "TagKey", "TagValue"), ...tags(1, "TagKey", "TagValue")] }),
      "TagException",
    ],
    ["there would be too many", withKey({ Tags: tags(51, "TagKey", "TagValue") }), "LimitExceededException"],
  ),
  ...rows("kms:UntagResource", ["a key is AWS's", withKey({ TagKeys: ["aws:x"] }), "TagException"]),
  ...rows("kms:UpdateKeyDescription", ["it is too long", withKey({ Description: long(8193) }), "ValidationException"]),
];
