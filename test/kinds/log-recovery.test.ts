import { describe, expect, it } from "vitest";
import type { RawCall } from "../../src/aws/sandbox/sandbox.ts";
import { guardrailsInForce } from "../support/guardrails-in-force.ts";
import { type Outcome, openStage, plannedOf, type Stage } from "../support/plan-in-sandbox.ts";

const PATIENCE = { timeout: 60_000 };
const EXAMPLE = { file: "examples/acme/orgwright.yaml", version: "0.1.0" };
const REGION = "eu-west-1";

async function foundedStage(): Promise<Stage> {
  const stage = await openStage({ ...EXAMPLE, authorize: guardrailsInForce });
  await stage.apply(plannedOf(await stage.plan("apply")));
  return stage;
}

function steps(outcome: Outcome): string[] {
  return plannedOf(outcome).plan.steps.map(({ change }) => {
    const fields = "fields" in change ? change.fields.map(({ path }) => path) : [];
    return [change.action, change.action === "delete" ? change.from.id : change.to.address, ...fields].join(" ");
  });
}

describe("a bucket policy that locks everybody out of the audit log", PATIENCE, async () => {
  const stage = await foundedStage();
  const { world, raw } = stage.sandbox;
  const logging = Object.values(world.accounts).find(({ name }) => name === "logging")?.id ?? "";
  const Bucket = `acme-org-trail-${logging}`;
  const everybody = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
      },
    ],
  };
  const inS3 = (operation: string, input: object, principal?: string): RawCall => ({
    service: "s3",
    operation,
    input: { Bucket, ...input },
    account: logging,
    region: REGION,
    ...(principal === undefined ? {} : { principal }),
  });
  const rootSession = inS3("DeleteBucketPolicy", {}, `arn:aws:iam::${logging}:root`);
  const detached = (guardrail: string): RawCall => ({
    service: "organizations",
    operation: "DetachPolicy",
    input: {
      PolicyId: Object.values(world.policies).find(({ name }) => name === guardrail)?.id,
      TargetId: world.organization?.rootId,
    },
  });

  it("keeps orgwright out too, which says what is the matter", async () => {
    await raw(inS3("PutBucketPolicy", { Policy: JSON.stringify(everybody) }));
    const told = plannedOf(await stage.plan("apply")).plan;
    expect(told.steps).toEqual([]);
    expect(told.findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["error bucket-locked-out"]);
  });

  it("is not undone by a root session while a guardrail is in force", async () => {
    await expect(raw(rootSession)).rejects.toMatchObject({ code: "AccessDenied" });
    await raw(detached("guardrails-logging"));
    await expect(raw(rootSession)).rejects.toMatchObject({ code: "AccessDenied" });
  });

  it("is undone once management has detached both guardrails, and one apply repairs the rest", async () => {
    await raw(detached("guardrails-log-buckets"));
    await raw(rootSession);
    const outcome = await stage.plan("apply");
    expect(steps(outcome)).toEqual([
      "update logging/bucket /policy",
      "create guardrails/guardrail-attachment:logging/root",
      "create guardrails/guardrail-attachment:log-buckets/root",
    ]);
    expect(await stage.apply(plannedOf(outcome))).toMatchObject({ failed: [], unfinished: 0, skipped: 0 });
    expect(steps(await stage.plan())).toEqual([]);
    await expect(raw(rootSession)).rejects.toMatchObject({ code: "AccessDenied" });
  });
});

describe("trusted access for CloudTrail that was disabled by hand", PATIENCE, async () => {
  const stage = await foundedStage();
  const { world, raw } = stage.sandbox;

  it("turns the trail into one of a single account, which giving access back does not mend, and both is seen", async () => {
    const input = { ServicePrincipal: "cloudtrail.amazonaws.com" };
    await raw({ service: "organizations", operation: "DisableAWSServiceAccess", input });
    expect(Object.values(world.trails).map(({ organization }) => organization)).toEqual([false]);
    expect(steps(await stage.plan("apply"))).toEqual([
      "create logging/trusted-service",
      "update logging/trail /organization",
    ]);
    await raw({ service: "organizations", operation: "EnableAWSServiceAccess", input });
    expect(steps(await stage.plan("apply"))).toEqual(["update logging/trail /organization"]);
    await raw({ service: "organizations", operation: "DisableAWSServiceAccess", input });
  });

  it("is repaired by one apply", async () => {
    const result = await stage.apply(plannedOf(await stage.plan("apply")));
    expect(result).toMatchObject({ failed: [], unfinished: 0, skipped: 0 });
    expect(Object.values(world.trails).map(({ organization }) => organization)).toEqual([true]);
    expect(steps(await stage.plan())).toEqual([]);
  });
});
