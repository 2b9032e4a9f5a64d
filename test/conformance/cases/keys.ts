import { exactly, maybe, type Shape } from "../shape.ts";
import type { Case, Stage } from "../stage.ts";

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
function metadata(description: string): Shape {
  return {
    AWSAccountId: "text",
    KeyId: "text",
    Arn: "text",
    CreationDate: "date",
    Enabled: exactly(true),
    Description: exactly(description),
    KeyUsage: exactly("ENCRYPT_DECRYPT"),
    KeyState: exactly("Enabled"),
    Origin: exactly("AWS_KMS"),
    KeyManager: exactly("CUSTOMER"),
    CustomerMasterKeySpec: exactly("SYMMETRIC_DEFAULT"),
    KeySpec: exactly("SYMMETRIC_DEFAULT"),
    EncryptionAlgorithms: [exactly("SYMMETRIC_DEFAULT")],
    MultiRegion: exactly(false),
    CurrentKeyMaterialId: maybe("text"),
  };
}

const TAG: Shape = { TagKey: exactly("team"), TagValue: exactly("security") };
const ALIAS = "alias/acme-logs";
const NO_KEY = "00000000-0000-0000-0000-000000000000";
const NOT_FOUND = "NotFoundException";
const WHOLE = { Truncated: exactly(false) } as const;

function ruledBy(account: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Own",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}

async function key(stage: Stage): Promise<string> {
  const { KeyMetadata: made } = await stage.make("kms:CreateKey", { Description: "Logs" });
  return made?.KeyId ?? "";
}

export const KEYS: readonly Case[] = [
  {
    title: "makes a key, and tells everything about it",
    async play({ answer, management }) {
      const wish = {
        Description: "Logs",
        Policy: ruledBy(management),
        Tags: [{ TagKey: "team", TagValue: "security" }],
      };
      const { KeyMetadata: made } = await answer("kms:CreateKey", wish, { KeyMetadata: metadata("Logs") });
      const KeyId = made?.KeyId ?? "";
      await answer("kms:DescribeKey", { KeyId }, { KeyMetadata: metadata("Logs") });
      await answer("kms:ListKeys", {}, { ...WHOLE, Keys: [{ KeyId: "text", KeyArn: "text" }] });
      await answer(
        "kms:GetKeyPolicy",
        { KeyId, PolicyName: "default" },
        { Policy: "document", PolicyName: exactly("default") },
      );
      await answer("kms:GetKeyRotationStatus", { KeyId }, { KeyId: "text", KeyRotationEnabled: exactly(false) });
      await answer("kms:ListResourceTags", { KeyId }, { ...WHOLE, Tags: [TAG] });
      await answer("kms:ListAliases", { KeyId }, { ...WHOLE, Aliases: [] });
    },
  },
  {
    title: "changes a key",
    async play(stage) {
      const KeyId = await key(stage);
      const { answer, refusal } = stage;
      await answer("kms:UpdateKeyDescription", { KeyId, Description: "Audit" }, {});
      await answer("kms:DescribeKey", { KeyId }, { KeyMetadata: metadata("Audit") });
      await answer("kms:PutKeyPolicy", { KeyId, PolicyName: "default", Policy: ruledBy(stage.management) }, {});
      await refusal(
        "kms:PutKeyPolicy",
        { KeyId, PolicyName: "default", Policy: "{" },
        "MalformedPolicyDocumentException",
      );
      await answer("kms:TagResource", { KeyId, Tags: [{ TagKey: "team", TagValue: "security" }] }, {});
      await answer("kms:TagResource", { KeyId, Tags: [{ TagKey: "stage", TagValue: "prod" }] }, {});
      await answer("kms:UntagResource", { KeyId, TagKeys: ["stage"] }, {});
      await answer("kms:ListResourceTags", { KeyId }, { ...WHOLE, Tags: [TAG] });
      await answer("kms:EnableKeyRotation", { KeyId, RotationPeriodInDays: 180 }, {});
      await answer(
        "kms:GetKeyRotationStatus",
        { KeyId },
        {
          KeyId: "text",
          KeyRotationEnabled: exactly(true),
          RotationPeriodInDays: exactly(180),
          NextRotationDate: "date",
        },
      );
    },
  },
  {
    title: "calls a key by an alias, which may go over to another key",
    async play(stage) {
      const [one, two] = [await key(stage), await key(stage)];
      const { answer, refusal } = stage;
      await answer("kms:CreateAlias", { AliasName: ALIAS, TargetKeyId: one }, {});
      await refusal("kms:CreateAlias", { AliasName: ALIAS, TargetKeyId: two }, "AlreadyExistsException");
      await answer("kms:UpdateAlias", { AliasName: ALIAS, TargetKeyId: two }, {});
      await answer(
        "kms:ListAliases",
        { KeyId: two },
        {
          ...WHOLE,
          Aliases: [
            {
              AliasName: exactly(ALIAS),
              AliasArn: "text",
              TargetKeyId: exactly(two),
              CreationDate: "date",
              LastUpdatedDate: "date",
            },
          ],
        },
      );
      await answer("kms:DescribeKey", { KeyId: ALIAS }, { KeyMetadata: metadata("Logs") });
    },
  },
  {
    title: "knows no key that is not there",
    async play({ refusal, management }) {
      const gone = { KeyId: NO_KEY };
      await refusal("kms:DescribeKey", gone, NOT_FOUND);
      await refusal("kms:DescribeKey", { KeyId: ALIAS }, NOT_FOUND);
      await refusal("kms:GetKeyPolicy", { ...gone, PolicyName: "default" }, NOT_FOUND);
      await refusal("kms:GetKeyRotationStatus", gone, NOT_FOUND);
      await refusal("kms:ListResourceTags", gone, NOT_FOUND);
      await refusal("kms:PutKeyPolicy", { ...gone, Policy: ruledBy(management) }, NOT_FOUND);
      await refusal("kms:EnableKeyRotation", gone, NOT_FOUND);
      await refusal("kms:CreateAlias", { AliasName: ALIAS, TargetKeyId: NO_KEY }, NOT_FOUND);
      await refusal("kms:UpdateAlias", { AliasName: ALIAS, TargetKeyId: NO_KEY }, NOT_FOUND);
      await refusal("kms:TagResource", { ...gone, Tags: [{ TagKey: "team", TagValue: "security" }] }, NOT_FOUND);
      await refusal("kms:UpdateKeyDescription", { ...gone, Description: "Audit" }, NOT_FOUND);
    },
  },
];
