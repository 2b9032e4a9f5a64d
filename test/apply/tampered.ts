import type { World } from "../../src/aws/sandbox/world.ts";
import { openStage, plannedOf } from "../support/plan-in-sandbox.ts";
import { SMALL } from "./crash-sweep.ts";

const DENY = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "s3:*", Resource: "*" }] };
const EVERYBODY = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
};

const ours = (address: string) => [
  { Key: "orgwright:address", Value: address },
  { Key: "orgwright:organization", Value: "small" },
];

/** The small organization after it was founded and then changed by hand in every way that orgwright corrects. */
export async function tamperedWorld(): Promise<World> {
  const stage = await openStage({ file: SMALL });
  await stage.apply(plannedOf(await stage.plan("apply")));
  const { sandbox } = stage;
  const { world } = sandbox;
  const root = world.organization?.rootId ?? "";
  const account = (name: string) => Object.values(world.accounts).find((one) => one.name === name);
  const unit = (name: string) => Object.values(world.units).find((one) => one.name === name);
  const policy = (name: string) => Object.values(world.policies).find((one) => one.name === name)?.id ?? "";
  const [dev, prod] = [account("shop-dev"), account("shop-prod")];

  const organizations = (operation: string, input: object) =>
    sandbox.raw({ service: "organizations", operation, input });
  const iam = (operation: string, input: object, id = "") =>
    sandbox.raw({ service: "iam", operation, input, account: id });

  // Things that were changed.
  const move = { AccountId: dev?.id, SourceParentId: dev?.parent, DestinationParentId: root };
  await organizations("MoveAccount", move);
  await organizations("UpdateOrganizationalUnit", { OrganizationalUnitId: unit("security")?.id, Name: "renamed" });
  await organizations("UpdatePolicy", { PolicyId: policy("foundation-root-user"), Content: JSON.stringify(DENY) });
  await iam("UpdateRole", { RoleName: "OrgwrightApply", Description: "changed by hand" }, prod?.id);
  await organizations("TagResource", { ResourceId: prod?.id, Tags: [{ Key: "Owner", Value: "nobody" }] });
  const trust = { RoleName: "OrgwrightPlan", PolicyDocument: JSON.stringify(EVERYBODY) };
  await iam("UpdateAssumeRolePolicy", trust, prod?.id);
  // Things that lost something.
  await organizations("DetachPolicy", { PolicyId: policy("foundation-stay"), TargetId: root });
  const lostTags = { ResourceId: unit("infrastructure")?.id, TagKeys: ["orgwright:address", "orgwright:organization"] };
  await organizations("UntagResource", lostTags);
  await iam("DeleteRolePolicy", { RoleName: "OrgwrightPlan", PolicyName: "Work" }, dev?.id);
  // Things of ours that the file does not have, some in one another.
  await organizations("CreateOrganizationalUnit", { ParentId: root, Name: "old", Tags: ours("foundation/ou:old") });
  const inner = { ParentId: unit("old")?.id, Name: "inner", Tags: ours("foundation/ou:old/inner") };
  await organizations("CreateOrganizationalUnit", inner);
  await organizations("CreatePolicy", {
    Name: "gone",
    Type: "SERVICE_CONTROL_POLICY",
    Description: "",
    Content: JSON.stringify(DENY),
    Tags: ours("foundation/guardrail:gone"),
  });
  await organizations("AttachPolicy", { PolicyId: policy("gone"), TargetId: unit("inner")?.id });
  const role = {
    RoleName: "Gone",
    AssumeRolePolicyDocument: JSON.stringify(EVERYBODY),
    Tags: ours("foundation/role:gone"),
  };
  await iam("CreateRole", role, prod?.id);
  await iam("PutRolePolicy", { RoleName: "Gone", PolicyName: "Deny", PolicyDocument: JSON.stringify(DENY) }, prod?.id);
  return structuredClone(world);
}
