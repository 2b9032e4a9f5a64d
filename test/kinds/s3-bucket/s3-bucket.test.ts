import { describe, expect, it } from "vitest";
import { s3Bucket } from "../../../src/kinds/s3-bucket/s3-bucket.ts";
import type { Change } from "../../../src/model/change.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import type { Live } from "../../../src/model/live.ts";
import { HOME, wished } from "../in-sandbox.ts";

const TLS_ONLY = {
  Version: "2012-10-17",
  Statement: [{ Sid: "TlsOnly", Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::acme-logs/*" }],
};

const LOCKED: JsonObject = {
  name: "acme-logs",
  objectLock: true,
  retention: { mode: "governance", days: 400 },
  key: "arn:aws:kms:eu-west-1:222222222222:key/k",
  lifecycle: { expireAfterDays: 400, noncurrentExpireAfterDays: 400, abortUploadsAfterDays: 7 },
  policy: TLS_ONLY,
};

const bucket = (written: JsonObject = {}) => wished(s3Bucket, "logging/bucket", { ...LOCKED, ...written });
const codes = (written: JsonObject) => s3Bucket.check?.(bucket(written)).map(({ code }) => code);
const liveOf = (properties = bucket().properties): Live<typeof properties> => ({
  kind: "s3-bucket",
  id: "acme-logs",
  place: HOME,
  owner: { is: "nobody" },
  properties,
  outputs: {},
});

describe("what a blueprint writes of a bucket", () => {
  it("becomes what S3 has of it, with everything on that protects it", () => {
    expect(bucket().properties).toMatchObject({
      objectLock: true,
      retention: { mode: "GOVERNANCE", days: 400 },
      versioning: true,
      ownership: "BucketOwnerEnforced",
      publicAccessBlock: true,
      encryption: { algorithm: "aws:kms", key: LOCKED["key"], bucketKey: true },
      lifecycle: [
        {
          Expiration: { Days: 400 },
          NoncurrentVersionExpiration: { NoncurrentDays: 400 },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          Filter: { Prefix: "" },
        },
      ],
    });
  });

  it("is encrypted with S3's own key where none is named", () => {
    const { key: _, ...rest } = LOCKED;
    expect(wished(s3Bucket, "a/b", rest).properties.encryption).toEqual({
      algorithm: "AES256",
      key: null,
      bucketKey: false,
    });
  });

  it("may have a name that is not known yet", () => {
    const name = { $join: ["acme-org-trail-", { $after: "logging/account#id" }] };
    const { properties } = bucket({ name });
    expect(s3Bucket.key(properties)).toBeNull();
    expect(s3Bucket.label(properties)).toBe("acme-org-trail-…");
    const context = { partition: "aws-cn", accountId: "222222222222", place: HOME };
    expect(s3Bucket.computed["arn"]?.text(properties, context)).toEqual({
      $join: ["arn:aws-cn:s3:::acme-org-trail-", { $after: "logging/account#id" }],
    });
    expect(codes({ name })).toEqual([]);
  });
});

describe("a bucket is refused before AWS is asked", () => {
  it.each([
    ["Acme-Logs", "capitals"],
    ["acme.logs", "a dot"],
    ["-acme", "a hyphen at its start"],
    ["ab", "two characters"],
    ["a".repeat(64), "64 characters"],
    ["acme-s3alias", "an ending that AWS keeps"],
  ])("for the name %s, which has %s", (name) => {
    expect(codes({ name })).toEqual(["bucket-name-form"]);
  });

  it("for a name that is too long once the account's id is in it", () => {
    const name = (length: number) => ({ $join: ["a".repeat(length), { $after: "logging/account#id" }] });
    expect(codes({ name: name(51) })).toEqual([]);
    expect(codes({ name: name(52) })).toEqual(["bucket-name-form"]);
  });

  it("for keeping what it does not lock", () => {
    expect(codes({ objectLock: false })).toEqual(["retention-without-lock"]);
  });

  it.each(["expireAfterDays", "noncurrentExpireAfterDays"])("for letting objects go before their lock: %s", (word) => {
    const lifecycle = { ...(LOCKED["lifecycle"] as JsonObject), [word]: 399 };
    const [finding, ...more] = s3Bucket.check?.(bucket({ lifecycle })) ?? [];
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code: "expires-while-locked" });
    expect(finding?.detail).toContain(`\`${word}\` is 399`);
  });

  it("for a policy that AWS would not take", () => {
    const policy = { ...TLS_ONLY, Statement: [{ ...TLS_ONLY.Statement[0], Principal: undefined, Effect: "Forbid" }] };
    expect(codes({ policy: JSON.parse(JSON.stringify(policy)) })).toContain("policy-effect");
  });
});

describe("the risk of a change of a bucket", () => {
  const compliance = bucket({ retention: { mode: "compliance", days: 400 } });
  const update = (to: typeof compliance, from: typeof compliance, path = "/retention"): Change => ({
    action: "update",
    from: liveOf(from.properties),
    to,
    fields: [{ path }],
  });

  it("is that it cannot be undone, where compliance mode begins or its time changes", () => {
    expect(s3Bucket.risk({ action: "create", to: compliance })).toBe("irreversible");
    expect(s3Bucket.risk(update(compliance, bucket()))).toBe("irreversible");
    const longer = bucket({ retention: { mode: "compliance", days: 500 }, lifecycle: { abortUploadsAfterDays: 7 } });
    expect(s3Bucket.risk(update(longer, compliance))).toBe("irreversible");
  });

  it("is none of that where compliance mode stands already", () => {
    expect(s3Bucket.risk(update(compliance, compliance, "/tags/Owner"))).toBe("safe");
  });

  it("is a disruption where a policy or a retention changes", () => {
    expect(s3Bucket.risk(update(bucket(), bucket(), "/policy"))).toBe("disruptive");
    expect(s3Bucket.risk(update(bucket(), compliance))).toBe("disruptive");
    expect(s3Bucket.risk({ action: "create", to: bucket() })).toBe("safe");
  });
});

describe("a bucket in AWS", () => {
  it("is told to be a stranger's, as an error", () => {
    const taken = { ...bucket().properties, taken: "it belongs to another account" };
    expect(s3Bucket.hindrance?.(liveOf(taken))).toMatchObject({ code: "bucket-name-taken", severity: "error" });
    expect(s3Bucket.hindrance?.(liveOf())).toBeNull();
  });

  it("has the same lifecycle whether a rule names no filter, an empty one or an empty prefix", () => {
    const [rule] = bucket().properties.lifecycle;
    const { Filter: _, ...bare } = rule as JsonObject;
    for (const form of [bare, { ...bare, Prefix: "" }, { ...bare, Filter: {} }, { ...bare, Filter: { Prefix: "" } }]) {
      expect(s3Bucket.normal({ ...bucket().properties, lifecycle: [form as JsonObject] }).lifecycle).toEqual([rule]);
    }
    const filtered = { ...bare, Filter: { Prefix: "AWSLogs/" } } as JsonObject;
    expect(s3Bucket.normal({ ...bucket().properties, lifecycle: [filtered] }).lifecycle).toEqual([filtered]);
  });
});
