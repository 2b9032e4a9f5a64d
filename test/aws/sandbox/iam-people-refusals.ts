import type { Caller } from "../../../src/aws/sandbox/handlers.ts";
import type { World } from "../../../src/aws/sandbox/world.ts";
import { allowing, ask, MANAGEMENT, MEMBER } from "./iam-world.ts";

/** A call that is refused. */
export interface Row {
  readonly operation: string;
  readonly because: string;
  readonly input: Record<string, unknown>;
  readonly code: string;
  /** Where AWS documents it. */
  readonly page: string;
  readonly says?: string;
  readonly as?: Partial<Caller>;
  readonly before?: (world: World) => void;
}

const API = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_";
const QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const NO_SUCH = "NoSuchEntityException";
const CONFLICT = "DeleteConflictException";
const INVALID = "ValidationError";

const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const OWN = `arn:aws:iam::${MANAGEMENT}:policy/own`;
const DEVICE = `arn:aws:iam::${MANAGEMENT}:mfa/admin`;
const ADMIN = { UserName: "admin" };
const GROUP = { GroupName: "team" };

const team = (world: World): void => {
  ask(world, "iam:CreateGroup", GROUP);
};
const withMember = (world: World): void => {
  team(world);
  ask(world, "iam:AddUserToGroup", { ...GROUP, ...ADMIN });
};
const withKeys = (world: World): void => {
  ask(world, "iam:CreateAccessKey", ADMIN);
  ask(world, "iam:CreateAccessKey", ADMIN);
};
const withFiveVersions = (world: World): void => {
  for (let version = 2; version <= 5; version += 1) {
    ask(world, "iam:CreatePolicyVersion", { PolicyArn: OWN, PolicyDocument: allowing("s3:GetObject") });
  }
};
/** Nothing is left of the user but what `keep` leaves. */
const bare =
  (keep: (world: World) => void) =>
  (world: World): void => {
    ask(world, "iam:CreateUser", { UserName: "leaver" });
    keep(world);
  };

const rows = (
  operation: string,
  ...all: readonly (readonly [because: string, input: object, code: string, more?: Partial<Row>])[]
): Row[] =>
  all.map(([because, input, code, more]) => ({
    operation: `iam:${operation}`,
    because,
    input: input as Record<string, unknown>,
    code,
    page: `${API}${operation}.html`,
    ...more,
  }));

/** What IAM refuses of users, groups, their policies and credentials, and of an account's settings. */
export const PEOPLE_ROWS: readonly Row[] = [
  ...rows("CreateUser", [
    "there is one of that name in other letters",
    { UserName: "ADMIN" },
    "EntityAlreadyExistsException",
  ]),
  ...rows("TagUser", [
    "a key is AWS's own",
    { ...ADMIN, Tags: [{ Key: "aws:x", Value: "" }] },
    "InvalidInputException",
  ]),
  ...rows("DetachUserPolicy", ["it is not attached", { ...ADMIN, PolicyArn: READ_ONLY }, NO_SUCH]),
  ...rows("DeleteUserPolicy", ["there is none of that name", { ...ADMIN, PolicyName: "none" }, NO_SUCH]),
  ...rows(
    "DeleteUser",
    ["policies are attached", ADMIN, CONFLICT, { says: "must detach all policies first" }],
    [
      "it is in a group",
      { UserName: "leaver" },
      CONFLICT,
      {
        says: "must remove users from group first",
        before: bare((world) => {
          team(world);
          ask(world, "iam:AddUserToGroup", { ...GROUP, UserName: "leaver" });
        }),
      },
    ],
    [
      "it has a password",
      { UserName: "leaver" },
      CONFLICT,
      {
        says: "must delete login profile first",
        before: bare((world) => {
          ask(world, "iam:CreateLoginProfile", { UserName: "leaver", Password: "long-enough" });
        }),
      },
    ],
    [
      "it has an access key",
      { UserName: "leaver" },
      CONFLICT,
      {
        says: "must delete access keys first",
        before: bare((world) => {
          ask(world, "iam:CreateAccessKey", { UserName: "leaver" });
        }),
      },
    ],
    ["there is none of that name", { UserName: "nobody" }, NO_SUCH],
  ),
  ...rows("CreateLoginProfile", [
    "the password is shorter than the account's policy wants",
    { ...ADMIN, Password: "short-one" },
    "PasswordPolicyViolationException",
    {
      before: (world) => {
        ask(world, "iam:UpdateAccountPasswordPolicy", { MinimumPasswordLength: 14 });
      },
    },
  ]),
  ...rows("DeleteLoginProfile", ["there is no password", ADMIN, NO_SUCH, { says: "Login Profile for User admin" }]),
  ...rows("ChangePassword", ["there is no password", { NewPassword: "long-enough" }, NO_SUCH]),
  ...rows("CreateAccessKey", ["the user has two", ADMIN, "LimitExceededException", { before: withKeys, page: QUOTAS }]),
  ...rows("UpdateAccessKey", [
    "there is no such key",
    { ...ADMIN, AccessKeyId: "AKIANONE", Status: "Inactive" },
    NO_SUCH,
  ]),
  ...rows("DeleteAccessKey", ["there is no such key", { ...ADMIN, AccessKeyId: "AKIANONE" }, NO_SUCH]),
  ...rows("DeactivateMFADevice", ["it is not the user's", { ...ADMIN, SerialNumber: `${DEVICE}2` }, NO_SUCH]),
  ...rows("EnableMFADevice", [
    "both codes are the same",
    { ...ADMIN, SerialNumber: DEVICE, AuthenticationCode1: "123456", AuthenticationCode2: "123456" },
    INVALID,
  ]),
  ...rows(
    "DeleteVirtualMFADevice",
    ["somebody uses it", { SerialNumber: DEVICE }, CONFLICT, { says: "Must deactivate first" }],
    ["there is none", { SerialNumber: `${DEVICE}2` }, NO_SUCH],
  ),
  ...rows(
    "CreateGroup",
    [
      "there is one of that name in other letters",
      { GroupName: "TEAM" },
      "EntityAlreadyExistsException",
      { before: team },
    ],
    [
      "the account has all the groups it may have",
      { GroupName: "fresh" },
      "LimitExceededException",
      {
        page: QUOTAS,
        before: (world) => {
          world.quotas.iam = { groups: 0 };
        },
      },
    ],
  ),
  ...rows("AddUserToGroup", ["there is no such group", { ...GROUP, ...ADMIN }, NO_SUCH]),
  ...rows("RemoveUserFromGroup", ["the user is not in it", { ...GROUP, ...ADMIN }, NO_SUCH, { before: team }]),
  ...rows("AttachGroupPolicy", [
    "there is no such policy",
    { ...GROUP, PolicyArn: `${OWN}2` },
    NO_SUCH,
    { before: team },
  ]),
  ...rows("DetachGroupPolicy", ["it is not attached", { ...GROUP, PolicyArn: READ_ONLY }, NO_SUCH, { before: team }]),
  ...rows("DeleteGroupPolicy", [
    "there is none of that name",
    { ...GROUP, PolicyName: "none" },
    NO_SUCH,
    { before: team },
  ]),
  ...rows("DeleteGroup", ["somebody is in it", GROUP, CONFLICT, { before: withMember }]),
  ...rows("CreatePolicyVersion", [
    "there are five",
    { PolicyArn: OWN, PolicyDocument: allowing("s3:GetObject") },
    "LimitExceededException",
    { before: withFiveVersions, page: QUOTAS },
  ]),
  ...rows("DeletePolicyVersion", ["it is the default", { PolicyArn: OWN, VersionId: "v1" }, CONFLICT]),
  ...rows("CreatePolicy", [
    "there is one of that name",
    { PolicyName: "own", PolicyDocument: allowing("s3:GetObject") },
    "EntityAlreadyExistsException",
  ]),
  ...rows("TagPolicy", ["there is no such policy", { PolicyArn: `${OWN}2`, Tags: [] }, NO_SUCH]),
  ...rows("DeletePolicy", [
    "it is attached",
    { PolicyArn: OWN },
    CONFLICT,
    {
      before: (world) => {
        team(world);
        ask(world, "iam:AttachGroupPolicy", { ...GROUP, PolicyArn: OWN });
      },
    },
  ]),
  ...rows(
    "UpdateAccountPasswordPolicy",
    ["passwords may not be so short", { MinimumPasswordLength: 5 }, INVALID],
    ["nothing lasts so long", { MaxPasswordAge: 1096 }, INVALID],
  ),
  ...rows("GetAccountPasswordPolicy", ["there is none but AWS's default", {}, NO_SUCH]),
  ...rows(
    "CreateAccountAlias",
    ["it has capital letters", { AccountAlias: "Acme" }, INVALID],
    ["it is twelve digits", { AccountAlias: "123456789012" }, INVALID],
    [
      "another account of the world has it",
      { AccountAlias: "acme" },
      "EntityAlreadyExistsException",
      {
        before: (world) => {
          ask(world, "iam:CreateAccountAlias", { AccountAlias: "acme" }, { account: MEMBER });
        },
      },
    ],
    [
      "a stranger has it",
      { AccountAlias: "acme" },
      "EntityAlreadyExistsException",
      {
        before: (world) => {
          world.takenAliases = ["acme"];
        },
      },
    ],
  ),
];
