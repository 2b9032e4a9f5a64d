import type { OrganizationalUnit } from "@aws-sdk/client-organizations";
import type { Handler } from "../handlers.ts";
import { nextId } from "../ids.ts";
import { refuse } from "../refuse.ts";
import type { OrganizationState, UnitState, World } from "../world.ts";
import { targetArn } from "./arns.ts";
import { detachAll, greet } from "./full-access.ts";
import { constraintViolation, idOf, text } from "./invalid-input.ts";
import { listed, nextToken } from "./lists.ts";
import { managerOf, readerOf } from "./membership.ts";
import { checkedTags } from "./tag-rules.ts";
import { accountsIn, isParent, pathOf, unitsDownTo, unitsIn } from "./tree.ts";

const NAME = { min: 1, max: 128 };

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganizationalUnit.html */
export const createOrganizationalUnit: Handler<"organizations:CreateOrganizationalUnit"> = (world, input, at) => {
  const organization = managerOf(world, at);
  const parent = idOf(input.ParentId, "ParentId", "parent");
  const name = text(input.Name, "Name", NAME);
  const tags = checkedTags(world, input.Tags);
  checkParent(world, organization, parent);
  checkName(world, parent, name);
  checkRoom(world, parent);
  const unit: UnitState = { id: nextId(world, `ou-${organization.rootId.slice(2)}-`, 8), name, parent, tags };
  world.units[unit.id] = unit;
  greet(world, organization, unit.id);
  return { OrganizationalUnit: unitOf(world, organization, unit) };
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_UpdateOrganizationalUnit.html */
export const updateOrganizationalUnit: Handler<"organizations:UpdateOrganizationalUnit"> = (world, input, at) => {
  const organization = managerOf(world, at);
  const unit = unitWith(world, input.OrganizationalUnitId);
  if (input.Name !== undefined) {
    const name = text(input.Name, "Name", NAME);
    if (name !== unit.name) {
      checkName(world, unit.parent, name);
      unit.name = name;
    }
  }
  return { OrganizationalUnit: unitOf(world, organization, unit) };
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeleteOrganizationalUnit.html */
export const deleteOrganizationalUnit: Handler<"organizations:DeleteOrganizationalUnit"> = (world, input, at) => {
  managerOf(world, at);
  const unit = unitWith(world, input.OrganizationalUnitId);
  if (unitsIn(world, unit.id).length > 0 || accountsIn(world, unit.id).length > 0) {
    refuse("OrganizationalUnitNotEmptyException", "The organizational unit contains accounts or other units.");
  }
  detachAll(world, unit.id);
  delete world.units[unit.id];
  return {};
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganizationalUnit.html */
export const describeOrganizationalUnit: Handler<"organizations:DescribeOrganizationalUnit"> = (world, input, at) => {
  const organization = readerOf(world, at);
  return { OrganizationalUnit: unitOf(world, organization, unitWith(world, input.OrganizationalUnitId)) };
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListOrganizationalUnitsForParent.html */
export const listOrganizationalUnitsForParent: Handler<"organizations:ListOrganizationalUnitsForParent"> = (
  world,
  input,
  at,
) => {
  const organization = readerOf(world, at);
  const parent = idOf(input.ParentId, "ParentId", "parent");
  checkParent(world, organization, parent);
  const page = listed(world, `units:${parent}`, unitsIn(world, parent), input);
  return { OrganizationalUnits: page.items.map((unit) => unitOf(world, organization, unit)), ...nextToken(page) };
};

/** Refuses what is neither the root nor a unit. */
export function checkParent(world: World, organization: OrganizationState, parent: string): void {
  if (!isParent(world, organization, parent)) {
    refuse("ParentNotFoundException", `There is no root or organizational unit ${parent}.`);
  }
}

function unitWith(world: World, id: unknown): UnitState {
  const unit = world.units[idOf(id, "OrganizationalUnitId", "unit")];
  return unit ?? refuse("OrganizationalUnitNotFoundException", `There is no organizational unit ${String(id)}.`);
}

function unitOf(world: World, organization: OrganizationState, unit: UnitState): OrganizationalUnit {
  return {
    Id: unit.id,
    Arn: targetArn(world, organization, unit.id),
    Name: unit.name,
    Path: pathOf(world, organization, unit.id),
  };
}

function checkName(world: World, parent: string, name: string): void {
  if (unitsIn(world, parent).some((unit) => unit.name === name)) {
    refuse("DuplicateOrganizationalUnitException", `An organizational unit ${name} already exists there.`);
  }
}

function checkRoom(world: World, parent: string): void {
  if (unitsDownTo(world, parent).length >= world.quotas.unitDepth) {
    constraintViolation("OU_DEPTH_LIMIT_EXCEEDED", `Units may be ${world.quotas.unitDepth} levels deep.`);
  }
  if (Object.keys(world.units).length >= world.quotas.units) {
    constraintViolation("OU_NUMBER_LIMIT_EXCEEDED", `The organization may have ${world.quotas.units} units.`);
  }
}
