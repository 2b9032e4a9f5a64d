import { describe, expect, it } from "vitest";
import type { Sandbox } from "../../../src/aws/sandbox/sandbox.ts";
import { accountId, callsOf, DENY, furnished, policyId, rootOf, unitId } from "./furnished.ts";

async function typesOf(sandbox: Sandbox) {
  const { Roots } = await callsOf(sandbox)("organizations:ListRoots", {});
  return Object.fromEntries((Roots?.[0]?.PolicyTypes ?? []).map(({ Type, Status }) => [Type, Status]));
}

async function targetsOf(sandbox: Sandbox, id: string) {
  const { Targets } = await callsOf(sandbox)("organizations:ListTargetsForPolicy", { PolicyId: id });
  return Targets?.map((target) => target.Name).toSorted();
}

describe("a policy type", () => {
  it("is enabled a second after it was asked for", async () => {
    const sandbox = await furnished();
    const input = { RootId: rootOf(sandbox), PolicyType: "BACKUP_POLICY" } as const;
    await callsOf(sandbox)("organizations:EnablePolicyType", input);
    expect(await typesOf(sandbox)).toMatchObject({ BACKUP_POLICY: "PENDING_ENABLE" });
    await expect(callsOf(sandbox)("organizations:EnablePolicyType", input)).rejects.toMatchObject({
      code: "PolicyTypeAlreadyEnabledException",
    });
    await sandbox.clock.sleep(1000);
    expect(await typesOf(sandbox)).toMatchObject({ BACKUP_POLICY: "ENABLED" });
  });

  it("for resource control brings a policy that is attached to everything, now and later", async () => {
    const sandbox = await furnished();
    const call = callsOf(sandbox);
    const RootId = rootOf(sandbox);
    await call("organizations:EnablePolicyType", { RootId, PolicyType: "RESOURCE_CONTROL_POLICY" });
    await sandbox.clock.sleep(1000);
    await call("organizations:CreateOrganizationalUnit", { ParentId: RootId, Name: "Later" });
    expect(await targetsOf(sandbox, "p-RCPFullAWSAccess")).toEqual([
      "Later",
      "Root",
      "Workloads",
      "management",
      "shop",
    ]);
  });

  it("loses its attachments when it is disabled, and gets only AWS's back", async () => {
    const sandbox = await furnished();
    const input = { RootId: rootOf(sandbox), PolicyType: "SERVICE_CONTROL_POLICY" } as const;
    await sandbox.raw({ service: "organizations", operation: "DisablePolicyType", input });
    expect(await targetsOf(sandbox, policyId(sandbox, "deny"))).toEqual([]);
    await sandbox.clock.sleep(1000);
    expect(await typesOf(sandbox)).not.toHaveProperty("SERVICE_CONTROL_POLICY");
    await callsOf(sandbox)("organizations:EnablePolicyType", input);
    await sandbox.clock.sleep(1000);
    expect(await targetsOf(sandbox, "p-FullAWSAccess")).toEqual(["Root", "Workloads", "management", "shop"]);
    expect(await targetsOf(sandbox, policyId(sandbox, "deny"))).toEqual([]);
  });
});

describe("a policy", () => {
  it("is kept byte for byte", async () => {
    const sandbox = await furnished();
    const content = `${DENY}\n  `;
    const call = callsOf(sandbox);
    const PolicyId = policyId(sandbox, "deny");
    await call("organizations:UpdatePolicy", { PolicyId, Content: content });
    const { Policy } = await call("organizations:DescribePolicy", { PolicyId });
    expect(Policy?.Content).toBe(content);
    expect(Policy?.PolicySummary).toMatchObject({ Name: "deny", Type: "SERVICE_CONTROL_POLICY", AwsManaged: false });
  });

  it("is exchanged for another by attaching first and detaching then", async () => {
    const sandbox = await furnished();
    const call = callsOf(sandbox);
    const TargetId = unitId(sandbox, "Workloads");
    await call("organizations:DetachPolicy", { PolicyId: "p-FullAWSAccess", TargetId });
    await expect(
      call("organizations:DetachPolicy", { PolicyId: policyId(sandbox, "deny"), TargetId }),
    ).rejects.toMatchObject({ reason: "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED" });
    await call("organizations:AttachPolicy", { PolicyId: "p-FullAWSAccess", TargetId });
    await call("organizations:DetachPolicy", { PolicyId: policyId(sandbox, "deny"), TargetId });
    await call("organizations:DeletePolicy", { PolicyId: policyId(sandbox, "deny") });
    expect(policyId(sandbox, "deny")).toBeUndefined();
  });

  it("leaves with the unit that it was attached to", async () => {
    const sandbox = await furnished();
    const call = callsOf(sandbox);
    const unit = unitId(sandbox, "Workloads");
    await call("organizations:MoveAccount", {
      AccountId: accountId(sandbox, "shop"),
      SourceParentId: unit,
      DestinationParentId: rootOf(sandbox),
    });
    await call("organizations:DeleteOrganizationalUnit", { OrganizationalUnitId: unit });
    expect(await targetsOf(sandbox, policyId(sandbox, "deny"))).toEqual([]);
  });
});

describe("the tagging API", () => {
  it("finds what Organizations tagged, by type and tag, in us-east-1 alone", async () => {
    const sandbox = await furnished();
    const find = (input: object, region = "us-east-1") =>
      sandbox.transport.send({ is: "base" }, region, "tagging:GetResources", input);
    const arns = async (input: object) => (await find(input)).ResourceTagMappingList?.map((each) => each.ResourceARN);
    expect(await arns({})).toHaveLength(2);
    expect(await arns({ ResourceTypeFilters: ["organizations:account"] })).toEqual([
      expect.stringContaining(`/${accountId(sandbox, "shop")}`),
    ]);
    expect(await arns({ TagFilters: [{ Key: "stage", Values: ["prod", "test"] }] })).toEqual([
      expect.stringContaining(unitId(sandbox, "Workloads")),
    ]);
    expect((await find({}, "eu-west-1")).ResourceTagMappingList).toEqual([]);
  });
});
