import type { AccountId } from "../../model/place.ts";
import { refusedWith } from "../contract/aws-error.ts";
import { CallerProblem } from "../contract/caller-problem.ts";
import type { Caller } from "./caller.ts";

/** What a run is for, and whether the caller asked to act as the founder. */
export interface Identity {
  readonly role: "plan" | "apply";
  readonly founder: boolean;
}

/** As whom a run acts in the management account, and from there on. */
export type Way =
  /** With the caller's own credentials: the tool's roles are not there yet, or the founder asked for it. */
  | { readonly is: "own-credentials"; readonly because: "founder" | "no-tool-roles" }
  /** As the tool's own role; `already` when the caller's session is one of that role. */
  | { readonly is: "tool-role"; readonly roleArn: string; readonly already: boolean };

const TOOL_ROLES = { plan: "OrgwrightPlan", apply: "OrgwrightApply" } as const;

/** The role by which Organizations lets the management account into the accounts that it made. */
const ENTRANCE = "OrganizationAccountAccessRole";

/** Name of the tool's role for what a run is for. */
export function toolRoleName(role: Identity["role"]): string {
  return TOOL_ROLES[role];
}

/** ARN of the tool's role in an account. */
export function toolRoleArn(partition: string, account: AccountId, role: Identity["role"]): string {
  return `arn:${partition}:iam::${account}:role/orgwright/${TOOL_ROLES[role]}`;
}

/** ARN of the role that Organizations puts into every account that it makes. */
export function entranceArn(partition: string, account: AccountId): string {
  return `arn:${partition}:iam::${account}:role/${ENTRANCE}`;
}

export interface WayQuestion {
  readonly caller: Caller;
  readonly management: AccountId;
  readonly identity: Identity;
  /** Assumes a role with the caller's own credentials. */
  readonly assume: (roleArn: string) => Promise<unknown>;
  /** Asks IAM for a role of the caller's account, with the caller's own credentials. */
  readonly describeRole: (roleName: string) => Promise<unknown>;
}

/**
 * Finds out as whom to act: as the tool's role if the caller may, with the caller's own credentials as long as that role
 * does not exist.
 *
 * @throws CallerProblem `caller-is-no-operator` when the role is there and does not let the caller in, and
 * `caller-outside-management-account` when own credentials are needed and are another account's.
 */
export async function findWay({ caller, management, identity, assume, describeRole }: WayQuestion): Promise<Way> {
  if (identity.founder) {
    return ownCredentials("founder", caller, management);
  }
  const roleName = toolRoleName(identity.role);
  const roleArn = toolRoleArn(caller.partition, management, identity.role);
  if (caller.account === management && caller.roleName === roleName) {
    return { is: "tool-role", roleArn, already: true };
  }
  try {
    await assume(roleArn);
    return { is: "tool-role", roleArn, already: false };
  } catch (error) {
    if (!isDenial(error)) {
      throw error;
    }
  }
  if (caller.account !== management || !(await isMissing(roleName, describeRole))) {
    throw notAnOperator(caller, roleArn);
  }
  return ownCredentials("no-tool-roles", caller, management);
}

/** Whether AWS refused for want of permission. */
export function isDenial(error: unknown): boolean {
  return refusedWith(error, "AccessDenied", "AccessDeniedException");
}

async function isMissing(roleName: string, describeRole: WayQuestion["describeRole"]): Promise<boolean> {
  try {
    await describeRole(roleName);
    return false;
  } catch (error) {
    if (refusedWith(error, "NoSuchEntity", "NoSuchEntityException")) {
      return true;
    }
    if (isDenial(error)) {
      return false;
    }
    throw error;
  }
}

function ownCredentials(because: "founder" | "no-tool-roles", caller: Caller, management: AccountId): Way {
  if (caller.account !== management) {
    throw new CallerProblem({
      code: "caller-outside-management-account",
      summary: "The credentials belong to another account than the management account",
      detail: `${caller.arn} acts in account ${caller.account}; the management account is ${management}.`,
      fix: `Sign in to account ${management}, or correct \`managementAccount\` in the organization file.`,
    });
  }
  return { is: "own-credentials", because };
}

function notAnOperator(caller: Caller, roleArn: string): CallerProblem {
  return new CallerProblem({
    code: "caller-is-no-operator",
    summary: "The caller is not among the operators",
    detail: `${caller.arn} may not assume ${roleArn}. That role lets in only the operators that the organization file names; IAM users among them need a session with MFA.`,
    fix: "Sign in as one of the operators, with MFA if it is an IAM user; or have an operator add this caller under `operators` of the blueprint foundation and apply. Whoever administers the management account may go past the roles with --founder; the plan says so.",
  });
}
