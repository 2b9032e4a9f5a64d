import type { Text } from "../../model/deferred.ts";
import { isAccountId } from "../../model/place.ts";
import type { Principal } from "../document.ts";
import { boundMatches } from "./glob.ts";
import { accountOf, partitionOf, type Requester, sessionArn } from "./requester.ts";
import { type Template, templateOf } from "./template.ts";
import { both, either, MAYBE, NO, not, type Truth, truthOf, YES } from "./truth.ts";

/**
 * In which ways a policy on a resource names a requester. `directly`: itself or everyone, so that nothing but explicit
 * denials limits it. `throughItsRole`: the role of a session, whose boundary and session policies go on to limit it.
 * `throughItsAccount`: the account, which has to grant it in turn.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export interface Naming {
  readonly directly: Truth;
  readonly throughItsRole: Truth;
  readonly throughItsAccount: Truth;
}

export const NOT_NAMED: Naming = { directly: NO, throughItsRole: NO, throughItsAccount: NO };
const NAMED: Naming = { directly: YES, throughItsRole: NO, throughItsAccount: NO };

/** A `Principal` or `NotPrincipal`. */
export interface PrincipalMatcher {
  readonly negated: boolean;
  readonly everyone: boolean;
  /** Account ids, ARNs and unique ids. */
  readonly aws: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly federated: ReadonlySet<string>;
  /** Names that are not wholly known yet. */
  readonly deferred: readonly Template[];
}

const ROOT_ARN = /^arn:[^:]*:iam::(\d{12}):root$/;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function principalMatcher(principal: Principal, negated: boolean): PrincipalMatcher {
  const lists = principal === "*" ? { AWS: ["*"] } : principal;
  const aws = textsOf(lists.AWS).map((name) => ROOT_ARN.exec(name)?.[1] ?? name);
  const later = Object.values(lists)
    .flat()
    .filter((name) => typeof name !== "string");
  return {
    negated,
    everyone: aws.includes("*"),
    aws: new Set(aws),
    services: new Set(textsOf(lists.Service)),
    federated: new Set(textsOf(lists.Federated)),
    deferred: later.map((name) => templateOf(name, { variables: false, wildcards: false })),
  };
}

function textsOf(names: readonly Text[] | undefined): string[] {
  return (names ?? []).filter((name) => typeof name === "string");
}

/** How the statement names the requester. `bounded`: whether a permissions boundary is set on the requester. */
export function namingOf(matcher: PrincipalMatcher, requester: Requester, bounded: boolean, denies: boolean): Naming {
  if (!matcher.negated) {
    return matcher.everyone ? NAMED : named(matcher, requester);
  }
  // NotPrincipal with Deny always denies those with a boundary, whatever it names: IAM User Guide, NotPrincipal.
  const applies = bounded && denies ? YES : not(excluded(matcher, requester));
  return { ...NOT_NAMED, directly: applies };
}

function named(matcher: PrincipalMatcher, requester: Requester): Naming {
  const sure = surelyNamed(matcher, requester);
  return matcher.deferred.length === 0 ? sure : withDeferred(matcher, requester, sure);
}

function surelyNamed(matcher: PrincipalMatcher, requester: Requester): Naming {
  const { self, parent, account } = namesOf(requester);
  const list = listFor(matcher, requester);
  return naming(hasAny(list, self), hasAny(list, parent), hasAny(list, account));
}

function listFor(matcher: PrincipalMatcher, requester: Requester): ReadonlySet<string> {
  switch (requester.is) {
    case "service":
      return matcher.services;
    case "web-identity":
    case "saml":
      return matcher.federated;
    default:
      return matcher.aws;
  }
}

function naming(directly: boolean, throughItsRole = false, throughItsAccount = false): Naming {
  return {
    directly: truthOf(directly),
    throughItsRole: truthOf(throughItsRole),
    throughItsAccount: truthOf(throughItsAccount),
  };
}

function hasAny(names: ReadonlySet<string>, wanted: readonly string[]): boolean {
  return wanted.some((name) => names.has(name));
}

interface Names {
  /** What names the requester itself. */
  readonly self: readonly string[];
  /** What names the role or user that its session is of. */
  readonly parent: readonly string[];
  readonly account: readonly string[];
}

/** A unique id in a policy stands for somebody deleted, so it matches only a requester whose id is known. */
function namesOf(requester: Requester): Names {
  const account = accountOf(requester);
  const accounts = account === null ? [] : [account];
  switch (requester.is) {
    case "user":
      return { self: withId(requester.arn, requester.id), parent: [], account: accounts };
    case "role-session":
    case "service-linked-role":
      return { self: [sessionArn(requester)], parent: withId(requester.role, requester.id), account: accounts };
    case "federated-user":
      return { self: [sessionArn(requester)], parent: withId(requester.user, requester.id), account: accounts };
    case "root":
      return { self: accounts, parent: [], account: [] };
    case "assumed-root":
      return { self: [], parent: accounts, account: [] };
    case "service":
      return { self: [requester.name], parent: [], account: [] };
    case "web-identity":
    case "saml":
      return { self: [requester.provider], parent: [], account: [] };
    case "anonymous":
      return { self: [], parent: [], account: [] };
  }
}

function withId(arn: string, id: string | undefined): string[] {
  return id === undefined ? [arn] : [arn, id];
}

/** A name that is not known yet may turn out to be any that it can be completed to. */
function withDeferred(matcher: PrincipalMatcher, requester: Requester, sure: Naming): Naming {
  const { self, parent, account } = namesOf(requester);
  const maybe = (names: readonly string[]): Truth =>
    matcher.deferred.some((template) => names.some((name) => couldBe(template, name, requester))) ? MAYBE : NO;
  return {
    directly: either(sure.directly, maybe(self)),
    throughItsRole: either(sure.throughItsRole, maybe(parent)),
    throughItsAccount: either(sure.throughItsAccount, maybe(account)),
  };
}

/** An account may be named by its id or by the ARN of its root. */
function couldBe({ fixed }: Template, name: string, requester: Requester): boolean {
  const spellings = isAccountId(name) ? [name, `arn:${partitionOf(requester)}:iam::${name}:root`] : [name];
  return fixed !== null && spellings.some((spelling) => boundMatches(fixed, spelling));
}

/**
 * Whether `NotPrincipal` spares the requester. AWS may look at the account first, then at the role, then at the session, so
 * it surely does only where all of them are named.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function excluded(matcher: PrincipalMatcher, requester: Requester): Truth {
  if (matcher.everyone) {
    return YES;
  }
  const { directly, throughItsRole, throughItsAccount } = named(matcher, requester);
  const some = either(directly, either(throughItsRole, throughItsAccount));
  switch (requester.is) {
    case "user":
      return both(directly, throughItsAccount) === YES ? YES : both(some, MAYBE);
    case "role-session":
    case "service-linked-role":
    case "federated-user":
      return both(directly, both(throughItsRole, throughItsAccount)) === YES ? YES : both(some, MAYBE);
    default:
      return some;
  }
}

/** Whether the statement is about the requester in any way. */
export function isNamed(naming: Naming): Truth {
  return either(naming.directly, either(naming.throughItsRole, naming.throughItsAccount));
}
