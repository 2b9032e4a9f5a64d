import type { Handler } from "../handlers.ts";
import { iamOf } from "./find.ts";
import { markerPage } from "./pages.ts";
import { alreadyExists, invalidMember, noSuchEntity } from "./refusals.ts";

/**
 * A full replacement: what the request leaves out goes back to its default.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
 */
export const updateAccountPasswordPolicy: Handler<"iam:UpdateAccountPasswordPolicy"> = (world, input, at) => {
  const length = within("minimumPasswordLength", input.MinimumPasswordLength, 6, 128) ?? 6;
  const age = within("maxPasswordAge", input.MaxPasswordAge, 1, 1095);
  const reuse = within("passwordReusePrevention", input.PasswordReusePrevention, 1, 24);
  iamOf(world, at).passwordPolicy = {
    minimumPasswordLength: length,
    requireSymbols: input.RequireSymbols ?? false,
    requireNumbers: input.RequireNumbers ?? false,
    requireUppercaseCharacters: input.RequireUppercaseCharacters ?? false,
    requireLowercaseCharacters: input.RequireLowercaseCharacters ?? false,
    allowUsersToChangePassword: input.AllowUsersToChangePassword ?? false,
    maxPasswordAge: age,
    passwordReusePrevention: reuse,
    hardExpiry: input.HardExpiry ?? false,
  };
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountPasswordPolicy.html */
export const getAccountPasswordPolicy: Handler<"iam:GetAccountPasswordPolicy"> = (world, _input, at) => {
  const policy = iamOf(world, at).passwordPolicy ?? noPolicy(at.account);
  return {
    PasswordPolicy: {
      MinimumPasswordLength: policy.minimumPasswordLength,
      RequireSymbols: policy.requireSymbols,
      RequireNumbers: policy.requireNumbers,
      RequireUppercaseCharacters: policy.requireUppercaseCharacters,
      RequireLowercaseCharacters: policy.requireLowercaseCharacters,
      AllowUsersToChangePassword: policy.allowUsersToChangePassword,
      ExpirePasswords: policy.maxPasswordAge !== null,
      HardExpiry: policy.hardExpiry,
      ...(policy.maxPasswordAge === null ? {} : { MaxPasswordAge: policy.maxPasswordAge }),
      ...(policy.passwordReusePrevention === null ? {} : { PasswordReusePrevention: policy.passwordReusePrevention }),
    },
  };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountPasswordPolicy.html */
export const deleteAccountPasswordPolicy: Handler<"iam:DeleteAccountPasswordPolicy"> = (world, _input, at) => {
  const iam = iamOf(world, at);
  if ((iam.passwordPolicy ?? null) === null) {
    noPolicy(at.account);
  }
  iam.passwordPolicy = null;
  return {};
};

/**
 * An account has one alias: a new one takes the place of the old. All accounts of a partition share one list of names.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html
 */
export const createAccountAlias: Handler<"iam:CreateAccountAlias"> = (world, input, at) => {
  const alias = input.AccountAlias ?? "";
  if (!/^(?!\d{12}$)[a-z0-9](?:-?[a-z0-9])*$/.test(alias) || alias.length < 3 || alias.length > 63) {
    invalidMember(
      "accountAlias",
      alias,
      "Member must satisfy regular expression pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$",
    );
  }
  const others = Object.values(world.accounts).filter(({ id }) => id !== at.account);
  if (others.some(({ iam }) => iam.alias === alias) || world.takenAliases?.includes(alias) === true) {
    alreadyExists(`The account alias ${alias} already exists.`);
  }
  iamOf(world, at).alias = alias;
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html */
export const listAccountAliases: Handler<"iam:ListAccountAliases"> = (world, input, at) => {
  const { alias } = iamOf(world, at);
  const { items, more } = markerPage(world, "aliases", alias === null ? [] : [alias], (one) => one, input);
  return { AccountAliases: items, ...more };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountAlias.html */
export const deleteAccountAlias: Handler<"iam:DeleteAccountAlias"> = (world, input, at) => {
  const iam = iamOf(world, at);
  if (iam.alias === null || iam.alias !== input.AccountAlias) {
    noSuchEntity(`The account alias ${input.AccountAlias ?? ""} cannot be found.`);
  }
  iam.alias = null;
  return {};
};

function within(member: string, value: number | undefined, least: number, most: number): number | null {
  if (value !== undefined && (value < least || value > most)) {
    const bound = value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
    invalidMember(member, String(value), `Member must have value ${bound}`);
  }
  return value ?? null;
}

function noPolicy(account: string): never {
  noSuchEntity(`The Password Policy with domain name ${account} cannot be found.`);
}
