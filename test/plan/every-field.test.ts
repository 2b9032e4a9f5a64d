import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { type Difference, diff } from "../../src/diff/diff.ts";
import { SHAPES } from "../../src/kinds/shapes.ts";
import type { Finding } from "../../src/model/finding.ts";
import { isObject, type Json, type JsonObject, pointerSegment } from "../../src/model/json.ts";
import type { Live } from "../../src/model/live.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Resource } from "../../src/model/resource.ts";
import type { Shape } from "../../src/model/shape.ts";
import { buildPlan } from "../../src/plan/build.ts";
import { type Now, staleness } from "../../src/plan/compare.ts";
import { meanwhile } from "../../src/plan/meanwhile.ts";
import { openStage, plannedOf } from "../support/plan-in-sandbox.ts";

const FILE = "test/mutations/organization.yaml";
const GOLDEN = fileURLToPath(new URL("./every-field.golden.json", import.meta.url));

/** What a change to a field, made by somebody else after planning, comes to. */
type Outcome =
  /** Refused, naming the field: the step writes it, or would have to now. */
  | "refused"
  /** Refused with the finding of a field that AWS cannot change, naming the field. */
  | "refused: immutable"
  /** Refused, naming the address: with another value it is another thing, and the wished-for one is missing. */
  | "refused: another thing"
  /** Refused: nothing can be done about the thing any more; the plan's own finding names the value. */
  | "refused: held"
  /** Listed, naming the field; the plan is applied. */
  | "listed"
  /** Listed, naming the thing, which no step can be about; the plan is applied. */
  | "listed: the thing";

const founded = await foundedWorld();
const expected = JSON.parse(readFileSync(GOLDEN, "utf8")) as Record<string, Outcome>;
const seen: Record<string, Outcome> = {};

/** An organization with something in every field of every kind, once it is founded, and what its file wishes for. */
async function foundedWorld(): Promise<{ readonly wished: readonly Resource[]; readonly live: readonly Live[] }> {
  const stage = await openStage({ file: FILE, version: "0.1.0" });
  await stage.apply(plannedOf(await stage.plan("apply")));
  const { wished, live } = plannedOf(await stage.plan());
  return { wished, live };
}

/** A thing of a kind, and the wish that it is. */
interface Sample {
  readonly resource: Resource;
  readonly thing: Live;
}

/** The sample of a kind with the most in it, so that lists and maps have members. */
function sampleOf(kind: string, suits: (sample: Sample) => boolean = () => true): Sample {
  const { matched } = compared(founded.wished, founded.live);
  const samples = founded.wished
    .filter((resource) => resource.kind === kind)
    .flatMap((resource) => {
      const thing = matched.get(resource.address);
      return thing === undefined ? [] : [{ resource, thing }];
    })
    .filter(suits)
    .sort((a, b) => sizeOf(b) - sizeOf(a));
  const [sample] = samples;
  if (sample === undefined) {
    throw new Error(`${FILE} has no ${kind}: add one.`);
  }
  return sample;
}

function isEmpty(address: string): boolean {
  return !founded.wished.some(({ needs }) => needs.some((need) => need === address));
}

function sizeOf({ thing }: Sample): number {
  return JSON.stringify(thing.properties).length;
}

/** With a consent for whatever goes with one alone. */
function compared(resources: readonly Resource[], live: readonly Live[]): Difference {
  const released = new Set(founded.wished.map(({ address }) => address));
  return diff({ resources, live, shapes: SHAPES, unobserved: new Set(), moved: [], now: new Date(0), released });
}

/** What comes out with the thing changed so. */
function planned(sample: Sample, changes: Readonly<Record<string, Json>>, resources = founded.wished): Now {
  const properties = { ...sample.thing.properties, ...changes };
  const live = founded.live.map((one) => (one === sample.thing ? { ...one, properties } : one));
  const difference = compared(resources, live);
  const plan = buildPlan({
    ...difference,
    live,
    organization: {
      name: "acme",
      id: "o-1",
      managementAccount: "111111111111",
      partition: "aws",
      homeRegion: "eu-west-1",
    },
    createdAt: new Date(0),
    caller: "arn:aws:iam::111111111111:user/ana",
    madeBy: "0.0.0",
    madeFrom: {},
    targets: [],
    allowed: [],
    shapes: SHAPES,
    proofs: null,
  });
  return { ...difference, plan, live, shapes: SHAPES };
}

/** Another value of the same form: `turn` tells the first change from the second. */
function altered(value: Json | undefined, turn: 1 | 2): Json {
  switch (typeof value) {
    case "number":
      return value + turn;
    case "boolean":
      return turn === 1 ? !value : `${value}, and more`;
    case "object":
      return Array.isArray(value) ? [...value, `changed-${turn}`] : alteredObject((value ?? {}) as JsonObject, turn);
    default:
      return `${value ?? ""}-changed-${turn}`;
  }
}

/** Of a map, the first member; what is no text in it gets one. */
function alteredObject(value: JsonObject, turn: 1 | 2): JsonObject {
  const [name = "Changed"] = Object.keys(value);
  const member = value[name];
  return {
    ...value,
    [name]: typeof member === "string" || isObject(member) ? altered(member as Json, turn) : `changed-${turn}`,
  };
}

/** What is said against a plan that was saved with every consent. */
function refusals(saved: Plan, now: Now): readonly Finding[] {
  return staleness({ ...saved, allowed: now.plan.consents.map(({ code }) => ({ code })) }, now);
}

function stepAt({ plan }: Now, address: string): Plan["steps"][number] | undefined {
  return plan.steps.find(({ change }) => change.action !== "delete" && change.to.address === address);
}

const detailsOf = (findings: readonly { readonly detail: string }[]) => findings.map(({ detail }) => detail).join("\n");

/** Whether a text names a field, or a member of it. */
function names(text: string, field: string): boolean {
  return new RegExp(`${field}(?![A-Za-z])`).test(text);
}

/** Another field of the same thing that a step can write. */
function otherField(shape: Shape, sample: Sample, field: string): string | undefined {
  return Object.keys(shape.fields).find((name) => {
    const now = planned(sample, { [name]: altered(sample.thing.properties[name], 1) });
    const fields = stepAt(now, sample.resource.address)?.change;
    return name !== field && fields?.action === "update" && fields.fields.length === 1;
  });
}

/** Plans, lets somebody change the field, and tells what becomes of the plan. */
function outcomeOf(kind: string, name: string): Outcome {
  const shape = SHAPES.get(kind) as Shape;
  const sample = sampleOf(kind);
  const { address } = sample.resource;
  const value = sample.thing.properties[name];
  const path = `/${pointerSegment(name)}`;
  const drifted = planned(sample, { [name]: altered(value, 1) });
  const step = stepAt(drifted, address)?.change;
  if (step !== undefined && step.action !== "create") {
    // The step writes the field: a third value is neither what was seen nor what is wished for.
    const refusal = detailsOf(refusals(drifted.plan, planned(sample, { [name]: altered(value, 2) })));
    expect(names(refusal, path)).toBe(true);
    expect(refusal).toContain(address);
    return "refused";
  }
  const other = otherField(shape, sample, name);
  const before = other === undefined ? {} : { [other]: altered(sample.thing.properties[other], 1) };
  const saved = planned(sample, before).plan;
  const now = planned(sample, { ...before, [name]: altered(value, 1) });
  const stale = refusals(saved, now);
  if (now.held.has(sample.resource.address)) {
    expect(detailsOf(stale)).toContain(`${address} was to be done`);
    expect(detailsOf(now.plan.findings)).toContain(sample.thing.id);
    return "refused: held";
  }
  if (stale.length > 0) {
    const refusal = detailsOf(stale);
    expect(refusal).toContain(address);
    const isImmutable = stale.some(({ code }) => code === "immutable-field");
    expect(!isImmutable || names(refusal, path)).toBe(true);
    return isImmutable ? "refused: immutable" : "refused: another thing";
  }
  const list = detailsOf(meanwhile(saved, now));
  if (other === undefined) {
    expect(list).toContain(sample.thing.id);
    return "listed: the thing";
  }
  expect(names(list, path)).toBe(true);
  expect(list).toContain(address);
  return "listed";
}

afterAll(() => {
  if (process.env["UPDATE_GOLDENS"] === "1") {
    writeFileSync(GOLDEN, `${JSON.stringify(seen, null, 2)}\n`);
  }
});

/** Kinds that no file wishes for: what is there of them is only taken away, so no plan ever wants a field of theirs. */
const ONLY_TAKEN_AWAY: ReadonlySet<string> = new Set(["iam-user-access"]);

const WISHED = [...SHAPES].filter(([kind]) => !ONLY_TAKEN_AWAY.has(kind));

const FIELDS = WISHED.flatMap(([kind, shape]) => Object.keys(shape.fields).map((name) => [kind, name] as const));

describe("a field that somebody changes after planning", () => {
  it.each(FIELDS)("is told of by its name: %s /%s", (kind, name) => {
    const outcome = outcomeOf(kind, name);
    seen[`${kind} /${name}`] = outcome;
    expect(outcome).toBe(expected[`${kind} /${name}`]);
  });

  it("changes nothing when it changed to what it was", () => {
    const sample = sampleOf("iam-role");
    const drifted = () => planned(sample, { description: "by hand" });
    expect(refusals(drifted().plan, drifted())).toEqual([]);
    expect(meanwhile(drifted().plan, drifted())).toEqual([]);
  });
});

const DELETED = [...SHAPES]
  .filter(([, { removal, ownership }]) => removal !== "tell" && ownership === "tag")
  .flatMap(([kind, shape]) => Object.entries(shape.fields).map(([name, { rule }]) => [kind, name, rule] as const));

describe("a field of what is to be deleted, changed after planning", () => {
  it.each(DELETED)("refuses the plan where it means anything: %s /%s (%s)", (kind, name, rule) => {
    // A unit with something in it stays.
    const sample = sampleOf(kind, ({ resource: { address } }) => kind !== "organizational-unit" || isEmpty(address));
    const without = founded.wished.filter(({ address, needs }) => {
      return address !== sample.resource.address && !needs.includes(sample.resource.address);
    });
    const saved = planned(sample, {}, without).plan;
    expect(saved.steps.map(({ change }) => change)).toContainEqual({ action: "delete", from: sample.thing });
    const now = planned(sample, { [name]: altered(sample.thing.properties[name], 1) }, without);
    const refusal = detailsOf(refusals(saved, now));
    const isWatched = rule !== "unwatched" && rule !== "createOnly";
    expect(names(refusal, `/${name}`)).toBe(isWatched);
    expect(names(detailsOf(meanwhile(saved, now)), `/${name}`)).toBe(true);
  });
});
