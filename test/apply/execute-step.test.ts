import { describe, expect, it } from "vitest";
import { AwsError } from "../../src/aws/contract/aws-error.ts";
import type { Change } from "../../src/model/change.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import type { Live, Owner } from "../../src/model/live.ts";
import { applyToys, creation, instantClock, liveToy, step, toy, toyWorld } from "./toy.ts";

const NOBODY: Owner = { is: "nobody" };
const GLOBEX: Owner = { is: "other", name: "globex" };
const lost = new AwsError({ operation: "iam:CreateRole", code: "Timeout", message: "…", outcome: "unknown" });

const changing = (
  action: "update" | "move" | "adopt",
  from: Live,
  after: JsonObject,
  fields: readonly [string, Json?][],
): Change => ({
  action,
  from,
  to: toy("a/one", after),
  fields: fields.map(([name, before]) => ({
    path: `/${name}`,
    ...(before === undefined ? {} : { before }),
    ...(after[name] === undefined ? {} : { after: after[name] }),
  })),
});

const writes = (done: readonly string[]) => done.filter((what) => !what.startsWith("begin"));

async function executed(world: ReturnType<typeof toyWorld>, change: Change) {
  const { result } = await applyToys(world, [step(change)]);
  return { writes: writes(world.done), codes: result.failed.map(({ code }) => code), detail: result.failed[0]?.detail };
}

describe("a creation", () => {
  it("goes on with what is there and ours", async () => {
    const world = toyWorld([liveToy("a/one", { half: true })]);
    expect(await executed(world, { action: "create", to: toy("a/one", { size: 1 }) })).toMatchObject({
      writes: ["update a/one /name,/size"],
      codes: [],
    });
  });

  it.each<[string, Owner]>([
    ["nobody's", NOBODY],
    ["another file's", GLOBEX],
    ["another resource's of this file", { is: "us", address: toy("a/other").address }],
  ])("stops at what is there and %s", async (_whose, owner) => {
    const world = toyWorld([liveToy("a/one", {}, owner)]);
    expect(await executed(world, { action: "create", to: toy("a/one") })).toMatchObject({
      writes: [],
      codes: ["changed-since-plan"],
    });
  });

  it("takes a setting that carries no tags for its own when it is there", async () => {
    const world = toyWorld([liveToy("a/one", {}, NOBODY)], { untagged: true });
    expect((await executed(world, { action: "create", to: toy("a/one") })).codes).toEqual([]);
  });

  it("whose answer was lost is looked for, and not made twice", async () => {
    const world = toyWorld([], {
      during(name) {
        // Done, and the answer lost.
        world.things.set(name, liveToy("a/one"));
        throw lost;
      },
    });
    const clock = instantClock();
    const { result } = await applyToys(world, [creation("a/one")], { clock });
    expect(world.done).toEqual(["begin a/one", "update a/one /name"]);
    expect(result.done).toBe(1);
    expect(clock.slept).toEqual([5000]);
  });

  it("whose call was lost on its way is made again, three times at most", async () => {
    let calls = 0;
    const world = toyWorld([], {
      during() {
        calls += 1;
        throw lost;
      },
    });
    const { result } = await applyToys(world, [creation("a/one")]);
    expect(calls).toBe(3);
    expect(result.failed).toEqual([expect.objectContaining({ code: "outcome-unknown" })]);
    expect(result.unfinished).toBe(1);
  });
});

describe("an alteration", () => {
  it("writes the fields of the plan", async () => {
    const from = liveToy("a/one", { size: 1 });
    expect(await executed(toyWorld([from]), changing("update", from, { size: 2 }, [["size", 1]]))).toEqual({
      writes: ["update a/one /size"],
      codes: [],
    });
  });

  it("looks afresh, and stops when a field has another value than was seen", async () => {
    const from = liveToy("a/one", { size: 1 });
    const world = toyWorld([liveToy("a/one", { size: 7 })]);
    const { writes: made, codes, detail } = await executed(world, changing("update", from, { size: 2 }, [["size", 1]]));
    expect(made).toEqual([]);
    expect(codes).toEqual(["changed-since-plan"]);
    expect(detail).toContain("/size was 1 when it was planned and is 7 now");
  });

  it("stops when a field appeared or went away meanwhile", async () => {
    const added = changing("update", liveToy("a/one"), { size: 2 }, [["size"]]);
    expect((await executed(toyWorld([liveToy("a/one", { size: 7 })]), added)).codes).toEqual(["changed-since-plan"]);
    const from = liveToy("a/one", { size: 1 });
    const removed = changing("update", from, { size: 2 }, [["size", 1]]);
    expect((await executed(toyWorld([liveToy("a/one")]), removed)).codes).toEqual(["changed-since-plan"]);
  });

  it("goes on when somebody has written the wished-for value already", async () => {
    const from = liveToy("a/one", { size: 1 });
    const change = changing("update", from, { size: 2 }, [["size", 1]]);
    expect((await executed(toyWorld([liveToy("a/one", { size: 2 })]), change)).codes).toEqual([]);
  });

  it("does not mind what changed in other fields", async () => {
    const from = liveToy("a/one", { size: 1 });
    const world = toyWorld([liveToy("a/one", { size: 1, colour: "red" })]);
    expect((await executed(world, changing("update", from, { size: 2 }, [["size", 1]]))).codes).toEqual([]);
    expect(world.things.get("a/one")?.properties).toMatchObject({ size: 2, colour: "red" });
  });

  it("stops when the thing is gone", async () => {
    const change = changing("update", liveToy("a/one"), { size: 2 }, [["size"]]);
    expect((await executed(toyWorld(), change)).codes).toEqual(["changed-since-plan"]);
  });

  it.each<[string, Owner]>([
    ["nobody's", NOBODY],
    ["another file's", GLOBEX],
    ["another resource's of this file", { is: "us", address: toy("a/other").address }],
  ])("stops when the thing is %s by now", async (_whose, owner) => {
    const change = changing("update", liveToy("a/one", { size: 1 }), { size: 2 }, [["size", 1]]);
    const { codes, writes: made } = await executed(toyWorld([liveToy("a/one", { size: 1 }, owner)]), change);
    expect(codes).toEqual(["changed-since-plan"]);
    expect(made).toEqual([]);
  });

  it("whose answer was lost looks again and does what is left", async () => {
    const from = liveToy("a/one", { size: 1 });
    const world = toyWorld([from]);
    const update = world.verbs.update;
    let calls = 0;
    world.verbs.update = async (...given) => {
      calls += 1;
      await update(...given);
      if (calls === 1) {
        throw lost;
      }
    };
    expect((await executed(world, changing("update", from, { size: 2 }, [["size", 1]]))).codes).toEqual([]);
    expect(calls).toBe(2);
  });
});

describe("an adoption", () => {
  const from = liveToy("a/one", { size: 1 }, NOBODY);

  it("claims the thing before it changes it", async () => {
    expect((await executed(toyWorld([from]), changing("adopt", from, { size: 2 }, [["size", 1]]))).writes).toEqual([
      "claim id of a/one as a/one",
      "update a/one /size",
    ]);
  });

  it("only claims what is as it should be", async () => {
    expect((await executed(toyWorld([from]), changing("adopt", from, { size: 1 }, []))).writes).toEqual([
      "claim id of a/one as a/one",
    ]);
  });

  it("goes on with what an earlier run has claimed", async () => {
    const claimed = liveToy("a/one", { size: 1 });
    expect((await executed(toyWorld([claimed]), changing("adopt", from, { size: 2 }, [["size", 1]]))).codes).toEqual(
      [],
    );
  });

  it("stops when another file has claimed it meanwhile", async () => {
    const theirs = liveToy("a/one", { size: 1 }, GLOBEX);
    const { writes: made, codes } = await executed(toyWorld([theirs]), changing("adopt", from, { size: 1 }, []));
    expect([made, codes]).toEqual([[], ["changed-since-plan"]]);
  });

  it("re-tags what was moved in the file", async () => {
    const old = { ...liveToy("a/one"), owner: { is: "us", address: toy("a/old").address } as const };
    expect((await executed(toyWorld([old]), changing("adopt", old, {}, []))).writes).toEqual([
      "claim id of a/one as a/one",
    ]);
  });
});

describe("a deletion", () => {
  const gone: Change = { action: "delete", from: liveToy("a/one") };

  it("deletes what is ours, and is done when it is gone already", async () => {
    expect(await executed(toyWorld([liveToy("a/one")]), gone)).toEqual({ writes: ["delete id of a/one"], codes: [] });
    expect(await executed(toyWorld(), gone)).toEqual({ writes: [], codes: [] });
  });

  it.each<[string, Owner]>([
    ["nobody's", NOBODY],
    ["another file's", GLOBEX],
    ["another resource's", { is: "us", address: toy("a/other").address }],
  ])("leaves alone what is %s by now", async (_whose, owner) => {
    const { writes: made, codes } = await executed(toyWorld([liveToy("a/one", {}, owner)]), gone);
    expect([made, codes]).toEqual([[], ["changed-since-plan"]]);
  });

  it("is never done to what was not ours when it was planned", async () => {
    const theirs = liveToy("a/one", {}, NOBODY);
    const { writes: made } = await executed(toyWorld([theirs]), { action: "delete", from: theirs });
    expect(made).toEqual([]);
  });

  it("of what hangs on a thing goes on when that thing got another address in this run", async () => {
    const moved = liveToy("a/one", {}, { is: "us", address: toy("a/other").address });
    expect((await executed(toyWorld([moved], { untagged: true }), gone)).writes).toEqual(["delete id of a/one"]);
  });

  it("of a kind that is never deleted is an error of ours", async () => {
    const world = toyWorld([liveToy("a/one")], { neverDeletes: true });
    await expect(executed(world, gone)).rejects.toThrow("never deleted");
  });
});
