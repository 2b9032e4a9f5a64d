import type { IamGroup, IamState, IamUser } from "../../../src/aws/sandbox/iam/state.ts";
import type { World } from "../../../src/aws/sandbox/world.ts";
import { allowing, ask, MANAGEMENT } from "./iam-world.ts";

/** A list of IAM that is cut into pages. */
export interface Subject {
  /** Puts so many items into the list. */
  readonly fill: (world: World, count: number) => void;
  readonly input: object;
  readonly nameOf: (item: never) => string | undefined;
}

/** So many names, in their order. */
export const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => `n${1000 + index}`);

const arnsOf = (count: number): string[] => numbers(count).map((name) => `arn:aws:iam::${MANAGEMENT}:policy/${name}`);
const documentsOf = (count: number) =>
  Object.fromEntries(numbers(count).map((name) => [name, allowing("s3:GetObject")]));

function iamOf(world: World): IamState {
  const iam = world.accounts[MANAGEMENT]?.iam;
  if (iam === undefined) {
    throw new Error("the management account is gone");
  }
  return iam;
}

function team(world: World): IamGroup {
  ask(world, "iam:CreateGroup", { GroupName: "team" });
  return iamOf(world).groups["team"] as IamGroup;
}

function admin(world: World): IamUser {
  return iamOf(world).users["admin"] as IamUser;
}

function withUsers(world: World, count: number): void {
  iamOf(world).users = Object.fromEntries(
    numbers(count).map((name) => [name, { ...admin(world), name, groups: ["team"] }]),
  );
}

const OWN = `arn:aws:iam::${MANAGEMENT}:policy/own`;

function own(world: World) {
  ask(world, "iam:CreatePolicy", { PolicyName: "own", PolicyDocument: allowing("s3:GetObject") });
  return iamOf(world).policies[OWN] as IamState["policies"][string];
}

const USER = { UserName: "admin" };
const GROUP = { GroupName: "team" };

/** The lists of users, groups and what hangs on them. */
export const PEOPLE_SUBJECTS = {
  "iam:ListUsers": { fill: withUsers, input: {}, nameOf: (user: { UserName?: string }) => user.UserName },
  "iam:GetGroup": {
    fill: (world, count) => {
      team(world);
      withUsers(world, count);
    },
    input: GROUP,
    nameOf: (user: { UserName?: string }) => user.UserName,
  },
  "iam:ListGroupsForUser": {
    fill: (world, count) => {
      const group = team(world);
      iamOf(world).groups = Object.fromEntries(numbers(count).map((name) => [name, { ...group, name }]));
      admin(world).groups = numbers(count);
    },
    input: USER,
    nameOf: (group: { GroupName?: string }) => group.GroupName,
  },
  "iam:ListGroupPolicies": {
    fill: (world, count) => {
      team(world).inline = documentsOf(count);
    },
    input: GROUP,
    nameOf: (name: string) => name,
  },
  "iam:ListAttachedGroupPolicies": {
    fill: (world, count) => {
      team(world).attached = arnsOf(count);
    },
    input: GROUP,
    nameOf: (policy: { PolicyName?: string }) => policy.PolicyName,
  },
  "iam:ListUserPolicies": {
    fill: (world, count) => {
      admin(world).inline = documentsOf(count);
    },
    input: USER,
    nameOf: (name: string) => name,
  },
  "iam:ListAttachedUserPolicies": {
    fill: (world, count) => {
      admin(world).attached = arnsOf(count);
    },
    input: USER,
    nameOf: (policy: { PolicyName?: string }) => policy.PolicyName,
  },
  "iam:ListAccessKeys": {
    fill: (world, count) => {
      admin(world).accessKeys = numbers(count).map((id) => ({
        id,
        active: true,
        createDate: "2026-01-01T00:00:00.000Z",
      }));
    },
    input: USER,
    nameOf: (key: { AccessKeyId?: string }) => key.AccessKeyId,
  },
  "iam:ListMFADevices": {
    fill: (world, count) => {
      admin(world).mfaDevices = numbers(count);
    },
    input: USER,
    nameOf: (device: { SerialNumber?: string }) => device.SerialNumber,
  },
  "iam:ListVirtualMFADevices": {
    fill: (world, count) => {
      iamOf(world).mfaDevices = Object.fromEntries(
        numbers(count).map((serial) => [serial, { serial, enableDate: null }]),
      );
    },
    input: { AssignmentStatus: "Unassigned" },
    nameOf: (device: { SerialNumber?: string }) => device.SerialNumber,
  },
  "iam:ListPolicyTags": {
    fill: (world, count) => {
      own(world).tags = Object.fromEntries(numbers(count).map((key) => [key, "x"]));
    },
    input: { PolicyArn: OWN },
    nameOf: (tag: { Key?: string }) => tag.Key,
  },
  "iam:ListEntitiesForPolicy": {
    fill: (world, count) => {
      own(world);
      const group = { ...team(world), attached: [OWN] };
      iamOf(world).groups = Object.fromEntries(numbers(count).map((name) => [name, { ...group, name }]));
    },
    input: { PolicyArn: OWN },
    nameOf: (group: { GroupName?: string }) => group.GroupName,
  },
} as const satisfies Readonly<Record<string, Subject>>;
