import { describe, expect, it } from "vitest";
import { s3AccountPublicAccessBlockVerbs as verbs } from "../../../src/kinds/s3-account-public-access-block/s3-account-public-access-block.aws.ts";
import {
  type S3AccountPublicAccessBlock,
  s3AccountPublicAccessBlock,
} from "../../../src/kinds/s3-account-public-access-block/s3-account-public-access-block.ts";
import { fields, foundedStage, made, scope, wish } from "../stage.ts";

const ALL: S3AccountPublicAccessBlock = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};
const NONE: S3AccountPublicAccessBlock = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};
const BLOCKED = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
const HERE = { account: "management", region: "global" };
const block = wish("s3-account-public-access-block", "sealed/block", ALL, HERE);
const look = (aws: Parameters<typeof verbs.find>[0]) => verbs.find(aws, HERE, ALL, scope(block));

describe("the verbs of an account's public access block", () => {
  it("find all switches off where none was ever set, and on once they made it", async () => {
    const stage = await foundedStage();
    expect(await look(stage.aws)).toMatchObject({ properties: NONE });
    const live = await made(stage, verbs, block);
    expect(live).toMatchObject({ id: "public-access-block", owner: { is: "nobody" }, place: HERE, properties: ALL });
    expect(await verbs.list(stage.aws, HERE, scope(block))).toEqual([{ ...live, vitals: { unblocked: [] } }]);
  });

  it("look only where one is wished for, or at everything", async () => {
    const stage = await foundedStage();
    await made(stage, verbs, block);
    expect(await verbs.list(stage.aws, HERE, scope<S3AccountPublicAccessBlock>())).toEqual([]);
    const thorough = { ...scope<S3AccountPublicAccessBlock>(), thorough: true };
    expect(await verbs.list(stage.aws, HERE, thorough)).toHaveLength(1);
  });

  it("tell which buckets might be open, as long as closing them is yet to come", async () => {
    const stage = await foundedStage();
    const open = async (Bucket: string, region: string, off: object | null) => {
      const where = region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
      const raw = async (operation: string, input: object) =>
        await stage.sandbox.raw({ service: "s3", operation, input, region });
      await raw("CreateBucket", { Bucket, ...where });
      const switches = { ...BLOCKED, ...off };
      await (off === null
        ? raw("DeletePublicAccessBlock", { Bucket })
        : raw("PutPublicAccessBlock", { Bucket, PublicAccessBlockConfiguration: switches }));
    };
    await open("closed", "eu-west-1", {});
    await open("refuses-only-new", "eu-west-1", { RestrictPublicBuckets: false });
    await open("old", "us-east-1", null);
    await open("takes-new", "us-east-1", { BlockPublicPolicy: false });
    const told = async (wished: Partial<S3AccountPublicAccessBlock>) => {
      const [live] = await verbs.list(stage.aws, HERE, scope({ ...block, properties: { ...ALL, ...wished } }));
      return live === undefined ? [] : (s3AccountPublicAccessBlock.health?.(live as never, new Date()) ?? []);
    };
    const [remark, ...others] = await told({});
    expect(others).toEqual([]);
    expect(remark).toMatchObject({ code: "buckets-would-close" });
    expect(remark?.detail).toContain("do not keep the public out themselves: old, refuses-only-new.");
    expect(await told({ ignorePublicAcls: false, restrictPublicBuckets: false })).toEqual([]);
    await made(stage, verbs, block);
    expect(await told({})).toEqual([]);
  });

  it("find it after an answer that was lost, and make it again without harm", async () => {
    const stage = await foundedStage();
    await made(stage, verbs, block);
    await made(stage, verbs, block);
    expect(stage.writes()).toEqual(["s3control:PutPublicAccessBlock", "s3control:PutPublicAccessBlock"]);
    expect(await look(stage.aws)).toMatchObject({ properties: ALL });
  });

  it("send all four switches when one differs, because what is left out goes off", async () => {
    const stage = await foundedStage();
    const live = await made(stage, verbs, { ...block, properties: { ...ALL, blockPublicPolicy: false } });
    expect(live.properties).toEqual({ ...ALL, blockPublicPolicy: false });
    await verbs.update(stage.aws, live, block, fields("/blockPublicPolicy"), stage.tools("sealed/block"));
    expect(await look(stage.aws)).toMatchObject({ properties: ALL });
  });

  it("make it again that was deleted in the meantime", async () => {
    const stage = await foundedStage();
    await made(stage, verbs, block);
    const { managementAccount: AccountId } = stage.sandbox.world;
    await stage.sandbox.raw({ service: "s3control", operation: "DeletePublicAccessBlock", input: { AccountId } });
    expect(await look(stage.aws)).toMatchObject({ properties: NONE });
    expect(await made(stage, verbs, block)).toMatchObject({ properties: ALL });
  });

  it("never take it off", () => {
    expect(verbs.delete).toBeUndefined();
    expect(s3AccountPublicAccessBlock.removal).toBe("tell");
  });
});

describe("an account's public access block", () => {
  it("has all four switches on where nothing else is written, and knows no others", () => {
    expect(s3AccountPublicAccessBlock.schema.parse({})).toEqual(ALL);
    expect(s3AccountPublicAccessBlock.schema.parse({ ignorePublicAcls: false })).toEqual({
      ...ALL,
      ignorePublicAcls: false,
    });
    expect(s3AccountPublicAccessBlock.schema.safeParse({ blockEverything: true }).success).toBe(false);
  });

  it("says in a plan how many of its switches are on", () => {
    expect(s3AccountPublicAccessBlock.label(ALL)).toBe("4 of 4 switches on");
    expect(s3AccountPublicAccessBlock.label({ ...ALL, ignorePublicAcls: false })).toBe("3 of 4 switches on");
  });
});
