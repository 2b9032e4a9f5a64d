import type { Caller } from "../handlers.ts";
import { own } from "../iam/find.ts";
import type { World } from "../world.ts";
import { type CallerKind, userIdOf } from "./caller.ts";
import type { RequestContext } from "./conditions.ts";

/** What AssumeRole itself says about the request. */
export interface AssumeRoleWords {
  readonly sessionName: string;
  readonly externalId?: string | undefined;
  readonly sourceIdentity?: string | undefined;
  readonly tags: readonly (readonly [string, string])[];
  readonly transitiveTagKeys: readonly string[];
  /** Where the role is. */
  readonly roleAccount: string;
  /** Multi-factor authentication; null when the request carries none of its keys. */
  readonly mfa: { readonly present: boolean; readonly ageSeconds: number } | null;
}

/**
 * The condition keys of one AssumeRole request. Keys that the sandbox does not know are absent.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function assumeRoleContext(world: World, at: Caller, who: CallerKind, words: AssumeRoleWords): RequestContext {
  const context = callerContext(world, at, who, words.roleAccount);
  const put = putInto(context);
  put("aws:MultiFactorAuthPresent", words.mfa === null ? undefined : String(words.mfa.present));
  put("aws:MultiFactorAuthAge", words.mfa?.present ? String(words.mfa.ageSeconds) : undefined);
  put("sts:ExternalId", words.externalId);
  put("sts:RoleSessionName", words.sessionName);
  put("sts:SourceIdentity", words.sourceIdentity);
  put("sts:TransitiveTagKeys", words.transitiveTagKeys);
  put(
    "aws:TagKeys",
    words.tags.map(([key]) => key),
  );
  for (const [key, value] of words.tags) {
    put(`aws:RequestTag/${key}`, value);
  }
  return context;
}

/** The condition keys that any request of a user or role carries, to whatever service, about a thing in an account. */
export function callerContext(world: World, at: Caller, who: CallerKind, resourceAccount: string): RequestKeys {
  const context: RequestKeys = new Map();
  const put = putInto(context);
  put("aws:CurrentTime", at.now.toISOString());
  put("aws:EpochTime", String(Math.floor(at.now.getTime() / 1000)));
  put("aws:SecureTransport", "true");
  put("aws:RequestedRegion", at.region);
  put("aws:PrincipalAccount", at.account);
  put("aws:PrincipalArn", principalArn(at, who));
  put("aws:PrincipalType", who.is === "role" ? "AssumedRole" : "User");
  put("aws:userid", userIdOf(at.account, who));
  put("aws:username", who.is === "user" ? who.name : undefined);
  put("aws:PrincipalOrgID", organizationOf(world, at.account));
  put("aws:PrincipalOrgPaths", pathsOf(world, at.account));
  put("aws:ResourceAccount", resourceAccount);
  put("aws:ResourceOrgID", organizationOf(world, resourceAccount));
  for (const [key, value] of Object.entries(tagsOf(who))) {
    put(`aws:PrincipalTag/${key}`, value);
  }
  return context;
}

type RequestKeys = Map<string, string | readonly string[]>;

function putInto(context: RequestKeys): (key: string, value: string | readonly string[] | undefined) => void {
  return (key, value) => {
    if (value !== undefined && value.length > 0) {
      context.set(key.toLowerCase(), value);
    }
  };
}

/** A session's principal is its role, with the role's path. */
export function principalArn(at: Caller, who: CallerKind): string {
  return who.is === "role" ? (who.role?.arn ?? at.session?.roleArn ?? at.principalArn) : at.principalArn;
}

function tagsOf(who: CallerKind): Readonly<Record<string, string>> {
  return (who.is === "role" ? who.role?.tags : who.is === "user" ? who.user?.tags : undefined) ?? {};
}

/** The id of the organization that an account is in. */
export function organizationOf(world: World, account: string): string | undefined {
  const isMember = own(world.accounts, account)?.parent != null;
  return isMember ? world.organization?.id : undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed-view-data-orgs.html#access_policies_last-accessed-viewing-orgs-entity-path */
function pathsOf(world: World, account: string): readonly string[] {
  const { organization } = world;
  let parent = own(world.accounts, account)?.parent ?? null;
  if (organization === null || parent === null) {
    return [];
  }
  let units = "";
  while (parent !== null && parent !== organization.rootId) {
    units = `${parent}/${units}`;
    parent = own(world.units, parent)?.parent ?? null;
  }
  return [`${organization.id}/${organization.rootId}/${units}`];
}
