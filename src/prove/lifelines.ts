import { type Change, kindOf } from "../model/change.ts";
import type { AccountKey } from "../model/place.ts";
import type { Step } from "../model/plan.ts";
import type { RowVerdict } from "../model/proof.ts";
import { exampleAccounts } from "./account-classes.ts";
import { isForWorkloads, speaksOfWorkload } from "./bindings.ts";
import { type CaseOf, caseOf } from "./cases.ts";
import type { Actor, CatalogueRow } from "./catalogue.ts";
import { casesOf, type Judged, judgeCase, verdictOf } from "./judge.ts";
import { type Scene, type Setting, sceneOf } from "./scene.ts";
import { type World, worldAfter } from "./world.ts";

/** On whom everything hangs when something goes wrong. */
const LIFELINES: ReadonlySet<Actor> = new Set([
  "tool-role",
  "plan-role",
  "org-access-role",
  "break-glass",
  "assumed-root",
  "mgmt-admin",
  "service",
]);

/** Whether a row asks for something that must work at any moment, and that nobody can waive. */
export function isLifeline({ actor, expected }: CatalogueRow): boolean {
  return expected === "allow" && LIFELINES.has(actor);
}

/**
 * The category of the rows of single calls of orgwright's own roles. Each step's own calls are asked for before it, and all
 * of them at the end: to ask for hundreds after every step would tell nothing more.
 */
export const TOOL_CALLS = "tool-calls";

/** Whether a row is looked at after each single step. */
export function isWatched(row: CatalogueRow): boolean {
  return isLifeline(row) && row.category !== TOOL_CALLS;
}

/** Something that worked before a step and would not after it. */
export interface CutOff {
  /** `denied` by a policy, `missing` though the file wishes for it, or gone as the file wants it: `unwished`. */
  readonly is: "denied" | "missing" | "unwished";
  readonly step: string;
  readonly at: CaseOf;
  readonly judged: Judged;
  /** Whose role is gone, where that is what is missing. */
  readonly who: Actor | null;
}

/** A world between two steps, made ready to be asked when it first is. */
export interface Moment {
  readonly world: World;
  readonly scene: () => Scene;
  /** The last scene that was made, of this moment or one before it. */
  readonly lastScene: () => Scene | null;
}

/** Gets a world ready for when it is asked, as a scene like the one before. */
export function momentOf(world: World, setting: Setting, like: Scene | null = null): Moment {
  let made: Scene | null = null;
  return {
    world,
    scene() {
      made ??= sceneOf(world, setting, like);
      return made;
    },
    lastScene: () => made ?? like,
  };
}

/** The moment after a step. Where the step changes nothing that a request could meet, it is asked as before. */
export function momentAfter(before: Moment, { change }: Step, setting: Setting): Moment {
  return momentOf(worldAfter(before.world, [change], setting.shapes), setting, before.lastScene());
}

/** One step, what was before it and is after it, and what the file wishes for in the end. */
export interface Passing {
  readonly step: Step;
  readonly before: Moment;
  readonly after: Moment;
  readonly wished: () => Scene;
}

/** The lifelines that hold in one moment and not in the next. */
export function cutOffs({ step, before, after, wished }: Passing, lifelines: readonly CatalogueRow[]): CutOff[] {
  const reach = reachOf(step.change);
  if (reach === "nothing") {
    return [];
  }
  const workloads = reach === "everything" ? exampleAccounts(after.scene()) : [reach.account];
  const rows = reach === "everything" ? lifelines : lifelines.filter(speaksOfWorkload);
  return rows.flatMap((row) =>
    casesOf(row, after.scene(), workloads).flatMap((at): CutOff[] => {
      const verdict = verdictOf(at, after.scene());
      const fails = verdict === "broken" || verdict === "not-applicable";
      if (!fails || verdictOf(at, before.scene()) !== "allowed") {
        return [];
      }
      const found = { step: step.id, at, judged: judgeCase(at, after.scene()) };
      return [{ ...found, ...howItFails(at, verdict, after.scene(), wished) }];
    }),
  );
}

/** Without its own roles orgwright could not go on, whatever the file wishes for. */
const OWN: ReadonlySet<Actor> = new Set(["tool-role", "plan-role"]);

function howItFails(at: CaseOf, verdict: RowVerdict, after: Scene, wished: () => Scene): Pick<CutOff, "is" | "who"> {
  if (verdict === "broken") {
    return { is: "denied", who: null };
  }
  const found = caseOf(at, after);
  const who = ("missing" in found ? found.who : null) ?? null;
  const isOwn = who !== null && OWN.has(who);
  return { is: isOwn || verdictOf(at, wished()) !== "not-applicable" ? "missing" : "unwished", who };
}

/** Whose requests a change may bear upon. */
type Reach = "nothing" | "everything" | { readonly account: AccountKey };

const EVERYWHERE: ReadonlySet<string> = new Set(["policy-attachment", "policy-type", "root-access"]);
/** Kinds that no request's answer hangs on. */
const HARMLESS: ReadonlySet<string> = new Set([
  "organizational-unit",
  "organization",
  "trusted-service",
  "account-alias",
  "password-policy",
  "ram-organization-sharing",
  "servicecatalog-organization-access",
]);
/** Kinds whose policies are about the thing itself: before there was one, nothing that worked could hang on it. */
const ABOUT_THEMSELVES: ReadonlySet<string> = new Set([
  "organization-policy",
  "iam-role",
  "iam-policy",
  "iam-user",
  "iam-oidc-provider",
  "service-linked-role",
  "kms-key",
  "s3-bucket",
  "trail",
  "ecr-repository",
  "ssm-parameter",
  "ram-share",
]);

function reachOf(change: Change): Reach {
  const kind = kindOf(change);
  const key = change.action === "delete" ? undefined : change.to.accountKey;
  if (HARMLESS.has(kind) || (ABOUT_THEMSELVES.has(kind) && change.action === "create")) {
    return "nothing";
  }
  if (EVERYWHERE.has(kind) || kind === "organization-policy") {
    return "everything";
  }
  if (kind === "account") {
    // Of an account that is made nothing was asked before.
    return change.action === "create" || key === undefined ? "nothing" : within(key);
  }
  return within(change.action === "delete" ? change.from.place.account : change.to.place.account);
}

function within(account: AccountKey): Reach {
  return isForWorkloads(account) ? { account } : "everything";
}
