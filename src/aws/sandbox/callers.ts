import type { AccountId, Region } from "../../model/place.ts";
import type { Session } from "../contract/transport.ts";
import type { Caller } from "./handlers.ts";
import { refuse } from "./refuse.ts";
import type { World } from "./world.ts";

/** Someone who may call: a user, the root user, or an assumed role. */
export interface Principal {
  readonly account: AccountId;
  readonly arn: string;
  readonly mfa: Caller["mfa"];
}

/** How old the sign-in of a caller with MFA is, in seconds. */
const MFA_AGE_SECONDS = 60;

const PRINCIPAL =
  /^arn:[a-z-]+:(?:iam::(\d{12}):(?:root|user\/[\w+=,.@/-]+)|sts::(\d{12}):assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+)$/;
const ROLE = /^arn:([a-z-]+):iam::(\d{12}):role\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]+)$/;

/**
 * The principal with this ARN. A role's ARN stands for a session of that role. Only users and the root user carry MFA.
 * @throws RangeError when it is no ARN of a principal.
 */
export function principalOf(arn: string, mfa: boolean): Principal {
  const role = ROLE.exec(arn);
  if (role !== null) {
    return principalOf(`arn:${role[1]}:sts::${role[2]}:assumed-role/${role[3]}/sandbox`, false);
  }
  const match = PRINCIPAL.exec(arn);
  if (match === null) {
    throw new RangeError(
      `"${arn}" is no ARN of a principal. Give a user, a role or the root user, as in arn:aws:iam::111111111111:user/admin.`,
    );
  }
  const account = (match[1] ?? match[2]) as AccountId;
  return { account, arn, mfa: mfa && match[1] !== undefined ? { present: true, ageSeconds: MFA_AGE_SECONDS } : null };
}

/** Who may do everything in an account: the management account's user `admin`, a member's entrance role. */
export function administratorOf(world: World, account: AccountId): Principal {
  const arn =
    account === world.managementAccount
      ? `arn:${world.partition}:iam::${account}:user/admin`
      : `arn:${world.partition}:sts::${account}:assumed-role/OrganizationAccountAccessRole/administrator`;
  return principalOf(arn, true);
}

/**
 * Who a call is made as, now. Refuses unknown and expired credentials as AWS does.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
export function callerOf(world: World, base: Principal, as: Session, region: Region, service: string): Caller {
  const now = new Date(world.time);
  if (as.is === "base") {
    checkAccount(world, base.account, service);
    return { account: base.account, principalArn: base.arn, mfa: base.mfa, session: null, region, now };
  }
  const session = world.sessions[as.accessKeyId];
  if (session === undefined) {
    return unknownToken(service);
  }
  if (session.expires <= world.time) {
    const { expired, expiredStatus = 403 } = callerErrorsOf(service);
    return refuse(expired, "The security token included in the request is expired", { status: expiredStatus });
  }
  const { account, principalArn, mfaSince } = session;
  return { account, principalArn, mfa: mfaOf(world, mfaSince), session, region, now };
}

/** A session's keys about MFA: none where `since` is not there, absent MFA where it is null. */
function mfaOf(world: World, since: number | null | undefined): Caller["mfa"] {
  if (since === undefined) {
    return null;
  }
  return since === null
    ? { present: false, ageSeconds: 0 }
    : { present: true, ageSeconds: Math.floor((world.time - since) / 1000) };
}

function checkAccount(world: World, account: AccountId, service: string): void {
  if (world.accounts[account] === undefined) {
    unknownToken(service);
  }
}

function unknownToken(service: string): never {
  const { unknown } = callerErrorsOf(service);
  return refuse(unknown, "The security token included in the request is invalid.", { status: 403 });
}

/** How a service calls what is wrong with who calls it. */
interface CallerErrors {
  readonly denied: string;
  readonly expired: string;
  /** 403 when left out. */
  readonly expiredStatus?: number;
  readonly unknown: string;
}

const USUAL: CallerErrors = {
  denied: "AccessDeniedException",
  expired: "ExpiredTokenException",
  unknown: "UnrecognizedClientException",
};
/** The services that speak XML, whose errors have no `Exception` in their names. */
const BRIEF: CallerErrors = { denied: "AccessDenied", expired: "ExpiredToken", unknown: "InvalidClientTokenId" };
const OF_S3: CallerErrors = { ...BRIEF, expiredStatus: 400, unknown: "InvalidAccessKeyId" };

const BY_SERVICE: Readonly<Record<string, CallerErrors>> = {
  // https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-errors.html
  ec2: { denied: "UnauthorizedOperation", expired: "RequestExpired", expiredStatus: 400, unknown: "AuthFailure" },
  iam: BRIEF,
  s3: OF_S3,
  s3control: OF_S3,
  sts: BRIEF,
};

/** What a service answers to who may not call, calls too late, or is unknown. */
export function callerErrorsOf(service: string): CallerErrors {
  return BY_SERVICE[service] ?? USUAL;
}
