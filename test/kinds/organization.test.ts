import { describe, expect, it } from "vitest";
import type { Writer } from "../../src/aws/contract/call.ts";
import { Unfinished } from "../../src/aws/contract/unfinished.ts";
import { organizationVerbs } from "../../src/kinds/organization/organization.aws.ts";
import { fields, foundedStage, made, openStage, scope, wish } from "./stage.ts";

const ACME = wish("organization", "foundation/organization", { name: "acme", homeRegion: "eu-west-1" });
const AT = ACME.place;

const TAGS = {
  "orgwright:address": "foundation/organization",
  "orgwright:home-region": "eu-west-1",
  "orgwright:organization": "acme",
};

describe("an organization", () => {
  it("is not there before it is founded", async () => {
    const { aws } = await openStage();
    expect(await organizationVerbs.list(aws, AT, scope(ACME))).toEqual([]);
    expect(await organizationVerbs.find(aws, AT, ACME.properties, scope(ACME))).toBeNull();
  });

  it("is founded with all features and with its root tagged", async () => {
    const stage = await openStage();
    const live = await made(stage, organizationVerbs, ACME);
    expect(live).toMatchObject({
      owner: { is: "us", address: "foundation/organization" },
      properties: ACME.properties,
      outputs: { rootId: expect.stringMatching(/^r-/), managementAccount: "111111111111", featureSet: "ALL" },
    });
    expect(stage.sandbox.world.organization?.rootTags).toEqual(TAGS);
    expect(stage.writes()).toEqual(["organizations:CreateOrganization", "organizations:TagResource"]);
    expect(await organizationVerbs.list(stage.aws, AT, scope(ACME))).toEqual([live]);
  });

  it("is told from its answer being lost", async () => {
    const stage = await openStage({
      faults: [{ kind: "lost-answer", operation: "organizations:CreateOrganization", nth: 1 }],
    });
    expect((await made(stage, organizationVerbs, ACME)).owner.is).toBe("us");
    expect(stage.writes()).toEqual(["organizations:CreateOrganization", "organizations:TagResource"]);
  });

  it("is not taken for founded when the call was lost on its way", async () => {
    const stage = await openStage({
      faults: [{ kind: "server-error", operation: "organizations:CreateOrganization", nth: 1 }],
    });
    await expect(made(stage, organizationVerbs, ACME)).rejects.toMatchObject({ outcome: "unknown" });
    expect(stage.sandbox.world.organization).toBeNull();
  });

  /** AWS that does not show the root the first so many times. */
  const hidingRoot = (aws: Writer, times: number): Writer => {
    let left = times;
    return {
      async call(operation, at, input) {
        const answer = await aws.call(operation, at, input);
        const isHidden = operation === "organizations:ListRoots" && left > 0;
        left -= isHidden ? 1 : 0;
        return (isHidden ? { Roots: [] } : answer) as typeof answer;
      },
    };
  };

  it("is waited for until AWS shows its root", async () => {
    const stage = await openStage();
    const { outputs } = await organizationVerbs.create(hidingRoot(stage.aws, 3), ACME, stage.tools(ACME.address));
    expect(outputs["rootId"]).toBe(stage.sandbox.world.organization?.rootId);
    expect(stage.waits).toHaveLength(3);
    expect(stage.sandbox.world.organization?.rootTags).toEqual(TAGS);
  });

  it("is not waited for without end, and nothing is tagged in its place", async () => {
    const stage = await openStage();
    const creation = organizationVerbs.create(hidingRoot(stage.aws, 1000), ACME, stage.tools(ACME.address));
    await expect(creation).rejects.toBeInstanceOf(Unfinished);
    expect(stage.writes()).toEqual(["organizations:CreateOrganization"]);
  });

  it("is adopted by tags on its root", async () => {
    const stage = await foundedStage();
    const [live] = await organizationVerbs.list(stage.aws, AT, scope(ACME));
    expect(live).toMatchObject({ owner: { is: "nobody" }, properties: { name: "", homeRegion: "" } });
    await organizationVerbs.claim?.(stage.aws, live as never, stage.tools(ACME.address));
    await organizationVerbs.update(stage.aws, live as never, ACME, fields("/name"), stage.tools(ACME.address));
    expect(stage.sandbox.world.organization?.rootTags).toEqual(TAGS);
  });

  it("is never deleted", () => {
    expect(organizationVerbs.delete).toBeUndefined();
  });
});
