import { describe, expect, it } from "vitest";
import { openStage, plannedOf, type Stage } from "../support/plan-in-sandbox.ts";

const SMALL = { file: "test/scenarios/log-founded/organization.yaml" };
const HOME = "eu-west-1";

async function founded(): Promise<Stage> {
  const stage = await openStage(SMALL);
  await stage.apply(plannedOf(await stage.plan("apply")));
  return stage;
}

/** The next plan: what it does to things of others, and what it tells. */
async function planned(stage: Stage) {
  const { plan } = plannedOf(await stage.plan("apply"));
  return {
    steps: plan.steps.map(({ id, change }) => `${change.action} ${id}`),
    told: plan.findings
      .filter(({ severity }) => severity !== "note")
      .map(({ code, severity }) => `${severity} ${code}`),
  };
}

async function tagKey(stage: Stage, operation: "TagResource" | "UntagResource", input: object): Promise<void> {
  const [key] = Object.values(stage.sandbox.world.keys);
  const whole = { KeyId: key?.id, ...input };
  await stage.sandbox.raw({ service: "kms", operation, input: whole, account: key?.account ?? "", region: HOME });
}

describe("what is there already when the log is wished for", () => {
  it("is taken over where it is a trail of the same name, which somebody made for one account", async () => {
    const stage = await openStage(SMALL);
    const raw = async (service: string, operation: string, input: object) =>
      await stage.sandbox.raw({ service, operation, input, region: service === "cloudtrail" ? HOME : "us-east-1" });
    await raw("organizations", "CreateOrganization", { FeatureSet: "ALL" });
    const arns = ["arn:aws:s3:::somebodys", "arn:aws:s3:::somebodys/*"];
    const statement = {
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: ["s3:GetBucketAcl", "s3:PutObject"],
      Resource: arns,
    };
    await raw("s3", "CreateBucket", { Bucket: "somebodys" });
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await raw("s3", "PutBucketPolicy", { Bucket: "somebodys", Policy });
    await raw("cloudtrail", "CreateTrail", { Name: "org-trail", S3BucketName: "somebodys" });
    const { steps } = await planned(stage);
    expect(steps.filter((step) => step.endsWith("logging/trail"))).toEqual(["adopt logging/trail"]);
    expect(await stage.apply(plannedOf(await stage.plan("apply")))).toMatchObject({ failed: [], unfinished: 0 });
    expect((await planned(stage)).steps).toEqual([]);
    expect(Object.values(stage.sandbox.world.trails).map(({ bucket }) => bucket)).not.toContain("somebodys");
  });

  it("is taken over where it is a key under the alias that carries nobody's tags", async () => {
    const stage = await founded();
    await tagKey(stage, "UntagResource", { TagKeys: ["orgwright:address", "orgwright:organization"] });
    expect(await planned(stage)).toEqual({ steps: ["adopt logging/key"], told: [] });
  });

  it("is left alone where it is a key of another file under the alias, and nothing is applied", async () => {
    const stage = await founded();
    const Tags = [
      { TagKey: "orgwright:organization", TagValue: "other" },
      { TagKey: "orgwright:address", TagValue: "their/key" },
    ];
    await tagKey(stage, "TagResource", { Tags });
    expect(await planned(stage)).toEqual({
      steps: [],
      told: ["error owned-by-another-organization", "warning needs-what-is-blocked"],
    });
  });

  it("is put right where it is a policy type that somebody disabled, which took its policies off", async () => {
    const stage = await founded();
    const input = { RootId: stage.sandbox.world.organization?.rootId, PolicyType: "SERVICE_CONTROL_POLICY" };
    await stage.sandbox.raw({ service: "organizations", operation: "DisablePolicyType", input });
    expect((await planned(stage)).steps).toEqual([
      "create foundation/policy-type:SERVICE_CONTROL_POLICY",
      "create foundation/guardrail-attachment:stay/root",
    ]);
  });

  it("ends the run with AWS's own words where it is a quota that is reached, and the log is not begun", async () => {
    const stage = await openStage({ ...SMALL, quotas: { accounts: 1 } });
    const { failed, skipped } = await stage.apply(plannedOf(await stage.plan("apply")));
    expect(failed.map(({ code }) => code)).toEqual(["aws-refused"]);
    expect(failed[0]?.detail).toContain("ACCOUNT_NUMBER_LIMIT_EXCEEDED");
    expect(failed[0]?.fix).not.toBe("");
    expect(skipped).toBeGreaterThan(0);
    const { buckets, keys, trails } = stage.sandbox.world;
    expect([buckets, keys, trails].map((things) => Object.keys(things))).toEqual([[], [], []]);
  });
});
