import type { Finding } from "../model/finding.ts";
import { canonicalJson, type Json, pointerSegment } from "../model/json.ts";
import type { Organization } from "../model/organization.ts";
import type { AccountKey } from "../model/place.ts";
import type { SourcePosition } from "../model/position.ts";
import type { KindName, Resource } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";
import { expandedAccount, sharedByAccounts } from "./accounts.ts";
import { checkExpectations } from "./checks.ts";
import { completeDraft } from "./complete.ts";
import { cycleFindings } from "./cycles.ts";
import { draftsOf, draftsOfKind } from "./drafts.ts";
import {
  type ExpandContext,
  type ExpandedAccount,
  type Expanding,
  KIND,
  type Made,
  type Workings,
} from "./expanding.ts";
import { placeInFile } from "./findings.ts";
import { makeGuardrails } from "./guardrails.ts";
import { type IrreversibleChoice, irreversibleChoices, type LoadedUse, readInstances } from "./instances.ts";
import { madeThings } from "./made-things.ts";
import { accountKeyOf, collectNames } from "./names.ts";
import { requiredTagFindings, type TagsAt } from "./required-tags.ts";
import { joinSameThings } from "./same-things.ts";
import { scopeAt } from "./scope.ts";
import { type WrittenAt, writtenAt } from "./written-at.ts";

/** Everything that the files wish for. */
export interface Expansion {
  /** Accounts first, then by use and declaration, then guardrails. */
  readonly resources: readonly Resource[];
  readonly accounts: ReadonlyMap<AccountKey, ExpandedAccount>;
  readonly irreversible: readonly IrreversibleChoice[];
  /** Where what policies say was written. */
  readonly writtenAt: WrittenAt;
  /** With an error among them, the resources are not all there. */
  readonly findings: readonly Finding[];
}

/**
 * Works out what an organization file and its blueprints wish for. Pure: the same input gives the same output, and all
 * errors come back at once.
 *
 * @param uses the blueprints that are used, in the order of the file
 * @param shapes the kinds that there are
 */
export function expand(
  organization: Organization,
  uses: readonly LoadedUse[],
  context: ExpandContext,
  shapes: ReadonlyMap<KindName, Shape>,
): Expansion {
  const { instances, findings } = readInstances(uses);
  const expanding = begin({ organization, context, shapes, instances, findings: [...findings] });
  const workings = workingsOf(expanding);

  collectNames(expanding, workings, (draft) => scopeAt(expanding, { ...draft, refersTo: () => {} }, workings));
  expanding.pass = "accounts";
  const accounts = makeAccounts(expanding, workings);
  expanding.pass = "resources";
  const others = makeOthers(expanding, workings);
  expanding.findings.push(
    ...[...instances.values()].flatMap((instance) => checkExpectations(instance, expanding, workings)),
  );
  expanding.pass = "guardrails";
  expanding.madeThings = madeThings([...accounts, ...others], expanding);
  const guardrails = [...instances.values()].flatMap((instance) => makeGuardrails(instance, expanding, workings));

  const distinct = joinSameThings([...accounts, ...others, ...guardrails], shapes);
  const resources = distinct.made.map(({ resource }) => resource);
  return {
    resources,
    accounts: expanding.accounts,
    irreversible: irreversibleChoices(instances.values()),
    writtenAt: writtenAt(distinct.made, instances),
    findings: once([
      ...expanding.findings,
      ...untold(distinct.findings, expanding.findings),
      ...cycleFindings(distinct.made),
      ...requiredTagFindings(resources, tagsAt(distinct.made, expanding)),
    ]),
  };
}

type Given = Pick<Expanding, "organization" | "context" | "shapes" | "instances" | "findings">;

function begin(given: Given): Expanding {
  return {
    ...given,
    pass: "names",
    drafts: new Map(),
    made: new Map(),
    underway: [],
    unitAddresses: new Map(),
    accountAddresses: new Map(),
    accounts: new Map(),
    accountSets: new Map(),
    settled: new Map(),
    namesAreIncomplete: false,
    madeThings: null,
  };
}

function workingsOf(expanding: Expanding): Workings {
  const workings: Workings = {
    drafts: (instance, declaration) =>
      draftsOf(expanding, instance, declaration, (of, each) =>
        scopeAt(expanding, { instance: of, each, refersTo: () => {} }, workings),
      ),
    complete: (draft) => completeDraft(draft, expanding, workings),
  };
  return workings;
}

/** Every account, and with them what `organization.accounts` stands for. */
function makeAccounts(expanding: Expanding, workings: Workings): Made[] {
  const drafts = draftsOfKind(expanding, KIND.account).filter(
    (draft) => expanding.accountAddresses.get(accountKeyOf(draft)) === draft.address,
  );
  const found = new Map<AccountKey, ExpandedAccount>();
  const made = drafts.flatMap((draft) => {
    const one = workings.complete(draft);
    const account = one === null ? null : expandedAccount(draft.address, draft.instance.name, one.written);
    if (account !== null) {
      found.set(accountKeyOf(draft), account);
    }
    return one ?? [];
  });
  for (const [key, account] of found) {
    expanding.accounts.set(key, account);
  }
  expanding.findings.push(...sharedByAccounts(found, (key) => positionOfAccount(key, expanding)));
  return made;
}

function positionOfAccount(key: AccountKey, expanding: Expanding): SourcePosition {
  const { organization } = expanding;
  const draft = draftsOfKind(expanding, KIND.account).find((one) => accountKeyOf(one) === key);
  const { each, instance } = draft ?? {};
  return organization.accounts.get(key)?.at ?? each?.origin?.("", "key") ?? instance?.use.at ?? organization.at;
}

/** Where accounts, units and their tags are written. */
function tagsAt(made: readonly Made[], expanding: Expanding): TagsAt {
  const byAddress = new Map(made.map((one) => [one.resource.address, one]));
  return ({ address, accountKey, declaredAt }, tag) => {
    const whole = accountKey === undefined ? declaredAt : positionOfAccount(accountKey, expanding);
    return tag === null ? whole : (byAddress.get(address)?.positionOf(`/tags/${pointerSegment(tag)}`) ?? whole);
  };
}

function makeOthers({ instances }: Expanding, workings: Workings): Made[] {
  return [...instances.values()].flatMap((instance) =>
    [...instance.blueprint.resources.values()]
      .filter(({ kind }) => kind !== KIND.account)
      .flatMap((declaration) => workings.drafts(instance, declaration) ?? [])
      .flatMap((draft) => workings.complete(draft) ?? []),
  );
}

/** Those that do not only follow from an error which is told at the same place. */
function untold(findings: readonly Finding[], told: readonly Finding[]): Finding[] {
  const errors = new Set(told.flatMap(({ severity, at }) => (severity === "error" && at ? [placeInFile(at)] : [])));
  return findings.filter(({ at }) => at === undefined || !errors.has(placeInFile(at)));
}

/** Findings that say the same of the same place, once: some templates are worked out in more than one pass. */
function once(findings: readonly Finding[]): Finding[] {
  const told = new Map<string, Finding>();
  for (const finding of findings) {
    const same = canonicalJson(finding as unknown as Json);
    told.set(same, told.get(same) ?? finding);
  }
  return [...told.values()];
}
