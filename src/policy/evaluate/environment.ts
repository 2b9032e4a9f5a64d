import type { AccountId } from "../../model/place.ts";
import type { CompiledPolicy } from "./compile.ts";

/** The policies that hang on the root, on one OU, or on an account. */
export interface Level {
  /** What people call the target, for verdicts. */
  readonly target: string;
  readonly policies: readonly CompiledPolicy[];
}

/** What must be known of an organization. */
export interface OrganizationFacts {
  readonly id: string;
  readonly managementAccount: AccountId;
  /** The entity path of each of its accounts, as `o-example/r-root/ou-root-one/`, the management account among them. */
  readonly paths: Pick<ReadonlyMap<AccountId, string>, "get" | "has">;
  /** Which accounts besides the management account may take root sessions; null when sessions are off. Left out: not known. */
  readonly rootSessions?: readonly AccountId[] | null;
}

/** Every policy that a request meets. What does not apply to the request is left out by the evaluator itself. */
export interface Environment {
  readonly organization: OrganizationFacts | null;
  /** Of the requester's account, from the root down to the account. Empty: the organization has no SCPs. */
  readonly scps: readonly Level[];
  /** Of the resource's account, from the root down to the account. `RCPFullAWSAccess` need not be among them. */
  readonly rcps: readonly Level[];
  /** The prefixes of the services that RCPs cover, in lower case. */
  readonly rcpServices: ReadonlySet<string>;
  /** Of the user with all groups, or of the role. */
  readonly identity: readonly CompiledPolicy[];
  readonly boundary: CompiledPolicy | null;
  /** What was passed when the session was made; null when nothing was. For a root session its task policy. */
  readonly session: readonly CompiledPolicy[] | null;
  /** On the resource: a bucket or key policy, a role's trust policy. Null: it has none. */
  readonly resource: CompiledPolicy | null | "unknown";
}
