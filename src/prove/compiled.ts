import type { Address } from "../model/address.ts";
import { after } from "../model/deferred.ts";
import type { Json } from "../model/json.ts";
import type { PolicyDocument, Statement } from "../policy/document.ts";
import { type CompiledPolicy, compile } from "../policy/evaluate/compile.ts";
import { readPolicy } from "../policy/parse.ts";

const COMPILED = new WeakMap<object, Map<string, CompiledPolicy>>();

/**
 * A policy document of the world, ready to be evaluated; each document is made ready once. One that cannot be read may
 * allow and deny anything.
 */
export function compiled(document: Json, name: string): CompiledPolicy {
  if (typeof document !== "object" || document === null) {
    return compile(ANYTHING, name);
  }
  const names = COMPILED.get(document) ?? new Map<string, CompiledPolicy>();
  COMPILED.set(document, names);
  const before = names.get(name);
  if (before !== undefined) {
    return before;
  }
  const read = readPolicy(document);
  const ready = compile("document" in read ? read.document : ANYTHING, name);
  names.set(name, ready);
  return ready;
}

const UNKNOWN_ACTION = after("unknown/policy" as Address, "action");
const EVERYTHING: Statement = { Effect: "Allow", Action: ["*"], Resource: ["*"] };

function documentOf(...statements: readonly Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

const SOMETHING: Statement = { Effect: "Allow", Action: [UNKNOWN_ACTION], Resource: ["*"] };

/** A policy of which nothing is known. */
const ANYTHING = documentOf(SOMETHING, { ...SOMETHING, Effect: "Deny" });

/** A managed policy that is not in the world. AWS's own only allow; others may deny too. */
export function unknownPolicy(arn: string): CompiledPolicy {
  return compile(/^arn:[^:]*:iam::aws:policy\//.test(arn) ? documentOf(SOMETHING) : ANYTHING, arn);
}

/** AWS's policies of this name allow everything. */
export const FULL_ACCESS = compile(documentOf(EVERYTHING), "FullAWSAccess");
export const ADMINISTRATOR = compile(documentOf(EVERYTHING), "AdministratorAccess");

/** What a policy on a resource is taken for when somebody opened it to everybody. */
/** What somebody adds who lets everybody in. */
export const TO_ALL: Statement = { Effect: "Allow", Principal: "*", Action: ["*"], Resource: ["*"] };
export const OPEN_TO_ALL = compile(documentOf(TO_ALL), "a policy that is open to everybody");

/** A policy on a resource to which somebody added a statement for everybody. */
export function grantedToAll(policy: CompiledPolicy | null): CompiledPolicy {
  if (policy === null) {
    return OPEN_TO_ALL;
  }
  const known = GRANTED.get(policy);
  const { Version, Statement } = policy.document;
  const granted = known ?? compile({ Version, Statement: [...Statement, TO_ALL] }, policy.name);
  GRANTED.set(policy, granted);
  return granted;
}

const GRANTED = new WeakMap<CompiledPolicy, CompiledPolicy>();

/** The policy of a key for which nobody wrote one: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
export function defaultKeyPolicy(account: string): CompiledPolicy {
  return compile(
    documentOf({ Effect: "Allow", Principal: { AWS: [account] }, Action: ["kms:*"], Resource: ["*"] }),
    "AWS's default key policy",
  );
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access-cross-account-role.html */
export function entrancePolicy(managementAccount: string): CompiledPolicy {
  return compile(
    documentOf({ Effect: "Allow", Principal: { AWS: [managementAccount] }, Action: ["sts:AssumeRole"] }),
    "the trust policy that AWS writes",
  );
}
