import type { AccountId } from "../../model/place.ts";
import type { TrailState } from "./cloudtrail/state.ts";
import type { ImageState } from "./ec2/state.ts";
import type { RepositoryState } from "./ecr/state.ts";
import type { IamState } from "./iam/state.ts";
import type { KeyState } from "./kms/state.ts";
import type { Quotas } from "./quotas.ts";
import type { ShareState } from "./ram/state.ts";
import type { BucketState, PublicAccessBlock } from "./s3/state.ts";
import type { PortfolioState } from "./servicecatalog/state.ts";
import type { ParameterState } from "./ssm/state.ts";

/** The tags of one thing, by key, in the order they were put. */
export type WorldTags = Record<string, string>;

/** How long things take in this world, and how its answers are cut into pages. Set when a world is made. */
export interface Tempo {
  /** Virtual milliseconds that each call takes. */
  callMilliseconds: number;
  /** Virtual milliseconds from CreateAccount to its end. */
  accountMilliseconds: number;
  /** Virtual milliseconds from EnablePolicyType to ENABLED. */
  policyTypeMilliseconds: number;
  /** The largest page of a list, whatever a caller asks for; null: AWS's own sizes. */
  pageSize: number | null;
  /** Puts an empty page with a token before each page of a list, as AWS may at any time. */
  emptyPages: boolean;
  /** Virtual milliseconds until a new role can be assumed; none when left out. */
  roleMilliseconds?: number;
  /** Virtual milliseconds from StartLogging to the first delivery of a trail; seven minutes when left out. */
  deliveryMilliseconds?: number;
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicyTypeSummary.html */
export type PolicyTypeStatus = "ENABLED" | "PENDING_ENABLE" | "PENDING_DISABLE";

export interface PolicyTypeState {
  status: PolicyTypeStatus;
  /** When a pending status ends, in virtual milliseconds; null when nothing is pending. */
  due: number | null;
}

export interface OrganizationState {
  id: string;
  rootId: string;
  rootTags: WorldTags;
  featureSet: "ALL" | "CONSOLIDATED_BILLING";
  /** The types that are not there are disabled. */
  policyTypes: Record<string, PolicyTypeState>;
  /** When trusted access began, in virtual milliseconds, by service principal. */
  trustedServices: Record<string, number>;
  /** When each delegation began, in virtual milliseconds: account → service principal → time. */
  delegatedAdministrators: Record<AccountId, Record<string, number>>;
  /** In the order in which they were sent; left out while there is none. */
  invitations?: readonly InvitationState[];
  /** Whether Service Catalog's portfolios may be shared with the organization; not while it is left out. */
  portfolioSharing?: true;
}

/** An invitation to an account of others. */
export interface InvitationState {
  id: string;
  /** The account's id, or its address of e-mail. */
  to: string;
  /** Virtual milliseconds. */
  requested: number;
}

export interface UnitState {
  id: string;
  name: string;
  /** Id of the root or of a unit. */
  parent: string;
  tags: WorldTags;
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html */
export type AccountStanding = "PENDING_ACTIVATION" | "ACTIVE" | "SUSPENDED" | "PENDING_CLOSURE" | "CLOSED";

export interface AccountState {
  id: AccountId;
  name: string;
  email: string;
  state: AccountStanding;
  /** Id of the root or of a unit; null while the account is in no organization. */
  parent: string | null;
  joinedMethod: "CREATED" | "INVITED";
  /** Virtual milliseconds. */
  joined: number;
  tags: WorldTags;
  iam: IamState;
  /** What S3 blocks in the whole account; left out while nothing is set. */
  publicAccessBlock?: PublicAccessBlock;
}

/** One CreateAccount request. */
export interface CreationState {
  id: string;
  name: string;
  email: string;
  roleName: string;
  tags: WorldTags;
  /** Virtual milliseconds. */
  requested: number;
  /** When it ends, in virtual milliseconds. */
  due: number;
  /** The FailureReason with which it will end, whatever else holds; null: as AWS would decide. */
  fails: string | null;
  state: "IN_PROGRESS" | "SUCCEEDED" | "FAILED";
  completed: number | null;
  account: AccountId | null;
  failure: string | null;
}

export interface PolicyState {
  id: string;
  name: string;
  description: string;
  type: string;
  awsManaged: boolean;
  /** As it was sent, byte for byte. */
  content: string;
  /** Ids of the roots, units and accounts it is attached to, in the order in which it was. */
  targets: string[];
  tags: WorldTags;
}

/** Credentials that STS gave. They live as long as the process: no directory ever holds them. */
export interface SessionState {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  account: AccountId;
  /** The role's ARN; the user's for a session of GetSessionToken. */
  roleArn: string;
  /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`; the user's ARN for a session of GetSessionToken. */
  principalArn: string;
  /** Virtual milliseconds. */
  expires: number;
  /** When its user showed a multi-factor token, null if not. Missing in sessions of roles, which carry no such key. */
  mfaSince?: number | null;
}

/** The sandbox's whole world: plain data that JSON can carry. Times are virtual milliseconds since 1970, UTC. */
export interface World {
  format: 1;
  partition: string;
  seed: number;
  /** How many ids were handed out. */
  counter: number;
  time: number;
  managementAccount: AccountId;
  quotas: Quotas;
  tempo: Tempo;
  organization: OrganizationState | null;
  units: Record<string, UnitState>;
  accounts: Record<AccountId, AccountState>;
  creations: Record<string, CreationState>;
  /** Ids of the creations that are in progress, in the order in which they began. */
  inCreation: string[];
  policies: Record<string, PolicyState>;
  /** E-mail addresses that accounts outside of this organization have, in lower case. */
  takenEmails: string[];
  /** Account aliases that strangers have. */
  takenAliases?: string[];
  /** By name. A name is there once in a partition. */
  buckets: Record<string, BucketState>;
  /** Names of the buckets that strangers have. */
  takenBuckets: string[];
  /** By key id. */
  keys: Record<string, KeyState>;
  /** By ARN. */
  trails: Record<string, TrailState>;
  /** By ARN. */
  repositories: Record<string, RepositoryState>;
  /** By ARN. */
  parameters: Record<string, ParameterState>;
  /** By ARN. */
  shares: Record<string, ShareState>;
  /** By id. */
  portfolios: Record<string, PortfolioState>;
  /** Machine images, by id. */
  images: Record<string, ImageState>;
  /** Not persisted. */
  sessions: Record<string, SessionState>;
  /** How many session ids were handed out. Not persisted. */
  sessionCounter: number;
}
