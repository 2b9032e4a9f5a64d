import { describe, expect, it } from "vitest";
import { isAccountId } from "../../src/model/place.ts";
import { sceneOf } from "../../src/prove/scene.ts";
import { emptyWorld, observedWorld } from "../../src/prove/world.ts";
import { offline } from "./proving.ts";

const scene = offline();
const { world } = scene;

describe("a world of wishes alone", () => {
  it("has ids of AWS's form, each of them once", () => {
    const ids = world.things.filter(({ kind }) => kind !== "iam-role").map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...world.accounts.values()].every(isAccountId)).toBe(true);
    expect(new Set(world.accounts.values()).size).toBe(world.accounts.size);
  });

  it("leaves no text open", () => {
    expect(JSON.stringify(world.things)).not.toContain("$after");
    expect(JSON.stringify(world.things)).not.toContain("$join");
  });

  it("has every account below the units above it", () => {
    const id = world.accounts.get("shop") ?? "";
    expect(scene.tree.unitsAbove(id)).toEqual(["workloads/prod", "workloads"]);
    expect(scene.tree.levels(id, "SERVICE_CONTROL_POLICY").map(({ target }) => target)).toEqual([
      "the root",
      "the unit workloads",
      "the unit workloads/prod",
      "the account shop",
    ]);
    expect(scene.tree.facts.paths.get(id)?.split("/")).toHaveLength(5);
  });

  it("finds roles by their ARN", () => {
    const arn = `arn:aws:iam::${world.accounts.get("blog")}:role/orgwright/OrgwrightApply`;
    expect(scene.withArn(arn)?.place.account).toBe("blog");
  });
});

describe("FullAWSAccess", () => {
  const target = world.accounts.get("shop") ?? "";
  const namesAt = (things: typeof world.things) => {
    const observed = observedWorld(things, new Map(), [], { account: "111111111111", partition: "aws" });
    const levels = sceneOf(observed, scene).tree.levels(target, "SERVICE_CONTROL_POLICY");
    return levels.map(({ policies }) => policies.some(({ name }) => name === "FullAWSAccess"));
  };
  const attached = (to: string) => ({
    kind: "policy-attachment",
    id: `p-FullAWSAccess:${to}`,
    place: { account: "management", region: "global" } as const,
    owner: { is: "nobody" } as const,
    properties: { policy: "p-FullAWSAccess", target: to },
    outputs: {},
  });

  it("is taken to hang everywhere where it was not looked for", () => {
    expect(namesAt(world.things)).toEqual([true, true, true, true]);
  });

  it("hangs where it was seen, once it was looked for", () => {
    expect(namesAt([...world.things, attached("r-plac"), attached(target)])).toEqual([true, false, false, true]);
  });
});

describe("an organization without service control policies", () => {
  it("has no levels", () => {
    const bare = sceneOf(emptyWorld("111111111111", "aws"), scene);
    expect(bare.tree.levels("222222222222", "SERVICE_CONTROL_POLICY")).toEqual([]);
  });
});
