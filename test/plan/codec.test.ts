import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/model/plan.ts";
import { decodePlan, digestOf, encodePlan } from "../../src/plan/codec.ts";
import { planOf, problemOf } from "./a-saved-plan.ts";

const plan = planOf();
const text = encodePlan(plan);

/** The plan's text with something done to its value. */
function changed(work: (value: Record<string, unknown> & Plan) => void): string {
  const value = JSON.parse(text) as Record<string, unknown> & Plan;
  work(value);
  return JSON.stringify(value);
}

describe("a saved plan", () => {
  it("comes back as it was, with every action", () => {
    expect(new Set(plan.steps.map(({ change }) => change.action))).toEqual(
      new Set(["create", "update", "move", "adopt", "delete"]),
    );
    expect(decodePlan(text)).toEqual({ plan });
    expect(encodePlan((decodePlan(text) as { plan: Plan }).plan)).toBe(text);
  });

  it.each<[string, (value: Record<string, unknown> & Plan) => void]>([
    ["a step less", ({ steps }) => (steps as unknown[]).pop()],
    ["two steps in another order", ({ steps }) => (steps as unknown[]).reverse()],
    ["a step twice", ({ steps }) => (steps as unknown[]).push(steps[0])],
    ["a consent more", ({ allowed }) => (allowed as unknown[]).push({ code: "creates-accounts" })],
    ["another organization", ({ organization }) => Object.assign(organization, { id: "o-2" })],
    ["another digest of a file", ({ madeFrom }) => Object.assign(madeFrom, { "orgwright.yaml": "1".repeat(64) })],
    ["a finding less", ({ findings }) => (findings as unknown[]).pop()],
    ["another version of the tool", (value) => Object.assign(value, { madeBy: "9.9.9" })],
    ["other proofs", (value) => Object.assign(value, { proofs: null })],
    ["another digest", (value) => Object.assign(value, { digest: "0".repeat(64) })],
  ])("is refused with %s", (_what, work) => {
    expect(problemOf(changed(work))).toMatch(/digest/);
  });

  it("may say another time and another caller: neither is what it does", () => {
    const written = changed((value) => Object.assign(value, { createdAt: "2027-01-01T00:00:00.000Z", caller: "x" }));
    expect(problemOf(written)).toBeNull();
  });

  it("may be written with other white space and its keys in another order", () => {
    const value = JSON.parse(text) as Record<string, unknown>;
    const turned = Object.fromEntries(Object.entries(value).reverse());
    expect(problemOf(JSON.stringify(turned, null, 7))).toBeNull();
  });
});

describe("a text that is no plan", () => {
  it.each<[string, (value: Record<string, unknown> & Plan) => void]>([
    ["beside the plan's own", (value) => Object.assign(value, { extra: 1 })],
    ["in the organization", ({ organization }) => Object.assign(organization, { extra: 1 })],
    ["in a step", ({ steps }) => Object.assign(steps[0] as object, { run: "rm" })],
    ["in a change", ({ steps }) => Object.assign(steps[0]?.change as object, { extra: 1 })],
    ["in a finding", ({ findings }) => Object.assign(findings[0] as object, { extra: 1 })],
    ["in an allowance", ({ allowed }) => Object.assign(allowed[0] as object, { extra: 1 })],
  ])("has an unknown key %s", (_where, work) => {
    expect(problemOf(changed(work))).toMatch(/nrecognized/);
  });

  it.each([
    ["nothing", ""],
    ["half a plan", text.slice(0, text.length / 2)],
    ["a list", "[]"],
    ["null", "null"],
    ["a number", "1"],
    ["an empty object", "{}"],
  ])("is %s", (_what, written) => {
    expect(problemOf(written)).not.toBeNull();
  });

  it("is one of a newer format, and says so", () => {
    expect(problemOf(changed((value) => Object.assign(value, { format: 2 })))).toContain("newer version");
  });

  it.each([0, -1, 1.5, "1", null, true])("is one of the format %j", (format) => {
    expect(problemOf(changed((value) => Object.assign(value, { format })))).not.toBeNull();
  });

  it.each([
    ["an action that there is not", "replace"],
    ["no action", undefined],
  ])("has a step with %s", (_what, action) => {
    expect(problemOf(changed(({ steps }) => Object.assign(steps[0]?.change as object, { action })))).toContain(
      "/steps/0",
    );
  });

  it("has a key that would reach an object's prototype", () => {
    for (const where of ['"steps"', '"organization"', '"madeFrom"']) {
      const at = text.indexOf(where);
      const written = `${text.slice(0, at)}"__proto__": {"polluted": true},\n  ${text.slice(at)}`;
      const decoded = decodePlan(written);
      expect("problem" in decoded || digestOf(decoded.plan) === plan.digest).toBe(true);
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    }
  });

  it("does not lend itself to another plan by a key that an object inherits", () => {
    const inside = changed(({ steps }) => {
      const [change] = steps.flatMap((step) => (step.change.action === "create" ? [step.change] : []));
      Object.defineProperty(change?.to.properties, "__proto__", {
        value: { email: "evil@x.example" },
        enumerable: true,
      });
    });
    const decoded = decodePlan(inside);
    // What cannot be read back is not there: the plan is refused, or is exactly the one that was saved.
    expect("problem" in decoded || JSON.stringify(decoded.plan) === JSON.stringify(plan)).toBe(true);
  });
});

describe("a plan's words", () => {
  /** The plan with something done to its value, under a digest that fits. */
  const sealed = (work: (value: Record<string, unknown> & Plan) => void) => {
    const value = JSON.parse(changed(work)) as Plan;
    return JSON.stringify({ ...value, digest: digestOf(value) });
  };
  it.each<[string, readonly string[], (value: Record<string, unknown> & Plan, word: string) => void]>([
    [
      "severity",
      ["error", "warning", "note"],
      ({ findings }, severity) => void Object.assign(findings[0] as object, { severity }),
    ],
    [
      "risk",
      ["safe", "disruptive", "takeover", "irreversible"],
      ({ steps }, risk) => void Object.assign(steps[0] as object, { risk }),
    ],
  ])("for a %s are these, and no others", (_what, words, put) => {
    for (const word of words) {
      expect(problemOf(sealed((value) => put(value, word)))).toBeNull();
    }
    expect(problemOf(sealed((value) => put(value, "odd")))).toMatch(/^at \/(findings|steps)\/0\//);
  });

  it("for an owner are three, each with what belongs to it", () => {
    const owned = (owner: object) =>
      problemOf(
        sealed(({ steps }) => {
          const gone = steps.flatMap(({ change }) => (change.action === "delete" ? [change.from] : []));
          Object.assign(gone[0] as object, { owner });
        }),
      );
    expect(owned({ is: "us", address: "a/b" })).toBeNull();
    expect(owned({ is: "other", name: "globex" })).toBeNull();
    expect(owned({ is: "nobody" })).toBeNull();
    expect(owned({ is: "other" })).toContain("/owner/name");
    expect(owned({ is: "all" })).toContain("/owner");
  });

  it.each([`${plan.digest}0`, `0${plan.digest}`, plan.digest.toUpperCase(), plan.digest.slice(1)])(
    "for a digest are 64 small hexadecimal digits: not %s",
    (digest) => {
      expect(problemOf(changed((value) => Object.assign(value, { digest })))).toMatch(/^at \/digest: /);
    },
  );

  it("for what is wrong name where it is, or that it is no JSON at all", () => {
    expect(problemOf("{")).toMatch(/^it is not JSON \(.+\)$/);
    expect(problemOf("[]")).toMatch(/^at \/: /);
    expect(problemOf(sealed(({ steps }) => void Object.assign(steps[0] as object, { stage: "1" })))).toMatch(
      /^at \/steps\/0\/stage: /,
    );
  });
});

describe("the digest of a plan", () => {
  it("is that of its content, and not of its time, its caller or itself", () => {
    expect(plan.digest).toMatch(/^[0-9a-f]{64}$/);
    const later = { ...plan, createdAt: "2030-01-01T00:00:00.000Z", caller: "someone" };
    expect(digestOf(later)).toBe(plan.digest);
    expect(digestOf({ ...plan, madeBy: "0.2.0" })).not.toBe(plan.digest);
  });
});
