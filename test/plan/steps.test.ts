import { describe, expect, it } from "vitest";
import { SHAPES } from "../../src/kinds/shapes.ts";
import type { Change } from "../../src/model/change.ts";
import { deletionStage, STAGE } from "../../src/model/stage.ts";
import { orderSteps, stepId } from "../../src/plan/steps.ts";
import {
  account,
  attachment,
  compared,
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
  wish,
} from "../diff/things.ts";

const stepsOf = ({ changes, wished }: ReturnType<typeof compared>) => orderSteps(changes, wished, SHAPES);
const ids = (steps: ReturnType<typeof orderSteps>) => steps.map((step) => step.id);

const first = { ...policy("foundation/stay", "stay") };
const stay = { ...first, properties: { ...first.properties, order: "first" } };

describe("the order of steps", () => {
  it("is that of the stages, whatever the order of the file", () => {
    const file = [
      role("foundation/role:shop", "shop", "OrgwrightPlan"),
      policy("house/last", "last"),
      account("shop", id("foundation/ou:a")),
      stay,
      unit("foundation/ou:a", "a"),
      wish("root-access", "foundation/root-access", { credentialsManagement: true, sessions: true }),
      wish("policy-type", "foundation/type", { type: "TAG_POLICY", root: ROOT }),
      ORGANIZATION,
    ];
    for (const order of [file, [...file].reverse()]) {
      const steps = stepsOf(compared(order, []));
      expect(ids(steps)).toEqual([
        "foundation/organization",
        "foundation/type",
        "foundation/root-access",
        "foundation/ou:a",
        "foundation/stay",
        "workload/account:shop",
        "foundation/role:shop",
        "house/last",
      ]);
      expect(steps.map(({ stage }) => stage)).toEqual([...steps.map(({ stage }) => stage)].sort((a, b) => a - b));
    }
  });

  it("puts a thing into the stage of what it needs, if that is a later one", () => {
    const needy = { ...stay, needs: [account("shop").address] };
    const steps = stepsOf(compared([ORGANIZATION, needy, account("shop")], []));
    expect(ids(steps)).toEqual(["foundation/organization", "workload/account:shop", "foundation/stay"]);
    expect(steps[2]?.stage).toBe(STAGE.accounts);
  });

  it("looks through what stands already", () => {
    const file = [
      ORGANIZATION,
      unit("foundation/ou:a", "a"),
      unit("foundation/ou:b", "b", id("foundation/ou:a")),
      unit("foundation/ou:c", "c", id("foundation/ou:b")),
    ];
    const live = [
      THE_ORGANIZATION,
      liveUnit("ou-1", us("foundation/ou:a"), "renamed"),
      liveUnit("ou-2", us("foundation/ou:b"), "b", "ou-1"),
    ];
    const steps = stepsOf(compared(file, live));
    expect(steps.map(({ id: step, after }) => [step, after])).toEqual([
      ["foundation/ou:a", []],
      ["foundation/ou:c", ["foundation/ou:a"]],
    ]);
  });

  it("lists what a step waits for once, and only steps", () => {
    const file = [
      ORGANIZATION,
      policy("house/stay", "stay"),
      attachment("house/on", id("house/stay"), ROOT),
      role("a/b:shop", "shop", "R"),
    ];
    const steps = stepsOf(compared(file, [THE_ORGANIZATION]));
    expect(steps.find((step) => step.id === "house/on")?.after).toEqual(["house/stay"]);
  });

  it("lists what a step waits for in one order, however the file is written", () => {
    const file = [
      ORGANIZATION,
      unit("foundation/ou:a", "a"),
      policy("house/stay", "stay"),
      attachment("house/on", id("house/stay"), id("foundation/ou:a")),
    ];
    const steps = stepsOf(compared(file, [THE_ORGANIZATION]));
    expect(steps.find((step) => step.id === "house/on")?.after).toEqual(["foundation/ou:a", "house/stay"]);
  });

  it("refuses steps that need each other", () => {
    const [a, b] = [account("a"), account("b")];
    const changes: Change[] = [a, b].map((to) => ({ action: "create", to }));
    const wished = [
      { ...a, needs: [b.address] },
      { ...b, needs: [a.address] },
    ];
    // The order of needs is the comparison's work; given none, the steps are still never in a circle unnoticed.
    expect(() => orderSteps(changes, [...wished, ...wished], SHAPES)).toThrow(
      /need each other in a circle: workload\/account:\w → workload\/account:\w/,
    );
  });
});

describe("deletions", () => {
  const live = [
    THE_ORGANIZATION,
    liveUnit("ou-1", us("foundation/ou:a"), "a"),
    livePolicy("p-1", us("house/stay"), "stay"),
    liveAttachment("p-1", us("house/stay"), "ou-1"),
    liveRole("management", us("house/role"), "R"),
  ];

  it("come after everything else, and what hangs on a thing goes before it", () => {
    const steps = stepsOf(compared([ORGANIZATION, policy("house/new", "new")], live));
    expect(ids(steps)).toEqual([
      "house/new",
      "delete house/stay p-1:ou-1",
      "delete house/stay p-1",
      "delete house/role R",
      "delete foundation/ou:a ou-1",
    ]);
    expect(steps[1]?.stage).toBeGreaterThan(STAGE.lastGuardrails);
    expect(steps.at(-1)?.stage).toBe(deletionStage(STAGE.units));
  });

  it("wait for those of what is in a thing, in one order", () => {
    const nested = [
      THE_ORGANIZATION,
      liveUnit("ou-1", us("foundation/ou:a"), "a"),
      liveUnit("ou-2", us("foundation/ou:c"), "c", "ou-1"),
      liveUnit("ou-3", us("foundation/ou:b"), "b", "ou-1"),
    ];
    const steps = stepsOf(compared([ORGANIZATION], nested));
    expect(steps.at(-1)).toMatchObject({
      id: "delete foundation/ou:a ou-1",
      after: ["delete foundation/ou:b ou-3", "delete foundation/ou:c ou-2"],
    });
  });

  it("have names that tell two of one address apart", () => {
    const [one, two] = ["ou-1", "ou-2"].map((target) =>
      stepId({ action: "delete", from: liveAttachment("p-1", us("house/stay"), target) }),
    );
    expect(one).not.toBe(two);
  });
});

describe("the risk of a step", () => {
  const riskOf = (difference: ReturnType<typeof compared>) => stepsOf(difference).map(({ risk }) => risk);

  it("is a takeover when adopting a thing changes who may use it", () => {
    const wished = role("house/support:shop", "shop", "Support");
    const other = { Version: "2012-10-17", Statement: [] };
    const adopt = (properties: object) =>
      riskOf(compared([wished], [liveRole("shop", NOBODY, "Support", properties as never)]));
    expect(adopt({ trust: other })).toEqual(["takeover"]);
    expect(adopt({ inline: { Extra: other } })).toEqual(["takeover"]);
    expect(adopt({ managed: ["arn:aws:iam::aws:policy/X"] })).toEqual(["takeover"]);
    expect(adopt({ description: "other" })).not.toContain("takeover");
    expect(adopt({})).not.toContain("takeover");
  });

  it("is none of a takeover when the thing is ours", () => {
    const wished = role("house/support:shop", "shop", "Support");
    const changed = liveRole("shop", us("house/support:shop"), "Support", { trust: { Version: "2012-10-17" } });
    expect(riskOf(compared([wished], [changed]))).toEqual(["disruptive"]);
  });

  it("is irreversible where a thing cannot be un-made", () => {
    expect(riskOf(compared([ORGANIZATION, account("shop")], []))).toEqual(["irreversible", "irreversible"]);
  });

  it("is disruptive where a guardrail goes or an account moves", () => {
    const moved = liveAccount("222222222222", us("workload/account:shop"), "shop", { parent: "ou-9" });
    expect(riskOf(compared([ORGANIZATION, account("shop")], [THE_ORGANIZATION, moved]))).toEqual(["disruptive"]);
    const detached = [THE_ORGANIZATION, liveAttachment("p-1", us("house/gone"), "r-1")];
    expect(riskOf(compared([ORGANIZATION], detached))).toEqual(["disruptive"]);
  });
});

describe("what only takes away what somebody can do", () => {
  const at = { account: "people", region: "global" } as const;
  const group = (members: readonly string[]) => ({
    ...wish("iam-group", "people/group", { name: "team", path: "/", members, managed: [], inline: [] }),
    place: at,
  });
  const live = { ...group(["ana", "ben"]), id: "team", owner: NOBODY, outputs: {} };
  const staged = (members: readonly string[]) => {
    const to = { ...group(members), needs: [account("people").address] };
    const fields = [{ path: "/members", before: ["ana", "ben"], after: [...members] }];
    const changes: Change[] = [
      { action: "create", to: account("people") },
      { action: "update", from: live, to, fields },
    ];
    return orderSteps(changes, [account("people"), to], SHAPES).map((step) => [step.id, step.stage, step.after]);
  };

  it("comes before everything and waits for nothing", () => {
    expect(staged(["ana"])[0]).toEqual(["people/group", STAGE.shuttingOut, []]);
  });

  it("is in its usual place where it gives somebody something as well", () => {
    expect(staged(["ana", "cleo"])[1]).toEqual(["people/group", STAGE.roles, [account("people").address]]);
  });
});
