import type { World } from "../../src/aws/sandbox/world.ts";
import { openStage, plannedOf } from "../support/plan-in-sandbox.ts";

/** The audit log with almost every parameter set. */
export const LOG = "test/apply/log.yaml";

const OUR_TAGS = ["orgwright:address", "orgwright:organization"];
const MANAGEMENT = "111111111111";
const REGION = "us-east-1";

/** Calls as the administrator of the account that keeps the log, or of another one. */
type There = <Answer>(service: string, operation: string, input: object, account?: string) => Promise<Answer>;

/** The audit log after it was founded, and then changed by hand. */
async function foundedAnd(change: (there: There) => Promise<void>): Promise<World> {
  const { sandbox, ...stage } = await openStage({ file: LOG });
  await stage.apply(plannedOf(await stage.plan("apply")));
  const logging = Object.values(sandbox.world.accounts).find(({ name }) => name === "logging")?.id ?? "";
  await change(async <Answer>(service: string, operation: string, input: object, account: string = logging) => {
    return (await sandbox.raw({ service, operation, input, account, region: REGION })) as Answer;
  });
  return structuredClone(sandbox.world);
}

/** Buckets and key have other settings. */
export async function changedLog(): Promise<World> {
  return await foundedAnd(async (there) => {
    const ownership = { Rules: [{ ObjectOwnership: "ObjectWriter" }] };
    for (const Bucket of await bucketsOf(there)) {
      await there("s3", "PutBucketOwnershipControls", { Bucket, OwnershipControls: ownership });
    }
    await there("kms", "UpdateKeyDescription", { KeyId: await keyOf(there), Description: "changed by hand" });
  });
}

/** Nothing carries our tags any more. */
export async function untaggedLog(): Promise<World> {
  return await foundedAnd(async (there) => {
    for (const Bucket of await bucketsOf(there)) {
      await there("s3", "PutBucketTagging", { Bucket, Tagging: { TagSet: [] } });
    }
    await there("kms", "UntagResource", { KeyId: await keyOf(there), TagKeys: OUR_TAGS });
    const { trailList } = await there<{ trailList: { TrailARN: string }[] }>(
      "cloudtrail",
      "DescribeTrails",
      {},
      MANAGEMENT,
    );
    for (const { TrailARN: ResourceId } of trailList) {
      await there("cloudtrail", "RemoveTags", { ResourceId, TagsList: OUR_TAGS.map((Key) => ({ Key })) }, MANAGEMENT);
    }
  });
}

async function bucketsOf(there: There): Promise<string[]> {
  const { Buckets } = await there<{ Buckets: { Name: string }[] }>("s3", "ListBuckets", {});
  return Buckets.map(({ Name }) => Name);
}

async function keyOf(there: There): Promise<string> {
  const { Aliases } = await there<{ Aliases: { AliasName: string; TargetKeyId: string }[] }>("kms", "ListAliases", {});
  return Aliases.find(({ AliasName }) => !AliasName.startsWith("alias/aws/"))?.TargetKeyId ?? "";
}
