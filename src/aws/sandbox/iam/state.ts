/** Tags of one thing, by key. */
export type IamTags = Record<string, string>;

/** A role as the sandbox keeps it. Policy documents are text, as they were stored. */
export interface IamRole {
  name: string;
  path: string;
  arn: string;
  /** `AROA…`: what a principal of a deleted role turns into. */
  id: string;
  /** The trust document's text. */
  trust: string;
  /** Inline policies: document texts by name. */
  inline: Record<string, string>;
  /** ARNs of the attached managed policies, in the order they were attached. */
  attached: string[];
  tags: IamTags;
  /** Seconds. */
  maxSessionDuration: number;
  description: string | null;
  /** ISO 8601, whole seconds as IAM gives them. */
  createDate: string;
  /** ARN of the permissions boundary. */
  boundary: string | null;
}

export interface IamUser {
  name: string;
  path: string;
  arn: string;
  /** `AIDA…`. */
  id: string;
  inline: Record<string, string>;
  attached: string[];
  tags: IamTags;
  /** Serial numbers: ARNs of virtual devices. */
  mfaDevices: string[];
  /** Names of the groups the user is in. */
  groups: string[];
  createDate: string;
  boundary: string | null;
  /** The password for the console; the sandbox keeps none, only that there is one. */
  loginProfile?: IamLoginProfile | null;
  accessKeys?: IamAccessKey[];
  /** When the password was last used to sign in. */
  passwordLastUsed?: string | null;
}

export interface IamLoginProfile {
  createDate: string;
  /** A new password has to be chosen at the next sign-in. */
  resetRequired: boolean;
}

/** A long-term key; its secret is kept nowhere. */
export interface IamAccessKey {
  /** `AKIA…`. */
  id: string;
  active: boolean;
  createDate: string;
  lastUsed?: string | null;
}

/** A virtual MFA device. Whose it is, each user's `mfaDevices` says. */
export interface IamMfaDevice {
  /** Its ARN. */
  serial: string;
  enableDate: string | null;
}

/** An account's password policy as it was set: the figures that AWS keeps. */
export interface IamPasswordPolicy {
  minimumPasswordLength: number;
  requireSymbols: boolean;
  requireNumbers: boolean;
  requireUppercaseCharacters: boolean;
  requireLowercaseCharacters: boolean;
  allowUsersToChangePassword: boolean;
  /** Days; null when passwords do not expire. */
  maxPasswordAge: number | null;
  passwordReusePrevention: number | null;
  hardExpiry: boolean;
}

export interface IamGroup {
  name: string;
  path: string;
  arn: string;
  /** `AGPA…`. */
  id: string;
  inline: Record<string, string>;
  attached: string[];
  createDate: string;
}

export interface IamPolicyVersion {
  /** `v1`, `v2`, …: never given twice. */
  id: string;
  document: string;
  createDate: string;
}

/** A customer managed policy; AWS's own are in `aws-managed.ts`. */
export interface IamPolicy {
  name: string;
  path: string;
  arn: string;
  /** `ANPA…`. */
  id: string;
  description: string | null;
  tags: IamTags;
  createDate: string;
  updateDate: string;
  versions: IamPolicyVersion[];
  defaultVersion: string;
  /** The number of the next version. */
  nextVersion: number;
}

/** An issuer of OpenID Connect tokens that an account's roles may trust. */
export interface IamOidcProvider {
  /** Without `https://`. */
  url: string;
  /** Whom its tokens may be made out to. */
  clients: string[];
  thumbprints: string[];
  tags: IamTags;
  createDate: string;
}

/** What an organization's management account can switch on centrally. */
export type OrganizationsFeature = "RootCredentialsManagement" | "RootSessions";

/** The IAM of one account: plain data. */
export interface IamState {
  roles: Record<string, IamRole>;
  users: Record<string, IamUser>;
  groups: Record<string, IamGroup>;
  /** By ARN. */
  policies: Record<string, IamPolicy>;
  /** By ARN. */
  oidcProviders: Record<string, IamOidcProvider>;
  alias: string | null;
  /** Virtual MFA devices by serial number. */
  mfaDevices?: Record<string, IamMfaDevice>;
  /** Null: AWS's default. */
  passwordPolicy?: IamPasswordPolicy | null;
  /** Set in the management account only. */
  organizationsFeatures: OrganizationsFeature[];
}

/** What a new account's IAM is made from. */
export interface Birth {
  readonly partition: string;
  readonly account: string;
  readonly now: Date;
  /** A fresh unique id with this prefix, as in `AROA…`. */
  uniqueId(prefix: string): string;
}

/** What a role has that is not derived from its account. */
export interface NewRole {
  readonly name: string;
  readonly path?: string;
  readonly trust: string;
  readonly attached?: readonly string[];
  readonly tags?: Readonly<IamTags>;
  readonly maxSessionDuration?: number;
  readonly description?: string | null;
  readonly boundary?: string | null;
}

/** IAM gives times in whole seconds. */
export function wholeSeconds(now: Date): string {
  return new Date(Math.floor(now.getTime() / 1000) * 1000).toISOString();
}

/** The IAM of an account in which nothing was made. */
export function emptyIam(): IamState {
  return { roles: {}, users: {}, groups: {}, policies: {}, oidcProviders: {}, alias: null, organizationsFeatures: [] };
}

/** A role of this account, not yet in its state. */
export function makeRole(birth: Birth, role: NewRole): IamRole {
  const path = role.path ?? "/";
  return {
    name: role.name,
    path,
    arn: `arn:${birth.partition}:iam::${birth.account}:role${path}${role.name}`,
    id: birth.uniqueId("AROA"),
    trust: role.trust,
    inline: {},
    attached: [...(role.attached ?? [])],
    tags: { ...role.tags },
    maxSessionDuration: role.maxSessionDuration ?? 3600,
    description: role.description ?? null,
    createDate: wholeSeconds(birth.now),
    boundary: role.boundary ?? null,
  };
}

/** A user of this account, not yet in its state. */
export function makeUser(
  birth: Birth,
  user: { name: string; path?: string; tags?: Readonly<IamTags>; boundary?: string | null },
): IamUser {
  const path = user.path ?? "/";
  return {
    name: user.name,
    path,
    arn: `arn:${birth.partition}:iam::${birth.account}:user${path}${user.name}`,
    id: birth.uniqueId("AIDA"),
    inline: {},
    attached: [],
    tags: { ...user.tags },
    mfaDevices: [],
    groups: [],
    createDate: wholeSeconds(birth.now),
    boundary: user.boundary ?? null,
  };
}
