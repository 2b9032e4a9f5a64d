import { describe, expect, it } from "vitest";
import { SHAPES } from "../../src/kinds/shapes.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Allowance } from "../../src/model/plan.ts";
import { decodePlan, digestOf, encodePlan } from "../../src/plan/codec.ts";
import { staleness } from "../../src/plan/compare.ts";
import {
  account,
  attachment,
  id,
  liveAccount,
  liveAttachment,
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
import { type Made, planOf } from "./made.ts";

/** What is said of a saved plan, which comes out of a file, against another. */
function said(saved: Made, now: Made, allowed: readonly Allowance[] | "all" = "all"): string[] {
  const given = allowed === "all" ? saved.plan.consents.map(({ code }) => ({ code })) : allowed;
  const unsigned = { ...saved.plan, allowed: given };
  const decoded = decodePlan(encodePlan({ ...unsigned, digest: digestOf(unsigned) }));
  if ("problem" in decoded) {
    throw new Error(decoded.problem);
  }
  return staleness(decoded.plan, { ...now, shapes: SHAPES }).map(({ detail }) => detail);
}

const STAY = policy("house/stay", "stay");
const SUPPORT = role("house/support:shop", "shop", "Support");
const changedRole = (properties: JsonObject) => liveRole("shop", us("house/support:shop"), "Support", properties);

describe("a saved plan in the world that it was made for", () => {
  it("may be applied", () => {
    const file = [ORGANIZATION, unit("foundation/ou:a", "a"), account("shop", id("foundation/ou:a")), STAY];
    for (const live of [[], [THE_ORGANIZATION], [THE_ORGANIZATION, liveUnit("ou-1", NOBODY, "a")]]) {
      const made = planOf(file, live);
      expect(made.plan.steps.length).toBeGreaterThan(0);
      expect(said(made, planOf(file, live))).toEqual([]);
    }
  });

  it("may be applied by somebody else at another time", () => {
    const later = { createdAt: new Date(1e12).toISOString(), caller: "arn:aws:iam::111111111111:user/ben" };
    const [saved, now] = [planOf([ORGANIZATION], []), planOf([ORGANIZATION], [])];
    expect(said(saved, { ...now, plan: { ...now.plan, ...later } })).toEqual([]);
  });
});

describe("a saved plan is refused", () => {
  const file = [ORGANIZATION, unit("foundation/ou:a", "a")];
  const saved = planOf(file, [THE_ORGANIZATION]);

  it("when something has to be done now that it does not show", () => {
    const more = [...file, unit("foundation/ou:b", "b")];
    expect(said(saved, planOf(more, [THE_ORGANIZATION]))).toEqual([
      "foundation/ou:b has to be changed now (create), which the plan does not show.",
    ]);
  });

  it("when a thing drifted since that it does not touch, but would be corrected now", () => {
    const wishes = [...file, SUPPORT];
    const before = planOf(wishes, [THE_ORGANIZATION, changedRole({})]);
    expect(said(before, planOf(wishes, [THE_ORGANIZATION, changedRole({ description: "x" })]))).toEqual([
      "house/support:shop has to be changed now (update /description), which the plan does not show.",
    ]);
  });

  it("when the file wishes for something else", () => {
    const other = [ORGANIZATION, unit("foundation/ou:a", "b")];
    expect(said(saved, planOf(other, [THE_ORGANIZATION]))).toEqual([
      "foundation/ou:a is wished for differently now: /name.",
    ]);
  });

  it("for another organization, file name, home region or management account", () => {
    const other = { ...saved.plan.organization, name: "globex", managementAccount: "999999999999" };
    const [complaint] = said(saved, planOf(file, [THE_ORGANIZATION], { organization: other }));
    expect(complaint).toContain("The organization was");
    expect(complaint).toContain("globex");
  });

  it("for another organization id", () => {
    expect(said(saved, planOf(file, [{ ...THE_ORGANIZATION, id: "o-2" }]))).toEqual([
      `The organization's id was "o-1" when the plan was made and is "o-2" now.`,
    ]);
  });

  it("by another version of orgwright", () => {
    expect(said(saved, planOf(file, [THE_ORGANIZATION], { madeBy: "0.2.0" }))).toEqual([
      'The version of orgwright was "0.1.0" when the plan was made and is "0.2.0" now.',
    ]);
  });

  it.each([
    ["another digest", { "orgwright.yaml": "1".repeat(64) }],
    ["another file more", { "orgwright.yaml": "0".repeat(64), "blueprints/x.yaml": "0".repeat(64) }],
    ["no file", {}],
  ])("for files with %s", (_what, madeFrom) => {
    const complaints = said(saved, planOf(file, [THE_ORGANIZATION], { madeFrom }));
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain("The digest of the files");
  });

  it("when the plan has an error now that it had not", () => {
    const error = { code: "x", severity: "error", summary: "s", detail: "A new error." } as const;
    expect(said(saved, planOf(file, [THE_ORGANIZATION], { findings: [error] }))).toEqual(["A new error."]);
    expect(
      said(
        planOf(file, [THE_ORGANIZATION], { findings: [error] }),
        planOf(file, [THE_ORGANIZATION], { findings: [error] }),
      ),
    ).toEqual([]);
  });

  it("without a consent that it was not saved with", () => {
    const founding = planOf(file, []);
    expect(said(founding, planOf(file, []), [])).toEqual([
      expect.stringContaining("saved without --allow creates-organization"),
    ]);
    expect(said(founding, planOf(file, []), [{ code: "creates-organization" }])).toEqual([]);
  });

  it("when more accounts would be made than were allowed", () => {
    const two = [ORGANIZATION, account("a"), account("b")];
    const allowed = [{ code: "creates-accounts", count: 1 }];
    expect(said(planOf(two, [THE_ORGANIZATION]), planOf(two, [THE_ORGANIZATION]), allowed)).toEqual([
      expect.stringContaining("--allow creates-accounts=2"),
    ]);
  });
});

describe("a field that is to be written", () => {
  const wished = { ...SUPPORT, properties: { ...SUPPORT.properties, description: "new", maxSessionSeconds: 7200 } };
  const saved = planOf([wished], [changedRole({ description: "old" })]);

  it("must have the value that was seen, or the wished-for one", () => {
    expect(said(saved, planOf([wished], [changedRole({ description: "old" })]))).toEqual([]);
    expect(said(saved, planOf([wished], [changedRole({ description: "new" })]))).toEqual([]);
    expect(said(saved, planOf([wished], [changedRole({ description: "new", maxSessionSeconds: 7200 })]))).toEqual([]);
  });

  it("is told of with both values when somebody changed it since", () => {
    expect(said(saved, planOf([wished], [changedRole({ description: "theirs" })]))).toEqual([
      'house/support:shop: /description was "old" and is "theirs" now.',
    ]);
  });

  it("is told of when it is another one than was shown", () => {
    const [complaint] = said(
      saved,
      planOf([wished], [changedRole({ description: "old", tags: {}, managed: ["arn:x"] })]),
    );
    expect(complaint).toBe("house/support:shop: /managed differs now, which the plan does not show.");
  });

  it("is told of when it was removed since", () => {
    const inline = { ...SUPPORT, properties: { ...SUPPORT.properties, inline: {} } };
    const extra = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
    const before = planOf([inline], [changedRole({ inline: { Extra: extra } })]);
    expect(said(before, planOf([inline], [changedRole({})]))).toEqual([]);
    expect(said(before, planOf([inline], [changedRole({ inline: { Extra: { Version: "2012-10-17" } } })]))).toEqual([
      expect.stringContaining("/inline/Extra was"),
    ]);
  });
});

describe("a thing that is to be changed", () => {
  const wished = { ...SUPPORT, properties: { ...SUPPORT.properties, description: "new" } };

  it("must still be there", () => {
    const saved = planOf([wished], [changedRole({})]);
    expect(said(saved, planOf([wished], []))).toEqual([
      "house/support:shop was there when the plan was made and is gone now.",
    ]);
  });

  it("must still be ours", () => {
    const saved = planOf([wished], [changedRole({})]);
    expect(said(saved, planOf([wished], [{ ...changedRole({}), owner: NOBODY }]))).toEqual([
      "house/support:shop (Support) was ours when the plan was made, and does not carry its tags now.",
    ]);
  });

  it("must be the same thing", () => {
    const file = [ORGANIZATION, unit("foundation/ou:a", "a")];
    const named = (unitId: string) => [THE_ORGANIZATION, liveUnit(unitId, us("foundation/ou:a"), "old")];
    expect(said(planOf(file, named("ou-1")), planOf(file, named("ou-2")))).toEqual([
      "foundation/ou:a was ou-1 when the plan was made and is ou-2 now.",
    ]);
  });

  it("may have been adopted already", () => {
    const saved = planOf([wished], [{ ...changedRole({}), owner: NOBODY }]);
    expect(saved.plan.steps[0]?.change.action).toBe("adopt");
    expect(said(saved, planOf([wished], [changedRole({})]))).toEqual([]);
  });

  it("is not to be deleted instead, nor a deleted one changed", () => {
    const attached = [THE_ORGANIZATION, liveUnit("ou-1", us("foundation/ou:a"), "old")];
    const gone = planOf([ORGANIZATION], attached);
    const changed = planOf([ORGANIZATION, unit("foundation/ou:a", "a")], attached);
    expect(said(changed, gone)[0]).toContain("(delete), which the plan does not show");
    expect(said(gone, changed)[0]).toContain("(update /name), which the plan does not show");
  });
});

describe("a plan of which a part is done", () => {
  const file = [
    ORGANIZATION,
    unit("foundation/ou:a", "a"),
    account("shop", id("foundation/ou:a")),
    STAY,
    attachment("house/stay-on", id("house/stay"), ROOT),
  ];
  const saved = planOf(file, []);
  const done = [
    THE_ORGANIZATION,
    liveUnit("ou-1", us("foundation/ou:a"), "a"),
    liveAccount("222222222222", us("workload/account:shop"), "shop", { parent: "ou-1" }),
    livePolicy("p-1", us("house/stay"), "stay"),
    liveAttachment("p-1", us("house/stay"), "r-1"),
  ];

  it("goes on from any point, with the ids that were not known when it was made", () => {
    for (let count = 0; count <= done.length; count += 1) {
      const now = planOf(file, done.slice(0, count));
      expect(now.plan.steps).toHaveLength(file.length - count);
      expect(said(saved, now)).toEqual([]);
    }
  });

  it("does nothing when all of it is done", () => {
    expect(planOf(file, done).plan.steps).toEqual([]);
  });

  it("finishes what is half made, if it carries our tags", () => {
    const half = [...done.slice(0, 2), liveAccount("222222222222", us("workload/account:shop"), "shop")];
    const now = planOf(file, half);
    expect(now.plan.steps[0]?.change.action).toBe("move");
    expect(said(saved, now)).toEqual([]);
  });

  it("stops at what somebody else has made meanwhile", () => {
    const theirs = [...done.slice(0, 1), liveUnit("ou-1", NOBODY, "a")];
    expect(said(saved, planOf(file, theirs))).toEqual([
      "foundation/ou:a was to be made, and now there is one that orgwright did not make.",
    ]);
  });

  it("stops when a thing was to be made in one place and now would be in another", () => {
    const wishes = (parent: JsonObject) => [ORGANIZATION, unit("foundation/ou:a", "a"), account("shop", parent)];
    const now = planOf(wishes(ROOT), done.slice(0, 2));
    expect(said(planOf(wishes(id("foundation/ou:a")), []), now)).toEqual([
      "workload/account:shop is wished for differently now: /parent.",
    ]);
  });
});
