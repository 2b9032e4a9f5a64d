import { describe, expect, it } from "vitest";
import { SHAPES } from "../../src/kinds/shapes.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { decodePlan, digestOf } from "../../src/plan/codec.ts";
import { staleness } from "../../src/plan/compare.ts";
import { meanwhile } from "../../src/plan/meanwhile.ts";
import {
  account,
  attachment,
  id,
  liveAccount,
  livePolicy,
  liveRole,
  liveUnit,
  NOBODY,
  ORGANIZATION,
  policy,
  ROOT,
  role,
  THE_ORGANIZATION,
  unit,
  us,
} from "../diff/things.ts";
import { planOf } from "./made.ts";

/** A plan that makes, adopts, updates, moves and deletes. */
const made = planOf(
  [
    ORGANIZATION,
    unit("foundation/ou:a", "a"),
    unit("foundation/ou:b", "b", id("foundation/ou:a")),
    account("shop", id("foundation/ou:a")),
    account("web", ROOT),
    role("house/support:shop", "shop", "Support", { description: "wished for" }),
    policy("house/stay", "stay"),
    attachment("house/stay-on:root", id("house/stay"), ROOT),
  ],
  [
    THE_ORGANIZATION,
    liveUnit("ou-1", us("foundation/ou:a"), "a"),
    liveUnit("ou-2", us("foundation/ou:gone"), "gone"),
    liveAccount("222222222222", us("workload/account:shop"), "shop"),
    liveAccount("333333333333", us("workload/account:web"), "web", { name: "old" }),
    liveRole("shop", NOBODY, "Support", { description: "by hand" }),
    livePolicy("p-2", us("house/gone"), "gone"),
  ],
);
const now = { ...made, shapes: SHAPES };

/** The plan as anything that JSON can be, so that anything can be done to it. */
interface Loose {
  [key: string]: unknown;
  steps: LooseStep[];
  organization: Record<string, unknown>;
}

interface LooseStep {
  [key: string]: unknown;
  id: string;
  after: string[];
  change: { action: string; from?: Record<string, unknown>; to?: Record<string, unknown>; fields?: LooseField[] };
}

interface LooseField {
  path: string;
  before?: unknown;
  after?: unknown;
}

function loose(): Loose {
  const plan = structuredClone(made.plan);
  const allowed = plan.consents.map(({ code }) => ({ code }));
  return sealed({ ...plan, allowed } as unknown as Loose);
}

/** The plan with a digest that fits. */
function sealed(plan: Loose): Loose {
  return { ...plan, digest: digestOf(plan as unknown as Parameters<typeof digestOf>[0]) };
}

/** Why the text is not applied: nothing when it is. */
function refusal(plan: Loose): string {
  const decoded = decodePlan(JSON.stringify(plan));
  return "problem" in decoded
    ? decoded.problem
    : staleness(decoded.plan, now)
        .map(({ detail }) => detail)
        .join("\n");
}

function stepOf({ steps }: Loose, name: string): LooseStep {
  const step = steps.find((one) => one.id === name);
  if (step === undefined) {
    throw new Error(`There is no step ${name}: ${steps.map((one) => one.id).join(", ")}`);
  }
  return step;
}

function remove({ steps }: Loose, isMeant: (step: LooseStep) => boolean): void {
  const at = steps.findIndex(isMeant);
  expect(at).toBeGreaterThanOrEqual(0);
  steps.splice(at, 1);
}

function fieldOf(plan: Loose, name: string): LooseField {
  return stepOf(plan, name).change.fields?.[0] as LooseField;
}

/** What somebody does to a plan, and what is said of it even if the digest was made to fit. */
const TAMPERINGS: Readonly<Record<string, readonly [(plan: Loose) => void, string]>> = {
  "a creation was added": [
    (plan) => {
      const step = structuredClone(stepOf(plan, "foundation/ou:b"));
      step.id = "foundation/ou:c";
      Object.assign(step.change.to ?? {}, { address: "foundation/ou:c" });
      plan.steps.push(step);
    },
    "foundation/ou:c: the plan shows it, and the file does not wish for it.",
  ],
  "a deletion was added": [
    (plan) => {
      const from = structuredClone(stepOf(plan, "workload/account:web").change.from) ?? {};
      plan.steps.push({ id: "delete it", change: { action: "delete", from }, after: [], stage: 999, risk: "safe" });
    },
    "delete it: the plan shows it, and nothing is to be deleted now.",
  ],
  "a step was doubled": [
    (plan) => void plan.steps.push(structuredClone(stepOf(plan, "foundation/ou:b"))),
    "A step stands in the plan twice.",
  ],
  "a creation was removed": [
    (plan) => remove(plan, (step) => step.id === "foundation/ou:b"),
    "foundation/ou:b has to be changed now (create), which the plan does not show.",
  ],
  "an update was removed": [
    (plan) => remove(plan, (step) => step.id === "workload/account:web"),
    "workload/account:web has to be changed now (update /name), which the plan does not show.",
  ],
  "a deletion was removed": [
    (plan) => remove(plan, (step) => step.change.action === "delete" && !step.id.endsWith("p-2")),
    "has to be changed now (delete), which the plan does not show.",
  ],
  "two steps changed places": [
    (plan) => void plan.steps.reverse(),
    "its place, stage, risk or what it comes after is not what follows from the plan's steps.",
  ],
  "two deletions changed places": [
    (plan) => void plan.steps.push(...plan.steps.splice(-2).reverse()),
    "its place, stage, risk or what it comes after is not",
  ],
  "a step comes after another": [
    (plan) => void stepOf(plan, "foundation/ou:b").after.push("house/stay"),
    "foundation/ou:b: its place, stage, risk or what it comes after is not",
  ],
  "a risk was played down": [
    (plan) => {
      stepOf(plan, "house/stay-on:root")["risk"] = "safe";
    },
    "house/stay-on:root: its place, stage, risk or what it comes after is not",
  ],
  "a stage was changed": [
    (plan) => {
      stepOf(plan, "foundation/ou:b")["stage"] = 31;
    },
    "foundation/ou:b: its place, stage, risk or what it comes after is not",
  ],
  "a wished-for value was changed": [
    (plan) => void Object.assign(stepOf(plan, "foundation/ou:b").change.to?.["properties"] ?? {}, { name: "x" }),
    "foundation/ou:b is wished for differently now: /name.",
  ],
  "a place was changed": [
    (plan) => void Object.assign(stepOf(plan, "house/support:shop").change.to?.["place"] ?? {}, { account: "web" }),
    "house/support:shop is wished for differently now: place.",
  ],
  "the value shown before was changed": [
    (plan) => {
      fieldOf(plan, "workload/account:web").before = "x";
    },
    "workload/account:web: what the plan shows of /name is not what its step says.",
  ],
  "the value shown after was changed": [
    (plan) => {
      fieldOf(plan, "workload/account:web").after = "x";
    },
    "workload/account:web: what the plan shows of /name is not what its step says.",
  ],
  "the value seen and shown was changed": [
    (plan) => {
      fieldOf(plan, "workload/account:web").before = "x";
      Object.assign(stepOf(plan, "workload/account:web").change.from?.["properties"] ?? {}, { name: "x" });
    },
    'workload/account:web: /name was "x" and is "old" now.',
  ],
  "a field was hidden": [
    (plan) => void stepOf(plan, "house/support:shop").change.fields?.splice(0, 1),
    "house/support:shop: /description differs now, which the plan does not show.",
  ],
  "an update was called a creation": [
    (plan) => {
      const { change } = stepOf(plan, "workload/account:web");
      stepOf(plan, "workload/account:web").change = { action: "create", to: change.to ?? {} };
    },
    "workload/account:web",
  ],
  "it is for another file": [
    (plan) => {
      plan.organization["name"] = "globex";
    },
    "The organization was",
  ],
  "it is for another organization": [
    (plan) => {
      plan.organization["id"] = "o-2";
    },
    `The organization's id was "o-2" when the plan was made and is "o-1" now.`,
  ],
  "it is for another management account": [
    (plan) => {
      plan.organization["managementAccount"] = "999999999999";
    },
    "The organization was",
  ],
  "it is for another home region": [
    (plan) => {
      plan.organization["homeRegion"] = "us-east-1";
    },
    "The organization was",
  ],
  "another version of orgwright made it": [
    (plan) => {
      plan["madeBy"] = "9.9.9";
    },
    'The version of orgwright was "9.9.9" when the plan was made',
  ],
  "it was made from other files": [
    (plan) => {
      plan["madeFrom"] = {};
    },
    "The digest of the files was {}",
  ],
  "it has a newer format": [
    (plan) => {
      plan["format"] = 2;
    },
    "it has format 2, which a newer version of orgwright wrote",
  ],
  "it says something that plans do not say": [
    (plan) => {
      plan["more"] = true;
    },
    "Unrecognized key",
  ],
  "it has targets": [
    (plan) => {
      plan["targets"] = ["house/stay"];
    },
    "What --target names was",
  ],
  "a consent was taken away": [
    (plan) => {
      plan["allowed"] = [];
    },
    "The plan was saved without --allow",
  ],
};

describe("a plan as it was saved", () => {
  it("is not refused", () => {
    expect(refusal(loose())).toBe("");
    expect(made.plan.steps.map(({ change }) => change.action)).toEqual(
      expect.arrayContaining(["create", "adopt", "update", "move", "delete"]),
    );
  });
});

describe("a plan is refused when", () => {
  it.each(Object.entries(TAMPERINGS))("%s", (_what, [tamper, said]) => {
    const plan = loose();
    tamper(plan);
    // Its digest tells already, unless whoever did it made another.
    expect(refusal(plan)).not.toBe("");
    expect(refusal(sealed(plan))).toContain(said);
  });
});

/** Every single value in a JSON value, as the way to it. */
function leaves(value: unknown, way: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (Array.isArray(value)) {
    return value.flatMap((member, index) => leaves(member, [...way, index]));
  }
  return isObject(value) ? Object.entries(value).flatMap(([key, member]) => leaves(member, [...way, key])) : [way];
}

/** Another value of the same type. */
function changed(value: Json): Json {
  return typeof value === "number" ? value + 1 : typeof value === "boolean" ? !value : `${value}-changed`;
}

/** The plan with one value changed. */
function withChanged(way: readonly (string | number)[]): Loose {
  const plan = loose();
  const holder = way.slice(0, -1).reduce((at, key) => (at as Record<string | number, unknown>)[key], plan as unknown);
  const key = way.at(-1) as string | number;
  const members = holder as Record<string | number, Json>;
  members[key] = changed(members[key] as Json);
  return plan;
}

/** What the digest leaves out on purpose. */
const UNSEALED = ["createdAt", "caller"];

/** Where a file was declared: for people who look something up, never executed. */
const isDeclaredAt = (way: readonly (string | number)[]) => way.includes("declaredAt");

describe("any single value of a plan", () => {
  const ways = leaves(loose());

  it("is covered by the digest, but for when and by whom it was made", () => {
    expect(ways.length).toBeGreaterThan(200);
    const accepted = ways.filter((way) => refusal(withChanged(way)) === "");
    expect(accepted.map(([first]) => first)).toEqual(UNSEALED);
  });

  it("of a step is refused or told of when it was changed, even if the digest was made to fit", () => {
    const ofSteps = ways.filter((way) => way[0] === "steps" && !isDeclaredAt(way));
    const unseen = ofSteps.filter((way) => {
      const plan = sealed(withChanged(way));
      const decoded = decodePlan(JSON.stringify(plan));
      return refusal(plan) === "" && "plan" in decoded && meanwhile(decoded.plan, now).length === 0;
    });
    expect(unseen.map((way) => way.join("/"))).toEqual([]);
  });
});
