import type { AccountId } from "../../../model/place.ts";
import type { Caller } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import type { World } from "../world.ts";
import { type AwsManagedPolicy, awsManagedPolicy } from "./aws-managed.ts";
import { checkedName } from "./names.ts";
import { invalidInput, noSuchEntity } from "./refusals.ts";
import type { IamGroup, IamPolicy, IamRole, IamState, IamUser } from "./state.ts";

/** What a record holds itself under this name: names come from callers, and `constructor` is a legal one. */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** The IAM of the caller's account. */
export function iamOf(world: World, at: Pick<Caller, "account">): IamState {
  return own(world.accounts, at.account)?.iam ?? refuseUnknownAccount(at.account);
}

/** The caller's role of this name. */
export function roleNamed(world: World, at: Caller, name: string | undefined): IamRole {
  const checked = checkedName("roleName", name);
  return own(iamOf(world, at).roles, checked) ?? noSuchEntity(`The role with name ${checked} cannot be found.`);
}

export function userNamed(world: World, at: Caller, name: string | undefined): IamUser {
  const checked = checkedName("userName", name);
  return own(iamOf(world, at).users, checked) ?? noSuchEntity(`The user with name ${checked} cannot be found.`);
}

export function groupNamed(world: World, at: Caller, name: string | undefined): IamGroup {
  const checked = checkedName("groupName", name);
  return own(iamOf(world, at).groups, checked) ?? noSuchEntity(`The group with name ${checked} cannot be found.`);
}

/** The caller's own managed policy with this ARN. */
export function customerPolicy(world: World, at: Caller, arn: string | undefined): IamPolicy {
  const checked = checkedPolicyArn(arn);
  return own(iamOf(world, at).policies, checked) ?? noSuchEntity(`Policy ${checked} was not found.`);
}

/** The managed policy with this ARN: the account's own, or one of AWS's. */
export function anyPolicy(world: World, at: Caller, arn: string | undefined): IamPolicy | AwsManagedPolicy {
  const checked = checkedPolicyArn(arn);
  return awsManagedPolicy(world.partition, checked) ?? customerPolicy(world, at, checked);
}

function checkedPolicyArn(arn: string | undefined): string {
  if (arn === undefined || !/^arn:[^:]+:iam::(?:\d{12}|aws):policy\/.+$/.test(arn)) {
    invalidInput(`ARN ${arn ?? ""} is not valid.`);
  }
  return arn;
}

function refuseUnknownAccount(account: AccountId): never {
  refuse("InvalidClientTokenId", `The security token included in the request is invalid: no account ${account}.`, {
    status: 403,
  });
}
