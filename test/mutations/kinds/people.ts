import type { RawCall } from "../../../src/aws/sandbox/sandbox.ts";
import type { AccountAlias } from "../../../src/kinds/account-alias/account-alias.ts";
import type { IamGroup } from "../../../src/kinds/iam-group/iam-group.ts";
import type { IamPolicy } from "../../../src/kinds/iam-policy/iam-policy.ts";
import type { IamUser } from "../../../src/kinds/iam-user/iam-user.ts";
import type { PasswordPolicy } from "../../../src/kinds/password-policy/password-policy.ts";
import { inAccount, listOf, OUR_TAG_KEYS, ourTags } from "../calls.ts";
import type { Names } from "../founded.ts";
import type { KindMutations, Mutation } from "../mutation.ts";

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const SAM = { UserName: "sam" };
const TEAM = { GroupName: "team" };

function on(names: Names, operation: string, input: object): RawCall {
  return inAccount(names, "shop", `iam:${operation}`, input);
}

function allowing(action: string, sid = "Look"): string {
  const statement = { Sid: sid, Effect: "Allow", Action: action, Resource: "*" };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

export const iamUserMutations: KindMutations<IamUser> = {
  subject: "things/user",
  fields: {
    name: [
      {
        does: "makes one of another name in its stead",
        calls: (names) => [on(names, "DeleteUser", SAM), remade(names, "samuel", "/acme/")],
        told: ["immutable-field"],
      },
    ],
    path: [
      {
        does: "makes one with another path in its stead",
        calls: (names) => [on(names, "DeleteUser", SAM), remade(names, "sam", "/")],
        told: ["immutable-field"],
      },
    ],
    policies: [
      {
        does: "attaches a policy to it",
        calls: (names) => [on(names, "AttachUserPolicy", { ...SAM, PolicyArn: ADMINISTRATOR })],
      },
      {
        does: "writes a policy into it",
        calls: (names) => [
          on(names, "PutUserPolicy", { ...SAM, PolicyName: "More", PolicyDocument: allowing("s3:*") }),
        ],
      },
    ],
    tags: [
      {
        does: "writes another owner",
        calls: (names) => [on(names, "TagUser", { ...SAM, Tags: listOf({ Owner: "nobody" }) })],
      },
      { does: "takes a tag off", calls: (names) => [on(names, "UntagUser", { ...SAM, TagKeys: ["Owner"] })] },
    ],
  },
  ours: [{ does: "takes our tags off", calls: (names) => [on(names, "UntagUser", { ...SAM, TagKeys: OUR_TAG_KEYS })] }],
};

function remade(names: Names, UserName: string, Path: string): RawCall {
  return on(names, "CreateUser", { UserName, Path, Tags: listOf({ ...ourTags("things/user"), Owner: "shop" }) });
}

export const iamPolicyMutations: KindMutations<IamPolicy> = {
  subject: "things/grant",
  fields: {
    name: [
      {
        does: "makes one of another name in its stead",
        calls: (names) => [
          on(names, "DeletePolicy", { PolicyArn: grantIn(names) }),
          grant(names, { PolicyName: "Watch", Path: "/orgwright/" }),
        ],
        told: ["immutable-field"],
      },
    ],
    path: [
      {
        does: "makes one with another path in its stead",
        calls: (names) => [
          on(names, "DeletePolicy", { PolicyArn: grantIn(names) }),
          grant(names, { PolicyName: "Look", Path: "/orgwright/more/" }),
        ],
        told: ["immutable-field"],
      },
    ],
    document: [
      { does: "widens it", calls: (names) => [newVersion(names)] },
      {
        does: "widens it until there is no room for a version",
        calls: (names) => [1, 2, 3, 4].map(() => newVersion(names)),
      },
    ],
    tags: [
      {
        does: "writes another owner",
        calls: (names) => [on(names, "TagPolicy", { PolicyArn: grantIn(names), Tags: listOf({ Owner: "nobody" }) })],
      },
    ],
  },
  ours: [
    {
      does: "takes our tags off",
      calls: (names) => [on(names, "UntagPolicy", { PolicyArn: grantIn(names), TagKeys: OUR_TAG_KEYS })],
    },
  ],
};

function grantIn(names: Names): string {
  return `arn:aws:iam::${names.account("shop")}:policy/orgwright/Look`;
}

function grant(names: Names, said: object): RawCall {
  const Tags = listOf({ ...ourTags("things/grant"), Owner: "shop" });
  return on(names, "CreatePolicy", { ...said, PolicyDocument: allowing("s3:Get*"), Tags });
}

function newVersion(names: Names): RawCall {
  const PolicyDocument = allowing("*");
  return on(names, "CreatePolicyVersion", { PolicyArn: grantIn(names), PolicyDocument, SetAsDefault: true });
}

export const iamGroupMutations: KindMutations<IamGroup> = {
  subject: "things/group",
  fields: {
    name: [
      {
        does: "renames it",
        edit: {
          because: "the sandbox has no UpdateGroup",
          change: (world, names) => {
            const iam = world.accounts[names.account("shop")]?.iam;
            delete iam?.groups["team"];
            for (const user of Object.values(iam?.users ?? {})) {
              user.groups = [];
            }
          },
        },
        steps: ["create things/group"],
      },
    ],
    path: [
      {
        does: "makes one with another path in its stead",
        calls: (names) => [
          on(names, "RemoveUserFromGroup", { ...TEAM, UserName: "kim" }),
          on(names, "DetachGroupPolicy", { ...TEAM, PolicyArn: everybodyIn(names) }),
          on(names, "DeleteGroup", TEAM),
          on(names, "CreateGroup", { ...TEAM, Path: "/" }),
          on(names, "AddUserToGroup", { ...TEAM, UserName: "kim" }),
          on(names, "AttachGroupPolicy", { ...TEAM, PolicyArn: everybodyIn(names) }),
        ],
        told: ["immutable-field"],
      },
    ],
    members: [
      { does: "puts somebody in", calls: (names) => [on(names, "AddUserToGroup", { ...TEAM, ...SAM })] },
      {
        does: "takes somebody out",
        calls: (names) => [on(names, "RemoveUserFromGroup", { ...TEAM, UserName: "kim" })],
      },
    ],
    managed: [
      {
        does: "attaches another policy",
        calls: (names) => [on(names, "AttachGroupPolicy", { ...TEAM, PolicyArn: ADMINISTRATOR })],
      },
      {
        does: "detaches its policy",
        calls: (names) => [on(names, "DetachGroupPolicy", { ...TEAM, PolicyArn: everybodyIn(names) })],
      },
    ],
    inline: [
      {
        does: "writes a policy into it",
        calls: (names) => [
          on(names, "PutGroupPolicy", { ...TEAM, PolicyName: "More", PolicyDocument: allowing("s3:*") }),
        ],
      },
    ],
  },
};

function everybodyIn(names: Names): string {
  return `arn:aws:iam::${names.account("shop")}:policy/orgwright/Everybody`;
}

/** The policy of the file, but for what is said. */
function passwords(does: string, said: object): readonly Mutation[] {
  const whole = {
    MinimumPasswordLength: 16,
    RequireSymbols: true,
    RequireNumbers: true,
    RequireUppercaseCharacters: true,
    RequireLowercaseCharacters: true,
    AllowUsersToChangePassword: true,
    MaxPasswordAge: 90,
    PasswordReusePrevention: 24,
    HardExpiry: false,
  };
  return [{ does, calls: (names) => [on(names, "UpdateAccountPasswordPolicy", { ...whole, ...said })] }];
}

export const passwordPolicyMutations: KindMutations<PasswordPolicy> = {
  subject: "things/passwords",
  fields: {
    minimumLength: [
      ...passwords("lets them be shorter", { MinimumPasswordLength: 8 }),
      {
        does: "deletes it",
        calls: (names) => [on(names, "DeleteAccountPasswordPolicy", {})],
        steps: ["create things/passwords"],
      },
    ],
    symbols: passwords("asks for no symbols", { RequireSymbols: false }),
    numbers: passwords("asks for no numbers", { RequireNumbers: false }),
    uppercase: passwords("asks for no capital letters", { RequireUppercaseCharacters: false }),
    lowercase: passwords("asks for no small letters", { RequireLowercaseCharacters: false }),
    ownChange: passwords("lets nobody change their own", { AllowUsersToChangePassword: false }),
    maxAgeDays: passwords("lets them last longer", { MaxPasswordAge: 365 }),
    remembered: passwords("forgets former ones", { PasswordReusePrevention: 1 }),
    hardExpiry: passwords("locks people out whose password has expired", { HardExpiry: true }),
  },
};

export const accountAliasMutations: KindMutations<AccountAlias> = {
  subject: "things/alias",
  fields: {
    alias: [
      {
        does: "gives the account another one",
        calls: (names) => [on(names, "CreateAccountAlias", { AccountAlias: "acme-store" })],
      },
      {
        does: "deletes it",
        calls: (names) => [on(names, "DeleteAccountAlias", { AccountAlias: "acme-shop" })],
        steps: ["create things/alias"],
      },
    ],
  },
};
