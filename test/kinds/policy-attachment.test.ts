import { describe, expect, it } from "vitest";
import { organizationPolicyVerbs } from "../../src/kinds/organization-policy/organization-policy.aws.ts";
import { policyAttachmentVerbs as verbs } from "../../src/kinds/policy-attachment/policy-attachment.aws.ts";
import { policyAttachment } from "../../src/kinds/policy-attachment/policy-attachment.ts";
import { after } from "../../src/model/deferred.ts";
import type { Atlas } from "../../src/model/shape.ts";
import { expectAlready, foundedStage, made, openStage, type Stage, scope, wish } from "./stage.ts";

const SCP = "SERVICE_CONTROL_POLICY";
const DOCUMENT = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "s3:*", Resource: "*" }] };
const OURS = wish("organization-policy", "house/stay", {
  name: "stay",
  type: SCP,
  description: "",
  document: DOCUMENT,
  order: "last" as const,
});
const attachment = (policy: string, target: string) =>
  wish("policy-attachment", "house/stay-on", { policy, target, order: "last" as const });

async function stageWithPolicy(): Promise<Stage & { readonly root: string; readonly policy: string }> {
  const stage = await foundedStage();
  const { id: policy } = await made(stage, organizationPolicyVerbs, OURS);
  stage.writes();
  return { ...stage, policy };
}

describe("an attachment", () => {
  it("is made, belongs to whom its policy belongs, and making it twice is left to a second look", async () => {
    const stage = await stageWithPolicy();
    const to = attachment(stage.policy, stage.root);
    const live = await made(stage, verbs, to);
    expect(live).toMatchObject({
      id: `${stage.policy}:${stage.root}`,
      owner: { is: "us", address: "house/stay" },
      properties: { policy: stage.policy, target: stage.root },
    });
    await expectAlready(verbs.create(stage.aws, to, stage.tools(to.address)));
    expect(stage.sandbox.world.policies[stage.policy]?.targets).toEqual([stage.root]);
  });

  it("is taken away, and taking it away twice is left to a second look", async () => {
    const stage = await stageWithPolicy();
    const live = await made(stage, verbs, attachment(stage.policy, stage.root));
    await verbs.delete?.(stage.aws, live, stage.tools(""));
    await expectAlready(verbs.delete?.(stage.aws, live, stage.tools("")));
    expect(stage.sandbox.world.policies[stage.policy]?.targets).toEqual([]);
    expect(await verbs.find(stage.aws, live.place, live.properties, scope())).toBeNull();
  });

  it("of a policy that is gone is gone", async () => {
    const stage = await stageWithPolicy();
    const { place, properties } = attachment("p-nothere1", stage.root);
    expect(await verbs.find(stage.aws, place, properties, scope())).toBeNull();
  });

  it("is listed for our policies, for those that are wished for, and for all in a thorough look", async () => {
    const stage = await stageWithPolicy();
    await made(stage, verbs, attachment(stage.policy, stage.root));
    await stage.raw("organizations:CreatePolicy", {
      Name: "theirs",
      Type: SCP,
      Description: "",
      Content: JSON.stringify(DOCUMENT),
    });
    const theirs = Object.values(stage.sandbox.world.policies).find(({ name }) => name === "theirs")?.id ?? "";
    await stage.raw("organizations:AttachPolicy", { PolicyId: theirs, TargetId: stage.root });
    const list = async (more: object) => {
      const listed = await verbs.list(stage.aws, OURS.place, { ...scope(), wished: [], ...more });
      return listed.map(({ properties, owner }) => [properties.policy, owner.is]);
    };
    expect(await list({})).toEqual([[stage.policy, "us"]]);
    expect(await list({ wanted: [attachment(theirs, stage.root)] })).toContainEqual([theirs, "nobody"]);
    expect(await list({ thorough: true })).toContainEqual(["p-FullAWSAccess", "nobody"]);
    expect(await verbs.list((await openStage()).aws, OURS.place, scope())).toEqual([]);
  });

  it("belongs to nobody where the policy is AWS's own, which carries no tags", async () => {
    const stage = await stageWithPolicy();
    const { place, properties } = attachment("p-FullAWSAccess", stage.root);
    expect((await verbs.find(stage.aws, place, properties, scope()))?.owner).toEqual({ is: "nobody" });
  });
});

describe("an attachment as a blueprint writes it", () => {
  const atlas: Atlas = {
    root: "r-1",
    unit: (path) => (path === "workloads/prod" ? "ou-p" : null),
    account: (key) => (key === "shop" ? "222222222222" : null),
    unitPaths: ["workloads/prod"],
    accountKeys: ["shop"],
  };
  const resolved = (target: string) => policyAttachment.resolve?.({ policy: "p-1", target, order: "last" }, atlas);

  it.each([
    ["root", "r-1"],
    ["ou:workloads/prod", "ou-p"],
    ["account:shop", "222222222222"],
  ])("names its target as %s", (target, id) => {
    expect(resolved(target)).toMatchObject({ properties: { policy: "p-1", target: id } });
  });

  it.each(["", "workloads/prod", "ou:prod", "account:dev", "ou:", "root:", "unit:workloads/prod"])(
    "cannot have the target %j",
    (target) => {
      expect(resolved(target)).toMatchObject({ problem: { code: "unknown-target", path: "/target" } });
    },
  );

  it("has no key while one of its ends is not known", () => {
    const policy = after(OURS.address, "id");
    expect(policyAttachment.key({ policy, target: "r-1", order: "last" })).toBeNull();
    expect(policyAttachment.key({ policy: "p-1", target: "r-1", order: "last" })).not.toBeNull();
  });
});
