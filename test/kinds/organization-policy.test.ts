import { describe, expect, it } from "vitest";
import { organizationPolicyVerbs as verbs } from "../../src/kinds/organization-policy/organization-policy.aws.ts";
import { organizationPolicy } from "../../src/kinds/organization-policy/organization-policy.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { expectAlready, fields, foundedStage, made, openStage, type Stage, scope, wish } from "./stage.ts";

const SCP = "SERVICE_CONTROL_POLICY";
const document = (action: string): JsonObject => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: action, Resource: "*" }],
});
const policy = (name: string, more: object = {}) =>
  wish("organization-policy", `house/policy:${name}`, {
    name,
    type: SCP,
    description: "",
    document: document("organizations:LeaveOrganization"),
    order: "last" as const,
    ...more,
  });

const named = ({ sandbox }: Stage, name: string) =>
  Object.values(sandbox.world.policies).find((one) => one.name === name);

describe("a policy", () => {
  it("is made with its tags and its text without white space", async () => {
    const stage = await foundedStage();
    const to = policy("stay");
    const live = await made(stage, verbs, to);
    expect(live).toMatchObject({ owner: { is: "us", address: to.address }, outputs: { id: live.id } });
    const { order: _, ...standing } = organizationPolicy.normal(to.properties);
    expect(live.properties).toEqual(standing);
    expect(named(stage, "stay")?.content).not.toMatch(/\s/);
    expect(stage.writes()).toEqual(["organizations:CreatePolicy"]);
  });

  it("is found by its name among those of its type, and by its id under any name", async () => {
    const stage = await foundedStage();
    const live = await made(stage, verbs, policy("stay"));
    const find = (name: string, id?: string) =>
      verbs.find(stage.aws, live.place, { ...live.properties, name }, scope(), id);
    expect(await find("stay")).toEqual(live);
    expect(await find("other")).toBeNull();
    expect(await find("other", live.id)).toEqual(live);
    expect(await find("stay", "p-nothere1")).toBeNull();
  });

  it("is listed when it is ours or wished for, and never when it is AWS's own", async () => {
    const stage = await foundedStage();
    for (const Name of ["theirs", "wished"]) {
      const Content = JSON.stringify(document("s3:*"));
      await stage.raw("organizations:CreatePolicy", { Name, Type: SCP, Description: "", Content });
    }
    await made(stage, verbs, policy("ours"));
    const list = async (thorough: boolean) => {
      const listed = await verbs.list(stage.aws, policy("").place, { ...scope(policy("wished")), thorough });
      return listed.map(({ properties, owner }) => `${properties.name} ${owner.is}`).sort();
    };
    expect(await list(false)).toEqual(["ours us", "wished nobody"]);
    expect(await list(true)).toEqual(["ours us", "theirs nobody", "wished nobody"]);
    expect(await verbs.list((await openStage()).aws, policy("").place, scope())).toEqual([]);
  });

  it("is changed in the fields that differ, and in no other", async () => {
    const stage = await foundedStage();
    const live = await made(stage, verbs, policy("stay"));
    const to = policy("stay two", { description: "new", document: document("account:*") });
    const update = async (...paths: string[]) => {
      await verbs.update(stage.aws, live, to, fields(...paths), stage.tools(to.address));
      const now = Object.values(stage.sandbox.world.policies).find(({ id }) => id === live.id);
      return [now?.name, now?.description, now?.content.includes("account:*")];
    };
    expect(await update("/description")).toEqual(["stay", "new", false]);
    expect(await update("/document")).toEqual(["stay", "new", true]);
    expect(await update("/name")).toEqual(["stay two", "new", true]);
  });

  it("is adopted, and deleted, and left to a second look when somebody was faster", async () => {
    const stage = await foundedStage();
    const Content = JSON.stringify(document("s3:*"));
    await stage.raw("organizations:CreatePolicy", { Name: "stay", Type: SCP, Description: "", Content });
    const live = await verbs.find(stage.aws, policy("").place, policy("stay").properties, scope());
    await verbs.claim?.(stage.aws, live as never, stage.tools("house/policy:stay"));
    expect(named(stage, "stay")?.tags).toMatchObject({ "orgwright:organization": "acme" });
    await verbs.delete?.(stage.aws, live as never, stage.tools(""));
    await expectAlready(verbs.delete?.(stage.aws, live as never, stage.tools("")));
    expect(named(stage, "stay")).toBeUndefined();
  });

  it("that is attached is not deleted by AWS", async () => {
    const stage = await foundedStage();
    const live = await made(stage, verbs, policy("stay"));
    await stage.raw("organizations:AttachPolicy", { PolicyId: live.id, TargetId: stage.root });
    await expect(verbs.delete?.(stage.aws, live, stage.tools(""))).rejects.toMatchObject({
      code: "PolicyInUseException",
    });
  });

  it("whose text is no policy shows as one that differs", async () => {
    const stage = await foundedStage();
    const live = await made(stage, verbs, policy("stay"));
    const stored = stage.sandbox.world.policies[live.id];
    Object.assign(stored as object, { content: "not JSON %" });
    const found = await verbs.find(stage.aws, live.place, live.properties, scope(), live.id);
    expect(found?.properties.document).toEqual({ unreadable: "not JSON %" });
  });
});
