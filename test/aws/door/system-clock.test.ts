import { expect, it } from "vitest";
import { systemClock } from "../../../src/aws/door/system-clock.ts";

it("ends a sleep when it is called off", async () => {
  const stop = new AbortController();
  const sleep = systemClock.sleep(3_600_000, stop.signal);
  stop.abort();
  await expect(sleep).rejects.toMatchObject({ name: "AbortError" });
});

it("tells the machine's time", async () => {
  const before = Date.now();
  await systemClock.sleep(0);
  expect(systemClock.now().getTime()).toBeGreaterThanOrEqual(before);
});
