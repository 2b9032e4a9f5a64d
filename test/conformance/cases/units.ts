import { exactly, type Shape } from "../shape.ts";
import type { Case } from "../stage.ts";
import { noUnit, organization, unit } from "./furniture.ts";

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html */
function named(name: string): Shape {
  return { Id: "text", Arn: "text", Name: exactly(name), Path: "text" };
}

export const UNITS: readonly Case[] = [
  {
    title: "makes, describes, lists and renames units",
    async play(stage) {
      const root = await organization(stage);
      const { answer } = stage;
      const made = await answer(
        "organizations:CreateOrganizationalUnit",
        { ParentId: root, Name: "workloads", Tags: [{ Key: "team", Value: "platform" }] },
        { OrganizationalUnit: named("workloads") },
      );
      const OrganizationalUnitId = made.OrganizationalUnit?.Id ?? "";
      await answer(
        "organizations:ListTagsForResource",
        { ResourceId: OrganizationalUnitId },
        { Tags: [{ Key: exactly("team"), Value: exactly("platform") }] },
      );
      await answer(
        "organizations:UpdateOrganizationalUnit",
        { OrganizationalUnitId, Name: "work" },
        { OrganizationalUnit: named("work") },
      );
      await answer(
        "organizations:DescribeOrganizationalUnit",
        { OrganizationalUnitId },
        { OrganizationalUnit: named("work") },
      );
      await answer(
        "organizations:ListOrganizationalUnitsForParent",
        { ParentId: root },
        { OrganizationalUnits: [named("work")] },
      );
      await answer(
        "organizations:ListParents",
        { ChildId: OrganizationalUnitId },
        { Parents: [{ Id: exactly(root), Type: exactly("ROOT") }] },
      );
      await answer("organizations:ListAccountsForParent", { ParentId: OrganizationalUnitId }, { Accounts: [] });
    },
  },
  {
    title: "takes a unit's name once below one parent, and again below another",
    async play(stage) {
      const root = await organization(stage);
      const OrganizationalUnitId = await unit(stage, root, "prod");
      const dev = await unit(stage, root, "dev");
      const { answer, refusal } = stage;
      const taken = "DuplicateOrganizationalUnitException";
      await refusal("organizations:CreateOrganizationalUnit", { ParentId: root, Name: "prod" }, taken);
      await refusal("organizations:UpdateOrganizationalUnit", { OrganizationalUnitId, Name: "dev" }, taken);
      await answer(
        "organizations:CreateOrganizationalUnit",
        { ParentId: dev, Name: "prod" },
        { OrganizationalUnit: named("prod") },
      );
    },
  },
  {
    title: "deletes a unit that is empty, and no other",
    async play(stage) {
      const root = await organization(stage);
      const outer = await unit(stage, root, "outer");
      const inner = await unit(stage, outer, "inner");
      const { answer, refusal } = stage;
      await refusal(
        "organizations:DeleteOrganizationalUnit",
        { OrganizationalUnitId: outer },
        "OrganizationalUnitNotEmptyException",
      );
      await answer("organizations:DeleteOrganizationalUnit", { OrganizationalUnitId: inner }, {});
      await refusal(
        "organizations:DescribeOrganizationalUnit",
        { OrganizationalUnitId: inner },
        "OrganizationalUnitNotFoundException",
      );
    },
  },
  {
    title: "knows no unit that is not there",
    async play(stage) {
      const root = await organization(stage);
      const { refusal } = stage;
      const nowhere = noUnit(root);
      const gone = { OrganizationalUnitId: nowhere };
      const notFound = "OrganizationalUnitNotFoundException";
      await refusal("organizations:DescribeOrganizationalUnit", gone, notFound);
      await refusal("organizations:UpdateOrganizationalUnit", { ...gone, Name: "new" }, notFound);
      await refusal("organizations:DeleteOrganizationalUnit", gone, notFound);
      const noParent = "ParentNotFoundException";
      await refusal("organizations:CreateOrganizationalUnit", { ParentId: nowhere, Name: "new" }, noParent);
      await refusal("organizations:ListOrganizationalUnitsForParent", { ParentId: nowhere }, noParent);
      await refusal("organizations:ListAccountsForParent", { ParentId: nowhere }, noParent);
      await refusal("organizations:ListParents", { ChildId: nowhere }, "ChildNotFoundException");
      await refusal("organizations:ListTagsForResource", { ResourceId: nowhere }, "TargetNotFoundException");
    },
  },
];
