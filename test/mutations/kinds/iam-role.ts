import type { RawCall } from "../../../src/aws/sandbox/sandbox.ts";
import type { IamRole } from "../../../src/kinds/iam-role/iam-role.ts";
import { inAccount, listOf, OUR_TAG_KEYS, ourTags, trustOf } from "../calls.ts";
import type { Names } from "../founded.ts";
import type { KindMutations } from "../mutation.ts";

const SUBJECT = "things/role";
const AUDIT = "arn:aws:iam::aws:policy/SecurityAudit";
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const ROLE = { RoleName: "Support" };

export const iamRoleMutations: KindMutations<IamRole> = {
  subject: SUBJECT,
  fields: {
    name: [
      {
        does: "makes one of another name in its stead",
        calls: (names) => [...removed(names), ...made(names, { RoleName: "Helpers", Path: "/acme/" })],
        told: ["immutable-field"],
      },
    ],
    path: [
      {
        does: "makes one with another path in its stead",
        calls: (names) => [...removed(names), ...made(names, { RoleName: "Support", Path: "/" })],
        told: ["immutable-field"],
      },
    ],
    description: [
      {
        does: "describes it otherwise",
        calls: (names) => [on(names, "UpdateRole", { Description: "Nothing", MaxSessionDuration: 7200 })],
      },
    ],
    trust: [
      {
        does: "lets the members of another account in",
        calls: (names) => [
          on(names, "UpdateAssumeRolePolicy", {
            PolicyDocument: JSON.stringify({
              Version: "2012-10-17",
              Statement: [{ Effect: "Allow", Principal: { AWS: "999999999999" }, Action: "sts:AssumeRole" }],
            }),
          }),
        ],
      },
    ],
    inline: [
      {
        does: "widens a policy of it",
        calls: (names) => [on(names, "PutRolePolicy", { PolicyName: "Read", PolicyDocument: everything() })],
      },
      {
        does: "adds a policy to it",
        calls: (names) => [on(names, "PutRolePolicy", { PolicyName: "More", PolicyDocument: everything() })],
      },
      {
        does: "takes a policy out of it",
        calls: (names) => [on(names, "DeleteRolePolicy", { PolicyName: "Read" })],
      },
    ],
    managed: [
      {
        does: "attaches another policy",
        calls: (names) => [on(names, "AttachRolePolicy", { PolicyArn: ADMINISTRATOR })],
      },
      { does: "detaches its policy", calls: (names) => [on(names, "DetachRolePolicy", { PolicyArn: AUDIT })] },
    ],
    maxSessionSeconds: [
      {
        does: "has its sessions last longer",
        calls: (names) => [on(names, "UpdateRole", { Description: "Looks into the shop", MaxSessionDuration: 43_200 })],
      },
    ],
    tags: [
      {
        does: "writes another owner",
        calls: (names) => [on(names, "TagRole", { Tags: listOf({ Owner: "nobody" }) })],
      },
      { does: "takes a tag off", calls: (names) => [on(names, "UntagRole", { TagKeys: ["Owner"] })] },
    ],
  },
  ours: [{ does: "takes our tags off", calls: (names) => [on(names, "UntagRole", { TagKeys: OUR_TAG_KEYS })] }],
};

function on(names: Names, operation: string, input: object): RawCall {
  return inAccount(names, "shop", `iam:${operation}`, { ...ROLE, ...input });
}

/** What a role needs before it can go, and its going. */
function removed(names: Names): RawCall[] {
  return [
    on(names, "DetachRolePolicy", { PolicyArn: AUDIT }),
    on(names, "DeleteRolePolicy", { PolicyName: "Read" }),
    on(names, "DeleteRole", {}),
  ];
}

/** The role of the file, as it is but for what is said. */
function made(names: Names, said: { readonly RoleName: string; readonly Path: string }): RawCall[] {
  const { RoleName } = said;
  return [
    inAccount(names, "shop", "iam:CreateRole", {
      ...said,
      Description: "Looks into the shop",
      MaxSessionDuration: 7200,
      AssumeRolePolicyDocument: trustOf(names, "OnCall"),
      Tags: listOf({ ...ourTags(SUBJECT), Owner: "shop" }),
    }),
    inAccount(names, "shop", "iam:AttachRolePolicy", { RoleName, PolicyArn: AUDIT }),
    inAccount(names, "shop", "iam:PutRolePolicy", {
      RoleName,
      PolicyName: "Read",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
      }),
    }),
  ];
}

function everything(): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
}
