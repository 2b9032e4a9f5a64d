import { describe, expect, it } from "vitest";
import { SHAPES } from "../../src/kinds/shapes.ts";
import type { Change } from "../../src/model/change.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Live } from "../../src/model/live.ts";
import type { Step } from "../../src/model/plan.ts";
import type { Resource } from "../../src/model/resource.ts";
import type { Shape } from "../../src/model/shape.ts";
import { staleness } from "../../src/plan/compare.ts";
import { meanwhile } from "../../src/plan/meanwhile.ts";
import {
  account,
  id,
  liveAccount,
  livePolicy,
  liveRole,
  liveUnit,
  NOBODY,
  ORGANIZATION,
  role,
  THE_ORGANIZATION,
  thing,
  unit,
  us,
  wish,
} from "../diff/things.ts";
import { planOf } from "./made.ts";

const FILE = [ORGANIZATION, unit("foundation/ou:a", "a"), account("shop", id("foundation/ou:a"))];
const UNIT = liveUnit("ou-1", us("foundation/ou:a"), "a");
const SHOP = liveAccount("222222222222", us("workload/account:shop"), "shop", { parent: "ou-1" });

/** What is told of a world that changed since the plan was made; the plan itself must still be good. */
function told(before: readonly Live[], after: readonly Live[], file: readonly Resource[] = FILE): string[] {
  const { plan } = planOf(file, before);
  const now = { ...planOf(file, after), shapes: SHAPES };
  const saved = { ...plan, allowed: plan.consents.map(({ code }) => ({ code })) };
  expect(staleness(saved, now)).toEqual([]);
  return meanwhile(saved, now).map(({ detail, ...rest }) => {
    expect(rest).toEqual({
      code: "changed-meanwhile",
      severity: "note",
      summary: "Something changed since the plan was made that does not matter to it",
    });
    return detail;
  });
}

describe("what changed since a plan was made and does not matter to it", () => {
  const before = [THE_ORGANIZATION, UNIT, livePolicy("p-1", NOBODY, "theirs")];

  it("is nothing in a world that stayed as it was", () => {
    expect(told(before, before)).toEqual([]);
  });

  it("is told when it is new", () => {
    expect(told(before, [...before, liveAccount("333333333333", NOBODY, "legacy")])).toEqual([
      "In what the plan is not about: the account legacy (333333333333) is new.",
    ]);
  });

  it("is told when it is gone", () => {
    expect(told(before, before.slice(0, 2))).toEqual([
      "In what the plan is not about: organization-policy management/global p-1 is gone.",
    ]);
  });

  it("is told when it changed, or became somebody's", () => {
    expect(
      told(before, [...before.slice(0, 2), livePolicy("p-1", NOBODY, "theirs", { Version: "2012-10-17" })]),
    ).toEqual(["In what the plan is not about: the organization policy theirs (p-1) changed."]);
    expect(told(before, [...before.slice(0, 2), livePolicy("p-1", { is: "other", name: "globex" }, "theirs")])).toEqual(
      ["In what the plan is not about: the organization policy theirs (p-1) changed."],
    );
  });

  it("is told with the field and both values where a step is about the thing", () => {
    const wishes = [role("house/support:shop", "shop", "Support", { description: "new" })];
    const live = (tags: Record<string, string>) => [liveRole("shop", us("house/support:shop"), "Support", { tags })];
    expect(told(live({ Team: "a", Kept: "x" }), live({ Team: "b", Kept: "x", More: "y" }), wishes)).toEqual([
      'In what the plan is about, fields that it does not use: house/support:shop /tags/Team ("a" → "b"), house/support:shop /tags/More (nothing → "y").',
    ]);
  });

  it("is told with the account that it is in, where that is not the management account", () => {
    const live = (description: string) => [liveRole("shop", NOBODY, "Theirs", { description })];
    expect(told([THE_ORGANIZATION, ...live("a")], [THE_ORGANIZATION, ...live("b")])).toEqual([
      "In what the plan is not about: the role /Theirs (Theirs) in shop changed.",
    ]);
  });

  it("is not a field that a step was to write, and that is written already", () => {
    const wishes = [role("house/support:shop", "shop", "Support", { description: "new", maxSessionSeconds: 7200 })];
    const live = (description: string) => [liveRole("shop", us("house/support:shop"), "Support", { description })];
    expect(told(live("old"), live("new"), wishes)).toEqual([]);
  });

  it("is shown entry by entry only where the kind looks at it so, and as a whole otherwise", () => {
    const toy = {
      kind: "toy",
      fields: { whole: { rule: "unwatched" }, entries: { rule: "additive", by: "entries" } },
    } as unknown as Shape;
    const altering = (properties: JsonObject): Step => {
      const change: Change = {
        action: "update",
        from: thing("toy", "t", us("a/toy"), properties),
        to: wish("toy", "a/toy", {}),
        fields: [],
      };
      return { id: "a/toy", change, after: [], stage: 1, risk: "safe" };
    };
    const shown = (was: JsonObject, is: JsonObject) => {
      const saved = { ...planOf([], []).plan, steps: [altering(was)] };
      const now = { ...planOf([], []), shapes: new Map([["toy", toy]]) };
      const [note] = meanwhile(saved, { ...now, plan: { ...saved, steps: [altering(is)] } });
      return note?.detail.replace("In what the plan is about, fields that it does not use: a/toy ", "");
    };
    expect(shown({ whole: { a: 1, b: 1 } }, { whole: { a: 2, b: 1 } })).toBe('/whole ({"a":1,"b":1} → {"a":2,"b":1}).');
    expect(shown({ entries: { a: 1, b: 1 } }, { entries: { a: 2, b: 1 } })).toBe("/entries/a (1 → 2).");
    expect(shown({ entries: { a: 1 } }, {})).toBe('/entries ({"a":1} → nothing).');
    expect(shown({}, { entries: { a: 1 } })).toBe('/entries (nothing → {"a":1}).');
    expect(shown({ odd: 1 }, { odd: 2 })).toBeUndefined();
  });

  it("is not what the plan itself has done already", () => {
    expect(told(before, [...before, SHOP])).toEqual([]);
    expect(told([], before.slice(0, 2))).toEqual([]);
  });

  it("is not what AWS puts into an organization that the plan itself founds", () => {
    expect(told([], [THE_ORGANIZATION, liveAccount("111111111111", NOBODY, "management")])).toEqual([]);
  });

  it("is not what the plan has deleted already", () => {
    const gone = liveUnit("ou-2", us("foundation/ou:gone"), "gone");
    expect(told([...before, gone], before)).toEqual([]);
  });
});
