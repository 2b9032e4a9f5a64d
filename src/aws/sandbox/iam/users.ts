import type { Handler } from "../handlers.ts";
import { birthIn } from "../ids.ts";
import { listedUser, userAnswer } from "./answers.ts";
import { anyPolicy, iamOf, userNamed } from "./find.ts";
import { checkedName, checkedPath, checkFree, ownName } from "./names.ts";
import { markerPage } from "./pages.ts";
import { checkQuota, iamQuota } from "./quotas.ts";
import { deleteConflict } from "./refusals.ts";
import { makeUser } from "./state.ts";
import { tagEntries, withoutTags, withTags } from "./tags.ts";
import { forgetPrincipal } from "./trust-documents.ts";

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

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagUser.html */
export const untagUser: Handler<"iam:UntagUser"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName);
  user.tags = withoutTags(user.tags, input.TagKeys ?? []);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserTags.html */
export const listUserTags: Handler<"iam:ListUserTags"> = (world, input, at) => {
  const tags = tagEntries(userNamed(world, at, input.UserName).tags);
  const { items, more } = markerPage(world, "user-tags", tags, (tag) => tag.Key, input);
  return { Tags: items, ...more };
};

/**
 * Everything that a user has must go before the user does.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
 */
export const deleteUser: Handler<"iam:DeleteUser"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName);
  const left: readonly (readonly [boolean, string])[] = [
    [user.groups.length > 0, "must remove users from group first"],
    [user.attached.length > 0, "must detach all policies first"],
    [Object.keys(user.inline).length > 0, "must delete policies first"],
    [(user.loginProfile ?? null) !== null, "must delete login profile first"],
    [(user.accessKeys ?? []).length > 0, "must delete access keys first"],
    [user.mfaDevices.length > 0, "must delete MFA device first"],
  ];
  const reason = left.find(([is]) => is)?.[1];
  if (reason !== undefined) {
    deleteConflict(`Cannot delete entity, ${reason}.`);
  }
  delete iamOf(world, at).users[user.name];
  forgetPrincipal(world, user);
  return {};
};
