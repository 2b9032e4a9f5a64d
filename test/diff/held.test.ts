import { describe, expect, it } from "vitest";
import { SHAPES } from "../../src/kinds/shapes.ts";
import type { Owner } from "../../src/model/live.ts";
import type { Shape } from "../../src/model/shape.ts";
import {
  account,
  compared,
  GLOBEX,
  id,
  liveAccount,
  liveRole,
  liveUnit,
  NOBODY,
  ORGANIZATION,
  role,
  THE_ORGANIZATION,
  told,
  unit,
  us,
} from "./things.ts";

const A = "foundation/ou:a";
const SHOP = "workload/account:shop";

/** Two accounts that both say they are the file's `shop`. */
const TWINS = ["222222222222", "333333333333"].map((one) => liveAccount(one, us(SHOP), one));

describe("what nothing can be done about is held", () => {
  const heldIn = (owner: Owner, name = "a", parent = "r-1") => [
    ...compared([ORGANIZATION, unit(A, "a")], [THE_ORGANIZATION, liveUnit("ou-1", owner, name, parent)]).held,
  ];

  it("when it belongs to somebody else, or nothing but what AWS cannot change differs", () => {
    expect(heldIn(GLOBEX)).toEqual([A]);
    expect(heldIn(us("foundation/ou:other"))).toEqual([A]);
    expect(heldIn(us(A), "a", "ou-9")).toEqual([A]);
  });

  it("and nothing else: not what is as it should be, nor what is made, adopted or changed in part", () => {
    expect(heldIn(us(A))).toEqual([]);
    expect(heldIn(NOBODY)).toEqual([]);
    expect(heldIn(us(A), "old")).toEqual([]);
    expect(heldIn(us(A), "old", "ou-9")).toEqual([]);
    expect([...compared([ORGANIZATION, unit(A, "a")], []).held]).toEqual([]);
  });

  it("with all that is in an account of which it cannot be told which one it is", () => {
    const wishes = [
      ORGANIZATION,
      account("shop"),
      role("house/a:shop", "shop", "A"),
      role("house/b:shop", "shop", "B"),
    ];
    const { held, changes, findings } = compared(wishes, [THE_ORGANIZATION, ...TWINS]);
    expect([...held]).toEqual([SHOP, "house/a:shop", "house/b:shop"]);
    expect(changes).toEqual([]);
    expect(findings.at(-1)?.detail).toBe(`Left out, because they need ${SHOP}: house/a:shop, house/b:shop.`);
  });

  it("with what needs it by its id, and what needs that in turn", () => {
    const twins = ["ou-1", "ou-2"].map((one) => liveUnit(one, us(A), one));
    const wishes = [ORGANIZATION, unit(A, "a"), unit("foundation/ou:b", "b", id(A))];
    const below = account("shop", id("foundation/ou:b"));
    const { held, findings } = compared([...wishes, below], [THE_ORGANIZATION, ...twins]);
    expect([...held]).toEqual([A, "foundation/ou:b", SHOP]);
    expect(findings.at(-1)?.detail).toBe(`Left out, because they need ${A}: foundation/ou:b, ${SHOP}.`);
  });
});

describe("what a wish is in AWS", () => {
  it("is known of what is ours and of what is about to be, and of nothing else", () => {
    const matchedIn = (owner: Owner) =>
      compared([ORGANIZATION, unit(A, "a")], [THE_ORGANIZATION, liveUnit("ou-1", owner, "a")]).matched.get(
        unit(A, "a").address,
      )?.id;
    expect([us(A), NOBODY, GLOBEX].map(matchedIn)).toEqual(["ou-1", "ou-1", undefined]);
  });

  it("fills in what needs the id of a thing that is only about to be ours", () => {
    const wishes = [ORGANIZATION, unit(A, "a"), account("shop", id(A))];
    const live = [
      THE_ORGANIZATION,
      liveUnit("ou-1", NOBODY, "a"),
      liveAccount("222222222222", us(SHOP), "shop", { parent: "ou-1" }),
    ];
    expect(told(compared(wishes, live))).toEqual([`adopt ${A}`]);
  });
});

describe("what ails a thing that the file wishes for", () => {
  const sick: Shape = {
    ...(SHAPES.get("organizational-unit") as Shape),
    health: ({ id: unitId }, now) => [
      { code: "trail-silent", detail: `${unitId} at ${now.getTime()}`, fix: "Look after it." },
    ],
  };
  const shapes = new Map(SHAPES).set(sick.kind, sick);
  const ailments = (owner: Owner) =>
    compared([ORGANIZATION, unit(A, "a")], [THE_ORGANIZATION, liveUnit("ou-1", owner, "a")], {
      shapes,
      now: new Date(7),
    }).findings.filter(({ code }) => code === "trail-silent");

  it("is a warning at its place in the file, if it is ours or about to be", () => {
    for (const owner of [us(A), NOBODY]) {
      expect(ailments(owner)).toEqual([
        {
          code: "trail-silent",
          severity: "warning",
          summary: "A trail has delivered nothing for a day",
          detail: "ou-1 at 7",
          fix: "Look after it.",
          at: { file: "orgwright.yaml", line: 1, column: 1 },
        },
      ]);
    }
  });

  it("is somebody else's business otherwise, and none of what is not there", () => {
    expect(ailments(GLOBEX)).toEqual([]);
    expect(compared([ORGANIZATION, unit(A, "a")], [THE_ORGANIZATION], { shapes }).findings).toEqual([]);
  });
});

describe("an account that is not told from another, or not ours", () => {
  it.each<[string, typeof TWINS]>([
    ["two carry its address", TWINS],
    ["it belongs to another file", [liveAccount("222222222222", GLOBEX, "shop")]],
  ])("keeps everything in it: %s", (_why, accounts) => {
    const left = liveRole("shop", us("house/gone:shop"), "Gone");
    const { changes } = compared([ORGANIZATION, account("shop")], [THE_ORGANIZATION, ...accounts, left]);
    expect(changes).toEqual([]);
  });

  it("keeps nothing that is in another one", () => {
    const left = liveRole("dev", us("house/gone:dev"), "Gone");
    const dev = liveAccount("444444444444", us("workload/account:dev"), "dev");
    const wishes = [ORGANIZATION, account("shop"), account("dev")];
    expect(told(compared(wishes, [THE_ORGANIZATION, ...TWINS, dev, left]))).toEqual(["delete iam-role Gone"]);
  });
});
