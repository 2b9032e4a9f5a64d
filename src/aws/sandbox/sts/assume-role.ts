import type { Input, Output } from "../../contract/services.ts";
import type { Caller, Handler } from "../handlers.ts";
import { own } from "../iam/find.ts";
import { principalByArn } from "../iam/principals.ts";
import { invalid, invalidMember } from "../iam/refusals.ts";
import type { IamRole } from "../iam/state.ts";
import { refuse } from "../refuse.ts";
import type { World } from "../world.ts";
import { type CallerKind, callerKind, trustCaller } from "./caller.ts";
import { assumeRoleContext } from "./request-context.ts";
import { checkDurationRange, checkedToken } from "./requests.ts";
import { openSession } from "./session.ts";
import { judgeTrust } from "./trust.ts";

type Words = Input<"sts:AssumeRole">;

/**
 * Opens a session as a role, if the role's trust policy lets the caller. A role that does not exist and one that does
 * not trust the caller are refused alike.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRole: Handler<"sts:AssumeRole"> = (world, input, at) => {
  const roleArn = checkedRoleArn(input.RoleArn);
  const sessionName = checkedSessionName(input.RoleSessionName);
  checkDurationRange(input.DurationSeconds, 43_200);
  const who = callerKind(world, at);
  if (who.is === "root") {
    refuse("AccessDenied", "Roles may not be assumed by root accounts.", { status: 403 });
  }
  const role = assumable(world, at, roleArn);
  if (role === undefined || !trusts(world, at, who, role, input, sessionName)) {
    denied(at, roleArn);
  }
  const seconds = sessionSeconds(input.DurationSeconds, role, who);
  const account = roleArn.split(":")[4] ?? "";
  const principalArn = `arn:${world.partition}:sts::${account}:assumed-role/${role.name}/${sessionName}`;
  const session = openSession(world, { account, roleArn: role.arn, principalArn, seconds });
  const answer: Output<"sts:AssumeRole"> = {
    Credentials: session,
    AssumedRoleUser: { AssumedRoleId: `${role.id}:${sessionName}`, Arn: principalArn },
    ...(input.SourceIdentity === undefined ? {} : { SourceIdentity: input.SourceIdentity }),
  };
  return answer;
};

/** The role, where its account is in use and the role has become known to STS. */
function assumable(world: World, at: Caller, arn: string): IamRole | undefined {
  const role = principalByArn(world, arn);
  const standing = own(world.accounts, arn.split(":")[4] ?? "")?.state;
  if (role === undefined || !("trust" in role) || standing !== "ACTIVE") {
    return undefined;
  }
  const age = at.now.getTime() - Date.parse(role.createDate);
  return age < (world.tempo.roleMilliseconds ?? 0) ? undefined : role;
}

/** Tags and a source identity need the trust policy's leave as well. */
function trusts(world: World, at: Caller, who: CallerKind, role: IamRole, input: Words, sessionName: string): boolean {
  const tags = (input.Tags ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""] as const);
  const context = assumeRoleContext(world, at, who, {
    sessionName,
    externalId: input.ExternalId,
    sourceIdentity: input.SourceIdentity,
    tags,
    transitiveTagKeys: input.TransitiveTagKeys ?? [],
    roleAccount: role.arn.split(":")[4] ?? "",
    mfa: mfaOf(at, who, input),
  });
  const caller = trustCaller(world, at, who);
  const actions = [
    "sts:AssumeRole",
    ...(tags.length > 0 ? ["sts:TagSession"] : []),
    ...(input.SourceIdentity === undefined ? [] : ["sts:SetSourceIdentity"]),
  ];
  return actions.every((action) => judgeTrust(role.trust, action, caller, context).trusts);
}

/** A token sent with the request counts from now; a role's session carries none of the keys. */
function mfaOf(at: Caller, who: CallerKind, input: Words): Caller["mfa"] {
  if (input.SerialNumber === undefined && input.TokenCode === undefined) {
    return who.is === "role" ? null : at.mfa;
  }
  checkedToken(who, input.SerialNumber, input.TokenCode);
  return { present: true, ageSeconds: 0 };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html: role chaining is limited to one hour. */
function sessionSeconds(asked: number | undefined, role: IamRole, who: CallerKind): number {
  if (who.is === "role" && (asked ?? 0) > 3600) {
    invalid("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
  }
  if ((asked ?? 0) > role.maxSessionDuration) {
    invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
  return asked ?? 3600;
}

function checkedRoleArn(arn: string | undefined): string {
  if (arn === undefined || !/^arn:[^:]+:iam::\d{12}:role\/.+$/.test(arn)) {
    invalid(`${arn ?? ""} is invalid`);
  }
  return arn;
}

function checkedSessionName(name: string | undefined): string {
  if (name === undefined || !/^[\w+=,.@-]{2,64}$/.test(name)) {
    invalidMember(
      "roleSessionName",
      name ?? null,
      "Member must satisfy regular expression pattern: [\\w+=,.@-]* and have 2 to 64 characters",
    );
  }
  return name;
}

function denied(at: Caller, roleArn: string): never {
  refuse(
    "AccessDenied",
    `User: ${at.principalArn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    { status: 403 },
  );
}
