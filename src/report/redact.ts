import { addressOfChange, type Change, type FieldChange, kindOf } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { Live, Owner } from "../model/live.ts";
import type { Plan, Step } from "../model/plan.ts";
import type { Resource } from "../model/resource.ts";

/** Kinds that are named after people. */
const PEOPLE = new Set(["iam-user", "iam-user-access", "identity-center-user"]);

const EMAIL = /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu;

/** A user's path and name, and the session of an assumed role, which IAM Identity Center names after the person. */
const IN_ARN = /(:user\/|:assumed-role\/[\w+=,.@-]+\/)([\w+=,.@/-]+)/g;

/** What a report is made from. */
export interface Reported {
  readonly plan: Plan;
  readonly live: readonly Live[] | null;
}

/** Hides people: in single values, in addresses, in sentences. */
interface Veil {
  readonly value: (text: string) => string;
  readonly address: (text: string) => string;
  readonly prose: (text: string) => string;
}

/**
 * A report with stand-ins for e-mail addresses and for the names of users and sessions, the same one wherever the same
 * person stands, so that a reader can still tell two apart. For showing only: the plan keeps the digest of what it was,
 * and cannot be applied.
 */
export function redact({ plan, live }: Reported): Reported {
  const veil = veilOf(plan);
  return {
    plan: {
      ...plan,
      caller: veil.value(plan.caller),
      targets: plan.targets.map(veil.address),
      consents: plan.consents.map((one) => ({ ...one, code: veil.address(one.code), why: veil.prose(one.why) })),
      // Ids of things may be names of people.
      seen: {},
      allowed: plan.allowed.map((one) => ({ ...one, code: veil.address(one.code) })),
      steps: plan.steps.map((step) => hiddenStep(step, veil)),
      findings: plan.findings.map((finding) => hiddenFinding(finding, veil)),
    },
    live: live?.map((one) => hiddenLive(one, veil)) ?? null,
  };
}

function veilOf(plan: Plan): Veil {
  const standIn = standIns();
  const users = new Set([...plan.steps.flatMap(({ change }) => userNames(change)), ...usersSeen(plan)]);
  const people = new Set([...users, ...namesInArns(JSON.stringify([plan.caller, plan.steps, plan.findings]))]);
  const inside = (text: string) =>
    text
      .replace(EMAIL, (email) => standIn("email", email.toLowerCase()))
      .replace(IN_ARN, (_, before: string, name: string) => before + standIn("person", lastPart(name)));
  return {
    value: (text) => (people.has(text) ? standIn("person", text) : inside(text)),
    address: (text) =>
      inside(text.replace(/(?<=[:/])[^:/#]+/g, (part) => (users.has(part) ? standIn("person", part) : part))),
    prose: (text) =>
      inside(text).replace(/[\p{L}\p{N}_-]+/gu, (word) => (people.has(word) ? standIn("person", word) : word)),
  };
}

/** Numbers whatever is hidden, in the order in which it is met. */
function standIns(): (sort: "email" | "person", hidden: string) => string {
  const known = new Map<string, string>();
  const counts = { email: 0, person: 0 };
  return (sort, hidden) => {
    // What is hidden already stays as it is: a value may be looked at twice.
    if (/^hidden-(email|person)-\d+$/.test(hidden)) {
      return hidden;
    }
    const key = `${sort} ${hidden}`;
    const name = known.get(key) ?? `hidden-${sort}-${++counts[sort]}`;
    known.set(key, name);
    return name;
  };
}

function userNames(change: Change): string[] {
  if (!PEOPLE.has(kindOf(change))) {
    return [];
  }
  const { properties } = change.action === "delete" ? change.from : change.to;
  const name = properties["name"];
  return [...(typeof name === "string" ? [name] : []), lastPart(addressOfChange(change))];
}

/** Findings tell of users, too, about whom nothing is done. */
function usersSeen({ seen }: Plan): string[] {
  return Object.keys(seen).flatMap((name) => /^iam-user .* (\S+)$/.exec(name)?.[1] ?? []);
}

function namesInArns(text: string): string[] {
  const names = [...text.matchAll(IN_ARN)].map(([, , name = ""]) => lastPart(name));
  // A name with an @ is hidden as the e-mail address that it looks like.
  return names.filter((name) => name !== "" && !name.includes("@"));
}

function lastPart(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf(":")) + 1);
}

function hiddenStep({ id, change, after, ...rest }: Step, veil: Veil): Step {
  // The id of a deletion ends with that of what goes.
  const hidden =
    change.action === "delete" && PEOPLE.has(kindOf(change)) ? veil.prose(veil.address(id)) : veil.address(id);
  return { ...rest, id: hidden, change: hiddenChange(change, veil), after: after.map(veil.address) };
}

function hiddenChange(change: Change, veil: Veil): Change {
  switch (change.action) {
    case "create":
      return { ...change, to: hiddenResource(change.to, veil) };
    case "delete":
      return { ...change, from: hiddenLive(change.from, veil) };
    default: {
      const { from, to, fields } = change;
      const hidden = fields.map((field) => hiddenField(field, veil));
      return { ...change, from: hiddenLive(from, veil), to: hiddenResource(to, veil), fields: hidden };
    }
  }
}

function hiddenResource(resource: Resource, veil: Veil): Resource {
  const { address, properties, needs } = resource;
  return {
    ...resource,
    address: veil.address(address) as Resource["address"],
    properties: hiddenJson(properties, veil) as JsonObject,
    needs: needs.map((need) => veil.address(need) as Resource["address"]),
  };
}

function hiddenLive(live: Live, veil: Veil): Live {
  const { id, owner, properties } = live;
  return {
    ...live,
    id: PEOPLE.has(live.kind) ? veil.prose(id) : veil.address(id),
    owner: hiddenOwner(owner, veil),
    properties: hiddenJson(properties, veil) as JsonObject,
  };
}

function hiddenOwner(owner: Owner, veil: Veil): Owner {
  return owner.is === "us" ? { is: "us", address: veil.address(owner.address) as Resource["address"] } : owner;
}

function hiddenField({ path, ...sides }: FieldChange, veil: Veil): FieldChange {
  return { path: veil.address(path), ...(hiddenJson(sides, veil) as Omit<FieldChange, "path">) };
}

function hiddenFinding({ detail, fix, ...rest }: Finding, veil: Veil): Finding {
  return { ...rest, detail: veil.prose(detail), ...(fix === undefined ? {} : { fix: veil.prose(fix) }) };
}

function hiddenJson(value: Json, veil: Veil): Json {
  if (typeof value === "string") {
    return veil.value(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => hiddenJson(item, veil));
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, member]) => {
      const hidden = key === "$after" ? veil.address(String(member)) : hiddenJson(member, veil);
      return [veil.address(key), hidden] as const;
    });
    return Object.fromEntries(entries);
  }
  return value;
}
