import { beforeEach, describe, expect, it } from "vitest";
import type { Writer } from "../../../src/aws/contract/call.ts";
import { openSandbox, type Sandbox } from "../../../src/aws/sandbox/sandbox.ts";
import { kmsKeyVerbs } from "../../../src/kinds/kms-key/kms-key.aws.ts";
import { type KmsKey, kmsKey } from "../../../src/kinds/kms-key/kms-key.ts";
import type { Json, JsonObject } from "../../../src/model/json.ts";
import type { Live } from "../../../src/model/live.ts";
import { HOME, lookingFor, operationsSince, toolsFor, wished, writerOf } from "../in-sandbox.ts";

const ACCOUNT = { Sid: "Account", Effect: "Allow", Principal: { AWS: "111111111111" }, Action: "kms:*", Resource: "*" };
const DESCRIBE = {
  Sid: "Trail",
  Effect: "Allow",
  Principal: { Service: "cloudtrail.amazonaws.com" },
  Action: "kms:DescribeKey",
  Resource: "*",
};

const policyOf = (...statements: readonly JsonObject[]) => ({ Version: "2012-10-17", Statement: statements as Json });
const key = (written: JsonObject = {}) =>
  wished(kmsKey, "logging/key", { alias: "org-trail", policy: policyOf(ACCOUNT, DESCRIBE), ...written });
const codes = (policy: JsonObject) => kmsKey.check?.(key({ policy })).map(({ code }) => code);

let sandbox: Sandbox;
let aws: Writer;

beforeEach(async () => {
  sandbox = await openSandbox();
  aws = writerOf(sandbox);
});

async function made(to = key()): Promise<Live<KmsKey>> {
  await kmsKeyVerbs.create(aws, to, toolsFor(sandbox, to));
  const [live] = await kmsKeyVerbs.list(aws, HOME, lookingFor(to));
  return live as Live<KmsKey>;
}

describe("a key's policy", () => {
  it("has to keep the account, or nobody could ever change it", () => {
    expect(codes(policyOf(ACCOUNT))).toEqual([]);
    expect(codes(policyOf(DESCRIBE))).toEqual(["key-policy-locks-out"]);
  });

  it.each([
    ["under a condition", { ...ACCOUNT, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }],
    ["for some actions only", { ...ACCOUNT, Action: "kms:Describe*" }],
    ["as a denial", { ...ACCOUNT, Effect: "Deny" }],
    ["for a service", { ...ACCOUNT, Principal: { Service: "s3.amazonaws.com" } }],
  ])("does not keep the account %s", (_, statement) => {
    expect(codes(policyOf(statement as unknown as JsonObject))).toEqual(["key-policy-locks-out"]);
  });
});

describe("a key", () => {
  it("is found as it was wished for once it is made, with its id and ARN", async () => {
    const live = await made();
    expect(live.properties).toEqual({ ...key().properties, state: "Enabled" });
    expect(live.owner).toEqual({ is: "us", address: "logging/key" });
    expect(live.outputs).toEqual({ id: live.id, arn: `arn:aws:kms:eu-west-1:111111111111:key/${live.id}` });
  });

  it("costs nothing where the file wishes for none", async () => {
    expect(await kmsKeyVerbs.list(aws, HOME, lookingFor())).toEqual([]);
    expect(sandbox.calls).toEqual([]);
  });

  it("that was made and has no alias yet is found by its tags, before another one is made", async () => {
    const to = key();
    const { tags } = toolsFor(sandbox, to);
    await aws.call("kms:CreateKey", HOME, {
      Policy: JSON.stringify(to.properties.policy),
      Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    });
    const half = await kmsKeyVerbs.find(aws, HOME, to.properties, lookingFor(to));
    expect(half?.properties).toMatchObject({ alias: "", rotation: false });
    const fields = [{ path: "/alias" }, { path: "/rotation" }];
    await kmsKeyVerbs.update(aws, half as Live<KmsKey>, to, fields, toolsFor(sandbox, to));
    const [live, ...more] = await kmsKeyVerbs.list(aws, HOME, lookingFor(to));
    expect(more).toEqual([]);
    expect(live?.properties).toMatchObject({ alias: "org-trail", rotation: true });
  });

  it("of somebody else's behind our alias is not ours", async () => {
    const { KeyMetadata: other } = await aws.call("kms:CreateKey", HOME, {});
    await aws.call("kms:CreateAlias", HOME, { AliasName: "alias/org-trail", TargetKeyId: other?.KeyId ?? "" });
    const [live] = await kmsKeyVerbs.list(aws, HOME, lookingFor(key()));
    expect(live).toMatchObject({ id: other?.KeyId, owner: { is: "nobody" } });
  });

  it("gets its alias back from the key to which somebody has led it", async () => {
    const live = await made();
    const { KeyMetadata: other } = await aws.call("kms:CreateKey", HOME, {});
    await aws.call("kms:UpdateAlias", HOME, { AliasName: "alias/org-trail", TargetKeyId: other?.KeyId ?? "" });
    const [now] = (await kmsKeyVerbs.list(aws, HOME, lookingFor(key()))).filter(({ id }) => id === live.id);
    expect(now?.properties.alias).toBe("");
    await kmsKeyVerbs.update(aws, now as Live<KmsKey>, key(), [{ path: "/alias" }], toolsFor(sandbox, key()));
    expect(Object.keys(sandbox.world.keys[live.id]?.aliases ?? {})).toEqual(["alias/org-trail"]);
  });

  it("is changed where it differs and nowhere else", async () => {
    const live = await made();
    const to = key({ description: "New", policy: policyOf(ACCOUNT), tags: { Owner: "security" } });
    const fields = ["/description", "/policy", "/tags/Owner"].map((path) => ({ path }));
    const start = sandbox.calls.length;
    await kmsKeyVerbs.update(aws, live, to, fields, toolsFor(sandbox, to));
    expect(operationsSince(sandbox, start)).toEqual([
      "kms:PutKeyPolicy",
      "kms:UpdateKeyDescription",
      "kms:TagResource",
    ]);
    expect(sandbox.calls.map(({ input }) => JSON.stringify(input)).join()).not.toContain("Bypass");
  });

  it("that is about to be deleted is left to people, as a warning", async () => {
    const { id } = await made();
    await sandbox.raw({ service: "kms", operation: "ScheduleKeyDeletion", input: { KeyId: id }, region: HOME.region });
    const [live] = await kmsKeyVerbs.list(aws, HOME, lookingFor(key()));
    expect(kmsKey.hindrance?.(live as Live<KmsKey>)).toMatchObject({ code: "key-not-usable", severity: "warning" });
    expect(kmsKeyVerbs.delete).toBeUndefined();
  });
});

describe("a key that nothing can be built on", () => {
  /** Answers as a key of another sort does; the sandbox has symmetric ones only. */
  const answering = (metadata: JsonObject): Writer => {
    const call = async (...asked: Parameters<Writer["call"]>) => {
      const answer = (await aws.call(...asked)) as { readonly KeyMetadata?: object };
      return asked[0] === "kms:DescribeKey"
        ? { ...answer, KeyMetadata: { ...answer.KeyMetadata, ...metadata } }
        : answer;
    };
    return { call } as unknown as Writer;
  };

  it.each([
    { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" },
    { KeySpec: "RSA_4096", KeyUsage: "ENCRYPT_DECRYPT" },
    { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" },
  ])("is one of the spec $KeySpec, which is told with what it is", async (metadata) => {
    const to = key();
    await kmsKeyVerbs.create(aws, to, toolsFor(sandbox, to));
    const [live] = await kmsKeyVerbs.list(answering(metadata), HOME, lookingFor(to));
    const told = live === undefined ? null : kmsKey.hindrance?.(live);
    expect(told).toMatchObject({ code: "key-not-usable", severity: "error" });
    expect(told?.detail).toContain(`of the spec ${metadata.KeySpec} for ${metadata.KeyUsage}`);
    expect(told?.fix).toContain("delete-alias --alias-name alias/org-trail");
  });

  it.each([
    ["ours, which worked before", { is: "us", address: "logging/key" }, "warning"],
    ["somebody's, which never did", { is: "nobody" }, "error"],
  ] as const)("is a disabled one of %s", async (_, owner, severity) => {
    const live = await made();
    const disabled = { ...live, owner, properties: { ...live.properties, state: "Disabled" } } as Live<KmsKey>;
    expect(kmsKey.hindrance?.(disabled)).toMatchObject({ code: "key-not-usable", severity });
  });
});
