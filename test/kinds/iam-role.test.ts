import { describe, expect, it } from "vitest";
import { iamRoleVerbs as verbs } from "../../src/kinds/iam-role/iam-role.aws.ts";
import { iamRole } from "../../src/kinds/iam-role/iam-role.ts";
import { after, joinOf } from "../../src/model/deferred.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { expectAlready, fields, foundedStage, made, openStage, type Stage, scope, wish } from "./stage.ts";

const TRUST: JsonObject = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "111111111111" }, Action: "sts:AssumeRole" }],
};
const allow = (action: string): JsonObject => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
});
const AUDIT = "arn:aws:iam::aws:policy/SecurityAudit";
const READ = "arn:aws:iam::aws:policy/ReadOnlyAccess";

const role = (name: string, more: object = {}, account = "management") =>
  wish(
    "iam-role",
    `house/role:${name}`,
    {
      name,
      path: "/house/",
      description: "",
      trust: TRUST,
      inline: { Work: allow("s3:Get*") },
      managed: [AUDIT] as readonly string[],
      maxSessionSeconds: 3600,
      tags: { Owner: "shop" },
      ...more,
    },
    { account, region: "global" },
  );

const stored = ({ sandbox }: Stage, name: string, account = "111111111111") =>
  sandbox.world.accounts[account]?.iam.roles[name];

describe("a role", () => {
  it("is made with everything in it, and reads back as it was wished for", async () => {
    const stage = await openStage();
    const to = role("Support", { description: "Looks", maxSessionSeconds: 7200 });
    const live = await made(stage, verbs, to);
    expect(live).toMatchObject({ id: "Support", place: to.place, owner: { is: "us", address: to.address } });
    expect(live.properties).toEqual(iamRole.normal(to.properties));
    expect(stage.writes()).toEqual(["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"]);
    expect(await verbs.list(stage.aws, to.place, scope(to))).toContainEqual(live);
  });

  it("is made in the account it is to live in", async () => {
    const stage = await foundedStage();
    await stage.raw("organizations:CreateAccount", { AccountName: "shop", Email: "shop@acme.example" });
    await stage.sandbox.clock.sleep(120_000);
    const shop = Object.values(stage.sandbox.world.accounts).find(({ name }) => name === "shop")?.id ?? "";
    const live = await made(stage, verbs, role("Support", {}, shop));
    expect(live.place).toEqual({ account: shop, region: "global" });
    expect(stored(stage, "Support", shop)).toBeDefined();
    expect(stored(stage, "Support")).toBeUndefined();
  });

  it("is not found where there is none of its name", async () => {
    const stage = await openStage();
    expect(await verbs.find(stage.aws, role("Nobody").place, role("Nobody").properties, scope())).toBeNull();
  });

  it("is listed when it is ours or wished for, and never when AWS made it for a service", async () => {
    const stage = await foundedStage();
    for (const RoleName of ["Wished", "Theirs"]) {
      await stage.raw("iam:CreateRole", { RoleName, AssumeRolePolicyDocument: JSON.stringify(TRUST) });
    }
    await made(stage, verbs, role("Ours"));
    const list = async (thorough: boolean) => {
      const listed = await verbs.list(stage.aws, role("").place, { ...scope(role("Wished")), thorough });
      return listed.map(({ properties, owner }) => `${properties.name} ${owner.is}`).sort();
    };
    expect(await list(false)).toEqual(["Ours us", "Wished nobody"]);
    expect(await list(true)).toEqual(["Ours us", "Theirs nobody", "Wished nobody"]);
    expect(Object.keys(stage.sandbox.world.accounts["111111111111"]?.iam.roles ?? {})).toContain(
      "AWSServiceRoleForOrganizations",
    );
  });
});

describe("changing a role", () => {
  async function changed(from: object, to: object, ...paths: string[]) {
    const stage = await openStage();
    const live = await made(stage, verbs, role("Support", from));
    stage.writes();
    const wished = role("Support", to);
    await verbs.update(stage.aws, live, wished, fields(...paths), stage.tools(wished.address));
    const now = await verbs.find(stage.aws, live.place, live.properties, scope());
    return { writes: stage.writes(), now: now?.properties };
  }

  it.each<[string, object, string[], string[]]>([
    ["its description", { description: "new" }, ["/description"], ["iam:UpdateRole"]],
    ["its longest session", { maxSessionSeconds: 7200 }, ["/maxSessionSeconds"], ["iam:UpdateRole"]],
    ["whom it trusts", { trust: { ...TRUST, Id: "new" } }, ["/trust"], ["iam:UpdateAssumeRolePolicy"]],
    ["its tags", { tags: { Owner: "b" } }, ["/tags/Owner"], ["iam:TagRole"]],
    ["one inline policy", { inline: { Work: allow("s3:List*") } }, ["/inline/Work"], ["iam:PutRolePolicy"]],
    [
      "one inline policy for another",
      { inline: { New: allow("s3:List*") } },
      ["/inline/New", "/inline/Work"],
      ["iam:PutRolePolicy", "iam:DeleteRolePolicy"],
    ],
    [
      "one managed policy for another",
      { managed: [READ] },
      ["/managed"],
      ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
    ],
    ["nothing", {}, [], []],
  ])("in %s writes that, what is new before what is old goes", async (_what, to, paths, writes) => {
    const { writes: made_, now } = await changed({}, to, ...paths);
    expect(made_).toEqual(writes);
    expect(now).toEqual(iamRole.normal({ ...role("Support").properties, ...to }));
  });

  it("leaves alone what differs as well and was not planned", async () => {
    const theirs = {
      inline: { Work: allow("s3:Get*"), Theirs: allow("ec2:*") },
      managed: [AUDIT, READ],
      description: "theirs",
    };
    const { writes, now } = await changed(theirs, { maxSessionSeconds: 7200 }, "/maxSessionSeconds");
    expect(writes).toEqual(["iam:UpdateRole"]);
    expect(now).toEqual(iamRole.normal({ ...role("Support", theirs).properties, maxSessionSeconds: 7200 }));
  });

  it("completes everything of one that was half made, and writes what is missing alone", async () => {
    const everything = Object.keys(role("").properties).map((name) => `/${name}`);
    const { writes, now } = await changed({ inline: {}, managed: [] }, {}, ...everything);
    expect(writes).toEqual([
      "iam:UpdateRole",
      "iam:UpdateAssumeRolePolicy",
      "iam:TagRole",
      "iam:PutRolePolicy",
      "iam:AttachRolePolicy",
    ]);
    expect(now).toEqual(iamRole.normal(role("Support").properties));
  });

  it("sends no empty list of tags", async () => {
    expect((await changed({ tags: {} }, { tags: {} }, "/tags")).writes).toEqual([]);
  });

  it("adopts by tags, and leaves the others", async () => {
    const stage = await openStage();
    const Tags = [{ Key: "Team", Value: "a" }];
    await stage.raw("iam:CreateRole", { RoleName: "Support", AssumeRolePolicyDocument: JSON.stringify(TRUST), Tags });
    const to = role("Support");
    const live = await verbs.find(stage.aws, to.place, to.properties, scope());
    expect(live?.owner).toEqual({ is: "nobody" });
    await verbs.claim?.(stage.aws, live as never, stage.tools(to.address));
    const claimed = await verbs.find(stage.aws, to.place, to.properties, scope());
    expect(claimed).toMatchObject({ owner: { is: "us" }, properties: { tags: { Team: "a" } } });
  });
});

describe("deleting a role", () => {
  it("empties it first", async () => {
    const stage = await openStage();
    const live = await made(stage, verbs, role("Support"));
    stage.writes();
    await verbs.delete?.(stage.aws, live, stage.tools(""));
    expect(stage.writes()).toEqual(["iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:DeleteRole"]);
    expect(stored(stage, "Support")).toBeUndefined();
  });

  it("that somebody has emptied or deleted is left to a second look", async () => {
    const stage = await openStage();
    const live = await made(stage, verbs, role("Support"));
    await stage.raw("iam:DeleteRolePolicy", { RoleName: "Support", PolicyName: "Work" });
    await expectAlready(verbs.delete?.(stage.aws, live, stage.tools("")));
    const emptied = await verbs.find(stage.aws, live.place, live.properties, scope());
    await verbs.delete?.(stage.aws, emptied as never, stage.tools(""));
    expect(stored(stage, "Support")).toBeUndefined();
    await expectAlready(verbs.delete?.(stage.aws, emptied as never, stage.tools("")));
  });
});

describe("what a role is called elsewhere", () => {
  const arn = iamRole.computed["arn"];
  const place = { account: "shop", region: "global" };
  const properties = role("Support").properties;

  it("is its ARN, as far as its account's id is known", () => {
    const later = after("workload/account:shop" as never, "id");
    expect(arn?.text(properties, { partition: "aws-cn", accountId: "222222222222", place })).toBe(
      "arn:aws-cn:iam::222222222222:role/house/Support",
    );
    expect(arn?.text(properties, { partition: "aws", accountId: later, place })).toEqual(
      joinOf(["arn:aws:iam::", later, ":role/house/Support"]),
    );
  });
});
