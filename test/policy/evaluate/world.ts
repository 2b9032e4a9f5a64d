import type { Json, JsonObject } from "../../../src/model/json.ts";
import { type CompiledPolicy, compile } from "../../../src/policy/evaluate/compile.ts";
import { contextOf, type Given } from "../../../src/policy/evaluate/context-of.ts";
import type { Environment, Level, OrganizationFacts } from "../../../src/policy/evaluate/environment.ts";
import { evaluate } from "../../../src/policy/evaluate/evaluate.ts";
import type { AccessRequest } from "../../../src/policy/evaluate/request.ts";
import { accountOf, type Requester } from "../../../src/policy/evaluate/requester.ts";
import type { Verdict } from "../../../src/policy/evaluate/verdict.ts";
import { readPolicy } from "../../../src/policy/parse.ts";

export const MANAGEMENT = "000000000001";
export const WORKLOAD = "111111111111";
export const LOGGING = "222222222222";
export const OUTSIDE = "999999999999";

export const ORGANIZATION: OrganizationFacts = {
  id: "o-acme",
  managementAccount: MANAGEMENT,
  paths: new Map([
    [MANAGEMENT, "o-acme/r-root/"],
    [WORKLOAD, "o-acme/r-root/ou-root-work/ou-root-prod/"],
    [LOGGING, "o-acme/r-root/ou-root-sec/"],
  ]),
  rootSessions: [],
};

export const USER: Requester = {
  is: "user",
  arn: `arn:aws:iam::${WORKLOAD}:user/team/ann`,
  id: "AIDAANN",
  mfa: "no-key",
};
export const ROLE = `arn:aws:iam::${WORKLOAD}:role/path/Admin`;
export const SESSION_ARN = `arn:aws:sts::${WORKLOAD}:assumed-role/Admin/bob`;
export const SESSION: Requester = {
  is: "role-session",
  role: ROLE,
  session: "bob",
  id: "AROAADMIN",
  tags: {},
  mfa: "no-key",
};
export const MANAGER: Requester = { is: "user", arn: `arn:aws:iam::${MANAGEMENT}:user/boss`, mfa: "no-key" };
export const STRANGER: Requester = { is: "user", arn: `arn:aws:iam::${OUTSIDE}:user/eve`, mfa: "no-key" };
export const ROOT: Requester = { is: "root", account: WORKLOAD, partition: "aws" };
export const ASSUMED_ROOT: Requester = { is: "assumed-root", account: WORKLOAD, partition: "aws" };
export const LINKED: Requester = {
  is: "service-linked-role",
  role: `arn:aws:iam::${WORKLOAD}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
  session: "config",
};
export const FEDERATED_USER: Requester = {
  is: "federated-user",
  user: `arn:aws:iam::${WORKLOAD}:user/ann`,
  name: "kiosk",
};
export const CLOUDTRAIL: Requester = { is: "service", name: "cloudtrail.amazonaws.com" };
export const GITHUB_ARN = `arn:aws:iam::${WORKLOAD}:oidc-provider/token.actions.githubusercontent.com`;
export const GITHUB: Requester = { is: "web-identity", provider: GITHUB_ARN };
export const SAML: Requester = { is: "saml", provider: `arn:aws:iam::${WORKLOAD}:saml-provider/Okta` };
export const ANONYMOUS: Requester = { is: "anonymous" };

/** A policy of these statements; a statement without `Effect` allows, without `Resource` is about everything. */
export function policy(name: string, ...statements: readonly JsonObject[]): CompiledPolicy {
  return versioned("2012-10-17", name, ...statements);
}

export function versioned(Version: string, name: string, ...statements: readonly JsonObject[]): CompiledPolicy {
  const Statement = statements.map((statement) => ({
    Effect: "Allow",
    ...("Action" in statement || "NotAction" in statement ? {} : { Action: "*" }),
    ...("Resource" in statement || "NotResource" in statement ? {} : { Resource: "*" }),
    ...statement,
  }));
  const parsed = readPolicy({ Version, Statement } as unknown as Json);
  if ("problems" in parsed) {
    throw new Error(JSON.stringify(parsed.problems));
  }
  return compile(parsed.document, name);
}

export const FULL = policy("FullAWSAccess", {});
export const ADMIN = policy("AdministratorAccess", {});
export const DENY_ALL = policy("DenyAll", { Effect: "Deny" });
export const EMPTY = policy("Nothing", { Action: "none:None" });

export function level(target: string, ...policies: readonly CompiledPolicy[]): Level {
  return { target, policies };
}

/** SCPs and RCPs that bind nobody, nobody granted anything. */
export function environment(parts: Partial<Environment> = {}): Environment {
  return {
    organization: ORGANIZATION,
    scps: [level("root", FULL), level("workloads", FULL), level("account", FULL)],
    rcps: [level("root"), level("workloads"), level("account")],
    rcpServices: new Set(["s3", "sts", "kms", "sqs"]),
    identity: [],
    boundary: null,
    session: null,
    resource: null,
    ...parts,
  };
}

export const BUCKET = "arn:aws:s3:::acme-logs";
export const OBJECT = "arn:aws:s3:::acme-logs/AWSLogs/x";
export const KEY = `arn:aws:kms:eu-west-1:${WORKLOAD}:key/aaaa`;

/** A request for a resource of the requester's own account, of the workload account when it has none. */
export function request(
  requester: Requester,
  action: string,
  arn: string,
  more: Partial<{ account: string | null; given: Given }> = {},
): AccessRequest {
  const account = more.account === undefined ? (accountOf(requester) ?? WORKLOAD) : more.account;
  const resource = { arn, account };
  return {
    requester,
    action,
    resource,
    context: contextOf(requester, resource, ORGANIZATION, more.given ?? { rest: "absent" }),
  };
}

/** A verdict in a word. */
export function word(asked: AccessRequest, environment: Environment): Verdict["is"] {
  return evaluate(asked, environment).is;
}
