import type { Caller, Handler } from "../handlers.ts";
import { birthIn } from "../ids.ts";
import type { World } from "../world.ts";
import { groupAnswer, listedUser } from "./answers.ts";
import { groupNamed, iamOf, own, userNamed } from "./find.ts";
import { checkedName, checkedPath, checkFree } from "./names.ts";
import { markerPage } from "./pages.ts";
import { checkQuota } from "./quotas.ts";
import { deleteConflict, noSuchEntity } from "./refusals.ts";
import { type IamGroup, wholeSeconds } from "./state.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html */
export const createGroup: Handler<"iam:CreateGroup"> = (world, input, at) => {
  const { groups } = iamOf(world, at);
  const name = checkedName("groupName", input.GroupName);
  const path = checkedPath(input.Path);
  checkFree(groups, name, "Group");
  checkQuota(
    world,
    "groups",
    Object.keys(groups).length + 1,
    (quota) => `Cannot exceed quota for GroupsPerAccount: ${quota}`,
  );
  const group = makeGroup(world, at, name, path);
  groups[name] = group;
  return { Group: groupAnswer(group) };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html */
export const addUserToGroup: Handler<"iam:AddUserToGroup"> = (world, input, at) => {
  const group = groupNamed(world, at, input.GroupName);
  const user = userNamed(world, at, input.UserName);
  if (user.groups.includes(group.name)) {
    return {};
  }
  checkQuota(
    world,
    "groupsOfUser",
    user.groups.length + 1,
    (quota) => `Cannot exceed quota for GroupsPerUser: ${quota}`,
  );
  user.groups.push(group.name);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveUserFromGroup.html */
export const removeUserFromGroup: Handler<"iam:RemoveUserFromGroup"> = (world, input, at) => {
  const group = groupNamed(world, at, input.GroupName);
  const user = userNamed(world, at, input.UserName);
  if (!user.groups.includes(group.name)) {
    noSuchEntity(`User ${user.name} not in group ${group.name}`);
  }
  user.groups = user.groups.filter((name) => name !== group.name);
  return {};
};

/**
 * A group with its members, page by page.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html
 */
export const getGroup: Handler<"iam:GetGroup"> = (world, input, at) => {
  const group = groupNamed(world, at, input.GroupName);
  const members = Object.values(iamOf(world, at).users).filter((user) => user.groups.includes(group.name));
  const { items, more } = markerPage(world, "group-members", members, (user) => user.name, input);
  return { Group: groupAnswer(group), Users: items.map(listedUser), ...more };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroups.html */
export const listGroups: Handler<"iam:ListGroups"> = (world, input, at) => {
  const under = input.PathPrefix ?? "/";
  const groups = Object.values(iamOf(world, at).groups).filter((group) => group.path.startsWith(under));
  const { items, more } = markerPage(world, "groups", groups, (group) => group.name, input);
  return { Groups: items.map(groupAnswer), ...more };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html */
export const listGroupsForUser: Handler<"iam:ListGroupsForUser"> = (world, input, at) => {
  const { groups } = iamOf(world, at);
  const joined = userNamed(world, at, input.UserName).groups.flatMap((name) => own(groups, name) ?? []);
  const { items, more } = markerPage(world, "groups-of-user", joined, (group) => group.name, input);
  return { Groups: items.map(groupAnswer), ...more };
};

/**
 * A group without members and policies alone can go.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html
 */
export const deleteGroup: Handler<"iam:DeleteGroup"> = (world, input, at) => {
  const group = groupNamed(world, at, input.GroupName);
  const { users, groups } = iamOf(world, at);
  if (Object.values(users).some((user) => user.groups.includes(group.name))) {
    deleteConflict("Cannot delete entity, must remove users from group first.");
  }
  if (group.attached.length > 0 || Object.keys(group.inline).length > 0) {
    deleteConflict("Cannot delete entity, must detach all policies first.");
  }
  delete groups[group.name];
  return {};
};

function makeGroup(world: World, at: Caller, name: string, path: string): IamGroup {
  const birth = birthIn(world, at.account);
  return {
    name,
    path,
    arn: `arn:${birth.partition}:iam::${birth.account}:group${path}${name}`,
    id: birth.uniqueId("AGPA"),
    inline: {},
    attached: [],
    createDate: wholeSeconds(birth.now),
  };
}
