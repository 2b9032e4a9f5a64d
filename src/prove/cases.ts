import type { AccountId } from "../model/place.ts";
import { CHOSEN } from "../policy/evaluate/context.ts";
import { contextOf, type Given, type GivenValue } from "../policy/evaluate/context-of.ts";
import type { Environment, Level } from "../policy/evaluate/environment.ts";
import type { AccessRequest } from "../policy/evaluate/request.ts";
import { accountOf, type Requester } from "../policy/evaluate/requester.ts";
import { type Asked, accountId, type Binding, bind, filledIn, type Missing, NO_TAGS } from "./bindings.ts";
import { type Caller, callerFor, type Standpoint } from "./callers.ts";
import type { Actor, CatalogueRow } from "./catalogue.ts";
import { ADMINISTRATOR, FULL_ACCESS, grantedToAll, OPEN_TO_ALL } from "./compiled.ts";
import type { GuardrailType } from "./organization-tree.ts";
import { type Premise, type PremiseWorld, premiseWorld } from "./premises.ts";
import type { Surroundings } from "./scene.ts";
import { supposedTarget, type Target, targetOf } from "./targets.ts";

/** One request, and all policies that it meets in a world. */
export interface Case {
  readonly request: AccessRequest;
  readonly environment: Environment;
  /** The same request in the same world without guardrails: every policy on a resource is open, none limits accounts. */
  readonly bare: Environment;
}

/** Replaces the caller. */
const PRINCIPAL = "_principal";
/** `first` and `last`: the caller sets all tags that guardrails demand, with the first or last value that they let pass. */
const TAGS = "_tags";

/** In which world, for which workload account and for which workflow, a row is looked at. */
export interface CaseOf extends Asked {
  readonly row: CatalogueRow;
  readonly premise: Premise;
}

/** The request of a row, or what it speaks of that is not there. */
export function caseOf({ row, premise, ...asked }: CaseOf, around: Surroundings): Case | Missing {
  const { workload } = asked;
  const binding = bind(row, asked, around);
  const stands = accountId(row.account, workload, around);
  const owner = accountId(row.resourceAccount, workload, around);
  if ("missing" in binding) {
    return binding;
  }
  if (typeof stands !== "string") {
    return stands;
  }
  return typeof owner === "string" ? caseIn(row, premise, { binding, stands, owner }, around) : owner;
}

interface Bound {
  readonly binding: Binding;
  /** The account that the caller stands in. */
  readonly stands: AccountId;
  /** The account that owns the resource. */
  readonly owner: AccountId;
}

function caseIn(
  row: CatalogueRow,
  premise: Premise,
  { binding, stands, owner }: Bound,
  around: Surroundings,
): Case | Missing {
  const named = row.context[PRINCIPAL];
  const principal = typeof named === "string" ? filledIn(named, binding, around) : null;
  const account = row.actor === "outsider" ? (accountId("outside", null, around) as AccountId) : stands;
  const at = { account, around, principal };
  const world = premiseWorld(premise);
  const caller = callerIn(row.actor, at, world);
  const arn = filledIn(row.resource, binding, around);
  if ("missing" in caller) {
    return caller;
  }
  if ((row.actor === "assumed-root" || row.action === "sts:AssumeRoot") && !around.organization.rootSessions) {
    return { missing: "Central root sessions are not switched on" };
  }
  if (row.actor === "tool-role" && row.expected === "allow" && !around.isToolAction(stands, row.action)) {
    return { missing: `orgwright never asks for ${row.action} there` };
  }
  if (row.context[TAGS] !== undefined && around.demandedTags().length === 0) {
    return NO_TAGS;
  }
  const fromOutside = row.expected === "deny" && accountOf(caller.requester) !== owner;
  const target =
    supposedTarget(row.resource, arn, binding, around) ??
    targetOf({ action: row.action, arn, owner, fromOutside }, around);
  if ("missing" in target) {
    return target;
  }
  const resource = { arn, account: owner };
  const requester = requesterFor(row, caller.requester);
  const given = givenFor(row, requester, { ...target.keys, ...keysOf(row, binding, around) }, target);
  const context = contextOf(requester, resource, around.organization, given);
  const request = { requester, action: row.action, resource, context };
  const environment = environmentOf(caller, target, world, request, around);
  const isOfPeople = row.actor.startsWith("identity-user");
  const anyone = isOfPeople ? (callerIn(row.actor, at, { ...world, forceMfa: "missing" }) as Caller) : caller;
  const bare = { ...environment, ...withoutGuardrails(environment.scps), identity: anyone.identity };
  return { request, environment, bare };
}

/** The condition keys that a row gives. */
function keysOf(
  { context }: CatalogueRow,
  binding: Binding,
  around: Surroundings,
): Readonly<Record<string, GivenValue>> {
  const keys = Object.entries(context).filter(([key]) => key !== PRINCIPAL && key !== TAGS);
  const which = context[TAGS] === "last" ? "last" : "first";
  const tags = context[TAGS] === undefined ? [] : around.demandedTags();
  return Object.fromEntries([
    ...tags.map((tag) => [`aws:RequestTag/${tag.key}`, tag[which]]),
    ...keys.map(([key, value]) => [filledIn(key, binding, around), fillAll(value, binding, around)]),
  ]);
}

function fillAll(value: string | readonly string[], binding: Binding, around: Surroundings): string | string[] {
  return typeof value === "string"
    ? filledIn(value, binding, around)
    : value.map((one) => filledIn(one, binding, around));
}

/** Who does what must stay allowed has no tags that anything could hang on; of attackers that is not known. */
function requesterFor({ expected }: CatalogueRow, requester: Requester): Requester {
  return expected === "allow" && (requester.is === "role-session" || requester.is === "user")
    ? { ...requester, tags: {} }
    : requester;
}

/** An attacker sends whatever helps; who does what must stay allowed sends nothing but what the row says. */
function givenFor(
  { expected }: CatalogueRow,
  requester: Requester,
  keys: Readonly<Record<string, GivenValue>>,
  { tags }: Target,
): Given {
  if (expected === "allow") {
    return { keys, rest: "absent", resourceTags: tags ?? {} };
  }
  const mfa: Readonly<Record<string, GivenValue>> =
    requester.is === "role-session"
      ? {
          "aws:MultiFactorAuthPresent": { is: "chosen", present: false, among: ["true", "false"] },
          "aws:MultiFactorAuthAge": CHOSEN,
        }
      : {};
  return { keys: { ...mfa, ...keys }, rest: "chosen", ...(tags === null ? {} : { resourceTags: tags }) };
}

function environmentOf(
  { identity, session }: Caller,
  { policy }: Target,
  world: PremiseWorld,
  { requester, resource, action }: AccessRequest,
  around: Surroundings,
): Environment {
  const above = (account: AccountId | null, type: GuardrailType) =>
    account === null ? [] : around.levels(account, type, action);
  const policies = {
    organization: around.organization,
    scps: above(accountOf(requester), "SERVICE_CONTROL_POLICY"),
    rcps: above(resource.account, "RESOURCE_CONTROL_POLICY"),
    rcpServices: around.rcpServices,
    identity,
    boundary: null,
    session,
    resource: world.resourcePolicy === "open" ? OPEN_TO_ALL : world.grantToAll ? grantedToAll(policy) : policy,
  };
  return world.guardrails === "detached" ? { ...policies, scps: opened(policies.scps), rcps: [] } : policies;
}

/** Whoever asks, in this world. */
function callerIn(actor: Actor, at: Omit<Standpoint, "withoutForceMfa">, world: PremiseWorld): Caller | Missing {
  const caller = callerFor(actor, { ...at, withoutForceMfa: world.forceMfa === "missing" });
  return "missing" in caller || world.identityPolicy === undefined ? caller : { ...caller, identity: [ADMINISTRATOR] };
}

function withoutGuardrails(scps: readonly Level[]): Pick<Environment, "scps" | "rcps" | "resource"> {
  return { scps: opened(scps), rcps: [], resource: OPEN_TO_ALL };
}

/** The levels with nothing on them but what AWS puts there. */
function opened(levels: readonly Level[]): Level[] {
  return levels.map(({ target }) => ({ target, policies: [FULL_ACCESS] }));
}
