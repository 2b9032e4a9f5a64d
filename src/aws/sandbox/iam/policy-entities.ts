import type { Handler } from "../handlers.ts";
import { anyPolicy, customerPolicy, iamOf } from "./find.ts";
import { markerPage } from "./pages.ts";
import { iamQuota } from "./quotas.ts";
import { withoutTags, withTags } from "./tags.ts";

/**
 * One list over groups, roles and users, cut into pages as a whole.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html
 */
export const listEntitiesForPolicy: Handler<"iam:ListEntitiesForPolicy"> = (world, input, at) => {
  const arn = input.PolicyArn ?? "";
  anyPolicy(world, at, arn);
  const { groups, roles, users } = iamOf(world, at);
  const entities = (["Group", "Role", "User"] as const)
    .filter((kind) => input.EntityFilter === undefined || input.EntityFilter === kind)
    .flatMap((kind) =>
      Object.values<{ name: string; id: string; attached: string[] }>({ Group: groups, Role: roles, User: users }[kind])
        .filter(({ attached }) => attached.includes(arn))
        .map(({ name, id }) => ({ kind, name, id })),
    );
  const { items, more } = markerPage(world, "policy-entities", entities, ({ kind, name }) => `${kind} ${name}`, input);
  const named = (kind: string) => items.filter((one) => one.kind === kind);
  return {
    PolicyGroups: named("Group").map(({ name, id }) => ({ GroupName: name, GroupId: id })),
    PolicyRoles: named("Role").map(({ name, id }) => ({ RoleName: name, RoleId: id })),
    PolicyUsers: named("User").map(({ name, id }) => ({ UserName: name, UserId: id })),
    ...more,
  };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html */
export const tagPolicy: Handler<"iam:TagPolicy"> = (world, input, at) => {
  const policy = customerPolicy(world, at, input.PolicyArn);
  policy.tags = withTags(policy.tags, input.Tags ?? [], iamQuota(world, "tags"));
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html */
export const untagPolicy: Handler<"iam:UntagPolicy"> = (world, input, at) => {
  const policy = customerPolicy(world, at, input.PolicyArn);
  policy.tags = withoutTags(policy.tags, input.TagKeys ?? []);
  return {};
};
