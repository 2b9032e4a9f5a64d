import { beforeEach, describe, expect, it } from "vitest";
import type { Writer } from "../../../src/aws/contract/call.ts";
import { createWorld } from "../../../src/aws/sandbox/new-world.ts";
import { openSandbox, type Sandbox } from "../../../src/aws/sandbox/sandbox.ts";
import { s3BucketVerbs } from "../../../src/kinds/s3-bucket/s3-bucket.aws.ts";
import { s3Bucket } from "../../../src/kinds/s3-bucket/s3-bucket.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import { HOME, lookingFor, operationsSince, toolsFor, wished, writerOf } from "../in-sandbox.ts";

const WRITTEN: JsonObject = {
  name: "acme-logs",
  objectLock: true,
  retention: { mode: "governance", days: 90 },
  lifecycle: { expireAfterDays: 90, noncurrentExpireAfterDays: 90, abortUploadsAfterDays: 7 },
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:s3:::acme-logs", "arn:aws:s3:::acme-logs/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  },
  tags: { Owner: "security" },
};

const bucket = (written: JsonObject = {}) => wished(s3Bucket, "logging/bucket", { ...WRITTEN, ...written });

let sandbox: Sandbox;
let aws: Writer;

async function open(takenBuckets: string[] = []): Promise<void> {
  sandbox = await openSandbox({ world: { ...createWorld(), takenBuckets } });
  aws = writerOf(sandbox);
}

beforeEach(() => open());

describe("looking for buckets", () => {
  it("asks nothing where the file wishes for none", async () => {
    expect(await s3BucketVerbs.list(aws, HOME, lookingFor())).toEqual([]);
    expect(sandbox.calls).toEqual([]);
  });

  it("finds what it made, exactly as it was wished for, and by its tags", async () => {
    const to = bucket();
    await s3BucketVerbs.create(aws, to, toolsFor(sandbox, to));
    const [live, ...more] = await s3BucketVerbs.list(aws, HOME, lookingFor(to));
    expect(more).toEqual([]);
    expect(live).toMatchObject({ id: "acme-logs", owner: { is: "us", address: "logging/bucket" } });
    expect(live?.properties).toEqual(to.properties);
  });

  it("finds ours under another name than the file's, and leaves out what is foreign", async () => {
    const old = bucket({ name: "old-logs", policy: { Version: "2012-10-17", Statement: [] } });
    await aws.call("s3:CreateBucket", HOME, {
      Bucket: "somebodys",
      CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
    });
    await aws.call("s3:CreateBucket", HOME, {
      Bucket: "old-logs",
      CreateBucketConfiguration: {
        LocationConstraint: "eu-west-1",
        Tags: Object.entries(toolsFor(sandbox, old).tags).map(([Key, Value]) => ({ Key, Value })),
      },
    });
    const found = await s3BucketVerbs.list(aws, HOME, lookingFor(bucket()));
    expect(found.map(({ id }) => id)).toEqual(["old-logs"]);
  });

  it("tells a stranger's bucket from a free name", async () => {
    await open(["acme-logs"]);
    const [live] = await s3BucketVerbs.list(aws, HOME, lookingFor(bucket()));
    expect(live).toMatchObject({ id: "acme-logs", owner: { is: "nobody" } });
    expect(live?.properties.taken).toContain("another account");
    const free = bucket({ name: "nobodys-logs" });
    expect(await s3BucketVerbs.list(aws, HOME, lookingFor(free))).toEqual([]);
    expect(await s3BucketVerbs.find(aws, HOME, free.properties, lookingFor(free))).toBeNull();
  });
});

describe("making a bucket", () => {
  it("locks it in the creating call, then protects it before it writes anything else", async () => {
    const to = bucket();
    await s3BucketVerbs.create(aws, to, toolsFor(sandbox, to));
    const writes = sandbox.calls.filter(({ write }) => write).map(({ operation }) => operation);
    expect(writes).toEqual([
      "CreateBucket",
      "PutPublicAccessBlock",
      "PutObjectLockConfiguration",
      "PutBucketEncryption",
      "PutBucketPolicy",
      "PutBucketLifecycleConfiguration",
    ]);
    expect(sandbox.calls[0]?.input).toMatchObject({ ObjectLockEnabledForBucket: true });
  });

  it("says so when a stranger was faster", async () => {
    await open(["acme-logs"]);
    const to = bucket();
    await expect(s3BucketVerbs.create(aws, to, toolsFor(sandbox, to))).rejects.toMatchObject({
      code: "bucket-name-taken",
    });
  });

  it("names no region where AWS wants none", async () => {
    const to = { ...bucket(), place: { ...HOME, region: "us-east-1" } };
    await s3BucketVerbs.create(aws, to, toolsFor(sandbox, to));
    expect(sandbox.world.buckets["acme-logs"]?.region).toBe("us-east-1");
  });
});

describe("changing a bucket", () => {
  it("writes what differs and nothing else", async () => {
    const to = bucket();
    await s3BucketVerbs.create(aws, to, toolsFor(sandbox, to));
    await aws.call("s3:PutBucketVersioning", HOME, {
      Bucket: "acme-logs",
      VersioningConfiguration: { Status: "Enabled" },
    });
    await sandbox.raw({
      service: "s3",
      operation: "DeletePublicAccessBlock",
      input: { Bucket: "acme-logs" },
      region: HOME.region,
    });
    const [live] = await s3BucketVerbs.list(aws, HOME, lookingFor(to));
    expect(live?.properties.publicAccessBlock).toBe(false);
    const start = sandbox.calls.length;
    const everything = Object.keys(to.properties).map((name) => ({ path: `/${name}` }));
    await s3BucketVerbs.update(aws, live as never, to, everything, toolsFor(sandbox, to));
    expect(operationsSince(sandbox, start).filter((operation) => operation.startsWith("s3:Put"))).toEqual([
      "s3:PutPublicAccessBlock",
    ]);
  });

  it("adds tags to those that others have set", async () => {
    const to = bucket();
    await s3BucketVerbs.create(aws, to, toolsFor(sandbox, to));
    const tags = { ...sandbox.world.buckets["acme-logs"]?.tags, Cost: "1" };
    await aws.call("s3:PutBucketTagging", HOME, {
      Bucket: "acme-logs",
      Tagging: { TagSet: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
    });
    const [live] = await s3BucketVerbs.list(aws, HOME, lookingFor(to));
    const wish = bucket({ tags: { Owner: "audit" } });
    await s3BucketVerbs.update(aws, live as never, wish, [{ path: "/tags/Owner" }], toolsFor(sandbox, wish));
    expect(sandbox.world.buckets["acme-logs"]?.tags).toEqual({ ...tags, Owner: "audit" });
  });

  it("is never a deletion", () => {
    expect(s3BucketVerbs.delete).toBeUndefined();
    expect(s3Bucket.removal).toBe("tell");
  });
});
