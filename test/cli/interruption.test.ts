import { describe, expect, it } from "vitest";
import { listenForInterruption } from "../../src/cli/interruption.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Listens, and hands back the listener itself, so that no real signal has to be sent to the tests' own process. */
function listened(signal: (typeof SIGNALS)[number]) {
  let firsts = 0;
  const before = new Set(process.listeners(signal));
  const interruption = listenForInterruption(() => {
    firsts += 1;
  });
  const [interrupt] = process.listeners(signal).filter((one) => !before.has(one));
  return { interruption, interrupt: () => interrupt?.(signal), firsts: () => firsts };
}

describe.each(SIGNALS)("an interruption by %s", (signal) => {
  it("asks at first to stop, and says so once", () => {
    const { interruption, interrupt, firsts } = listened(signal);
    interrupt();
    expect(interruption.stop.aborted).toBe(true);
    expect(interruption.now.aborted).toBe(false);
    expect(firsts()).toBe(1);
    interruption.release();
  });

  it("ends everything when it comes again", () => {
    const { interruption, interrupt, firsts } = listened(signal);
    interrupt();
    interrupt();
    interrupt();
    expect(interruption.now.aborted).toBe(true);
    expect(firsts()).toBe(1);
    interruption.release();
  });

  it("is the process's own again when it is released", () => {
    const counts = () => SIGNALS.map((one) => process.listenerCount(one));
    const before = counts();
    const { interruption } = listened(signal);
    expect(counts()).not.toEqual(before);
    interruption.release();
    expect(counts()).toEqual(before);
  });
});
