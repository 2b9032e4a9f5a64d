import { addressOfChange, type Change, kindOf } from "../model/change.ts";
import { MANAGEMENT } from "../model/place.ts";
import type { Step } from "../model/plan.ts";
import type { Shape } from "../model/shape.ts";
import { contextOf, type GivenValue } from "../policy/evaluate/context-of.ts";
import { evaluate, outcomeOf } from "../policy/evaluate/evaluate.ts";
import { callerFor } from "./callers.ts";
import { arnOf, type Scene } from "./scene.ts";
import { targetOf } from "./targets.ts";
import { requesterWords, verdictWords } from "./words.ts";

/** A request that orgwright would make for a step and be refused. */
export interface ToolRefusal {
  readonly action: string;
  /** Who asks for what, and why it is refused. */
  readonly because: readonly string[];
}

/**
 * Which requests of a step would be refused for sure in the moment before it. In a member account orgwright asks as its
 * own role there, and as `OrganizationAccountAccessRole` while that does not stand; in the management account as its own
 * role, and while that does not stand as somebody of whom nothing is known here, so that nothing is told.
 */
export function refusedRequests({ change }: Step, scene: Scene): ToolRefusal[] {
  const shape = scene.shapes.get(kindOf(change));
  const { place } = change.action === "delete" ? change.from : change.to;
  const account = scene.world.accounts.get(place.account);
  const caller = account === undefined ? null : callerIn(account, place.account === MANAGEMENT, scene);
  if (shape === undefined || account === undefined || caller === null) {
    return [];
  }
  const arn = arnOfChange(change, shape, scene);
  const requester = { ...caller.requester, tags: {} };
  return shape.requests(change).flatMap(({ action, resource }): ToolRefusal[] => {
    const asked = { arn: arn ?? (resource.includes("*") ? "*" : resource), account };
    const target = targetOf({ action, arn: asked.arn, owner: account, fromOutside: false }, scene);
    const context = contextOf(requester, asked, scene.tree.facts, {
      keys: { ...tagKeys(action, change), ...regionKey(place.region) },
      rest: "absent",
      resourceTags: "missing" in target ? {} : (target.tags ?? {}),
    });
    const request = { requester, action, resource: asked, context };
    const environment = {
      organization: scene.tree.facts,
      scps: scene.tree.levels(account, "SERVICE_CONTROL_POLICY"),
      rcps: scene.tree.levels(account, "RESOURCE_CONTROL_POLICY"),
      rcpServices: scene.rcpServices,
      identity: caller.identity,
      boundary: null,
      session: null,
      resource: "missing" in target ? null : target.policy,
    };
    if (outcomeOf(request, environment) !== "denied") {
      return [];
    }
    const asks = `${requesterWords(requester)} asks for ${action} on ${asked.arn}`;
    return [{ action, because: [asks, ...verdictWords(evaluate(request, environment))] }];
  });
}

function callerIn(account: string, isManagement: boolean, scene: Scene) {
  const at = { account, around: scene, withoutForceMfa: false, principal: null };
  const own = callerFor("tool-role", at);
  const caller = "missing" in own && !isManagement ? callerFor("org-access-role", at) : own;
  return "missing" in caller ? null : caller;
}

function arnOfChange(change: Change, shape: Shape, { world, partition, shapes, ...setting }: Scene): string | null {
  const accountId = world.accounts.get(change.action === "delete" ? "" : change.to.place.account) ?? "";
  if (change.action !== "create") {
    return arnOf(change.from, world, { ...setting, partition, shapes });
  }
  const text = shape.computed["arn"]?.text(change.to.properties, { partition, accountId, place: change.to.place });
  return typeof text === "string" ? text : null;
}

/** What orgwright makes it tags in the call that makes it, and what it adopts it tags. */
function tagKeys(action: string, change: Change): Readonly<Record<string, GivenValue>> {
  return /:(Create|Tag|Add)/.test(action) && change.action !== "delete"
    ? {
        "aws:RequestTag/orgwright:address": addressOfChange(change),
        "aws:RequestTag/orgwright:organization": "organization",
      }
    : {};
}

function regionKey(region: string): Readonly<Record<string, GivenValue>> {
  return region === "global" ? {} : { "aws:RequestedRegion": region };
}
