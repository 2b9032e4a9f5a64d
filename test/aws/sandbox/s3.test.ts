import { describe, expect, it } from "vitest";
import {
  ask,
  BUCKET,
  bucketPolicy,
  HOME,
  organizationWithLogging,
  readyForTrail,
  type Stand,
  tamper,
} from "./trail-world.ts";

const create = (stand: Stand, Bucket: string, more: object = {}) =>
  ask(stand, "s3:CreateBucket", { Bucket, CreateBucketConfiguration: { LocationConstraint: HOME }, ...more });

const policyOf = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

describe("a new bucket", () => {
  it("is private, encrypted, owned by its account, and neither versioned nor locked", async () => {
    const stand = await organizationWithLogging();
    await create(stand, "acme-new");
    const Bucket = "acme-new";
    expect(await ask(stand, "s3:GetPublicAccessBlock", { Bucket })).toEqual({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    });
    expect(await ask(stand, "s3:GetBucketEncryption", { Bucket })).toMatchObject({
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
      },
    });
    expect(await ask(stand, "s3:GetBucketOwnershipControls", { Bucket })).toEqual({
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    });
    expect(await ask(stand, "s3:GetBucketVersioning", { Bucket })).toEqual({});
    expect(await ask(stand, "s3:HeadBucket", { Bucket })).toMatchObject({ BucketRegion: HOME });
    expect(await ask(stand, "s3:GetBucketLocation", { Bucket })).toEqual({ LocationConstraint: HOME });
  });

  it("is versioned when it is locked in the creating call, and has no retention yet", async () => {
    const stand = await organizationWithLogging();
    await create(stand, "acme-new", { ObjectLockEnabledForBucket: true });
    expect(await ask(stand, "s3:GetBucketVersioning", { Bucket: "acme-new" })).toEqual({ Status: "Enabled" });
    expect(await ask(stand, "s3:GetObjectLockConfiguration", { Bucket: "acme-new" })).toEqual({
      ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" },
    });
  });

  it("has the tags that it is made with", async () => {
    const stand = await organizationWithLogging();
    const Tags = [{ Key: "orgwright:address", Value: "logging/bucket" }];
    await create(stand, "acme-new", { CreateBucketConfiguration: { LocationConstraint: HOME, Tags } });
    expect(await ask(stand, "s3:GetBucketTagging", { Bucket: "acme-new" })).toEqual({ TagSet: Tags });
  });

  it("may be made again by its owner in us-east-1 alone, which changes nothing", async () => {
    const stand = await organizationWithLogging();
    const again = { region: "us-east-1" };
    await ask(stand, "s3:CreateBucket", { Bucket: "acme-classic" }, again);
    const before = JSON.stringify(stand.sandbox.world.buckets);
    const locked = { Bucket: "acme-classic", ObjectLockEnabledForBucket: true };
    await expect(ask(stand, "s3:CreateBucket", locked, again)).resolves.toEqual({ Location: "/acme-classic" });
    expect(JSON.stringify(stand.sandbox.world.buckets)).toBe(before);
    expect(await ask(stand, "s3:GetBucketLocation", { Bucket: "acme-classic" }, again)).toEqual({});
  });

  it("may have a name of its account's own namespace", async () => {
    const stand = await organizationWithLogging();
    const name = `acme-${stand.logging}-${HOME}-an`;
    await create(stand, name, { BucketNamespace: "account-regional" });
    expect(Object.keys(stand.sandbox.world.buckets)).toEqual([name]);
  });
});

describe("Object Lock", () => {
  const lock = (stand: Stand, Bucket: string, DefaultRetention: object) =>
    ask(stand, "s3:PutObjectLockConfiguration", {
      Bucket,
      ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention } },
    });

  it("can be switched on later, once the bucket is versioned", async () => {
    const stand = await organizationWithLogging();
    await create(stand, "acme-new");
    await expect(lock(stand, "acme-new", { Mode: "GOVERNANCE", Days: 30 })).rejects.toMatchObject({
      code: "InvalidBucketState",
    });
    const VersioningConfiguration = { Status: "Enabled" as const };
    await ask(stand, "s3:PutBucketVersioning", { Bucket: "acme-new", VersioningConfiguration });
    await lock(stand, "acme-new", { Mode: "GOVERNANCE", Days: 30 });
    expect(await ask(stand, "s3:GetObjectLockConfiguration", { Bucket: "acme-new" })).toEqual({
      ObjectLockConfiguration: {
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 30 } },
      },
    });
  });

  it("lets the default for new objects be changed, even where it was compliance", async () => {
    const stand = await readyForTrail();
    await lock(stand, BUCKET, { Mode: "COMPLIANCE", Years: 7 });
    await lock(stand, BUCKET, { Mode: "GOVERNANCE", Days: 1 });
    expect(stand.sandbox.world.buckets[BUCKET]?.objectLock).toEqual({ retention: { mode: "GOVERNANCE", days: 1 } });
  });
});

describe("a bucket policy", () => {
  it("comes back without white space, with accounts as ARNs", async () => {
    const stand = await readyForTrail();
    const statement = {
      Effect: "Allow",
      Principal: { AWS: [stand.management] },
      Action: "s3:ListBucket",
      Resource: `arn:aws:s3:::${BUCKET}`,
    };
    await ask(stand, "s3:PutBucketPolicy", {
      Bucket: BUCKET,
      Policy: JSON.stringify(JSON.parse(policyOf(statement)), null, 2),
    });
    const { Policy } = await ask(stand, "s3:GetBucketPolicy", { Bucket: BUCKET });
    expect(Policy).toBe(policyOf({ ...statement, Principal: { AWS: `arn:aws:iam::${stand.management}:root` } }));
  });

  it("lets other accounts in, for what it names", async () => {
    const stand = await readyForTrail();
    const as = { as: stand.management };
    const Principal = { AWS: stand.management };
    const Policy = policyOf({
      Effect: "Allow",
      Principal,
      Action: "s3:ListBucket",
      Resource: `arn:aws:s3:::${BUCKET}`,
    });
    await expect(ask(stand, "s3:HeadBucket", { Bucket: BUCKET }, as)).rejects.toMatchObject({ code: "Forbidden" });
    await ask(stand, "s3:PutBucketPolicy", { Bucket: BUCKET, Policy });
    await expect(ask(stand, "s3:HeadBucket", { Bucket: BUCKET }, as)).resolves.toMatchObject({ BucketRegion: HOME });
    await expect(ask(stand, "s3:GetBucketPolicy", { Bucket: BUCKET }, as)).rejects.toMatchObject({
      code: "AccessDenied",
    });
  });

  it("that denies everyone locks out its own account, but not the root user's hand on the policy", async () => {
    const stand = await readyForTrail();
    const Policy = policyOf({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [`arn:aws:s3:::${BUCKET}`] });
    await ask(stand, "s3:PutBucketPolicy", { Bucket: BUCKET, Policy });
    await expect(ask(stand, "s3:GetBucketPolicy", { Bucket: BUCKET })).rejects.toMatchObject({ code: "AccessDenied" });
    const root = stand.sandbox.as(`arn:aws:iam::${stand.logging}:root`);
    const put = { Bucket: BUCKET, Policy: bucketPolicy(stand) };
    await root.send({ is: "base" }, HOME, "s3:PutBucketPolicy", put);
    await expect(ask(stand, "s3:GetBucketPolicy", { Bucket: BUCKET })).resolves.toBeDefined();
  });

  it("for everyone in the organization is not public", async () => {
    const stand = await readyForTrail();
    const Condition = { StringEquals: { "aws:PrincipalOrgID": stand.organization } };
    const statement = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `arn:aws:s3:::${BUCKET}/*` };
    const Policy = policyOf({ ...statement, Condition });
    await expect(ask(stand, "s3:PutBucketPolicy", { Bucket: BUCKET, Policy })).resolves.toEqual({});
    const open = policyOf({ ...statement, Condition: { StringLike: { "aws:PrincipalOrgID": "*" } } });
    await expect(ask(stand, "s3:PutBucketPolicy", { Bucket: BUCKET, Policy: open })).rejects.toMatchObject({
      code: "AccessDenied",
    });
  });

  it("remembers a deleted role by an id that nobody has", async () => {
    const stand = await readyForTrail();
    const trust = policyOf({ Effect: "Allow", Principal: { AWS: stand.management }, Action: "sts:AssumeRole" });
    const made = await ask(
      stand,
      "iam:CreateRole",
      { RoleName: "reader", AssumeRolePolicyDocument: trust },
      { as: stand.logging },
    );
    const Principal = { AWS: made.Role?.Arn };
    const Policy = policyOf({
      Effect: "Allow",
      Principal,
      Action: "s3:GetObject",
      Resource: `arn:aws:s3:::${BUCKET}/*`,
    });
    await ask(stand, "s3:PutBucketPolicy", { Bucket: BUCKET, Policy });
    await ask(stand, "iam:DeleteRole", { RoleName: "reader" }, { as: stand.logging });
    const { Policy: after } = await ask(stand, "s3:GetBucketPolicy", { Bucket: BUCKET });
    expect(after).toContain(made.Role?.RoleId);
    expect(after).not.toContain("role/reader");
  });
});

describe("settings of a bucket", () => {
  it("of encryption go back to S3's own when they are taken away", async () => {
    const stand = await readyForTrail();
    await ask(stand, "s3:PutBucketEncryption", {
      Bucket: BUCKET,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "alias/none" } }],
      },
    });
    await tamper(stand, "s3:DeleteBucketEncryption", { Bucket: BUCKET });
    expect(await ask(stand, "s3:GetBucketEncryption", { Bucket: BUCKET })).toMatchObject({
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      },
    });
  });

  it("of lifecycle come back with ids and the usual smallest size", async () => {
    const stand = await readyForTrail();
    const rule = { Status: "Enabled" as const, Filter: { Prefix: "" }, Expiration: { Days: 2557 } };
    await ask(stand, "s3:PutBucketLifecycleConfiguration", {
      Bucket: BUCKET,
      LifecycleConfiguration: { Rules: [rule, { ...rule, ID: "own" }] },
    });
    expect(await ask(stand, "s3:GetBucketLifecycleConfiguration", { Bucket: BUCKET })).toEqual({
      Rules: [
        { ...rule, ID: "rule-1" },
        { ...rule, ID: "own" },
      ],
      TransitionDefaultMinimumObjectSize: "all_storage_classes_128K",
    });
  });

  it("of tags are replaced as a whole", async () => {
    const stand = await readyForTrail();
    for (const TagSet of [[{ Key: "a", Value: "1" }], [{ Key: "b", Value: "2" }]]) {
      await ask(stand, "s3:PutBucketTagging", { Bucket: BUCKET, Tagging: { TagSet } });
    }
    expect(await ask(stand, "s3:GetBucketTagging", { Bucket: BUCKET })).toEqual({ TagSet: [{ Key: "b", Value: "2" }] });
  });

  it("of public access are off where they are not named", async () => {
    const stand = await readyForTrail();
    await ask(stand, "s3:PutPublicAccessBlock", {
      Bucket: BUCKET,
      PublicAccessBlockConfiguration: { BlockPublicAcls: true },
    });
    expect(stand.sandbox.world.buckets[BUCKET]?.publicAccessBlock).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    });
  });
});

describe("the public access block of an account", () => {
  it("is not there in a new account, and is gone once it is deleted", async () => {
    const stand = await organizationWithLogging();
    const AccountId = stand.logging;
    const look = () => ask(stand, "s3control:GetPublicAccessBlock", { AccountId });
    const none = { code: "NoSuchPublicAccessBlockConfiguration", status: 404 };
    await expect(look()).rejects.toMatchObject(none);
    const all = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
    await ask(stand, "s3control:PutPublicAccessBlock", { AccountId, PublicAccessBlockConfiguration: all });
    expect(await look()).toEqual({ PublicAccessBlockConfiguration: all });
    await tamper(stand, "s3control:DeletePublicAccessBlock", { AccountId });
    await expect(look()).rejects.toMatchObject(none);
  });

  it("is one in all regions, of which nothing stays that a change leaves out", async () => {
    const stand = await organizationWithLogging();
    const AccountId = stand.logging;
    const put = (PublicAccessBlockConfiguration: object, region: string) =>
      ask(stand, "s3control:PutPublicAccessBlock", { AccountId, PublicAccessBlockConfiguration }, { region });
    await put({ BlockPublicAcls: true, IgnorePublicAcls: true }, "eu-west-1");
    await put({ BlockPublicPolicy: true }, "us-east-1");
    expect(await ask(stand, "s3control:GetPublicAccessBlock", { AccountId })).toEqual({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: false,
        IgnorePublicAcls: false,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: false,
      },
    });
  });
});

describe("the list of buckets", () => {
  it("holds the caller's buckets of all regions, and says where they are to who asks for some", async () => {
    const stand = await organizationWithLogging();
    await create(stand, "acme-b");
    await ask(stand, "s3:CreateBucket", { Bucket: "acme-a" }, { region: "us-east-1" });
    await ask(stand, "s3:CreateBucket", { Bucket: "other" }, { region: "us-east-1", as: stand.management });
    const { Buckets: all = [] } = await ask(stand, "s3:ListBuckets", {});
    expect(all.map(({ Name }) => Name)).toEqual(["acme-a", "acme-b"]);
    expect(all[0]).not.toHaveProperty("BucketRegion");
    const { Buckets: here } = await ask(stand, "s3:ListBuckets", { BucketRegion: HOME });
    expect(here).toMatchObject([{ Name: "acme-b", BucketRegion: HOME }]);
  });
});

describe("S3's failures", () => {
  it.each([
    ["throttle", "SlowDown", 503, "refused"],
    ["server-error", "InternalError", 500, "unknown"],
  ] as const)("have S3's names: %s", async (kind, code, status, outcome) => {
    const stand = await readyForTrail({ faults: [{ kind, operation: "s3:GetBucketPolicy" }] });
    await expect(ask(stand, "s3:GetBucketPolicy", { Bucket: BUCKET })).rejects.toMatchObject({ code, status, outcome });
  });

  it("may be that another change is on its way", async () => {
    const faults = [{ kind: "refused", operation: "s3:PutBucketTagging", code: "OperationAborted" }] as const;
    const stand = await readyForTrail({ faults });
    const input = { Bucket: BUCKET, Tagging: { TagSet: [] } };
    await expect(ask(stand, "s3:PutBucketTagging", input)).rejects.toMatchObject({ code: "OperationAborted" });
  });
});
