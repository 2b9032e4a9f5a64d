import type { Output } from "../../contract/services.ts";
import type { Caller, Handler } from "../handlers.ts";
import { birthIn } from "../ids.ts";
import { refuse } from "../refuse.ts";
import type { World } from "../world.ts";
import { iamOf, userNamed } from "./find.ts";
import { ownName } from "./names.ts";
import { markerPage } from "./pages.ts";
import { checkQuota } from "./quotas.ts";
import { alreadyExists, noSuchEntity } from "./refusals.ts";
import { type IamAccessKey, type IamUser, wholeSeconds } from "./state.ts";

type KeyMetadata = NonNullable<Output<"iam:ListAccessKeys">["AccessKeyMetadata"]>[number];

/** What a key's secret is in answers: the sandbox holds no secrets, and nothing can be signed with it. */
const NO_SECRET = "the-sandbox-keeps-no-secrets";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateLoginProfile.html */
export const createLoginProfile: Handler<"iam:CreateLoginProfile"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName ?? ownName(at));
  if ((user.loginProfile ?? null) !== null) {
    alreadyExists(`Login Profile for user ${user.name} already exists.`);
  }
  checkPassword(world, at, input.Password);
  user.loginProfile = { createDate: wholeSeconds(at.now), resetRequired: input.PasswordResetRequired ?? false };
  return { LoginProfile: loginProfileAnswer(user) };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetLoginProfile.html */
export const getLoginProfile: Handler<"iam:GetLoginProfile"> = (world, input, at) => ({
  LoginProfile: loginProfileAnswer(withPassword(world, at, input.UserName)),
});

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateLoginProfile.html */
export const updateLoginProfile: Handler<"iam:UpdateLoginProfile"> = (world, input, at) => {
  const { loginProfile, name } = withPassword(world, at, input.UserName);
  if (input.Password !== undefined) {
    checkPassword(world, at, input.Password);
  }
  const user = userNamed(world, at, name);
  const resetRequired = input.PasswordResetRequired ?? loginProfile?.resetRequired ?? false;
  user.loginProfile = { createDate: loginProfile?.createDate ?? wholeSeconds(at.now), resetRequired };
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteLoginProfile.html */
export const deleteLoginProfile: Handler<"iam:DeleteLoginProfile"> = (world, input, at) => {
  withPassword(world, at, input.UserName).loginProfile = null;
  return {};
};

/**
 * The caller's own password. What the old one was is not compared: the sandbox keeps no passwords.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html
 */
export const changePassword: Handler<"iam:ChangePassword"> = (world, input, at) => {
  const user = withPassword(world, at, ownName(at));
  checkPassword(world, at, input.NewPassword);
  user.loginProfile = { createDate: wholeSeconds(at.now), resetRequired: false };
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
export const createAccessKey: Handler<"iam:CreateAccessKey"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName ?? ownName(at));
  const keys = user.accessKeys ?? [];
  checkQuota(
    world,
    "accessKeysOfUser",
    keys.length + 1,
    (quota) => `Cannot exceed quota for AccessKeysPerUser: ${quota}`,
  );
  const key: IamAccessKey = {
    id: birthIn(world, at.account).uniqueId("AKIA").slice(0, 20),
    active: true,
    createDate: wholeSeconds(at.now),
  };
  user.accessKeys = [...keys, key];
  const { UserName, AccessKeyId, Status, CreateDate } = keyAnswer(user, key);
  return { AccessKey: { UserName, AccessKeyId, Status, CreateDate, SecretAccessKey: NO_SECRET } };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
export const listAccessKeys: Handler<"iam:ListAccessKeys"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName ?? ownName(at));
  const { items, more } = markerPage(world, "access-keys", user.accessKeys ?? [], (key) => key.id, input);
  return { AccessKeyMetadata: items.map((key) => keyAnswer(user, key)), ...more };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html */
export const getAccessKeyLastUsed: Handler<"iam:GetAccessKeyLastUsed"> = (world, input, at) => {
  const id = input.AccessKeyId ?? "";
  const owner = Object.values(iamOf(world, at).users).find((user) => user.accessKeys?.some((key) => key.id === id));
  if (owner === undefined) {
    // AWS says so in this way, rather than that there is none.
    refuse("AccessDenied", `User: ${at.principalArn} is not authorized to perform: iam:GetAccessKeyLastUsed`, {
      status: 403,
    });
  }
  const lastUsed = owner.accessKeys?.find((key) => key.id === id)?.lastUsed ?? null;
  return {
    UserName: owner.name,
    AccessKeyLastUsed: {
      ...(lastUsed === null ? {} : { LastUsedDate: new Date(lastUsed) }),
      ServiceName: lastUsed === null ? "N/A" : "iam",
      Region: lastUsed === null ? "N/A" : "us-east-1",
    },
  };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html */
export const updateAccessKey: Handler<"iam:UpdateAccessKey"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName ?? ownName(at));
  keyOf(user, input.AccessKeyId).active = input.Status === "Active";
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html */
export const deleteAccessKey: Handler<"iam:DeleteAccessKey"> = (world, input, at) => {
  const user = userNamed(world, at, input.UserName ?? ownName(at));
  const gone = keyOf(user, input.AccessKeyId);
  user.accessKeys = (user.accessKeys ?? []).filter((key) => key !== gone);
  return {};
};

function withPassword(world: World, at: Caller, name: string | undefined): IamUser {
  const user = userNamed(world, at, name ?? ownName(at));
  return (user.loginProfile ?? null) === null
    ? noSuchEntity(`Login Profile for User ${user.name} cannot be found.`)
    : user;
}

function loginProfileAnswer({ name, loginProfile }: IamUser) {
  return {
    UserName: name,
    CreateDate: new Date(loginProfile?.createDate ?? 0),
    PasswordResetRequired: loginProfile?.resetRequired ?? false,
  };
}

function keyOf(user: IamUser, id: string | undefined): IamAccessKey {
  const found = user.accessKeys?.find((key) => key.id === id);
  return found ?? noSuchEntity(`The Access Key with id ${id ?? ""} cannot be found.`);
}

function keyAnswer({ name }: IamUser, { id, active, createDate }: IamAccessKey) {
  const answer: Required<KeyMetadata> = {
    UserName: name,
    AccessKeyId: id,
    Status: active ? "Active" : "Inactive",
    CreateDate: new Date(createDate),
  };
  return answer;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html */
function checkPassword(world: World, at: Caller, password: string | undefined): void {
  const policy = iamOf(world, at).passwordPolicy ?? null;
  const text = password ?? "";
  const wanted: readonly (readonly [boolean, string])[] = [
    [text.length < (policy?.minimumPasswordLength ?? 8), `minimum length of ${policy?.minimumPasswordLength ?? 8}`],
    [policy?.requireLowercaseCharacters === true && !/[a-z]/.test(text), "at least one lowercase character"],
    [policy?.requireUppercaseCharacters === true && !/[A-Z]/.test(text), "at least one uppercase character"],
    [policy?.requireNumbers === true && !/\d/.test(text), "at least one number"],
    [policy?.requireSymbols === true && !/[^A-Za-z\d]/.test(text), "at least one non-alphanumeric character"],
  ];
  const lacking = wanted.find(([is]) => is)?.[1];
  if (lacking !== undefined) {
    refuse("PasswordPolicyViolationException", `Password does not conform to the account password policy: ${lacking}.`);
  }
}
