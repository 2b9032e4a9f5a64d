import { describe, expect, it } from "vitest";
import type { Reader } from "../../../src/aws/contract/call.ts";
import { Unfinished } from "../../../src/aws/contract/unfinished.ts";
import { awaitDelivery, hasDelivered, type TrailStatus } from "../../../src/kinds/trail/delivery.ts";
import { HOME } from "../in-sandbox.ts";

const ARN = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/org-trail";
const START = Date.parse("2026-03-01T00:00:00Z");
const at = (minutes: number) => new Date(START + minutes * 60_000);

/** Waits for a trail whose status at each minute `statusAt` tells, and answers how many minutes that took. */
async function waited(statusAt: (minutes: number) => TrailStatus, before?: Date): Promise<number> {
  let time = START;
  const minutes = () => (time - START) / 60_000;
  const aws = { call: async () => statusAt(minutes()) } as unknown as Reader;
  const clock = {
    now: () => new Date(time),
    sleep: async (milliseconds: number) => {
      time += milliseconds;
    },
  };
  await awaitDelivery(aws, HOME, ARN, before, { clock, tags: {}, waiting: () => {} });
  return minutes();
}

const LOGGING = { IsLogging: true, StartLoggingTime: at(0) };

describe("waiting for a trail to deliver", () => {
  it("ends with the first log file, not with the absence of errors", async () => {
    expect(await waited((now) => (now < 7 ? LOGGING : { ...LOGGING, LatestDeliveryTime: at(7) }))).toBe(7);
  });

  it("does not take a file from before logging was started for one", async () => {
    const old = { ...LOGGING, LatestDeliveryTime: at(-10) };
    expect(hasDelivered(old)).toBe(false);
    expect(await waited((now) => (now < 5 ? old : { ...LOGGING, LatestDeliveryTime: at(5) }))).toBe(5);
  });

  it("does not take a file from before a change for one", async () => {
    const running = (now: number) => ({
      IsLogging: true,
      StartLoggingTime: at(-99),
      LatestDeliveryTime: at(now < 3 ? -2 : 3),
    });
    expect(await waited(running, at(-2))).toBe(3);
  });

  it.each(["LatestDeliveryError", "LatestDigestDeliveryError"])("goes on while there is a %s", async (error) => {
    const status = (now: number) => ({
      ...LOGGING,
      LatestDeliveryTime: at(1),
      ...(now < 9 ? { [error]: "AccessDenied" } : {}),
    });
    expect(await waited(status)).toBe(9);
  });

  it("ends after twenty minutes, as work that AWS has not finished, with what CloudTrail reports", async () => {
    const failing = waited(() => ({ ...LOGGING, LatestDeliveryError: "AccessDenied" }));
    await expect(failing).rejects.toBeInstanceOf(Unfinished);
    await expect(failing).rejects.toThrow("CloudTrail reports AccessDenied for log files, last delivery never");
  });
});
