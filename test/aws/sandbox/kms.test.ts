import { describe, expect, it } from "vitest";
import {
  ALIAS,
  ask,
  HOME,
  keyArnOf,
  organizationWithLogging,
  readyForTrail,
  type Stand,
  tamper,
} from "./trail-world.ts";

const DAY = 86_400_000;
const keyOf = ({ sandbox }: Stand) => Object.keys(sandbox.world.keys)[0];

describe("a new key", () => {
  it("is the account's alone, and does not rotate", async () => {
    const stand = await organizationWithLogging();
    const { KeyMetadata: key } = await ask(stand, "kms:CreateKey", {});
    expect(key).toMatchObject({
      AWSAccountId: stand.logging,
      KeyState: "Enabled",
      KeyManager: "CUSTOMER",
      Description: "",
    });
    expect(key?.KeyId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(key?.Arn).toBe(`arn:aws:kms:${HOME}:${stand.logging}:key/${key?.KeyId}`);
    const { Policy = "" } = await ask(stand, "kms:GetKeyPolicy", { KeyId: key?.KeyId });
    expect(JSON.parse(Policy).Statement).toMatchObject([{ Principal: { AWS: `arn:aws:iam::${stand.logging}:root` } }]);
    expect(await ask(stand, "kms:GetKeyRotationStatus", { KeyId: key?.KeyId })).toEqual({
      KeyId: key?.Arn,
      KeyRotationEnabled: false,
    });
  });

  it("has an id that follows from the seed", async () => {
    const [one, two] = [await readyForTrail(), await readyForTrail()];
    expect(keyOf(one)).toBe(keyOf(two));
    expect(keyOf(await readyForTrail({ seed: 2 }))).not.toBe(keyOf(one));
  });
});

describe("a key", () => {
  it("is found by its id, its ARN, its alias and its alias' ARN", async () => {
    const stand = await readyForTrail();
    const arn = keyArnOf(stand);
    const names = [keyOf(stand), arn, ALIAS, arn.replace(/key\/.*/, ALIAS)];
    for (const KeyId of names) {
      expect((await ask(stand, "kms:DescribeKey", { KeyId })).KeyMetadata?.Arn).toBe(arn);
    }
  });

  it("can be described by another account that its policy names", async () => {
    const stand = await readyForTrail();
    const { Policy = "" } = await ask(stand, "kms:GetKeyPolicy", { KeyId: keyOf(stand) });
    const document = JSON.parse(Policy);
    document.Statement.push({
      Effect: "Allow",
      Principal: { AWS: stand.management },
      Action: "kms:Describe*",
      Resource: "*",
    });
    await ask(stand, "kms:PutKeyPolicy", { KeyId: keyOf(stand), Policy: JSON.stringify(document) });
    const as = { as: stand.management };
    expect((await ask(stand, "kms:DescribeKey", { KeyId: keyArnOf(stand) }, as)).KeyMetadata).toBeDefined();
    await expect(ask(stand, "kms:GetKeyRotationStatus", { KeyId: keyArnOf(stand) }, as)).rejects.toMatchObject({
      code: "AccessDeniedException",
    });
  });

  it("may be locked for good by who says so twice", async () => {
    const stand = await readyForTrail();
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: stand.management }, Action: "kms:*", Resource: "*" }],
    });
    const input = { KeyId: keyOf(stand), Policy };
    await ask(stand, "kms:PutKeyPolicy", { ...input, BypassPolicyLockoutSafetyCheck: true });
    await expect(ask(stand, "kms:PutKeyPolicy", input)).rejects.toMatchObject({ code: "AccessDeniedException" });
  });

  it("rotates at the end of each period", async () => {
    const stand = await readyForTrail();
    await ask(stand, "kms:EnableKeyRotation", { KeyId: keyOf(stand), RotationPeriodInDays: 90 });
    const first = await ask(stand, "kms:GetKeyRotationStatus", { KeyId: keyOf(stand) });
    expect(first).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 90 });
    await stand.sandbox.clock.sleep(91 * DAY);
    const second = await ask(stand, "kms:GetKeyRotationStatus", { KeyId: keyOf(stand) });
    expect((second.NextRotationDate?.getTime() ?? 0) - (first.NextRotationDate?.getTime() ?? 0)).toBe(90 * DAY);
  });

  it("rotates once a year unless told otherwise", async () => {
    const stand = await readyForTrail();
    await ask(stand, "kms:EnableKeyRotation", { KeyId: keyOf(stand) });
    expect(await ask(stand, "kms:GetKeyRotationStatus", { KeyId: keyOf(stand) })).toMatchObject({
      RotationPeriodInDays: 365,
    });
  });

  it("is gone when its waiting period has ended, and not before", async () => {
    const stand = await readyForTrail();
    const KeyId = keyOf(stand);
    await tamper(stand, "kms:ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
    await stand.sandbox.clock.sleep(6 * DAY);
    expect((await ask(stand, "kms:DescribeKey", { KeyId })).KeyMetadata).toMatchObject({
      KeyState: "PendingDeletion",
      Enabled: false,
    });
    await stand.sandbox.clock.sleep(DAY);
    await expect(ask(stand, "kms:DescribeKey", { KeyId })).rejects.toMatchObject({ code: "NotFoundException" });
  });

  it("can be saved from deletion, and is disabled then", async () => {
    const stand = await readyForTrail();
    const KeyId = keyOf(stand);
    await tamper(stand, "kms:ScheduleKeyDeletion", { KeyId });
    await tamper(stand, "kms:CancelKeyDeletion", { KeyId });
    expect((await ask(stand, "kms:DescribeKey", { KeyId })).KeyMetadata?.KeyState).toBe("Disabled");
    await tamper(stand, "kms:EnableKey", { KeyId });
    expect((await ask(stand, "kms:DescribeKey", { KeyId })).KeyMetadata?.KeyState).toBe("Enabled");
  });

  it("keeps its tags and description as they were last said", async () => {
    const stand = await readyForTrail();
    const KeyId = keyOf(stand);
    await ask(stand, "kms:TagResource", {
      KeyId,
      Tags: [
        { TagKey: "a", TagValue: "1" },
        { TagKey: "b", TagValue: "2" },
      ],
    });
    await ask(stand, "kms:UntagResource", { KeyId, TagKeys: ["a", "none"] });
    await ask(stand, "kms:UpdateKeyDescription", { KeyId, Description: "Logs" });
    expect(await ask(stand, "kms:ListResourceTags", { KeyId })).toEqual({
      Tags: [{ TagKey: "b", TagValue: "2" }],
      Truncated: false,
    });
    expect((await ask(stand, "kms:DescribeKey", { KeyId })).KeyMetadata?.Description).toBe("Logs");
  });
});

describe("aliases", () => {
  it("lead to another key when they are updated", async () => {
    const stand = await readyForTrail();
    const { KeyMetadata: other } = await ask(stand, "kms:CreateKey", {});
    await ask(stand, "kms:UpdateAlias", { AliasName: ALIAS, TargetKeyId: other?.KeyId });
    expect((await ask(stand, "kms:DescribeKey", { KeyId: ALIAS })).KeyMetadata?.KeyId).toBe(other?.KeyId);
    expect(await ask(stand, "kms:ListAliases", { KeyId: keyOf(stand) })).toEqual({ Aliases: [], Truncated: false });
  });

  it("are a region's own", async () => {
    const stand = await readyForTrail();
    const region = "us-east-1";
    const { KeyMetadata: there } = await ask(stand, "kms:CreateKey", {}, { region });
    await ask(stand, "kms:CreateAlias", { AliasName: ALIAS, TargetKeyId: there?.KeyId }, { region });
    expect((await ask(stand, "kms:DescribeKey", { KeyId: ALIAS }, { region })).KeyMetadata?.Arn).toContain(region);
    expect((await ask(stand, "kms:ListKeys", {})).Keys).toHaveLength(1);
  });

  it("of AWS are listed, without a key", async () => {
    const stand = await readyForTrail();
    const { Aliases = [] } = await ask(stand, "kms:ListAliases", {});
    const own = Aliases.filter(({ TargetKeyId }) => TargetKeyId !== undefined);
    expect(own.map(({ AliasName }) => AliasName)).toEqual([ALIAS]);
    expect(Aliases.map(({ AliasName }) => AliasName)).toContain("alias/aws/s3");
  });

  it("can be taken away", async () => {
    const stand = await readyForTrail();
    await tamper(stand, "kms:DeleteAlias", { AliasName: ALIAS });
    await expect(ask(stand, "kms:DescribeKey", { KeyId: ALIAS })).rejects.toMatchObject({ code: "NotFoundException" });
  });
});
