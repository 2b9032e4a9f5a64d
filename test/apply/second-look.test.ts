import { describe, expect, it } from "vitest";
import { executeStep, type StepTools } from "../../src/apply/execute-step.ts";
import { AwsError, type Outcome } from "../../src/aws/contract/aws-error.ts";
import type { Operation } from "../../src/aws/contract/operations.ts";
import type { Scope, Verbs, VerbTools } from "../../src/aws/contract/verbs.ts";
import type { Change } from "../../src/model/change.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Live, Owner } from "../../src/model/live.ts";
import { ORGANIZATION_PLACE } from "../../src/model/place.ts";
import { instantClock, liveToy, NO_AWS, type ToyBehaviour, toy, toyWorld } from "./toy.ts";

const US: Owner = { is: "us", address: toy("a/one").address };
const OTHER_ADDRESS: Owner = { is: "us", address: toy("a/other").address };
const NOBODY: Owner = { is: "nobody" };
const GLOBEX: Owner = { is: "other", name: "globex" };

const create: Change = { action: "create", to: toy("a/one", { size: 2 }) };
const gone = (owner: Owner): Change => ({ action: "delete", from: liveToy("a/one", {}, owner) });
const altered = (owner: Owner, action: "update" | "adopt" = "update"): Change => ({
  action,
  from: liveToy("a/one", { size: 1 }, owner),
  to: toy("a/one", { size: 2 }),
  fields: [{ path: "/size", before: 1, after: 2 }],
});

/** How a step of a toy world goes, and what it tells meanwhile. */
async function executed(change: Change, standing: readonly Live[], behaviour: ToyBehaviour = {}) {
  const world = toyWorld(standing, behaviour);
  return { ...(await executedWith(change, world.verbs)), done: world.done };
}

async function executedWith(change: Change, verbs: Verbs) {
  const clock = instantClock();
  const told: string[] = [];
  const tools: StepTools = {
    ...{ aws: NO_AWS, verbs, clock, organization: "acme", outputs: () => undefined },
    waiting: (because) => void told.push(because),
  };
  const result = await executeStep(change, tools).catch((error: unknown) => (error as Error).message);
  return { result, told, slept: clock.slept };
}

describe("before it looks again, a step tells why and gives AWS time", () => {
  const toldOf = async (operation: Operation, code: string, outcome: Outcome) => {
    let failed = false;
    const during = () => {
      if (!failed) {
        failed = true;
        throw new AwsError({ operation, code, message: "…", outcome });
      }
    };
    const { told, slept } = await executed(create, [], { during });
    return [told, slept];
  };

  it.each<[string, Operation, string, Outcome, string, number]>([
    ["a write is lost", "iam:CreateRole", "Timeout", "unknown", "a look at whether iam:CreateRole was carried out", 5],
    ["what is ordered twice is lost", "s3:CreateBucket", "x", "unknown", "a look at whether s3:CreateBucket was…", 60],
    ["a read is lost", "iam:GetRole", "Timeout", "unknown", "a look at whether iam:GetRole was carried out", 5],
    [
      "it is so already",
      "s3:CreateBucket",
      "BucketAlreadyOwnedByYou",
      "refused",
      "a look at who did s3:CreateBucket already",
      5,
    ],
    ["something went away", "iam:GetRole", "NoSuchEntity", "refused", "another look at what changed meanwhile", 5],
  ])("when %s", async (_when, operation, code, outcome, why, seconds) => {
    const [told, slept] = await toldOf(operation, code, outcome);
    expect(told).toEqual([expect.stringMatching(new RegExp(`^${why.replace("…", ".*")}$`))]);
    expect(slept).toEqual([seconds * 1000]);
  });
});

describe("a step leaves behind the id and the outputs of what it is about", () => {
  const left = { id: "id of a/one", outputs: { id: "id of a/one" } };

  it.each<[string, Change, Live[]]>([
    ["makes", create, []],
    ["goes on with", create, [liveToy("a/one")]],
    ["alters", altered(US), [liveToy("a/one", { size: 1 })]],
    ["adopts", altered(NOBODY, "adopt"), [liveToy("a/one", { size: 1 }, NOBODY)]],
  ])("which it %s", async (_what, change, standing) => {
    expect((await executed(change, standing)).result).toEqual(left);
  });

  it("unless it takes it away", async () => {
    expect((await executed(gone(US), [liveToy("a/one")])).result).toBeNull();
  });
});

describe("a step that stops says what it found", () => {
  it.each<[string, Change, Live[], string]>([
    [
      "where it was to make something",
      create,
      [liveToy("a/one", {}, GLOBEX)],
      "it was to be made, and now there is id of a/one, which this file did not make.",
    ],
    ["of what is gone", altered(US), [], "id of a/one was there when it was planned and is gone now."],
    [
      "of what nobody owns any more",
      altered(US),
      [liveToy("a/one", { size: 1 }, NOBODY)],
      "id of a/one was ours as a/one when it was planned and is nobody's now.",
    ],
    [
      "of what another file took",
      altered(NOBODY, "adopt"),
      [liveToy("a/one", { size: 1 }, GLOBEX)],
      'id of a/one was nobody\'s when it was planned and is tagged for the organization file "globex" now.',
    ],
    [
      "of what is not ours to delete",
      gone(US),
      [liveToy("a/one", {}, NOBODY)],
      "id of a/one was ours when it was planned and is not now; it is left alone.",
    ],
  ])("%s", async (_where, change, standing, message) => {
    const { result, done } = await executed(change, standing);
    expect(result).toBe(message);
    expect(done).toEqual([]);
  });

  it("when what was not ours at planning became ours, and would be deleted", async () => {
    const { result, done } = await executed(gone(NOBODY), [liveToy("a/one", {}, US)]);
    expect(result).toContain("it is left alone");
    expect(done).toEqual([]);
  });
});

describe("of a kind that carries no tags, a step", () => {
  const untagged = { untagged: true };

  it("adopts by writing alone", async () => {
    const { done } = await executed(altered(NOBODY, "adopt"), [liveToy("a/one", { size: 1 }, NOBODY)], untagged);
    expect(done).toEqual(["update a/one /size"]);
  });

  it("goes on with what is ours by another address, as its parent may have got one", async () => {
    expect((await executed(create, [liveToy("a/one", {}, OTHER_ADDRESS)], untagged)).done).toEqual([
      "update a/one /name,/size",
    ]);
  });

  it.each<[string, Change, Live[]]>([
    ["takes over", create, [liveToy("a/one", {}, GLOBEX)]],
    ["deletes", gone(US), [liveToy("a/one", {}, GLOBEX)]],
  ])("never %s what belongs to another file", async (_what, change, standing) => {
    expect((await executed(change, standing, untagged)).done).toEqual([]);
  });
});

describe("a look asks for one thing", () => {
  /** What the look of a step asks for, and the tags that its write gets. */
  async function asked(change: Change) {
    const world = toyWorld([liveToy("a/one", { size: 1 })]);
    const looks: { like: JsonObject; scope: Scope; id: string | undefined }[] = [];
    const tags: VerbTools["tags"][] = [];
    const { find, delete: remove } = world.verbs;
    await executedWith(change, {
      ...world.verbs,
      find: async (aws, at, like, scope, id) => {
        expect(at).toBe(ORGANIZATION_PLACE);
        looks.push({ like: like as JsonObject, scope, id });
        return await find(aws, at, like, scope, id);
      },
      delete: async (aws, live, tools) => {
        tags.push(tools.tags);
        await remove?.(aws, live, tools);
      },
    });
    return { looks, tags };
  }

  it("by what is wished for, where something is to be made", async () => {
    const { looks } = await asked(create);
    const scope = { organization: "acme", wanted: [create.to], wished: [], isUsed: false, thorough: false };
    expect(looks).toEqual([{ like: { name: "a/one", size: 2 }, scope, id: undefined }]);
  });

  it("by what it was and its id, where something is to be altered", async () => {
    const change = altered(US) as Extract<Change, { action: "update" }>;
    const { looks } = await asked(change);
    const like = { name: "a/one", size: 1 };
    const scope = {
      organization: "acme",
      wanted: [{ ...change.to, properties: like }],
      wished: [],
      isUsed: false,
      thorough: false,
    };
    expect(looks).toEqual([{ like, scope, id: "id of a/one" }]);
  });

  it("by its id and for no wish, where something is to go, and deletes it as the file's own", async () => {
    const { looks, tags } = await asked(gone(US));
    const scope = { organization: "acme", wanted: [], wished: [], isUsed: false, thorough: false };
    expect(looks).toEqual([{ like: { name: "a/one" }, scope, id: "id of a/one" }]);
    expect(tags).toEqual([{ "orgwright:address": "a/one", "orgwright:organization": "acme" }]);
  });
});
