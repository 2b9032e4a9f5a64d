import { describe, expect, it } from "vitest";
import { Unfinished } from "../../src/aws/contract/unfinished.ts";
import { policyTypeVerbs } from "../../src/kinds/policy-type/policy-type.aws.ts";
import { rootAccessVerbs } from "../../src/kinds/root-access/root-access.aws.ts";
import { trustedServiceVerbs } from "../../src/kinds/trusted-service/trusted-service.aws.ts";
import { expectAlready, fields, foundedStage, made, openStage, scope, wish } from "./stage.ts";

const type = (root: string) => wish("policy-type", "foundation/type", { type: "TAG_POLICY", root });
const service = wish("trusted-service", "foundation/service", { principal: "iam.amazonaws.com" });
const access = (sessions: boolean) =>
  wish("root-access", "foundation/root-access", { credentialsManagement: true, sessions });

describe("a policy type", () => {
  it("is enabled and waited for", async () => {
    const stage = await foundedStage({ tempo: { policyTypeMilliseconds: 20_000 } });
    const live = await made(stage, policyTypeVerbs, type(stage.root));
    expect(live).toMatchObject({ id: "TAG_POLICY", owner: { is: "nobody" }, properties: { root: stage.root } });
    expect(stage.waits.length).toBeGreaterThan(0);
    const listed = await policyTypeVerbs.list(stage.aws, live.place, scope());
    expect(listed.map(({ id }) => id)).toEqual(["SERVICE_CONTROL_POLICY", "TAG_POLICY"]);
    expect(listed[1]).toEqual(live);
  });

  it("that is enabled already is left to a second look", async () => {
    const stage = await foundedStage();
    await made(stage, policyTypeVerbs, type(stage.root));
    await expectAlready(made(stage, policyTypeVerbs, type(stage.root)));
  });

  it("that AWS is enabling already is waited for, and not asked for again", async () => {
    const stage = await foundedStage();
    await stage.raw("organizations:EnablePolicyType", { RootId: stage.root, PolicyType: "TAG_POLICY" });
    stage.writes();
    await made(stage, policyTypeVerbs, type(stage.root));
    expect(stage.writes()).toEqual([]);
  });

  it("is not taken for enabled while AWS is at it, and not waited for without end", async () => {
    const stage = await foundedStage({ tempo: { policyTypeMilliseconds: 3_600_000 } });
    await expect(made(stage, policyTypeVerbs, type(stage.root))).rejects.toBeInstanceOf(Unfinished);
    const listed = await policyTypeVerbs.list(stage.aws, type("").place, scope());
    expect(listed.map(({ id }) => id)).toEqual(["SERVICE_CONTROL_POLICY"]);
    expect(await policyTypeVerbs.find(stage.aws, type("").place, type("").properties, scope())).toBeNull();
  });

  it("is none where there is no organization", async () => {
    expect(await policyTypeVerbs.list((await openStage()).aws, type("").place, scope())).toEqual([]);
  });

  it("is never disabled", () => {
    expect(policyTypeVerbs.delete).toBeUndefined();
  });
});

describe("a trusted service", () => {
  it("is enabled, twice if need be, and listed", async () => {
    const stage = await foundedStage();
    await made(stage, trustedServiceVerbs, service);
    const live = await made(stage, trustedServiceVerbs, service);
    expect(live).toMatchObject({ id: "iam.amazonaws.com", owner: { is: "nobody" } });
    expect(await trustedServiceVerbs.list(stage.aws, live.place, scope())).toEqual([live]);
  });

  it("is none where there is no organization, and none before it is enabled", async () => {
    expect(await trustedServiceVerbs.list((await openStage()).aws, service.place, scope())).toEqual([]);
    const { aws } = await foundedStage();
    expect(await trustedServiceVerbs.find(aws, service.place, service.properties, scope())).toBeNull();
  });

  it("is never disabled", () => {
    expect(trustedServiceVerbs.delete).toBeUndefined();
  });
});

describe("central root access", () => {
  async function stageWithIam() {
    const stage = await foundedStage();
    await stage.raw("organizations:EnableAWSServiceAccess", { ServicePrincipal: "iam.amazonaws.com" });
    return stage;
  }

  it("is switched on, with sessions only where they are wished for", async () => {
    const stage = await stageWithIam();
    expect((await made(stage, rootAccessVerbs, access(false))).properties).toEqual({
      credentialsManagement: true,
      sessions: false,
    });
    expect(stage.writes()).toEqual(["iam:EnableOrganizationsRootCredentialsManagement"]);
    expect((await made(stage, rootAccessVerbs, access(true))).properties).toMatchObject({ sessions: true });
  });

  it("is not there before the service is trusted, nor where there is no organization", async () => {
    const look = async (stage: Awaited<ReturnType<typeof openStage>>) => [
      ...(await rootAccessVerbs.list(stage.aws, access(true).place, scope(access(true)))),
      await rootAccessVerbs.find(stage.aws, access(true).place, access(true).properties, scope()),
    ];
    expect(await look(await openStage())).toEqual([null]);
    expect(await look(await foundedStage())).toEqual([null]);
    expect(await look(await stageWithIam())).toEqual([null]);
  });

  it("is not asked for by a file that does not wish for it", async () => {
    const stage = await stageWithIam();
    expect(await rootAccessVerbs.list(stage.aws, access(true).place, scope())).toEqual([]);
    expect(stage.sandbox.calls.map(({ operation }) => operation)).not.toContain("ListOrganizationsFeatures");
  });

  it("gets its sessions later, and never loses them", async () => {
    const stage = await stageWithIam();
    const live = await made(stage, rootAccessVerbs, access(false));
    await rootAccessVerbs.update(stage.aws, live, access(true), fields("/sessions"), stage.tools(""));
    await rootAccessVerbs.update(stage.aws, live, access(false), fields("/sessions"), stage.tools(""));
    const now = await rootAccessVerbs.find(stage.aws, live.place, live.properties, scope());
    expect(now?.properties.sessions).toBe(true);
    expect(rootAccessVerbs.delete).toBeUndefined();
  });
});
