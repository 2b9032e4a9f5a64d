import { isObject, type Json, type JsonObject } from "../../../src/model/json.ts";
import { type Requester, sessionArn } from "../../../src/policy/evaluate/requester.ts";
import type { Verdict } from "../../../src/policy/evaluate/verdict.ts";
import type { OracleCase } from "./cases.ts";

const GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";

/** Something in which the oracle is known to decide otherwise, and who is right. */
export interface Difference {
  readonly name: string;
  readonly reason: string;
  readonly page: string;
  /** Whether it could be at work in a case, of which we say `ours`. */
  concerns(one: OracleCase, ours: Verdict): boolean;
  /**
   * The case without what the engines differ in: they have to agree on it, or the difference does not explain the case. Null
   * where nothing can be taken away because the request itself is what they differ in.
   */
  without(one: OracleCase): OracleCase | null;
}

/** All known differences. One that no longer occurs can go. */
export const DIFFERENCES: readonly Difference[] = [
  {
    name: "rules without policies",
    reason:
      "The root user assumes no roles, STS answers no unsigned requests, and whoever an identity provider vouches for can only ask for a role's session. The oracle looks at policies alone.",
    page: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
    concerns: (_, ours) => ours.is === "denied" && ours.by.some(({ because }) => because === "rule"),
    without: () => null,
  },
  {
    name: "root repairs",
    reason: "The root user of the account that owns a bucket may always read, put and delete its policy.",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html",
    concerns: ({ requester, action, resource }) =>
      requester.is === "root" && action === "s3:PutBucketPolicy" && resource !== null,
    without: (one) => ({ ...one, resource: withStatements(one.resource, ({ Effect }) => Effect === "Allow") }),
  },
  {
    name: "a range of all addresses",
    reason: "0.0.0.0/0 holds every address. The oracle finds none in it.",
    page: `${GUIDE}/reference_policies_elements_condition_operators.html`,
    concerns: (one) => JSON.stringify(one).includes(ALL_ADDRESSES),
    without: (one) => JSON.parse(JSON.stringify(one).replaceAll(ALL_ADDRESSES, '"0.0.0.0/1","128.0.0.0/1"')),
  },
  {
    name: "sessions named directly",
    reason:
      "What a policy on a resource grants to a session by its own ARN, no boundary and no session policy limits by not allowing it; the same is taken to hold of `*`, where AWS says nothing. The oracle lets them limit it.",
    page: `${GUIDE}/reference_policies_evaluation-logic_policy-eval-basics.html`,
    concerns: ({ requester, session, boundary, resource }) =>
      isSession(requester) && (session !== null || boundary !== null) && resource !== null,
    without: (one) => ({ ...one, session: alsoAllowing(one.session), boundary: alsoAllowing(one.boundary) }),
  },
  {
    name: "federated users are named with their user",
    reason:
      "A policy that names a user names the sessions that the user federated. The oracle knows them by their own ARN only.",
    page: `${GUIDE}/reference_policies_evaluation-logic_policy-eval-basics.html`,
    concerns: ({ requester, resource }) =>
      requester.is === "federated-user" && JSON.stringify(resource).includes(requester.user),
    without: (one) =>
      one.requester.is === "federated-user"
        ? { ...one, resource: replaced(one.resource, one.requester.user, sessionArn(one.requester)) }
        : one,
  },
  {
    name: "those whom providers vouch for belong to no account",
    reason:
      "A statement that names an account is about its users, roles and root user. The oracle counts whoever a provider of the account vouches for among them.",
    page: `${GUIDE}/reference_policies_elements_principal.html`,
    concerns: ({ requester, owner, resource }) => requester.is === "saml" && JSON.stringify(resource).includes(owner),
    without: (one) => ({
      ...one,
      resource: withStatements(one.resource, ({ Principal }) => !namesAccount(Principal, one.owner)),
    }),
  },
];

const ALL_ADDRESSES = '"0.0.0.0/0"';

function isSession({ is }: Requester): boolean {
  return is === "role-session" || is === "federated-user";
}

function statementsOf(document: JsonObject): readonly JsonObject[] {
  return document["Statement"] as readonly JsonObject[];
}

/** Null when no statement is left. */
function withStatements(document: JsonObject | null, keep: (statement: JsonObject) => boolean): JsonObject | null {
  const kept = document === null ? [] : statementsOf(document).filter(keep);
  return kept.length === 0 ? null : { ...document, Statement: kept };
}

function alsoAllowing(document: JsonObject | null): JsonObject | null {
  const all = { Effect: "Allow", Action: "*", Resource: "*" };
  return document === null ? null : { ...document, Statement: [...statementsOf(document), all] };
}

function replaced(document: JsonObject | null, text: string, by: string): JsonObject | null {
  return document === null ? null : JSON.parse(JSON.stringify(document).replaceAll(text, by));
}

function namesAccount(principal: Json | undefined, account: string): boolean {
  const names = isObject(principal) ? [principal["AWS"]].flat() : [];
  return names.some((name) => name === account || name === `arn:aws:iam::${account}:root`);
}
