import type { Json, JsonObject } from "../../../src/model/json.ts";
import { type CompiledPolicy, compile } from "../../../src/policy/evaluate/compile.ts";
import { ABSENT, known } from "../../../src/policy/evaluate/context.ts";
import { evaluate } from "../../../src/policy/evaluate/evaluate.ts";
import { accountOf } from "../../../src/policy/evaluate/requester.ts";
import type { Verdict } from "../../../src/policy/evaluate/verdict.ts";
import { readPolicy } from "../../../src/policy/parse.ts";
import { MANAGEMENT, type OracleCase, OTHER, OWN, principalName } from "./cases.ts";
import { type OracleAnswer, simulate } from "./simulate.ts";

const RCP_SERVICES = new Set(["s3", "sts", "kms", "sqs", "secretsmanager"]);
const MEMBERS = new Set([OWN, OTHER]);

const ORGANIZATION = {
  id: "o-acme",
  managementAccount: MANAGEMENT,
  paths: new Map([
    [MANAGEMENT, "o-acme/r-root/"],
    [OWN, "o-acme/r-root/ou-work/"],
    [OTHER, "o-acme/r-root/ou-sec/"],
  ]),
  rootSessions: [],
};

function ready(document: JsonObject, name: string): CompiledPolicy {
  const read = readPolicy(document as Json);
  if (!("document" in read)) {
    throw new Error(`A random policy does not parse: ${JSON.stringify(read)}`);
  }
  return compile(read.document, name);
}

function levels(all: OracleCase["scps"], name: string) {
  return all.map((documents, depth) => ({
    target: `level ${depth}`,
    policies: documents.map((document, index) => ready(document, `${name}-${depth}-${index}`)),
  }));
}

/** What our evaluator says, for keys that are all known. */
export function ours(one: OracleCase, ignored: ReadonlySet<string>): Verdict {
  const keys = Object.entries(one.keys).filter(([key]) => !ignored.has(key.toLowerCase()));
  const context = {
    keys: new Map(keys.map(([key, values]) => [key.toLowerCase(), known(...values)] as const)),
    families: [],
    rest: ABSENT,
  };
  const resource = { arn: one.arn, account: one.owner };
  return evaluate(
    { requester: one.requester, action: one.action, resource, context },
    {
      organization: ORGANIZATION,
      scps: levels(one.scps, "scp"),
      rcps: levels(one.rcps, "rcp"),
      rcpServices: RCP_SERVICES,
      identity: one.identity.map((document, index) => ready(document, `identity-${index}`)),
      boundary: one.boundary === null ? null : ready(one.boundary, "boundary"),
      session: one.session === null ? null : [ready(one.session, "session")],
      resource: one.resource === null ? null : ready(one.resource, "resource"),
    },
  );
}

/**
 * Asks the oracle. It applies every policy that it is given, so that the caller decides what binds whom: SCPs bind the
 * principals of member accounts, RCPs their resources, and services and strangers have no identity policies.
 */
export async function theirs(one: OracleCase): Promise<OracleAnswer> {
  const account = accountOf(one.requester);
  const { is } = one.requester;
  const hangs = is === "user" || is === "role-session" || is === "federated-user";
  const bySession = is === "role-session" || is === "federated-user";
  const inOrganization = account !== null && MEMBERS.has(account);
  const covered = MEMBERS.has(one.owner) && RCP_SERVICES.has(one.action.split(":")[0] ?? "");
  const root: JsonObject = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
  return await simulate({
    ...one,
    principal: principalName(one.requester),
    identity: is === "root" ? [root] : hangs ? one.identity : [],
    scps: inOrganization ? one.scps : [],
    rcps: covered ? one.rcps : [],
    boundary: hangs ? one.boundary : null,
    session: bySession ? one.session : null,
  });
}
