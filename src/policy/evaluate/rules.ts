import type { Environment } from "./environment.ts";
import type { AccessRequest } from "./request.ts";
import { accountOf, type Requester } from "./requester.ts";
import { MAYBE, NO, type Truth, truthOf, YES } from "./truth.ts";
import type { Rule } from "./verdict.ts";

const STS = "https://docs.aws.amazon.com/STS/latest/APIReference";
const IAM_GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
const ORGANIZATIONS_GUIDE = "https://docs.aws.amazon.com/organizations/latest/userguide";

/** What AWS does whatever the policies say. */
export const AWS_RULES = {
  rootAssumesNoRole: {
    code: "root-assumes-no-role",
    says: "The root user cannot assume roles.",
    page: `${STS}/API_AssumeRole.html`,
  },
  rootSessions: {
    code: "root-sessions",
    says: "Root sessions are for the management account and for IAM's delegated administrators, once they are switched on; never for root users.",
    page: `${STS}/API_AssumeRoot.html`,
  },
  federationOnly: {
    code: "federation-only",
    says: "Whoever an identity provider vouches for can only ask for a role's session.",
    page: `${STS}/API_AssumeRoleWithWebIdentity.html`,
  },
  stsIsSigned: {
    code: "sts-is-signed",
    says: "AWS STS answers no requests without credentials or an identity provider's token.",
    page: `${IAM_GUIDE}/id_credentials_temp_request.html`,
  },
  identityIsFree: {
    code: "identity-is-free",
    says: "Everyone may ask who they are; no policy can deny it.",
    page: `${STS}/API_GetCallerIdentity.html`,
  },
  sessionTokenIsFree: {
    code: "session-token-is-free",
    says: "Users may ask for temporary credentials of their own, to authenticate with MFA; no policy controls it.",
    page: `${IAM_GUIDE}/id_credentials_temp_control-access_getsessiontoken.html`,
  },
  sessionTokenForLongTerm: {
    code: "session-token-for-long-term",
    says: "Only users and root users with credentials of their own may ask for a session token.",
    page: `${STS}/API_GetSessionToken.html`,
  },
  rootHasFullAccess: {
    code: "root-has-full-access",
    says: "The root user needs no identity-based policy.",
    page: `${IAM_GUIDE}/reference_policies_evaluation-logic_policy-eval-denyallow.html`,
  },
  rcpFullAccess: {
    code: "rcp-full-aws-access",
    says: "RCPFullAWSAccess is attached to every root, OU and account and cannot be detached.",
    page: `${ORGANIZATIONS_GUIDE}/orgs_manage_policies_rcps_syntax.html`,
  },
} as const satisfies Record<string, Rule>;

/** What a rule says of a request. */
export interface RuleAnswer {
  readonly rule: Rule;
  readonly allows: Truth;
  /** Whether policies are not even asked. */
  readonly settles: boolean;
}

const FEDERATION: ReadonlySet<string> = new Set([
  "sts:assumerolewithwebidentity",
  "sts:assumerolewithsaml",
  "sts:tagsession",
  "sts:setsourceidentity",
  "sts:setcontext",
]);

/** The rule that this request meets, or null when policies alone decide. `action` is in lower case. */
export function ruleFor(request: AccessRequest, action: string, environment: Environment): RuleAnswer | null {
  const { requester } = request;
  const isRoot = requester.is === "root" || requester.is === "assumed-root";
  if (requester.is === "web-identity" || requester.is === "saml") {
    return FEDERATION.has(action) ? null : refusal(AWS_RULES.federationOnly);
  }
  if (!action.startsWith("sts:")) {
    return null;
  }
  if (requester.is === "anonymous") {
    return refusal(AWS_RULES.stsIsSigned);
  }
  switch (action) {
    case "sts:getcalleridentity":
      return { rule: AWS_RULES.identityIsFree, allows: YES, settles: true };
    case "sts:getsessiontoken":
      return sessionToken(requester);
    case "sts:assumerole":
      return isRoot ? refusal(AWS_RULES.rootAssumesNoRole) : null;
    case "sts:assumeroot":
      return {
        rule: AWS_RULES.rootSessions,
        allows: isRoot ? NO : mayAssumeRoot(request, environment),
        settles: false,
      };
    default:
      return null;
  }
}

function refusal(rule: Rule): RuleAnswer {
  return { rule, allows: NO, settles: false };
}

function sessionToken(requester: Requester): RuleAnswer {
  return requester.is === "user" || requester.is === "root"
    ? { rule: AWS_RULES.sessionTokenIsFree, allows: YES, settles: true }
    : refusal(AWS_RULES.sessionTokenForLongTerm);
}

function mayAssumeRoot({ requester }: AccessRequest, { organization }: Environment): Truth {
  const account = accountOf(requester);
  if (organization === null || account === null || !organization.paths.has(account)) {
    return NO;
  }
  const { rootSessions } = organization;
  if (rootSessions === undefined) {
    return MAYBE;
  }
  return truthOf(
    rootSessions !== null && (account === organization.managementAccount || rootSessions.includes(account)),
  );
}

/** By what policies on a resource can never deny to the root user of the account that owns it. */
const ROOT_REPAIRS: ReadonlySet<string> = new Set([
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
  "s3:getbucketpolicy",
  "s3:putbucketpolicy",
  "s3:deletebucketpolicy",
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-tasks.html
  "sqs:getqueueattributes",
  "sqs:setqueueattributes",
]);

/** Whether the denials of the policy on the resource do not count, because the root user may always repair it. */
export function repairsOwnResource({ requester, resource }: AccessRequest, action: string): boolean {
  const isRoot = requester.is === "root" || requester.is === "assumed-root";
  return isRoot && ROOT_REPAIRS.has(action) && accountOf(requester) === resource.account;
}
