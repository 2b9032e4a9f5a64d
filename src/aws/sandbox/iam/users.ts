import type { Caller, Handler } from "../handlers.ts";
import { birthIn } from "../ids.ts";
import type { World } from "../world.ts";
import { groupAnswer, listedUser, userAnswer } from "./answers.ts";
import { isServicePolicy } from "./aws-managed.ts";
import { checkPermissions } from "./documents.ts";
import { charactersOf } from "./encoding.ts";
import { anyPolicy, groupNamed, iamOf, userNamed } from "./find.ts";
import { checkedName, checkedPath } from "./names.ts";
import { markerPage } from "./pages.ts";
import { checkQuota, iamQuota } from "./quotas.ts";
import { alreadyExists, invalid, notAttachable } from "./refusals.ts";
import { type IamGroup, makeUser, wholeSeconds } from "./state.ts";
import { withTags } from "./tags.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export const createUser: Handler<"iam:CreateUser"> = (world, input, at) => {
  const { users } = iamOf(world, at);
  const name = checkedName("userName", input.UserName);
  const path = checkedPath(input.Path);
  const tags = withTags({}, input.Tags ?? [], iamQuota(world, "tags"));
  const boundary = input.PermissionsBoundary ?? null;
  if (boundary !== null) {
    anyPolicy(world, at, boundary);
  }
  checkFree(users, name, "User");
  checkQuota(
    world,
    "users",
    Object.keys(users).length + 1,
    (quota) => `Cannot exceed quota for UsersPerAccount: ${quota}`,
  );
  const user = makeUser(birthIn(world, at.account), { name, path, tags, boundary });
  users[name] = user;
  return { User: userAnswer(user) };
};

/**
 * Without a name: the user who asks.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html
 */
export const getUser: Handler<"iam:GetUser"> = (world, input, at) => ({
  User: userAnswer(userNamed(world, at, input.UserName ?? ownName(at))),
});

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html */
export const listUsers: Handler<"iam:ListUsers"> = (world, input, at) => {
  const under = input.PathPrefix ?? "/";
  const users = Object.values(iamOf(world, at).users).filter((user) => user.path.startsWith(under));
  const { items, more } = markerPage(world, "users", users, (user) => user.name, input);
  return { Users: items.map(listedUser), ...more };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagUser.html */
export const tagUser: Handler<"iam:TagUser"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName);
  user.tags = withTags(user.tags, input.Tags ?? [], iamQuota(world, "tags"));
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html */
export const attachUserPolicy: Handler<"iam:AttachUserPolicy"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName);
  const arn = input.PolicyArn ?? "";
  if (isServicePolicy(anyPolicy(world, at, arn))) {
    notAttachable(arn);
  }
  if (user.attached.includes(arn)) {
    return {};
  }
  checkQuota(
    world,
    "attachedToUser",
    user.attached.length + 1,
    (quota) => `Cannot exceed quota for PoliciesPerUser: ${quota}`,
  );
  user.attached.push(arn);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
export const putUserPolicy: Handler<"iam:PutUserPolicy"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName);
  const name = checkedName("policyName", input.PolicyName);
  const inline = { ...user.inline, [name]: checkPermissions("policyDocument", input.PolicyDocument) };
  const size = Object.values(inline).reduce((sum, text) => sum + charactersOf(text), 0);
  checkQuota(
    world,
    "userInlineCharacters",
    size,
    (quota) => `Maximum policy size of ${quota} bytes exceeded for user ${user.name}`,
  );
  user.inline = inline;
  return {};
};

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

function checkFree(present: Readonly<Record<string, unknown>>, name: string, what: string): void {
  if (Object.keys(present).some((one) => one.toLowerCase() === name.toLowerCase())) {
    alreadyExists(`${what} with name ${name} already exists.`);
  }
}

function ownName(at: Caller): string {
  const name = /:user\/(?:.*\/)?([^/]+)$/.exec(at.principalArn)?.[1];
  return name ?? invalid("Must specify userName when calling with non-User credentials");
}
