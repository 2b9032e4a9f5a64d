import type { AccountId } from "../../model/place.ts";

export type Tags = Readonly<Record<string, string>>;

/**
 * What the credentials say of multi-factor authentication: its age when it was used, `not-used` for temporary credentials
 * without it, `no-key` where the request carries no word of it: access keys, role chaining, federated identities.
 */
export type Mfa = { readonly ageSeconds: number } | "not-used" | "no-key";

interface Identity {
  /** The unique id (`AIDA…`, `AROA…`), where known. */
  readonly id?: string;
  /** All its tags, of the session too; left out when they are not known. */
  readonly tags?: Tags;
  /** Left out when it is not known. */
  readonly mfa?: Mfa;
}

/** An IAM user, by ARN, with access keys or a session of its own. */
export interface IamUser extends Identity {
  readonly is: "user";
  readonly arn: string;
}

/** A session of a role. */
export interface RoleSession extends Identity {
  readonly is: "role-session";
  /** The ARN of the role, with its path. */
  readonly role: string;
  readonly session: string;
  /** The identity provider that signed it in: an OIDC provider's ARN or name. Null: none. Left out: not known. */
  readonly provider?: string | null;
}

/** A session of a role that belongs to an AWS service and is bound by neither SCPs nor RCPs. */
export interface ServiceLinkedRole extends Identity {
  readonly is: "service-linked-role";
  readonly role: string;
  readonly session: string;
}

/** A session from `GetFederationToken`. */
export interface FederatedUser extends Identity {
  readonly is: "federated-user";
  /** The ARN of the IAM user who federated. */
  readonly user: string;
  readonly name: string;
}

/** An account's root user; `assumed-root`: a session of it from `AssumeRoot`. */
export interface RootUser {
  readonly is: "root" | "assumed-root";
  readonly account: AccountId;
  readonly partition: string;
  readonly mfa?: Mfa;
}

/** An AWS service that acts as itself, as `cloudtrail.amazonaws.com`. */
export interface ServicePrincipal {
  readonly is: "service";
  readonly name: string;
  /** All its names, when it has several. */
  readonly names?: readonly string[];
}

/** Someone whom an identity provider vouches for and who asks for a role's session. */
export interface FederatedIdentity {
  readonly is: "web-identity" | "saml";
  /** The provider's ARN, or the name of one that AWS knows. */
  readonly provider: string;
}

/** Someone without credentials. */
export interface AnonymousRequester {
  readonly is: "anonymous";
}

/** Who makes a request. */
export type Requester =
  | IamUser
  | RoleSession
  | ServiceLinkedRole
  | FederatedUser
  | RootUser
  | ServicePrincipal
  | FederatedIdentity
  | AnonymousRequester;

/** The account that a requester belongs to; null for those who belong to none. */
export function accountOf(requester: Requester): AccountId | null {
  switch (requester.is) {
    case "root":
    case "assumed-root":
      return requester.account;
    case "user":
      return accountOfArn(requester.arn);
    case "role-session":
    case "service-linked-role":
      return accountOfArn(requester.role);
    case "federated-user":
      return accountOfArn(requester.user);
    default:
      return null;
  }
}

/** The partition that a requester's ARN names. */
export function partitionOf(requester: Requester): string {
  if ("partition" in requester) {
    return requester.partition;
  }
  const arn =
    "arn" in requester
      ? requester.arn
      : "role" in requester
        ? requester.role
        : "user" in requester
          ? requester.user
          : "";
  return arn.split(":")[1] ?? "aws";
}

/** The fifth part of an ARN. */
export function accountOfArn(arn: string): AccountId {
  return arn.split(":")[4] ?? "";
}

/** The last part of an ARN's path: a user's or role's name. */
export function nameOfArn(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/** The ARN of a session, which is not the ARN of its role or user. */
export function sessionArn(requester: RoleSession | ServiceLinkedRole | FederatedUser): string {
  const parent = requester.is === "federated-user" ? requester.user : requester.role;
  const resource =
    requester.is === "federated-user"
      ? `federated-user/${requester.name}`
      : `assumed-role/${nameOfArn(parent)}/${requester.session}`;
  return `arn:${partitionOf(requester)}:sts::${accountOfArn(parent)}:${resource}`;
}

/** The ARN of an account's root user. */
export function rootArn(requester: RootUser): string {
  return `arn:${requester.partition}:iam::${requester.account}:root`;
}
