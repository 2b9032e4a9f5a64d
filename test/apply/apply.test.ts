import { describe, expect, it } from "vitest";
import { AwsError, type Outcome } from "../../src/aws/contract/aws-error.ts";
import { CallerProblem } from "../../src/aws/contract/caller-problem.ts";
import { CannotEnter } from "../../src/aws/contract/cannot-enter.ts";
import { Failed, Unfinished } from "../../src/aws/contract/unfinished.ts";
import { ProcessDeath } from "../../src/aws/sandbox/faults.ts";
import { after } from "../../src/model/deferred.ts";
import type { Finding } from "../../src/model/finding.ts";
import { applyToys, creation, liveToy, step, toy, toyWorld } from "./toy.ts";

const refused = (outcome: Outcome = "refused") =>
  new AwsError({ operation: "iam:CreateRole", code: "Nope", message: "No.", outcome, requestId: "r-1" });

/** Throws at the creation of one toy. */
const failingAt = (name: string, error: unknown) => ({
  during(at: string) {
    if (at === name) {
      throw error;
    }
  },
});

describe("steps", () => {
  it("are done stage after stage, and in a stage after what they need", async () => {
    const world = toyWorld();
    const steps = [
      creation("a/late", [], 20),
      creation("a/one"),
      creation("a/three", ["a/two"]),
      creation("a/two", ["a/one"]),
    ];
    const ordered = [steps[1], steps[3], steps[2], steps[0]].flatMap((one) => one ?? []);
    const { result } = await applyToys(world, ordered);
    expect(world.done.filter((what) => what.startsWith("create"))).toEqual([
      "create a/one",
      "create a/two",
      "create a/three",
      "create a/late",
    ]);
    expect(result).toEqual({ done: 4, failed: [], unfinished: 0, skipped: 0, stopped: false });
  });

  it("of a stage that need nothing of each other are done side by side, sixteen at once", async () => {
    const world = toyWorld();
    await applyToys(
      world,
      Array.from({ length: 40 }, (_, n) => creation(`a/n${n}`)),
    );
    expect(world.most()).toBe(16);
  });

  it("are never more at once than AWS lets be under way of their kind", async () => {
    const world = toyWorld([], { atOnce: 5 });
    await applyToys(
      world,
      Array.from({ length: 40 }, (_, n) => creation(`a/n${n}`)),
    );
    expect(world.most()).toBe(5);
  });

  it("are filled in with what earlier ones made", async () => {
    const world = toyWorld();
    const later = creation("a/two", ["a/one"], 10, { parent: after(toy("a/one").address, "id") as never });
    await applyToys(world, [creation("a/one"), later]);
    expect(world.things.get("a/two")?.properties["parent"]).toBe("id of a/one");
  });

  it("that make an account let it be entered from then on", async () => {
    const learned = new Map<string, string>();
    const account = { ...toy("a/shop"), accountKey: "shop" };
    await applyToys(toyWorld(), [step({ action: "create", to: account })], { learned });
    expect([...learned]).toEqual([["shop", "id of a/shop"]]);
  });

  it("are told of as they begin, wait and end, each once", async () => {
    const world = toyWorld([], { during: (_name, { waiting }) => waiting("the toy") });
    const { events } = await applyToys(world, [creation("a/one")]);
    expect(events).toEqual([
      { step: "a/one", state: "started" },
      { step: "a/one", state: "waiting", because: "the toy" },
      { step: "a/one", state: "done", id: "id of a/one" },
    ]);
  });

  it("none at all are done at once", async () => {
    expect((await applyToys(toyWorld(), [])).result).toMatchObject({ done: 0, failed: [], skipped: 0 });
  });
});

describe("a step that fails", () => {
  const steps = [
    creation("a/bad"),
    creation("a/needs-bad", ["a/bad"]),
    creation("a/needs-that", ["a/needs-bad"]),
    creation("a/other"),
    creation("a/needs-other", ["a/other"]),
    creation("a/later", [], 20),
  ];

  it("takes with it what needs it and every later stage, and nothing else", async () => {
    const { result, ends, events } = await applyToys(toyWorld([], failingAt("a/bad", refused())), steps);
    expect(ends).toEqual({
      "a/bad": "failed",
      "a/needs-bad": "skipped",
      "a/needs-that": "skipped",
      "a/other": "done",
      "a/needs-other": "done",
      "a/later": "skipped",
    });
    expect(result).toMatchObject({ done: 2, skipped: 3, unfinished: 0, stopped: false });
    const why = Object.fromEntries(events.flatMap((one) => (one.state === "skipped" ? [[one.step, one.because]] : [])));
    expect(why).toEqual({
      "a/needs-bad": "it needs a/bad, which is not done",
      "a/needs-that": "it needs a/needs-bad, which is not done",
      "a/later": "an earlier stage is not finished",
    });
  });

  it.each<[string, unknown, string, number]>([
    ["AWS refuses", refused(), "aws-refused", 0],
    ["nothing reached AWS", refused("not-sent"), "aws-not-reached", 1],
    ["AWS is still at it", new Unfinished("Later."), "still-under-way", 1],
    ["AWS gave up", new Failed("account-creation-failed", "No.", "Do this."), "account-creation-failed", 0],
    [
      "the account is closed to us",
      new CannotEnter("shop", "222222222222", ["arn:role"], "no"),
      "account-not-entered",
      0,
    ],
    [
      "the account is too young to be entered",
      new CannotEnter("shop", "222222222222", ["arn:role"], "no", { isYoung: true }),
      "account-not-entered",
      1,
    ],
    ["AWS went on asking to wait", refused().afterWaiting("AWS asks to slow down"), "aws-asks-to-wait", 1],
    [
      "the caller's credentials ran out",
      new CallerProblem({ code: "credentials-expired", summary: "s", detail: "d", fix: "f" }),
      "credentials-expired",
      1,
    ],
  ])("because %s says so, and whether running again is enough", async (_why, error, code, unfinished) => {
    const { result } = await applyToys(toyWorld([], failingAt("a/bad", error)), [creation("a/bad")]);
    expect(result.failed).toEqual([expect.objectContaining({ code, severity: "error", fix: expect.any(String) })]);
    expect(result.unfinished).toBe(unfinished);
  });

  it("says under each code what AWS gave up, and not that an account was not made", async () => {
    const summaries = await Promise.all(
      (["account-creation-failed", "bucket-name-taken", "portfolio-not-shared"] as const).map(async (code) => {
        const failing = failingAt("a/bad", new Failed(code, "No.", "Do this."));
        const { result } = await applyToys(toyWorld([], failing), [creation("a/bad")]);
        return result.failed.map((one) => [one.code, one.summary]);
      }),
    );
    expect(summaries.flat()).toEqual([
      ["account-creation-failed", "AWS did not make an account"],
      ["bucket-name-taken", "A bucket's name belongs to somebody else"],
      ["portfolio-not-shared", "Service Catalog could not share a portfolio"],
    ]);
  });

  it("names the call, the code and the request that AWS refused", async () => {
    const { result } = await applyToys(toyWorld([], failingAt("a/bad", refused())), [creation("a/bad")]);
    expect(result.failed[0]?.detail).toContain("a/bad: iam:CreateRole ended with Nope (request r-1): No.");
  });
});

describe("an error that is nobody's but ours", () => {
  it("ends the run once everything under way has come to its end", async () => {
    const world = toyWorld([], {
      async during(name) {
        if (name === "a/bug") {
          throw new TypeError("A bug.");
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
      },
    });
    const steps = [creation("a/bug"), creation("a/slow"), creation("a/later", [], 20)];
    await expect(applyToys(world, steps)).rejects.toThrow("A bug.");
    expect(world.done).toEqual(["begin a/bug", "begin a/slow", "create a/slow"]);
  });

  it("is never swallowed when it is the death of the process", async () => {
    const death = new ProcessDeath(7, "iam:CreateRole");
    await expect(applyToys(toyWorld([], failingAt("a/x", death)), [creation("a/x"), creation("a/y")])).rejects.toBe(
      death,
    );
  });

  it("is a plan with a kind that there is not", async () => {
    const alien = step({ action: "create", to: toy("a/x", {}, "alien") });
    await expect(applyToys(toyWorld(), [alien])).rejects.toThrow("alien");
  });
});

describe("a run that is stopped", () => {
  it("finishes what is under way, starts nothing else and says why", async () => {
    const stop = new AbortController();
    const world = toyWorld([], { atOnce: 2 });
    const steps = [...Array.from({ length: 6 }, (_, n) => creation(`a/n${n}`)), creation("a/later", [], 20)];
    const { result, events } = await applyToys(world, steps, {
      stop: stop.signal,
      onEvent: ({ state, step: which }) => {
        if (state === "started" && which === "a/n1") {
          stop.abort();
        }
      },
    });
    expect(world.done.filter((what) => what.startsWith("create"))).toEqual(["create a/n0", "create a/n1"]);
    expect(result).toMatchObject({ done: 2, failed: [], skipped: 5, stopped: true });
    const reasons = new Set(events.flatMap((event) => (event.state === "skipped" ? [event.because] : [])));
    expect([...reasons]).toEqual(["the run was stopped"]);
  });

  it("before it began does nothing", async () => {
    const world = toyWorld();
    const { result } = await applyToys(world, [creation("a/one")], { stop: AbortSignal.abort() });
    expect(world.done).toEqual([]);
    expect(result).toMatchObject({ done: 0, skipped: 1, stopped: true });
  });

  it("at once gives its verbs the signal to wake up by", async () => {
    const now = new AbortController();
    const world = toyWorld([], {
      async during(_name, { clock, signal }) {
        now.abort(new Error("interrupted twice"));
        await clock.sleep(600_000, signal);
      },
    });
    await expect(applyToys(world, [creation("a/one")], { signal: now.signal })).rejects.toThrow("interrupted twice");
  });
});

describe("a gate", () => {
  const closed: Finding = { code: "gate-closed", severity: "error", summary: "s", detail: "d" };

  it("stops a step before it looks or writes", async () => {
    const world = toyWorld();
    const { result, ends } = await applyToys(world, [creation("a/one"), creation("a/two")], {
      gate: ({ id }) => (id === "a/one" ? closed : null),
    });
    expect(world.done).toEqual(["begin a/two", "create a/two"]);
    expect(ends).toEqual({ "a/one": "failed", "a/two": "done" });
    expect(result.failed).toEqual([closed]);
  });

  it("is asked for every step right before it begins", async () => {
    const asked: string[] = [];
    const world = toyWorld([liveToy("a/old")]);
    await applyToys(world, [creation("a/one"), step({ action: "delete", from: liveToy("a/old") }, [], 20)], {
      gate(one) {
        asked.push(`${one.id} after ${world.done.length}`);
        return null;
      },
    });
    expect(asked).toEqual(["a/one after 0", "delete id of a/old after 2"]);
  });
});
