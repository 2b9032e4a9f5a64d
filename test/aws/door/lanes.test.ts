import { describe, expect, it } from "vitest";
import { OPERATIONS, type Operation } from "../../../src/aws/contract/operations.ts";
import { laneOf, readRates } from "../../../src/aws/door/rates.ts";
import { ORG, RATES, stage } from "./stage.ts";
import { virtualClock } from "./virtual-clock.ts";

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

describe("lanes", () => {
  it("lets a burst through at once and then keeps to the rate", async () => {
    const { door, sent } = stage(undefined, { rates: RATES });
    await Promise.all(times(8, () => door.reader.call("organizations:DescribePolicy", ORG, { PolicyId: "p-1" })));
    expect(sent.map(({ at }) => at)).toEqual([0, 0, 0.5, 1, 1.5, 2, 2.5, 3]);
  });

  it("never sends more than burst plus rate in any span of time", async () => {
    const { door, sent } = stage(undefined, { rates: RATES });
    await Promise.all(times(60, () => door.reader.call("organizations:ListPolicies", ORG, { Filter: "TAG_POLICY" })));
    const starts = sent.map(({ at }) => at);
    for (const from of starts) {
      for (const to of starts.filter((at) => at >= from)) {
        const within = starts.filter((at) => at >= from && at <= to).length;
        expect(within).toBeLessThanOrEqual(8 + 5 * (to - from) + 1e-6);
      }
    }
  });

  it("lets operations that share a lane share its tokens, and others pass by", async () => {
    const { door, sent } = stage(undefined, { rates: RATES });
    await Promise.all([
      ...times(5, () => door.reader.call("organizations:ListPolicies", ORG, { Filter: "TAG_POLICY" })),
      ...times(5, () => door.reader.call("organizations:ListTargetsForPolicy", ORG, { PolicyId: "p-1" })),
      door.reader.call("organizations:ListTagsForResource", ORG, { ResourceId: "r-1" }),
    ]);
    const late = sent.filter(({ at }) => at > 0).map(({ at, operation }) => [at, operation]);
    expect(late).toEqual([
      [0.2, "organizations:ListTargetsForPolicy"],
      [0.4, "organizations:ListTargetsForPolicy"],
    ]);
  });

  it("saves up tokens while nothing is asked, but no more than the burst", async () => {
    const { door, sent, clock } = stage(undefined, { rates: RATES });
    const ask = () => door.reader.call("organizations:DescribePolicy", ORG, { PolicyId: "p-1" });
    await Promise.all(times(4, ask));
    clock.advance(60_000);
    await Promise.all(times(3, ask));
    expect(sent.slice(4).map(({ at }) => at)).toEqual([61, 61, 61.5]);
  });

  it("has no limit for a lane that AWS publishes no rate for", async () => {
    const { door, sent } = stage(undefined, { rates: RATES });
    await Promise.all(times(200, (i) => door.reader.call("iam:GetRole", ORG, { RoleName: `r${i}` })));
    expect(sent.every(({ at }) => at === 0)).toBe(true);
  });

  it("makes writes to Organizations strictly one at a time, in order, while reads go on", async () => {
    const clock = virtualClock();
    let writing = 0;
    const order: unknown[] = [];
    const { door } = stage(
      async ({ operation, input }) => {
        if (operation === "organizations:UpdatePolicy") {
          writing += 1;
          expect(writing).toBe(1);
          await clock.sleep(2000);
          writing -= 1;
          order.push(input["PolicyId"]);
        } else {
          order.push(`read at ${clock.seconds()}`);
        }
      },
      {},
      clock,
    );
    await Promise.all([
      ...times(3, (i) => door.writer.call("organizations:UpdatePolicy", ORG, { PolicyId: `p-${i}` })),
      door.reader.call("organizations:ListRoots", ORG, {}),
    ]);
    expect(order).toEqual(["read at 0", "p-0", "p-1", "p-2"]);
    expect(clock.seconds()).toBe(6);
  });

  it("goes on with the next write when one fails", async () => {
    const { door } = stage(({ n, operation }) => {
      if (n === 1) {
        throw new Error(`no ${operation}`);
      }
    });
    const first = door.writer.call("organizations:DeletePolicy", ORG, { PolicyId: "p-1" });
    const second = door.writer.call("organizations:DeletePolicy", ORG, { PolicyId: "p-2" });
    await expect(first).rejects.toThrow("no organizations:DeletePolicy");
    await expect(second).resolves.toEqual({});
  });

  it("gives a token back when whoever waits for it is called off", async () => {
    const { door, sent } = stage(undefined, { rates: RATES });
    const stop = new AbortController();
    const ask = (signal?: AbortSignal) =>
      door.reader.call(
        "organizations:DescribePolicy",
        ORG,
        { PolicyId: "p-1" },
        signal === undefined ? {} : { signal },
      );
    const called = [ask(), ask(), ask(stop.signal)];
    const off = expect(called[2]).rejects.toThrow("stop");
    await Promise.all(called.slice(0, 2));
    stop.abort(new Error("stop"));
    await off;
    await ask();
    expect(sent.map(({ at }) => at)).toEqual([0, 0, 0.5]);
  });

  it("says what it waits for", async () => {
    const { door, waits } = stage(undefined, { rates: RATES });
    await Promise.all(times(3, () => door.reader.call("organizations:DescribePolicy", ORG, { PolicyId: "p-1" })));
    expect(waits).toEqual([
      {
        operation: "organizations:DescribePolicy",
        account: "111111111111",
        step: null,
        because: "AWS takes 2 organizations:DescribePolicy a second",
        milliseconds: 500,
      },
    ]);
  });
});

describe("the table of rates", () => {
  it("names only lanes from which an operation draws", () => {
    const drawn = new Set((Object.keys(OPERATIONS) as Operation[]).map(laneOf));
    expect([...RATES.keys()].filter((lane) => !drawn.has(lane))).toEqual([]);
  });

  it("has a rate for every operation of Organizations", () => {
    const organizations = (Object.keys(OPERATIONS) as Operation[]).filter((name) => name.startsWith("organizations:"));
    expect(organizations.filter((name) => !RATES.has(laneOf(name)))).toEqual([]);
  });

  it.each([
    ["no lanes", {}],
    ["no rate", { lanes: { organizations: { ListRoots: { burst: 2 } } } }],
    ["a rate of nothing", { lanes: { organizations: { ListRoots: { rate: 0, burst: 2 } } } }],
    ["a burst below one", { lanes: { organizations: { ListRoots: { rate: 1, burst: 0.5 } } } }],
    ["a rate that is text", { lanes: { organizations: { ListRoots: { rate: "1", burst: 2 } } } }],
  ])("refuses a file with %s", (_, data) => {
    expect(() => readRates(data)).toThrow(/rates\.yaml/);
  });
});
