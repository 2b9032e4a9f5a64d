import { describe, expect, it } from "vitest";
import { SHAPES } from "../../src/kinds/shapes.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Plan, Step } from "../../src/model/plan.ts";
import { isOfOneOrigin, type Now, staleness } from "../../src/plan/compare.ts";
import { GLOBEX, liveUnit, ORGANIZATION, THE_ORGANIZATION, unit, us } from "../diff/things.ts";
import { type Made, planOf } from "./made.ts";

const FILE = [ORGANIZATION, unit("foundation/ou:b", "b"), unit("foundation/ou:a", "a")];
const GONE = ["ou-8", "ou-9"].map((one) => liveUnit(one, us(`foundation/ou:gone-${one}`), one));

function stalenessOf(saved: Plan, now: Made, allowed: Plan["allowed"] = saved.consents): Finding[] {
  const against: Now = { ...now, shapes: SHAPES };
  return staleness({ ...saved, allowed }, against);
}

const said = (saved: Plan, now: Made) => stalenessOf(saved, now).map(({ detail }) => detail);

describe("the order that was reviewed", () => {
  const made = planOf(FILE, [THE_ORGANIZATION, ...GONE]);
  const misplaced = (id: string) => [
    `${id}: its place, stage, risk or what it comes after is not what follows from the plan's steps.`,
  ];

  /** The plan with two steps in each other's places. */
  function swapped(one: number, other: number): Plan {
    const steps = [...made.plan.steps];
    const [first, second] = [steps[one] as Step, steps[other] as Step];
    steps[one] = second;
    steps[other] = first;
    return { ...made.plan, steps };
  }

  it("is that of the file, and for what leaves it that of the names", () => {
    expect(made.plan.steps.map(({ id }) => id)).toEqual([
      "foundation/ou:b",
      "foundation/ou:a",
      "delete foundation/ou:gone-ou-8 ou-8",
      "delete foundation/ou:gone-ou-9 ou-9",
    ]);
    expect(said(made.plan, made)).toEqual([]);
  });

  it("is refused in any other form, even where nothing depends on it", () => {
    expect(said(swapped(0, 1), made)).toEqual(misplaced("foundation/ou:a"));
    expect(said(swapped(2, 3), made)).toEqual(misplaced("delete foundation/ou:gone-ou-9 ou-9"));
    expect(said(swapped(1, 2), made)).toEqual(misplaced("delete foundation/ou:gone-ou-8 ou-8"));
  });

  it("holds on when some of it is done, whichever part that is", () => {
    const standing = [liveUnit("ou-1", us("foundation/ou:a"), "a"), liveUnit("ou-2", us("foundation/ou:b"), "b")];
    for (const done of standing) {
      expect(said(made.plan, planOf(FILE, [THE_ORGANIZATION, ...GONE, done]))).toEqual([]);
      expect(said(made.plan, planOf(FILE, [THE_ORGANIZATION, ...GONE.slice(1), done]))).toEqual([]);
    }
    expect(said(swapped(0, 1), planOf(FILE, [THE_ORGANIZATION, ...GONE.slice(1)]))).toEqual(
      misplaced("foundation/ou:a"),
    );
  });
});

describe("a plan of other files", () => {
  const saved = planOf(FILE, [THE_ORGANIZATION]);
  const other = { "orgwright.yaml": "1".repeat(64) };

  it("is told of as such, and not by each step that follows from it", () => {
    const complaints = said(saved.plan, planOf(FILE.slice(0, 2), [THE_ORGANIZATION], { madeFrom: other }));
    expect(complaints).toEqual([expect.stringContaining("The digest of the files was")]);
  });

  it("is of another origin, as is one of another tool, organization or aim", () => {
    expect(isOfOneOrigin(saved.plan, planOf(FILE, [THE_ORGANIZATION]).plan)).toBe(true);
    const another: Partial<Plan>[] = [
      { madeFrom: other },
      { madeBy: "0.2.0" },
      { targets: ["foundation/ou:a"] },
      { organization: { ...saved.plan.organization, id: "o-2" } },
      { organization: { ...saved.plan.organization, name: "globex" } },
    ];
    expect(another.map((more) => isOfOneOrigin(saved.plan, { ...saved.plan, ...more }))).toEqual(
      another.map(() => false),
    );
  });
});

describe("a step about which nothing can be done now", () => {
  it("is told of, and not taken for done", () => {
    const saved = planOf(FILE, [THE_ORGANIZATION]);
    const theirs = planOf(FILE, [THE_ORGANIZATION, liveUnit("ou-1", GLOBEX, "a")]);
    expect(said(saved.plan, theirs)[0]).toBe(
      "foundation/ou:a was to be done (create), and nothing can be done about it now.",
    );
  });
});

describe("what the plan as it comes out now says besides", () => {
  const error: Finding = { code: "x", severity: "error", summary: "s", detail: "Something broke." };
  const warning: Finding = { ...error, severity: "warning" };
  const withFindings = (...findings: Finding[]) => planOf(FILE, [THE_ORGANIZATION], { findings });

  it("stops it when it is an error that nobody saw as one", () => {
    expect(said(withFindings().plan, withFindings(error))).toEqual([error.detail]);
    expect(said(withFindings(warning).plan, withFindings(error))).toEqual([error.detail]);
  });

  it("does not stop it when it is a warning, or known", () => {
    expect(said(withFindings().plan, withFindings(warning))).toEqual([]);
    expect(said(withFindings(error).plan, withFindings(error))).toEqual([]);
  });
});

describe("a consent that is missing", () => {
  it("is told with the flag that gives it, and why it is wanted", () => {
    const founding = planOf([ORGANIZATION], []);
    const missing = (plan: Plan) => stalenessOf(plan, { ...founding, plan }, []);
    expect(missing(founding.plan)).toEqual([
      {
        code: "consent-missing",
        severity: "error",
        summary: "A consent is missing",
        detail:
          "The plan was saved without --allow creates-organization. This account becomes the management account of a new organization.",
        fix: "Make the plan again with the flag, and have it reviewed.",
      },
    ]);
    const counted = { ...founding.plan, consents: [{ code: "deletes", count: 2, why: "They go." }] };
    expect(missing(counted).map(({ detail }) => detail)).toEqual([
      "The plan was saved without --allow deletes=2. They go.",
    ]);
  });
});
