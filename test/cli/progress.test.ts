import { afterEach, describe, expect, it, vi } from "vitest";
import type { ApplyResult } from "../../src/apply/apply.ts";
import { progressDisplay } from "../../src/cli/progress-display.ts";
import type { ApplyEvent } from "../../src/model/event.ts";
import type { Finding } from "../../src/model/finding.ts";
import { creation } from "../apply/toy.ts";
import { listening } from "./said.ts";

const finding: Finding = {
  code: "aws-refused",
  severity: "error",
  summary: "AWS refused a call",
  detail: "d",
  fix: "f",
};
const steps = [creation("a/one"), creation("a/two"), creation("a/three", ["a/two"])];
const wait = { operation: "iam:CreateRole", account: "111111111111", step: "a/one" } as const;
const result: ApplyResult = { done: 1, failed: [finding], unfinished: 0, skipped: 1, stopped: false };

const story: readonly ApplyEvent[] = [
  { step: "a/one", state: "started" },
  { step: "a/one", state: "waiting", because: "AWS to finish" },
  { step: "a/one", state: "waiting", because: "AWS to finish" },
  { step: "a/two", state: "started" },
  { step: "a/one", state: "done", id: "i-1" },
  { step: "a/two", state: "failed", finding },
  { step: "a/three", state: "skipped", because: "it needs a/two, which is not done" },
];

describe("progress in a log or a pipe", () => {
  function told(events: readonly ApplyEvent[]) {
    const terminal = listening();
    const display = progressDisplay("text", terminal);
    display.start(steps);
    for (const event of events) {
      display.event(event);
    }
    return { display, err: terminal.said.err, out: terminal.said.out };
  }

  it("is one line for each step that ends, and one for each new reason to wait, on standard error", () => {
    const { err, out } = told(story);
    expect(err).toEqual([
      "Applying 3 steps.",
      "  … a/one: waiting for AWS to finish",
      "[1/3] + a/one",
      "[2/3] ! a/two: AWS refused a call",
      "  - a/three: not done, it needs a/two, which is not done",
    ]);
    expect(out).toEqual([]);
  });

  it("tells long waits of the door once, and short ones not", () => {
    const { display, err } = told([]);
    display.doorWaits({ ...wait, because: "AWS asks to slow down", milliseconds: 4_999 });
    display.doorWaits({ ...wait, because: "AWS asks to slow down", milliseconds: 5_000 });
    display.doorWaits({ ...wait, because: "AWS asks to slow down", milliseconds: 9_000 });
    display.doorWaits({ ...wait, step: null, because: "AWS asks to slow down", milliseconds: 9_000 });
    expect(err.slice(1)).toEqual([
      "  … a/one: waiting, AWS asks to slow down",
      "  … iam:CreateRole: waiting, AWS asks to slow down",
    ]);
  });

  it("says again what is waited for after something else was", () => {
    const { err } = told(
      ["one", "two", "one"].map((because) => ({ step: "a/one", state: "waiting", because }) as const),
    );
    expect(err.slice(1)).toHaveLength(3);
  });

  it("does not let a name reach the terminal's controls", () => {
    const { err } = told([{ step: "a/one", state: "waiting", because: "\u001b[2Jnothing\u0007" }]);
    expect(err.join("\n")).not.toContain("\u001b");
  });
});

describe("progress for programs", () => {
  it("is one JSON object a line, with an end that counts", () => {
    const terminal = listening();
    const display = progressDisplay("json", terminal);
    display.start(steps);
    for (const event of story) {
      display.event(event);
    }
    display.doorWaits({ ...wait, because: "slow", milliseconds: 7 });
    display.end(1, result);
    const lines = terminal.said.err.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ event }) => event)).toEqual([
      "step",
      "waiting",
      "waiting",
      "step",
      "step",
      "step",
      "step",
      "waiting",
      "end",
    ]);
    expect(lines[0]).toEqual({ event: "step", step: "a/one", state: "started" });
    expect(lines[5]).toMatchObject({ state: "failed", finding: { code: "aws-refused" } });
    expect(lines[7]).toEqual({
      event: "waiting",
      step: "a/one",
      operation: "iam:CreateRole",
      because: "slow",
      milliseconds: 7,
    });
    expect(lines.at(-1)).toEqual({ event: "end", exit: 1, done: 1, failed: 1, skipped: 1, remaining: 2 });
    expect(terminal.said.err.every((line) => !line.includes("\n"))).toBe(true);
  });
});

describe("progress in a terminal", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  async function shown(events: readonly ApplyEvent[]): Promise<{ err: string; out: string }> {
    const written = { err: "", out: "" };
    vi.spyOn(process.stderr, "write").mockImplementation((text) => {
      written.err += String(text);
      return true;
    });
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      written.out += String(text);
      return true;
    });
    const display = progressDisplay("text", listening(true));
    display.start([...steps, creation("a/late", [], 20)]);
    await new Promise((resolve) => setImmediate(resolve));
    for (const event of events) {
      display.event(event);
    }
    display.doorWaits({ ...wait, because: "slow", milliseconds: 7 });
    display.end(1, result);
    await display.close();
    return written;
  }

  it("is given back however the apply ended, and results keep standard output for themselves", async () => {
    expect((await shown(story)).out).toBe("");
    expect((await shown([])).out).toBe("");
  });

  it("counts the steps of each stage", async () => {
    const all = [...steps, creation("a/late", [], 20)].map(({ id }) => ({ step: id, state: "done" }) as const);
    const { err } = await shown(all);
    expect(err).toMatch(/3\/3/);
    expect(err).toMatch(/1\/1/);
  });
});
