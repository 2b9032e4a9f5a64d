import type { Json } from "../model/json.ts";
import type { Live } from "../model/live.ts";
import { type AccountId, isAccountId } from "../model/place.ts";
import type { CompiledPolicy } from "../policy/evaluate/compile.ts";
import { compile } from "../policy/evaluate/compile.ts";
import type { Requester } from "../policy/evaluate/requester.ts";
import type { Missing } from "./bindings.ts";
import type { Actor } from "./catalogue.ts";
import { ADMINISTRATOR, compiled, unknownPolicy } from "./compiled.ts";
import type { Surroundings } from "./scene.ts";

/** Who asks, and what hangs on them. */
export interface Caller {
  readonly requester: Requester;
  readonly identity: readonly CompiledPolicy[];
  /** What their session was limited by; null when by nothing. */
  readonly session: readonly CompiledPolicy[] | null;
}

/** Where a caller stands, and in which world. */
export interface Standpoint {
  readonly account: AccountId;
  readonly around: Surroundings;
  /** Whether the policy that makes people use MFA is missing. */
  readonly withoutForceMfa: boolean;
  readonly principal: string | null;
}

const SESSION = "session";
const MFA_AGE = 120;

/** The roles that blueprints make, and AWS, by who acts in them. */
const ROLES: Readonly<Partial<Record<Actor, string>>> = {
  "tool-role": "orgwright/OrgwrightApply",
  "plan-role": "orgwright/OrgwrightPlan",
  "admin-role": "Admin",
  "org-access-role": "OrganizationAccountAccessRole",
  "log-reader": "LogReader",
  "ci-publisher": "publish/GitHubPublisher",
  "break-glass": "breakglass/BreakGlass",
};

/** The caller of a row, or who is missing. Actors that no blueprint makes are administrators of their accounts: the worst case. */
export function callerFor(actor: Actor, at: Standpoint): Caller | Missing {
  if (at.principal !== null) {
    return unlimited(named(at.principal));
  }
  const { account, around } = at;
  const arn = (resource: string) => `arn:${around.partition}:iam::${account}:${resource}`;
  switch (actor) {
    case "member-root":
      return unlimited({ is: "root", account, partition: around.partition });
    case "assumed-root":
      return { ...unlimited({ is: "assumed-root", account, partition: around.partition }), session: [ROOT_TASK] };
    case "identity-user-no-mfa":
      return { ...unlimited({ is: "user", arn: arn("user/alice"), mfa: "no-key" }), identity: policiesOfPeople(at) };
    case "identity-user-mfa":
      return {
        ...unlimited({ is: "user", arn: arn("user/alice"), mfa: { ageSeconds: MFA_AGE } }),
        identity: policiesOfPeople(at),
      };
    case "break-glass":
      return account === around.managementAccount
        ? unlimited({ is: "user", arn: arn("user/breakglass/keeper"), mfa: { ageSeconds: MFA_AGE } })
        : inRole(actor, at);
    case "tool-role":
    case "plan-role":
    case "admin-role":
    case "org-access-role":
    case "log-reader":
    case "ci-publisher":
      return inRole(actor, at);
    case "service-linked-role":
      return unlimited({
        is: "service-linked-role",
        role: arn("role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"),
        session: SESSION,
      });
    case "service":
      return { missing: "The row names no service as `_principal`" };
    default:
      return unlimited({ is: "role-session", role: arn("role/someone"), session: SESSION, provider: null });
  }
}

function unlimited(requester: Requester): Caller {
  return { requester, identity: [ADMINISTRATOR], session: null };
}

/** Whoever a row names as `_principal`. */
function named(principal: string): Requester {
  if (principal === "anonymous") {
    return { is: "anonymous" };
  }
  if (principal.includes(":oidc-provider/")) {
    return { is: "web-identity", provider: principal };
  }
  if (principal.includes(":saml-provider/")) {
    return { is: "saml", provider: principal };
  }
  if (principal.includes(":role/aws-service-role/")) {
    return { is: "service-linked-role", role: principal, session: SESSION };
  }
  if (principal.includes(":user/")) {
    return { is: "user", arn: principal };
  }
  return principal.includes(":role/")
    ? { is: "role-session", role: principal, session: SESSION, provider: null }
    : { is: "service", name: principal };
}

/** A session of one of the roles that stand in the world, with the policies that hang on it. */
function inRole(actor: Actor, { account, around }: Standpoint): Caller | Missing {
  const name = ROLES[actor] ?? "";
  const arn = `arn:${around.partition}:iam::${account}:role/${name}`;
  const role = around.withArn(arn);
  if (role === undefined && !(actor === "org-access-role" && isAccountId(account))) {
    return { missing: `There is no role ${name} in the account`, who: actor };
  }
  return {
    requester: { is: "role-session", role: arn, session: SESSION, provider: null, mfa: "no-key" },
    identity: role === undefined ? [ADMINISTRATOR] : identityOf(role, around),
    session: null,
  };
}

/** The policies in a role and on it. */
export function identityOf({ properties }: Live, around: Surroundings): CompiledPolicy[] {
  const inline = Object.entries((properties["inline"] ?? {}) as Readonly<Record<string, Json>>);
  const managed = (properties["managed"] ?? []) as readonly Json[];
  return [
    ...inline.map(([name, document]) => compiled(document, name)),
    ...managed.map((arn) => managedPolicy(arn, around)),
  ];
}

function managedPolicy(arn: Json, around: Surroundings): CompiledPolicy {
  const text = String(arn);
  if (/^arn:[^:]*:iam::aws:policy\/AdministratorAccess$/.test(text)) {
    return ADMINISTRATOR;
  }
  const policy = around.withArn(text);
  return policy === undefined ? unknownPolicy(text) : compiled(policy.properties["document"] ?? null, text);
}

/** What hangs on people of the identity account: they may do everything, unless a policy makes them use MFA. */
function policiesOfPeople({ account, around, withoutForceMfa }: Standpoint): CompiledPolicy[] {
  const forceMfa = around.withArn(`arn:${around.partition}:iam::${account}:policy/orgwright/ForceMFA`);
  return withoutForceMfa || forceMfa === undefined
    ? [ADMINISTRATOR]
    : [ADMINISTRATOR, compiled(forceMfa.properties["document"] ?? null, "ForceMFA")];
}

/** https://docs.aws.amazon.com/aws-managed-policy/latest/reference/S3UnlockBucketPolicy.html */
const ROOT_TASK = compile(
  {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["s3:DeleteBucketPolicy", "s3:PutBucketPolicy", "s3:GetBucketPolicy", "s3:ListAllMyBuckets"],
        Resource: ["*"],
      },
    ],
  },
  "S3UnlockBucketPolicy",
);
