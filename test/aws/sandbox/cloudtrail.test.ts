import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSandbox } from "../../../src/aws/sandbox/sandbox.ts";
import {
  ask,
  BUCKET,
  bucketPolicy,
  HOME,
  keyPolicy,
  readyForTrail,
  type Stand,
  TRAIL,
  tamper,
  trailInput,
  withTrail,
} from "./trail-world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const statusOf = (stand: Stand) => ask(stand, "cloudtrail:GetTrailStatus", { Name: stand.trailArn });

describe("a new trail", () => {
  it("belongs to the management account and does not log yet", async () => {
    const stand = await readyForTrail();
    const made = await ask(stand, "cloudtrail:CreateTrail", trailInput(stand));
    expect(made).toMatchObject({ Name: TRAIL, TrailARN: stand.trailArn, IsOrganizationTrail: true });
    expect(await statusOf(stand)).toMatchObject({ IsLogging: false, TimeLoggingStarted: "" });
  });

  it("logs all management events and nothing more", async () => {
    const stand = await withTrail();
    const { EventSelectors } = await ask(stand, "cloudtrail:GetEventSelectors", { TrailName: TRAIL });
    expect(EventSelectors).toEqual([
      { ReadWriteType: "All", IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] },
    ]);
    const { Trail } = await ask(stand, "cloudtrail:GetTrail", { Name: TRAIL });
    expect(Trail).toMatchObject({ HasCustomEventSelectors: false, HasInsightSelectors: false, HomeRegion: HOME });
  });

  it("may name its key by an alias of the caller's own account", async () => {
    const stand = await readyForTrail();
    const { KeyMetadata: key } = await ask(stand, "kms:CreateKey", {}, { as: stand.management });
    const AliasName = "alias/own";
    await ask(stand, "kms:CreateAlias", { AliasName, TargetKeyId: key?.KeyId }, { as: stand.management });
    const input = { ...trailInput(stand), KmsKeyId: AliasName };
    await expect(ask(stand, "cloudtrail:CreateTrail", input)).rejects.toMatchObject({
      code: "InsufficientEncryptionPolicyException",
    });
    const Policy = keyPolicy({ ...stand, logging: stand.management });
    await ask(stand, "kms:PutKeyPolicy", { KeyId: key?.KeyId, Policy }, { as: stand.management });
    expect(await ask(stand, "cloudtrail:CreateTrail", input)).toMatchObject({ KmsKeyId: key?.Arn });
  });
});

describe("deliveries", () => {
  it("begin some minutes after StartLogging, those of digests after an hour", async () => {
    const stand = await withTrail();
    const { sandbox } = stand;
    await sandbox.clock.sleep(5 * MINUTE);
    const early = await statusOf(stand);
    expect(early).toMatchObject({ IsLogging: true });
    expect(early).not.toHaveProperty("LatestDeliveryTime");
    expect(early).not.toHaveProperty("LatestDeliveryError");
    await sandbox.clock.sleep(10 * MINUTE);
    const later = await statusOf(stand);
    expect(later.LatestDeliveryTime).toBeInstanceOf(Date);
    expect(later).not.toHaveProperty("LatestDigestDeliveryTime");
    await sandbox.clock.sleep(HOUR);
    const last = await statusOf(stand);
    expect(last.LatestDigestDeliveryTime).toBeInstanceOf(Date);
    expect(last.LatestDeliveryTime?.getTime()).toBeGreaterThan(later.LatestDeliveryTime?.getTime() ?? 0);
  });

  it("come to the same whether they are looked at often or once", async () => {
    const [often, once] = [await withTrail(), await withTrail()];
    for (let n = 0; n < 30; n += 1) {
      await often.sandbox.clock.sleep(3 * MINUTE);
      await statusOf(often);
    }
    await once.sandbox.clock.sleep(often.sandbox.world.time - once.sandbox.world.time - 50);
    expect(await statusOf(once)).toEqual(await statusOf(often));
  });

  it("fail once the bucket's policy no longer allows them, and go on when it does again", async () => {
    const stand = await withTrail();
    const { sandbox } = stand;
    await sandbox.clock.sleep(10 * MINUTE);
    const before = await statusOf(stand);
    await tamper(stand, "s3:DeleteBucketPolicy", { Bucket: BUCKET });
    await sandbox.clock.sleep(10 * MINUTE);
    expect(await statusOf(stand)).toMatchObject({
      LatestDeliveryError: "AccessDenied",
      LatestDeliveryTime: before.LatestDeliveryTime,
    });
    await ask(stand, "s3:PutBucketPolicy", { Bucket: BUCKET, Policy: bucketPolicy(stand) });
    await sandbox.clock.sleep(10 * MINUTE);
    expect(await statusOf(stand)).not.toHaveProperty("LatestDeliveryError");
  });

  it("of an organization trail need no more than the organization's prefix", async () => {
    const stand = await withTrail();
    const Policy = bucketPolicy(stand, { writes: [stand.organization] });
    await ask(stand, "s3:PutBucketPolicy", { Bucket: BUCKET, Policy });
    await stand.sandbox.clock.sleep(10 * MINUTE);
    expect((await statusOf(stand)).LatestDeliveryTime).toBeInstanceOf(Date);
  });

  it("of digests fail where the policy allows only the logs", async () => {
    const stand = await withTrail();
    const Policy = bucketPolicy(stand, { writes: [`${stand.organization}/*/CloudTrail`] });
    await ask(stand, "s3:PutBucketPolicy", { Bucket: BUCKET, Policy });
    await stand.sandbox.clock.sleep(2 * HOUR);
    const status = await statusOf(stand);
    expect(status.LatestDeliveryTime).toBeInstanceOf(Date);
    expect(status).toMatchObject({ LatestDigestDeliveryError: "AccessDenied" });
    expect(status).not.toHaveProperty("LatestDigestDeliveryTime");
  });

  it.each([
    ["kms:DisableKey", "KMS.DisabledException"],
    ["kms:ScheduleKeyDeletion", "KMS.KMSInvalidStateException"],
  ])("fail when the key is out of use: %s", async (operation, error) => {
    const stand = await withTrail();
    await tamper(stand, operation, { KeyId: Object.keys(stand.sandbox.world.keys)[0] });
    await stand.sandbox.clock.sleep(10 * MINUTE);
    expect(await statusOf(stand)).toMatchObject({ LatestDeliveryError: error });
  });

  it("fail when the key is gone for good", async () => {
    const stand = await withTrail();
    await tamper(stand, "kms:ScheduleKeyDeletion", {
      KeyId: Object.keys(stand.sandbox.world.keys)[0],
      PendingWindowInDays: 7,
    });
    await stand.sandbox.clock.sleep(8 * 24 * HOUR);
    expect(await statusOf(stand)).toMatchObject({ LatestDeliveryError: "KMS.NotFoundException" });
  });

  it("fill the bucket, which can then not be deleted", async () => {
    const stand = await withTrail();
    await stand.sandbox.clock.sleep(10 * MINUTE);
    await expect(tamper(stand, "s3:DeleteBucket", { Bucket: BUCKET })).rejects.toMatchObject({
      code: "BucketNotEmpty",
    });
  });

  it("fail when the bucket is gone", async () => {
    const stand = await withTrail();
    await tamper(stand, "s3:DeleteBucket", { Bucket: BUCKET });
    await stand.sandbox.clock.sleep(10 * MINUTE);
    expect(await statusOf(stand)).toMatchObject({ LatestDeliveryError: "NoSuchBucket" });
  });

  it("end with StopLogging", async () => {
    const stand = await withTrail();
    await tamper(stand, "cloudtrail:StopLogging", { Name: TRAIL });
    await stand.sandbox.clock.sleep(HOUR);
    const status = await statusOf(stand);
    expect(status).toMatchObject({ IsLogging: false });
    expect(status.StopLoggingTime).toBeInstanceOf(Date);
    expect(status).not.toHaveProperty("LatestDeliveryTime");
  });

  it("go on in another process, as if there had been one", async () => {
    const directory = mkdtempSync(join(tmpdir(), "orgwright-trail-"));
    try {
      const stand = await withTrail({ directory });
      await stand.sandbox.clock.sleep(20 * MINUTE);
      const before = await statusOf(stand);
      const { keys, buckets } = structuredClone(stand.sandbox.world);
      await stand.sandbox.close();
      const again = { ...stand, sandbox: await openSandbox({ directory }) };
      expect(await statusOf(again)).toEqual(before);
      expect(again.sandbox.world).toMatchObject({ keys, buckets });
      await again.sandbox.close();
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it("begin at the moment that the world says", async () => {
    const stand = await withTrail({ tempo: { deliveryMilliseconds: 1000 } });
    await stand.sandbox.clock.sleep(1000);
    expect((await statusOf(stand)).LatestDeliveryTime).toBeInstanceOf(Date);
  });
});

describe("an organization trail", () => {
  it("is seen in other regions and in members as a shadow", async () => {
    const stand = await withTrail();
    const names = async (where: { as?: string; region?: string }, includeShadowTrails: boolean) => {
      const { trailList = [] } = await ask(stand, "cloudtrail:DescribeTrails", { includeShadowTrails }, where);
      return trailList.map(({ TrailARN }) => TrailARN);
    };
    expect(await names({}, false)).toEqual([stand.trailArn]);
    for (const where of [{ region: "us-east-1" }, { as: stand.logging }, { as: stand.logging, region: "us-east-1" }]) {
      expect(await names(where, true)).toEqual([stand.trailArn]);
      expect(await names(where, false)).toEqual([]);
    }
  });

  it("can be looked at by a member, by its ARN alone", async () => {
    const stand = await withTrail();
    const as = { as: stand.logging };
    expect(await ask(stand, "cloudtrail:GetTrailStatus", { Name: stand.trailArn }, as)).toMatchObject({
      IsLogging: true,
    });
    await expect(ask(stand, "cloudtrail:GetTrail", { Name: TRAIL }, as)).rejects.toMatchObject({
      code: "TrailNotFoundException",
    });
  });

  it("cannot be stopped by a member", async () => {
    const stand = await withTrail();
    await expect(
      tamper(stand, "cloudtrail:StopLogging", { Name: stand.trailArn }, stand.logging),
    ).rejects.toMatchObject({
      code: "NotOrganizationMasterAccountException",
    });
  });

  it("is left in its account alone when CloudTrail is no longer trusted, and stays so", async () => {
    const stand = await withTrail();
    const service = { ServicePrincipal: "cloudtrail.amazonaws.com" };
    await tamper(stand, "organizations:DisableAWSServiceAccess", service);
    await ask(stand, "organizations:EnableAWSServiceAccess", service);
    const { trailList } = await ask(stand, "cloudtrail:DescribeTrails", {});
    expect(trailList).toMatchObject([{ IsOrganizationTrail: false }]);
    expect(await ask(stand, "cloudtrail:DescribeTrails", {}, { as: stand.logging })).toEqual({ trailList: [] });
    await ask(stand, "cloudtrail:UpdateTrail", { Name: TRAIL, IsOrganizationTrail: true });
    expect((await ask(stand, "cloudtrail:DescribeTrails", {}, { as: stand.logging })).trailList).toHaveLength(1);
  });

  it("of a delegated administrator belongs to the management account", async () => {
    const stand = await readyForTrail();
    const delegation = { AccountId: stand.logging, ServicePrincipal: "cloudtrail.amazonaws.com" };
    await tamper(stand, "organizations:RegisterDelegatedAdministrator", delegation);
    const made = await ask(stand, "cloudtrail:CreateTrail", trailInput(stand), { as: stand.logging });
    expect(made.TrailARN).toBe(stand.trailArn);
    await ask(stand, "cloudtrail:StartLogging", { Name: stand.trailArn }, { as: stand.logging });
    await expect(ask(stand, "cloudtrail:StartLogging", { Name: TRAIL }, { as: stand.logging })).rejects.toMatchObject({
      code: "TrailNotFoundException",
    });
  });
});

describe("UpdateTrail", () => {
  it("changes what is named and leaves the rest", async () => {
    const stand = await withTrail();
    const changed = await ask(stand, "cloudtrail:UpdateTrail", { Name: TRAIL, EnableLogFileValidation: false });
    expect(changed).toMatchObject({ LogFileValidationEnabled: false, IsMultiRegionTrail: true, S3BucketName: BUCKET });
    expect(await statusOf(stand)).toMatchObject({ IsLogging: true });
  });

  it("takes the key away for an empty one", async () => {
    const stand = await withTrail();
    expect(await ask(stand, "cloudtrail:UpdateTrail", { Name: TRAIL, KmsKeyId: "" })).not.toHaveProperty("KmsKeyId");
  });
});

describe("a bucket with an S3 Bucket Key", () => {
  const encryption = {
    Bucket: BUCKET,
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" as const }, BucketKeyEnabled: true }],
    },
  };

  it("needs a key that CloudTrail may decrypt with", async () => {
    const stand = await readyForTrail();
    await ask(stand, "s3:PutBucketEncryption", encryption);
    const KeyId = Object.keys(stand.sandbox.world.keys)[0];
    await ask(stand, "kms:PutKeyPolicy", { KeyId, Policy: keyPolicy(stand, ["kms:DescribeKey"]) });
    await expect(ask(stand, "cloudtrail:CreateTrail", trailInput(stand))).rejects.toMatchObject({
      code: "InsufficientEncryptionPolicyException",
    });
    await ask(stand, "kms:PutKeyPolicy", { KeyId, Policy: keyPolicy(stand) });
    await expect(ask(stand, "cloudtrail:CreateTrail", trailInput(stand))).resolves.toBeDefined();
  });
});

describe("selectors and tags", () => {
  it("replace one another, basic and advanced", async () => {
    const stand = await withTrail();
    const AdvancedEventSelectors = [
      { Name: "all", FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }] },
    ];
    await ask(stand, "cloudtrail:PutEventSelectors", { TrailName: TRAIL, AdvancedEventSelectors });
    expect(await ask(stand, "cloudtrail:GetEventSelectors", { TrailName: TRAIL })).toEqual({
      TrailARN: stand.trailArn,
      AdvancedEventSelectors,
    });
    const EventSelectors = [{ ReadWriteType: "WriteOnly" as const }];
    await ask(stand, "cloudtrail:PutEventSelectors", { TrailName: TRAIL, EventSelectors });
    expect(await ask(stand, "cloudtrail:GetEventSelectors", { TrailName: TRAIL })).toMatchObject({
      EventSelectors: [{ ReadWriteType: "WriteOnly", IncludeManagementEvents: true }],
    });
  });

  it("of insights can be taken away again", async () => {
    const stand = await withTrail();
    const InsightSelectors = [{ InsightType: "ApiCallRateInsight" as const }];
    await ask(stand, "cloudtrail:PutInsightSelectors", { TrailName: TRAIL, InsightSelectors });
    expect(await ask(stand, "cloudtrail:GetInsightSelectors", { TrailName: TRAIL })).toMatchObject({
      InsightSelectors,
    });
    await ask(stand, "cloudtrail:PutInsightSelectors", { TrailName: TRAIL, InsightSelectors: [] });
    await expect(ask(stand, "cloudtrail:GetInsightSelectors", { TrailName: TRAIL })).rejects.toMatchObject({
      code: "InsightNotEnabledException",
    });
  });

  it("are listed for each trail that is asked for", async () => {
    const stand = await withTrail();
    const ResourceId = stand.trailArn;
    await ask(stand, "cloudtrail:AddTags", { ResourceId, TagsList: [{ Key: "a", Value: "1" }, { Key: "b" }] });
    await ask(stand, "cloudtrail:RemoveTags", { ResourceId, TagsList: [{ Key: "a" }, { Key: "none" }] });
    expect(await ask(stand, "cloudtrail:ListTags", { ResourceIdList: [ResourceId] })).toEqual({
      ResourceTagList: [{ ResourceId, TagsList: [{ Key: "b", Value: "" }] }],
    });
  });
});
