import { describe, expect, it } from "vitest";
import { organizationalUnitVerbs as verbs } from "../../src/kinds/organizational-unit/organizational-unit.aws.ts";
import { organizationalUnit } from "../../src/kinds/organizational-unit/organizational-unit.ts";
import type { Atlas } from "../../src/model/shape.ts";
import { fields, foundedStage, made, openStage, scope, wish } from "./stage.ts";

const unit = (name: string, parent: string) => wish("organizational-unit", `foundation/ou:${name}`, { name, parent });

describe("a unit", () => {
  it("is made with its tags, and found in its parent by its name", async () => {
    const stage = await foundedStage();
    const to = unit("dev", stage.root);
    const live = await made(stage, verbs, to);
    expect(live).toMatchObject({
      owner: { is: "us", address: "foundation/ou:dev" },
      properties: { name: "dev", parent: stage.root },
    });
    expect(await verbs.find(stage.aws, to.place, to.properties, scope(to))).toEqual(live);
    expect(await verbs.list(stage.aws, to.place, scope(to))).toEqual([live]);
    expect(stage.writes()).toEqual(["organizations:CreateOrganizationalUnit"]);
  });

  it("is found by its id under any name", async () => {
    const stage = await foundedStage();
    const { id, place } = await made(stage, verbs, unit("dev", stage.root));
    const like = { name: "something else", parent: stage.root };
    expect((await verbs.find(stage.aws, place, like, scope(), id))?.properties["name"]).toBe("dev");
  });

  it("is not there where its parent is not, where nobody has the name, and once it is gone", async () => {
    const stage = await foundedStage();
    const { place } = unit("dev", "");
    const at = (name: string, parent: string, id?: string) =>
      verbs.find(stage.aws, place, { name, parent }, scope(), id);
    expect(await at("dev", stage.root)).toBeNull();
    expect(await at("dev", `${stage.root.replace("r-", "ou-")}-12345678`)).toBeNull();
    expect(await at("dev", stage.root, `${stage.root.replace("r-", "ou-")}-12345678`)).toBeNull();
    expect(await verbs.list((await openStage()).aws, place, scope())).toEqual([]);
  });

  it("is listed however deep it stands, parents before what is in them", async () => {
    const stage = await foundedStage();
    let parent = stage.root;
    for (const name of ["a", "b", "c", "d", "e"]) {
      parent = (await made(stage, verbs, unit(name, parent))).id;
    }
    const listed = await verbs.list(stage.aws, unit("a", "").place, scope());
    expect(listed.map(({ properties }) => properties["name"])).toEqual(["a", "b", "c", "d", "e"]);
    expect(stage.sandbox.calls.filter(({ input }) => JSON.stringify(input).includes(parent))).not.toContainEqual(
      expect.objectContaining({ operation: "ListOrganizationalUnitsForParent" }),
    );
  });

  it("is renamed, adopted and deleted", async () => {
    const stage = await foundedStage();
    await stage.raw("organizations:CreateOrganizationalUnit", { ParentId: stage.root, Name: "Dev" });
    const [live] = await verbs.list(stage.aws, unit("dev", "").place, scope());
    expect(live?.owner).toEqual({ is: "nobody" });
    const to = unit("dev", stage.root);
    const tools = stage.tools(to.address);
    await verbs.claim?.(stage.aws, live as never, tools);
    await verbs.update(stage.aws, live as never, to, fields("/name"), tools);
    expect(Object.values(stage.sandbox.world.units)[0]).toMatchObject({
      name: "dev",
      tags: { "orgwright:address": "foundation/ou:dev" },
    });
    await verbs.delete?.(stage.aws, live as never, tools);
    expect(stage.sandbox.world.units).toEqual({});
  });

  it("is not written when its name is as it should be", async () => {
    const stage = await foundedStage();
    const live = await made(stage, verbs, unit("dev", stage.root));
    stage.writes();
    await verbs.update(stage.aws, live, unit("dev", stage.root), fields("/parent"), stage.tools(""));
    expect(stage.writes()).toEqual([]);
  });

  it("is not deleted by AWS while something stands in it", async () => {
    const stage = await foundedStage();
    const live = await made(stage, verbs, unit("dev", stage.root));
    await made(stage, verbs, unit("inner", live.id));
    await expect(verbs.delete?.(stage.aws, live, stage.tools(""))).rejects.toMatchObject({
      code: "OrganizationalUnitNotEmptyException",
    });
  });
});

describe("a unit as a blueprint writes it", () => {
  const atlas: Atlas = {
    root: "r-1",
    unit: (path) => (path === "workloads" ? "ou-w" : null),
    account: () => null,
    unitPaths: [],
    accountKeys: [],
  };
  const resolved = (path: string, tags = {}) => organizationalUnit.resolve?.({ path, tags }, atlas);

  it("is a name in a parent", () => {
    expect(resolved("workloads")).toEqual({ properties: { name: "workloads", parent: "r-1" } });
    expect(resolved("workloads/dev")).toEqual({ properties: { name: "dev", parent: "ou-w" } });
    expect(resolved("workloads", { Owner: "shop" })).toEqual({
      properties: { name: "workloads", parent: "r-1", tags: { Owner: "shop" } },
    });
  });

  it.each([
    ["an empty path", "", undefined],
    ["an empty part", "workloads//dev", undefined],
    ["a part of white space", "workloads/ ", undefined],
    ["a name of 129 characters", "n".repeat(129), undefined],
    ["six levels", "a/b/c/d/e/f", "over-deep-ou"],
    ["a parent that there is not", "nowhere/dev", "unknown-ou"],
  ])("may not have %s", (_what, path, code) => {
    const answer = resolved(path) as { problem: { code?: string; path: string } };
    expect(answer.problem.path).toBe("/path");
    expect(answer.problem.code).toBe(code);
  });

  it("may have five levels and a name of 128 characters", () => {
    const deep: Atlas = { ...atlas, unit: () => "ou-x" };
    expect(organizationalUnit.resolve?.({ path: `a/b/c/d/${"n".repeat(128)}`, tags: {} }, deep)).toHaveProperty(
      "properties",
    );
  });
});
