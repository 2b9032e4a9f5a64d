import { describe, expect, it } from "vitest";
import { startTally } from "../../../src/aws/door/statistics.ts";
import { awsError, IN_SHOP, ORG, RATES, stage } from "./stage.ts";
import { virtualClock } from "./virtual-clock.ts";

describe("statistics", () => {
  it("counts calls, tries, throttles, accounts, seconds and lanes", async () => {
    const clock = virtualClock();
    let milliseconds = 5000;
    const tally = startTally(clock, () => milliseconds);
    const { door } = stage(
      ({ n, operation }) => {
        if (n === 2) {
          throw awsError(operation, "TooManyRequestsException");
        }
      },
      { rates: RATES, tally },
      clock,
    );
    for (const id of ["p-1", "p-2", "p-3", "p-4"]) {
      await door.reader.call("organizations:DescribePolicy", ORG, { PolicyId: id });
    }
    await door.writer.call("organizations:DeletePolicy", ORG, { PolicyId: "p-1" });
    await door.reader.call("iam:ListRoles", IN_SHOP, {});
    milliseconds += 1234.5678;
    expect(JSON.parse(JSON.stringify(door.statistics()))).toEqual({
      calls: {
        "iam:ListRoles": { sent: 1, retried: 0, throttled: 0 },
        "organizations:DeletePolicy": { sent: 1, retried: 0, throttled: 0 },
        "organizations:DescribePolicy": { sent: 5, retried: 1, throttled: 1 },
        "sts:AssumeRole": { sent: 1, retried: 0, throttled: 0 },
      },
      reads: 7,
      writes: 1,
      accountsEntered: 1,
      seconds: { wall: 1.235, virtual: 1.5, waiting: 1.5 },
      lanes: [
        { name: "organizations:CreatePolicy", calls: 1, floorSeconds: 0 },
        { name: "organizations:DescribePolicy", calls: 5, floorSeconds: 1.5 },
      ],
    });
  });

  it("are a snapshot that later calls do not change", async () => {
    const { door } = stage();
    await door.reader.call("iam:ListRoles", ORG, {});
    const before = door.statistics();
    await door.reader.call("iam:ListRoles", ORG, {});
    expect(before.calls["iam:ListRoles"]).toEqual({ sent: 1, retried: 0, throttled: 0 });
    expect(door.statistics().calls["iam:ListRoles"]).toEqual({ sent: 2, retried: 0, throttled: 0 });
  });

  it("takes the busiest account's bucket for the floor of a lane", async () => {
    const { door } = stage(undefined, { rates: new Map([["iam:GetRole", { rate: 2, burst: 1 }]]) });
    const ask = (at: typeof ORG | typeof IN_SHOP) => door.reader.call("iam:GetRole", at, { RoleName: "x" });
    await Promise.all([ask(ORG), ask(ORG), ask(ORG), ask(IN_SHOP), ask(IN_SHOP)]);
    expect(door.statistics().lanes).toEqual([{ name: "iam:GetRole", calls: 5, floorSeconds: 1 }]);
  });

  it("adds up the waits of those who wait side by side", async () => {
    const { door } = stage(undefined, { rates: RATES });
    const ask = () => door.reader.call("organizations:DescribePolicy", ORG, { PolicyId: "p-1" });
    await Promise.all([ask(), ask(), ask(), ask()]);
    expect(door.statistics().seconds).toMatchObject({ virtual: 1, waiting: 1.5 });
  });
});
