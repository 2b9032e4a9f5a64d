import type { AwsError } from "../aws/contract/aws-error.ts";
import type { Writer } from "../aws/contract/call.ts";
import type { Created, Scope, Verbs, VerbTools } from "../aws/contract/verbs.ts";
import { needsALook, writeOf } from "../aws/contract/writes.ts";
import { type Change, fieldsOf } from "../model/change.ts";
import { fill, type Lookup } from "../model/deferred.ts";
import { type JsonObject, pointerSegment, sameJson } from "../model/json.ts";
import type { Live, Owner } from "../model/live.ts";
import { isOnTheWay } from "../model/on-the-way.ts";
import { ownershipTags } from "../model/ownership.ts";
import { valueAt } from "../model/pointer.ts";
import type { Resource } from "../model/resource.ts";
import { ChangedSincePlan } from "./failure.ts";

const LOOKS = 3;
const LOOK_AGAIN_MILLISECONDS = 5_000;
/** What is ordered twice when it is sent twice is sent again only when AWS's lists have had time to show the first. */
const LOOK_AGAIN_FOR_ONE_MILLISECONDS = 60_000;

/** What one step needs to be executed. */
export interface StepTools extends Omit<VerbTools, "tags"> {
  readonly aws: Writer;
  readonly verbs: Verbs;
  /** The organization file's name. */
  readonly organization: string;
  /** Outputs of the steps that are done. */
  readonly outputs: Lookup;
}

/** What a step left behind: nothing to tell after a deletion. */
export type StepResult = Created | null;

/**
 * Executes one change: looks at what it is about, stops if that is not what was planned, then writes. After an answer
 * that was lost, and after one that says it is so already, it looks again and does what is left to do.
 */
export async function executeStep(change: Change, tools: StepTools): Promise<StepResult> {
  for (let looks = 1; ; looks += 1) {
    try {
      return await attempt(change, tools);
    } catch (error) {
      if (!needsALook(error) || looks >= LOOKS) {
        throw error;
      }
      await beforeNextLook(error, tools);
    }
  }
}

async function beforeNextLook({ operation, outcome }: AwsError, tools: StepTools): Promise<void> {
  const write = writeOf(operation);
  const isLost = outcome === "unknown";
  const others = write === null ? "another look at what changed meanwhile" : `a look at who did ${operation} already`;
  tools.waiting(isLost ? `a look at whether ${operation} was carried out` : others);
  const isOnce = isLost && write?.irreversible === true;
  await tools.clock.sleep(isOnce ? LOOK_AGAIN_FOR_ONE_MILLISECONDS : LOOK_AGAIN_MILLISECONDS, tools.signal);
}

async function attempt(change: Change, tools: StepTools): Promise<StepResult> {
  if (change.action === "delete") {
    await remove(change.from, tools);
    return null;
  }
  const to = { ...change.to, properties: fill(change.to.properties, tools.outputs) as JsonObject };
  return change.action === "create" ? await create(to, tools) : await alter(change, to, tools);
}

async function create(to: Resource, tools: StepTools): Promise<Created> {
  const there = await find(to, tools);
  return there === null
    ? await tools.verbs.create(tools.aws, to, verbTools(to, tools))
    : await complete(there, to, tools);
}

/** What was to be made is there: the rest of an interrupted creation when it carries our tag, somebody else's thing otherwise. */
async function complete(there: Live, to: Resource, tools: StepTools): Promise<Created> {
  const untagged = tools.verbs.claim === undefined;
  const ours = there.owner.is === "us" && (untagged || there.owner.address === to.address);
  if (!ours && !(untagged && there.owner.is === "nobody")) {
    throw new ChangedSincePlan(`it was to be made, and now there is ${there.id}, which this file did not make.`);
  }
  const everything = Object.keys(to.properties).map((name) => ({ path: `/${pointerSegment(name)}` }));
  await tools.verbs.update(tools.aws, there, to, everything, verbTools(to, tools));
  return { id: there.id, outputs: there.outputs };
}

async function alter(
  change: Extract<Change, { action: "adopt" | "update" | "move" }>,
  to: Resource,
  tools: StepTools,
): Promise<Created> {
  const { from } = change;
  const now = await find({ ...to, properties: from.properties }, tools, from.id);
  if (now === null) {
    throw new ChangedSincePlan(`${from.id} was there when it was planned and is gone now.`);
  }
  if (!sameOwner(now.owner, from.owner) && !sameOwner(now.owner, { is: "us", address: to.address })) {
    throw new ChangedSincePlan(
      `${from.id} was ${ownerText(from.owner)} when it was planned and is ${ownerText(now.owner)} now.`,
    );
  }
  for (const { path, before } of fieldsOf(change)) {
    const seen = valueAt(now.properties, path);
    if (!isOnTheWay(seen, before, valueAt(to.properties, path))) {
      throw new ChangedSincePlan(
        `${path} was ${JSON.stringify(before)} when it was planned and is ${JSON.stringify(seen)} now.`,
      );
    }
  }
  if (change.action === "adopt") {
    await tools.verbs.claim?.(tools.aws, now, verbTools(to, tools));
  }
  if (change.fields.length > 0) {
    await tools.verbs.update(tools.aws, now, to, change.fields, verbTools(to, tools));
  }
  return { id: now.id, outputs: now.outputs };
}

function sameOwner(a: Owner, b: Owner): boolean {
  return sameJson({ ...a }, { ...b });
}

function ownerText(owner: Owner): string {
  switch (owner.is) {
    case "us":
      return `ours as ${owner.address}`;
    case "other":
      return `tagged for the organization file "${owner.name}"`;
    case "nobody":
      return "nobody's";
  }
}

async function remove(from: Live, tools: StepTools): Promise<void> {
  const { verbs, aws, organization } = tools;
  const scope: Scope = { organization, wanted: [], wished: [], isUsed: false, thorough: false };
  const now = await verbs.find(aws, from.place, from.properties, scope, from.id);
  if (now === null) {
    return;
  }
  // What carries no tags belongs to its parent, which may have got another address in this very run.
  const isOurs = now.owner.is === "us" && (verbs.claim === undefined || sameOwner(now.owner, from.owner));
  if (from.owner.is !== "us" || !isOurs) {
    throw new ChangedSincePlan(`${from.id} was ours when it was planned and is not now; it is left alone.`);
  }
  if (verbs.delete === undefined) {
    throw new Error(`The kind ${verbs.kind} is never deleted, yet a plan deletes one.`);
  }
  const address = from.owner.address;
  await verbs.delete(aws, now, { ...tools, tags: ownershipTags(address, organization) });
}

async function find(to: Resource, { verbs, aws, organization }: StepTools, id?: string): Promise<Live | null> {
  const scope: Scope = { organization, wanted: [to], wished: [], isUsed: false, thorough: false };
  return await verbs.find(aws, to.place, to.properties, scope, id);
}

function verbTools(to: Resource, tools: StepTools): VerbTools {
  return { ...tools, tags: ownershipTags(to.address, tools.organization) };
}
