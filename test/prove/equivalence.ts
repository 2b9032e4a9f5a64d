import { actionsOf, arnForm, isOfForm, type ListedAction } from "../../scripts/catalogue/access-data.ts";
import type { AccountId } from "../../src/model/place.ts";
import type { Statement } from "../../src/policy/document.ts";
import type { CompiledPolicy } from "../../src/policy/evaluate/compile.ts";
import { outcomeOf } from "../../src/policy/evaluate/evaluate.ts";
import { exampleAccounts } from "../../src/prove/account-classes.ts";
import { type Case, type CaseOf, caseOf } from "../../src/prove/cases.ts";
import type { AccountName, CatalogueRow } from "../../src/prove/catalogue.ts";
import { casesOf } from "../../src/prove/judge.ts";
import type { Premise } from "../../src/prove/premises.ts";
import { arnOf, type Scene } from "../../src/prove/scene.ts";
import type { Mutant } from "./mutants.ts";
import { deniersOf, environmentWith, isTouched, policiesOf, replacedBy } from "./mutation-run.ts";

/** Whether a mutant makes any difference, as far as requests that AWS lists can tell. */
export type Equivalence =
  /** None: what the statement denied is denied by others, and what it lets through passes no other way. */
  | { readonly is: "equivalent"; readonly asked: number; readonly by: readonly string[] }
  /** No request that the changed statement applies to was found: nothing is known. */
  | { readonly is: "unasked" }
  /** Somebody's request comes to something else. */
  | { readonly is: "differs"; readonly example: string };

/** Worlds of attacks: in each of them one layer less denies. */
const PREMISES: readonly Premise[] = ["as-planned", "open-resource-policy", "open-identity-policy", "no-force-mfa"];

type Texts = readonly string[] | undefined;

/**
 * Asks everything that the changed statement is about, of the policies as they were and as they are: each action that AWS
 * lists for it, on each thing of the world and an example of each resource that it names, by everybody whom the catalogue
 * knows, in every premise, whatever an attacker sends.
 *
 * @param rows the catalogue, which tells who there is
 */
export async function equivalenceOf(mutant: Mutant, scene: Scene, rows: readonly CatalogueRow[]): Promise<Equivalence> {
  const by = new Set<string>();
  const replacements = new Map<CompiledPolicy, CompiledPolicy | null>();
  const replaced = (policies: readonly CompiledPolicy[]) => {
    const own = policies.map((policy) => {
      const known = replacements.get(policy);
      const other = known === undefined ? (replacedBy(mutant, [policy]).get(policy) ?? null) : known;
      replacements.set(policy, other);
      return [policy, other] as const;
    });
    return new Map(own.flatMap(([policy, other]) => (other === null ? [] : [[policy, other] as const])));
  };
  let asked = 0;
  for (const expected of mutant.denies === "otherwise" ? (["deny", "allow"] as const) : [EXPECTED[mutant.denies]]) {
    for (const at of await probesOf(mutant, scene, rows, expected)) {
      const found = caseOf(at, scene);
      const changed = replaced("missing" in found ? [] : policiesOf(found.environment));
      const [own] = changed;
      if ("missing" in found || own === undefined || !isTouched(mutant, found, ...own)) {
        continue;
      }
      asked += 1;
      const now = { ...found, environment: environmentWith(found.environment, changed) };
      if (isThrough(found) !== isThrough(now)) {
        return { is: "differs", example: wordsOf(at, found) };
      }
      for (const one of deniersOf(expected === "deny" ? now : found)) {
        by.add(one);
      }
    }
  }
  return asked === 0 ? { is: "unasked" } : { is: "equivalent", asked, by: [...by] };
}

const EXPECTED = { less: "deny", more: "allow" } as const;

function isThrough({ request, environment }: Case): boolean {
  return outcomeOf(request, environment) !== "denied";
}

function wordsOf({ row, premise, workload }: CaseOf, { request }: Case): string {
  const sends = Object.keys(row.context).length === 0 ? "" : ` with ${JSON.stringify(row.context)}`;
  return `${row.actor} in ${workload ?? row.account} asks for ${row.action} on ${request.resource.arn}${sends} (${premise})`;
}

/** Every request that a statement is about, as rows that are in no catalogue. */
async function probesOf(
  mutant: Mutant,
  scene: Scene,
  rows: readonly CatalogueRow[],
  expected: CatalogueRow["expected"],
): Promise<CaseOf[]> {
  const statements = [mutant.before, mutant.after].flatMap(({ Statement }) => Statement[mutant.statement] ?? []);
  const actions = await actionsIn(statements);
  const isConcerned = concernOf(mutant);
  const callers = callersIn(rows).filter((one) => mutant.kind !== "scp" || isBound(one));
  const patterns = [...new Set(statements.flatMap(({ Resource }) => (Resource as Texts) ?? ["*"]))];
  const keys = expected === "allow" ? contextsOf(statements) : [{}];
  const accounts = exampleAccounts(scene);
  const cases: CaseOf[] = [];
  for (const action of actions) {
    for (const { arn, owner } of await resourcesFor(action, patterns, scene)) {
      if (!isConcerned(action.action.toLowerCase(), arn.replace(/\{[A-Z]\}/g, "x"))) {
        continue;
      }
      for (const { actor, account, principal } of callers.filter((one) => isAsked(action, one.principal))) {
        const home = account === "workload" || account === "outside" ? "workload" : account;
        if (!isReached(action.action, arn, home, scene)) {
          continue;
        }
        for (const own of keys.filter((context) => areKeysOf(action, context))) {
          const row: CatalogueRow = {
            ...{ id: "probe", actor, account, action: action.action, expected, source: "", category: "probe" },
            resource: arn,
            context: { ...own, ...(principal === undefined ? {} : { _principal: principal }) },
            resourceAccount: owner ?? home,
            premises: expected === "deny" ? premisesFor(action.action) : ["as-planned"],
          };
          cases.push(...casesOf(row, scene, accounts));
        }
      }
    }
  }
  return cases;
}

/** Of which actions and resources the statement says something else than it did; of all, when its conditions do. */
function concernOf({ before, after, statement }: Mutant): (action: string, arn: string) => boolean {
  const isDropped = after.Statement.length < before.Statement.length;
  const [old, now] = [before.Statement[statement], isDropped ? undefined : after.Statement[statement]];
  const areConditionsAlike = JSON.stringify(old?.Condition) === JSON.stringify(now?.Condition);
  return (action, arn) => {
    const [was, is] = [isAbout(old, action, arn), isAbout(now, action, arn)];
    return areConditionsAlike ? was !== is : was || is;
  };
}

function isAbout(statement: Statement | undefined, action: string, arn: string): boolean {
  if (statement === undefined) {
    return false;
  }
  const { Action, NotAction, Resource, NotResource } = statement as unknown as Readonly<Record<string, Texts>>;
  const any = (patterns: Texts, text: string) =>
    (patterns ?? []).some((pattern) => matches(pattern.replace(/:\d{12}:/, ":x:").toLowerCase(), text));
  const lower = arn.replace(/:\d{12}:/, ":x:").toLowerCase();
  const isOfAction = Action === undefined ? !any(NotAction, action) : any(Action, action);
  return isOfAction && (Resource === undefined ? !any(NotResource, lower) : any(Resource, lower));
}

/** Services whose things carry no policy of their own that could let in anybody. */
const WITHOUT_RESOURCE_POLICIES = /^(account|iam|organizations):/;

function premisesFor(action: string): readonly Premise[] {
  return WITHOUT_RESOURCE_POLICIES.test(action) ? PREMISES.filter((one) => one !== "open-resource-policy") : PREMISES;
}

/** Asked without credentials: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html */
const FEDERATION = /^sts:AssumeRoleWith/;

/** Whom service control policies bind. */
function isBound({ actor, account, principal }: Somebody): boolean {
  const isOfAws = actor === "service" || actor === "service-linked-role" || actor === "outsider";
  return !isOfAws && account !== "management" && (principal === undefined || /:(user|role)\//.test(principal));
}

/** Whether somebody in an account gets at a thing at all: IAM knows those of the caller's account alone. */
function isReached(action: string, arn: string, home: AccountName, { world }: Scene): boolean {
  const [, account] = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn) ?? [];
  return account === undefined || !/^(account|iam):/.test(action) || account === world.accounts.get(home);
}

function isAsked({ action }: ListedAction, principal: string | undefined): boolean {
  return !FEDERATION.test(action) || /:(saml|oidc)-provider\//.test(principal ?? "");
}

/** What a statement is about; one that names exceptions is about the rest of the services that these are of. */
function patternsOf({ Action, NotAction }: { Action?: unknown; NotAction?: unknown }): readonly string[] {
  const services = ((NotAction ?? []) as readonly string[]).map((pattern) => pattern.replace(/:.*/, ":*"));
  return (Action as readonly string[] | undefined) ?? [...new Set(services)];
}

async function actionsIn(statements: readonly { Action?: unknown; NotAction?: unknown }[]): Promise<ListedAction[]> {
  const found = new Map<string, ListedAction>();
  for (const pattern of statements.flatMap(patternsOf)) {
    const [service = "", name = ""] = pattern.split(":");
    const matcher = new RegExp(`^${name.replaceAll("*", ".*")}$`, "i");
    for (const action of await actionsOf(service)) {
      if (matcher.test(action.name)) {
        found.set(action.action, action);
      }
    }
  }
  return [...found.values()];
}

interface Resource {
  readonly arn: string;
  readonly owner: AccountName | null;
}

const NAMED: ReadonlySet<string> = new Set(["logging", "identity", "publishing", "management"]);

/** The things of the world that patterns name, an example of each pattern, and `*`; of forms that AWS lists for the action. */
async function resourcesFor(
  { action, types }: ListedAction,
  patterns: readonly string[],
  scene: Scene,
): Promise<Resource[]> {
  const service = action.split(":")[0] ?? "";
  const forms = await Promise.all(types.map(({ name }) => arnForm(service, name)));
  const isOfAction = (arn: string) => (types.length === 0 ? arn === "*" : forms.some((form) => isOfForm(arn, form)));
  const inWorld = scene.world.things.flatMap((thing): Resource[] => {
    const arn = arnOf(thing, scene.world, scene);
    const { account } = thing.place;
    const isWanted = arn !== null && patterns.some((pattern) => matches(pattern, arn) || matches(pattern, `${arn}/x`));
    const objects = arn?.startsWith("arn:aws:s3:::") ? [arn, `${arn}/x`] : [arn];
    return isWanted
      ? objects.flatMap((one) =>
          one === null
            ? []
            : [{ arn: placed(one, scene), owner: NAMED.has(account) ? (account as AccountName) : "workload" }],
        )
      : [];
  });
  // A group's name says nothing where no blueprint makes it.
  const examples = patterns
    .filter((pattern) => !/:group\/[^*]+$/.test(pattern))
    .map((pattern): Resource => ({ arn: exampleOf(pattern), owner: null }));
  const made = forms.map((form): Resource => ({ arn: exampleOf(form.replace(/\$\{\w+\}/g, "*")), owner: null }));
  const all = [...inWorld, ...examples, ...(patterns.includes("*") ? made : []), { arn: "*", owner: null }];
  const fitting = all.filter(({ arn }) => isOfAction(arn.replaceAll(/\{[A-Z]\}/g, "x")));
  return [...new Map(fitting.map((resource) => [`${resource.arn} ${resource.owner}`, resource])).values()];
}

/** A workload account's own things are looked at in each workload account. */
function placed(arn: string, { world }: Scene): string {
  const workloads = [...world.accounts].filter(([key]) => !NAMED.has(key)).map(([, id]): AccountId => id);
  return workloads.reduce((text, id) => text.replaceAll(`:${id}:`, ":{W}:"), arn);
}

function matches(pattern: string, text: string): boolean {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(text);
}

function exampleOf(pattern: string): string {
  const [arn, partition, service, region, account, ...rest] = pattern.split(":");
  return rest.length === 0
    ? pattern
    : [
        ...[arn, partition === "*" ? "aws" : partition, service, region === "*" ? "{R}" : region],
        ...[account === "*" ? "{W}" : account, rest.join(":").replaceAll("*", "x")],
      ].join(":");
}

type Context = Readonly<Record<string, string | readonly string[]>>;

/** What callers could send so that the conditions of a statement hold or not; what AWS fills in itself is left to it. */
function contextsOf(statements: readonly { Condition?: unknown }[]): Context[] {
  const values = new Map<string, Set<string>>();
  for (const { Condition } of statements) {
    for (const keys of Object.values((Condition ?? {}) as Record<string, Record<string, readonly string[]>>)) {
      for (const [key, texts] of Object.entries(keys)) {
        if (!/^aws:(Principal|AssumedRoot|MultiFactor)/i.test(key)) {
          const known = values.get(key) ?? new Set(["", "something-else"]);
          values.set(key, known);
          texts.forEach((text) => void known.add(text.replaceAll("*", "x").replaceAll("?", "x")));
        }
      }
    }
  }
  let all: Context[] = [{}];
  for (const [key, own] of values) {
    all = all.flatMap((context) => [...own].map((value) => ({ ...context, [key]: value === "" ? [] : value })));
  }
  return all;
}

/** Whether AWS lists these keys for an action, or for every action. */
function areKeysOf({ keys }: ListedAction, context: Context): boolean {
  return Object.entries(context).every(
    ([key, value]) =>
      value.length === 0 ||
      (key.startsWith("aws:") && !/^aws:(RequestTag|TagKeys)/.test(key)) ||
      keys.some(
        (one) =>
          one.toLowerCase().replace(/\$.*/, "") ===
          key
            .toLowerCase()
            .replace(/(RequestTag\/).*/i, "$1")
            .toLowerCase(),
      ),
  );
}

interface Somebody {
  readonly actor: CatalogueRow["actor"];
  readonly account: AccountName;
  readonly principal: string | undefined;
}

const CALLERS = new WeakMap<readonly CatalogueRow[], readonly Somebody[]>();

/** Everybody whom a catalogue knows. */
function callersIn(rows: readonly CatalogueRow[]): readonly Somebody[] {
  const all = rows.map(({ actor, account, context: { _principal } }): Somebody => {
    return { actor, account, principal: typeof _principal === "string" ? _principal : undefined };
  });
  const known =
    CALLERS.get(rows) ??
    [...new Map(all.map((one) => [JSON.stringify([one.actor, one.account, one.principal]), one])).values()].filter(
      ({ actor, principal }) => actor !== "service" || principal !== undefined,
    );
  CALLERS.set(rows, known);
  return known;
}
