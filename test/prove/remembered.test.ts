import { describe, expect, it } from "vitest";
import type { Json } from "../../src/model/json.ts";
import { workloadAccounts } from "../../src/prove/bindings.ts";
import { casesOf, judgeCase, verdictOf } from "../../src/prove/judge.ts";
import { type Scene, sceneOf } from "../../src/prove/scene.ts";
import { emptyWorld, worldAfter } from "../../src/prove/world.ts";
import { offline, TABLES, withPolicies } from "./proving.ts";

/** What every case comes to, remembered and worked out. */
function both(scene: Scene): readonly [remembered: string[], workedOut: string[]] {
  const cases = TABLES.catalogue.flatMap((row) => casesOf(row, scene, workloadAccounts(scene)));
  return [cases.map((at) => verdictOf(at, scene)), cases.map((at) => judgeCase(at, scene).verdict)];
}

function expectSame(scene: Scene): void {
  const [remembered, workedOut] = both(scene);
  expect(remembered).toEqual(workedOut);
}

describe("a remembered verdict is the one that would be worked out", () => {
  const scene = offline();

  it("in a world that was read a second time", () => {
    expectSame(scene);
    expectSame(sceneOf(structuredClone(scene.world), scene));
  });

  it("when a policy loses a statement, and gets it back", () => {
    for (const { kind, properties } of scene.world.things.filter((thing) => thing.kind === "organization-policy")) {
      const changed = withPolicies(scene, (name, document) =>
        name === properties["name"] ? { ...document, Statement: (document["Statement"] as Json[]).slice(1) } : document,
      );
      expect(kind).toBe("organization-policy");
      expectSame(changed);
      expectSame(sceneOf(scene.world, scene, changed));
    }
  });

  it("when any one thing is gone", () => {
    for (const gone of scene.world.things.filter(({ kind }) => kind !== "account")) {
      const things = scene.world.things.filter((thing) => thing !== gone);
      expectSame(sceneOf({ ...scene.world, things }, scene, scene));
    }
  });

  it("when an account moves to another unit", () => {
    const suspended = scene.world.things.find(({ properties }) => properties["name"] === "suspended")?.id ?? "";
    const moved = scene.world.things.map((thing) =>
      thing.id === scene.world.accounts.get("shop")
        ? { ...thing, properties: { ...thing.properties, parent: suspended } }
        : thing,
    );
    expectSame(sceneOf({ ...scene.world, things: moved }, scene, scene));
  });

  it("in another partition, home region and management account", () => {
    expectSame(sceneOf(scene.world, { ...scene, partition: "aws-us-gov" }));
    expectSame(sceneOf(scene.world, { ...scene, homeRegion: "eu-central-1" }));
    expectSame(sceneOf(emptyWorld("222222222222", "aws"), scene));
  });

  it("in a world that begins with nothing and grows", () => {
    const empty = emptyWorld("111111111111", "aws");
    expectSame(sceneOf(worldAfter(empty, [], scene.shapes), scene));
    expectSame(scene);
  });
});
