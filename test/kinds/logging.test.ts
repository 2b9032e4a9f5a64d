import { describe, expect, it } from "vitest";
import type { CallRecord } from "../../src/aws/sandbox/call-record.ts";
import { type Fault, ProcessDeath } from "../../src/aws/sandbox/faults.ts";
import type { World } from "../../src/aws/sandbox/world.ts";
import { worldToYaml } from "../../src/aws/sandbox/world-file/write.ts";
import { openStage, plannedOf, type Stage } from "../support/plan-in-sandbox.ts";

const EXAMPLE = { file: "examples/logging/orgwright.yaml", version: "0.1.0" };
/** The same log in an organization that is founded in fewer calls. */
const SMALL = { file: "test/scenarios/log-founded/organization.yaml" };
const MINUTE = 60_000;

async function founded(stage: Stage) {
  return await stage.apply(plannedOf(await stage.plan("apply")));
}

const nameOf = ({ service, operation }: CallRecord) => `${service}:${operation}`;

/** The writes that were sent, with the account's name where an account is made. */
function writes({ sandbox }: Stage): string[] {
  return sandbox.calls
    .filter(({ write }) => write)
    .map((call) => {
      const { AccountName: name } = call.input as { AccountName?: string };
      return name === undefined ? nameOf(call) : `${nameOf(call)} ${name}`;
    });
}

describe("founding an organization with an audit log", async () => {
  const stage = await openStage(EXAMPLE);
  const result = await founded(stage);
  const { world, calls } = stage.sandbox;
  const logging = Object.values(world.accounts).find(({ name }) => name === "logging")?.id ?? "";
  const sent = writes(stage);

  it("does every step", () => {
    expect(result).toMatchObject({ failed: [], unfinished: 0, skipped: 0 });
  });

  it("has the log stand, and seen to be written, before there is another account", () => {
    const milestones = [
      "organizations:CreateAccount logging",
      "kms:CreateKey",
      "s3:CreateBucket",
      "s3:PutBucketPolicy",
      "cloudtrail:CreateTrail",
      "cloudtrail:StartLogging",
      "organizations:CreateAccount shop-dev",
    ];
    const places = milestones.map((milestone) => sent.indexOf(milestone));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    const [started, next] = ["cloudtrail:StartLogging", "organizations:CreateAccount shop-dev"].map(
      (milestone) => calls.findIndex((call) => call.write && `${nameOf(call)}${inputName(call)}` === milestone) + 1,
    ) as [number, number];
    const looks = calls.slice(started, next).filter((call) => nameOf(call) === "cloudtrail:GetTrailStatus");
    expect(looks.length).toBeGreaterThan(1);
    const [trail] = Object.values(world.trails);
    expect(trail?.logs.latest ?? 0).toBeGreaterThan(trail?.started ?? 0);
  });

  it("puts the tool's roles into the logging account before anything else", () => {
    const into = calls.filter(({ write, account }) => write && account === logging).map(nameOf);
    expect(into.slice(0, 2)).toEqual(["iam:CreateRole", "iam:CreateRole"]);
    expect(into.lastIndexOf("iam:CreateRole")).toBeLessThan(into.indexOf("kms:CreateKey"));
  });

  it("locks the trail's bucket in the call that makes it, and not the services'", () => {
    const made = calls.filter((call) => nameOf(call) === "s3:CreateBucket").map(({ input }) => input);
    expect(made).toContainEqual(
      expect.objectContaining({
        Bucket: `acme-org-trail-${logging}`,
        ObjectLockEnabledForBucket: true,
        ObjectOwnership: "BucketOwnerEnforced",
      }),
    );
    expect(world.buckets[`acme-service-logs-${logging}`]?.objectLock).toBeNull();
  });

  it("names the owner in every call about a bucket, and never bypasses a safety check", () => {
    const about = calls.filter(
      ({ service, operation }) => service === "s3" && !["CreateBucket", "ListBuckets"].includes(operation),
    );
    expect(about.length).toBeGreaterThan(10);
    expect(
      about.filter(({ input }) => (input as { ExpectedBucketOwner?: string }).ExpectedBucketOwner !== logging),
    ).toEqual([]);
    expect(JSON.stringify(calls)).not.toContain("BypassPolicyLockoutSafetyCheck");
  });

  it("has nothing to do when planned again, with at most four calls for an account that holds no logs", async () => {
    const before = calls.length;
    const planned = plannedOf(await stage.plan());
    expect(planned.plan.steps).toEqual([]);
    expect(planned.plan.findings).toEqual([]);
    for (const account of Object.values(world.accounts).filter(({ name }) => name.startsWith("shop"))) {
      const entering = calls
        .slice(before)
        .filter((call) => nameOf(call) === "sts:AssumeRole" && JSON.stringify(call.input).includes(account.id));
      const inside = calls.slice(before).filter((call) => call.account === account.id);
      expect(entering.length + inside.length).toBeLessThanOrEqual(4);
    }
  });
});

function inputName({ input }: CallRecord): string {
  const { AccountName: name } = input as { AccountName?: string };
  return name === undefined ? "" : ` ${name}`;
}

describe("a trail that does not deliver yet", async () => {
  const stage = await openStage({ ...EXAMPLE, tempo: { deliveryMilliseconds: 60 * MINUTE } });
  const began = stage.sandbox.clock.now().getTime();
  const result = await founded(stage);

  it("ends the run after twenty minutes as unfinished, and nobody else gets an account", () => {
    expect(result).toMatchObject({ unfinished: 1, stopped: false });
    expect(result.failed.map(({ code }) => code)).toEqual(["still-under-way"]);
    expect(result.failed[0]?.detail).toContain("within twenty minutes no log file was seen to arrive");
    const took = stage.sandbox.clock.now().getTime() - began;
    expect(took).toBeGreaterThan(20 * MINUTE);
    expect(took).toBeLessThan(40 * MINUTE);
    expect(writes(stage).filter((write) => write.startsWith("organizations:CreateAccount"))).toEqual([
      "organizations:CreateAccount logging",
    ]);
  });

  it("is waited for in the next run, which makes nothing twice and then goes on", async () => {
    const planned = plannedOf(await stage.plan("apply"));
    const [first] = planned.plan.steps;
    expect(first).toMatchObject({ id: "logging/trail", change: { action: "update" } });
    expect(first?.change).toMatchObject({
      fields: [{ path: "/delivery", before: "awaited", after: "verified" }],
    });
    await stage.sandbox.clock.sleep(45 * MINUTE);
    const before = stage.sandbox.calls.length;
    expect(await founded(stage)).toMatchObject({ failed: [], unfinished: 0 });
    const trailWrites = stage.sandbox.calls
      .slice(before)
      .filter(({ write, service }) => write && service === "cloudtrail");
    expect(trailWrites).toEqual([]);
    expect(plannedOf(await stage.plan()).plan.steps).toEqual([]);
  });
});

describe("a founding that dies while it makes the log", async () => {
  const calm = await openStage(SMALL);
  await founded(calm);
  const expected = inWords(calm.sandbox.world);
  const deadly = calm.sandbox.calls.filter(
    ({ write, service }) => write && ["s3", "kms", "cloudtrail"].includes(service),
  );

  it("is tried at more than a few calls", () => {
    expect(deadly.length).toBeGreaterThan(15);
  });

  it.each(deadly.map((call) => [nameOf(call), call.n]))(
    "comes to the same when it dies after %s (call %i)",
    async (_, n) => {
      await comesToTheSame({ kind: "crash-after", call: n }, expected);
    },
  );
});

describe("a call whose answer is lost while the log is made", async () => {
  const calm = await openStage(SMALL);
  await founded(calm);
  const expected = inWords(calm.sandbox.world);

  it.each(["s3:CreateBucket", "kms:CreateKey", "kms:CreateAlias", "cloudtrail:CreateTrail", "cloudtrail:StartLogging"])(
    "is settled without making anything twice: %s",
    async (operation) => {
      const stage = await openStage({ ...SMALL, faults: [{ kind: "lost-answer", operation, nth: 1 }] });
      await founded(stage);
      await founded(stage);
      expect(inWords(stage.sandbox.world)).toBe(expected);
    },
  );
});

async function comesToTheSame(fault: Fault, expected: string): Promise<void> {
  const dying = await openStage({ ...SMALL, faults: [fault] });
  await expect(founded(dying)).rejects.toBeInstanceOf(ProcessDeath);
  const again = await openStage({ ...SMALL, world: dying.sandbox.world });
  expect(await founded(again)).toMatchObject({ failed: [], unfinished: 0 });
  expect(plannedOf(await again.plan("apply")).plan.steps).toEqual([]);
  expect(inWords(again.sandbox.world)).toBe(expected);
}

/** The world without what depends on how many calls it took to get there. */
function inWords(world: World): string {
  const ids = [
    ...Object.values(world.accounts).map(({ id, name }) => [id, `(${name})`] as const),
    ...Object.keys(world.keys).map((id) => [id, "(key)"] as const),
    [world.organization?.id ?? "", "(organization)"] as const,
  ];
  const text = worldToYaml(world, { brief: true });
  return ids.reduce((words, [id, name]) => words.replaceAll(id, name), text);
}

describe("an audit log with every choice made otherwise", async () => {
  const stage = await openStage({ file: "test/kinds/logging-every-choice.yaml" });
  const planned = plannedOf(await stage.plan("apply"));
  const result = await stage.apply(planned);
  const { world } = stage.sandbox;

  it("wants a consent of its own for what can never be taken back", () => {
    expect(planned.plan.consents.map(({ code }) => code)).toContain("irreversible:logging/bucket");
    expect(planned.plan.steps.find(({ id }) => id === "logging/bucket")?.risk).toBe("irreversible");
  });

  it("is made, and as it was wished for", async () => {
    expect(result).toMatchObject({ failed: [], unfinished: 0, skipped: 0 });
    const [account] = Object.values(world.accounts).filter(({ name }) => name === "logging");
    const bucket = world.buckets[`acme-eu-org-trail-${account?.id}`];
    expect(bucket?.objectLock).toEqual({ retention: { mode: "COMPLIANCE", days: 100 } });
    expect(bucket?.region).toBe("us-east-1");
    expect(bucket?.encryption[0]?.BucketKeyEnabled).toBe(false);
    const [trail] = Object.values(world.trails);
    expect(trail?.insights).toEqual([{ InsightType: "ApiErrorRateInsight" }]);
    expect(trail?.advancedSelectors?.map(({ Name: name }) => name)).toEqual([
      "Management",
      "AWS::Lambda::Function",
      "AWS::S3::Object",
    ]);
    const again = plannedOf(await stage.plan());
    expect(again.plan.steps).toEqual([]);
    expect(again.plan.consents).toEqual([]);
  });

  it("lets CloudTrail decrypt although there is no Bucket Key yet, which may be switched on later", () => {
    const [key] = Object.values(world.keys);
    expect(key?.policy).toContain("CloudTrailDecrypts");
    expect(key?.policy).toContain("CloudTrailEncrypts");
  });
});

describe("CloudTrail", () => {
  it("is waited for while it does not know the policies that were written moments ago", async () => {
    const faults: Fault[] = [1, 2].map((nth) => ({
      kind: "refused",
      operation: "cloudtrail:CreateTrail",
      nth,
      code: "InsufficientS3BucketPolicyException",
    }));
    const stage = await openStage({ ...SMALL, faults });
    expect(await founded(stage)).toMatchObject({ failed: [] });
    const asked = stage.sandbox.calls.filter(({ operation }) => operation === "CreateTrail");
    expect(asked.map(({ outcome }) => outcome)).toEqual([...faults.map(({ code }) => code), "done"]);
  });

  it("is not waited for for ever", async () => {
    const fault = { kind: "refused", operation: "cloudtrail:CreateTrail", code: "InsufficientS3BucketPolicyException" };
    const stage = await openStage({ ...SMALL, faults: [fault as Fault] });
    const { failed, skipped } = await founded(stage);
    expect(failed.map(({ code }) => code)).toEqual(["aws-refused"]);
    expect(skipped).toBeGreaterThan(0);
  });

  it("records the organization again after trusted access was withdrawn and given back", async () => {
    const stage = await openStage(SMALL);
    await founded(stage);
    const [trail] = Object.values(stage.sandbox.world.trails);
    const input = { Name: trail?.name, IsOrganizationTrail: false };
    await stage.sandbox.raw({ service: "cloudtrail", operation: "UpdateTrail", input, region: "eu-west-1" });
    const { plan } = plannedOf(await stage.plan("apply"));
    expect(plan.steps.map(({ id, change }) => [id, "fields" in change ? change.fields : []])).toEqual([
      ["logging/trail", [{ path: "/organization", before: false, after: true }]],
    ]);
    expect(await founded(stage)).toMatchObject({ failed: [], unfinished: 0 });
    expect(plannedOf(await stage.plan()).plan.steps).toEqual([]);
  });

  it("that can no longer deliver is told of in every plan, though nothing would be changed", async () => {
    const stage = await openStage(SMALL);
    await founded(stage);
    const [bucket] = Object.values(stage.sandbox.world.keys);
    await stage.sandbox.raw({
      service: "kms",
      operation: "DisableKey",
      input: { KeyId: bucket?.id },
      account: bucket?.account ?? "",
      region: "eu-west-1",
    });
    await stage.sandbox.clock.sleep(30 * MINUTE);
    const { plan } = plannedOf(await stage.plan());
    expect(plan.steps).toEqual([]);
    expect(plan.findings.map(({ code, severity }) => [code, severity])).toEqual([
      ["key-not-usable", "warning"],
      ["trail-delivery-fails", "warning"],
    ]);
    expect(JSON.stringify(plan)).not.toContain("latestDelivery");
  });
});
