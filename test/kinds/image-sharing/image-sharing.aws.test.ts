import { describe, expect, it } from "vitest";
import { AwsError } from "../../../src/aws/contract/aws-error.ts";
import type { Writer } from "../../../src/aws/contract/call.ts";
import { OPERATIONS } from "../../../src/aws/contract/operations.ts";
import { imageSharingVerbs as verbs } from "../../../src/kinds/image-sharing/image-sharing.aws.ts";
import { type ImageSharing, imageSharing } from "../../../src/kinds/image-sharing/image-sharing.ts";
import type { Live } from "../../../src/model/live.ts";
import { fields, foundedStage, type Stage, scope, wish } from "../stage.ts";

const HERE = { account: "management", region: "eu-west-1" };
const SHUT = { account: "management", region: "me-south-1" };
const NOBODY: ImageSharing = { allowed: [], outsiders: {} };
const sharing = wish("image-sharing", "gallery/images", NOBODY, HERE);
const IMAGE = "ami-0aaaaaaaaaaaaaaa1";
const OTHER = "ami-0aaaaaaaaaaaaaaa2";
const STRANGER = { UserId: "999999999999" };

/** A founded organization whose management account has these images here, with whom they are shared. */
async function withImages(images: Readonly<Record<string, readonly object[]>>): Promise<Stage> {
  const stage = await foundedStage();
  const { managementAccount: account, time: created } = stage.sandbox.world;
  for (const [id, launchPermissions] of Object.entries(images)) {
    const permissions = launchPermissions as Stage["sandbox"]["world"]["images"][string]["launchPermissions"];
    const image = { id, name: id, account, region: HERE.region, created, launchPermissions: [...permissions] };
    stage.sandbox.world.images[id] = image;
  }
  return stage;
}

const look = async (aws: Writer, allowed: readonly string[] = []) =>
  await verbs.find(aws, HERE, { allowed, outsiders: {} }, scope(sharing));

/** Answers of EC2 other than the sandbox's. */
function answering(stage: Stage, answers: Readonly<Record<string, (input: never) => unknown>>): Writer {
  return {
    call: async (operation, at, input) => {
      const answer = answers[operation];
      return answer === undefined ? await stage.aws.call(operation, at, input) : (answer(input as never) as never);
    },
  };
}

describe("the verbs of the sharing of images", () => {
  it("ask one thing where there is no image, and nothing where nothing is wished for", async () => {
    const stage = await foundedStage();
    const start = stage.sandbox.callCount;
    expect(await verbs.list(stage.aws, HERE, { ...scope<ImageSharing>(), thorough: true })).toEqual([]);
    expect(stage.sandbox.callCount).toBe(start);
    expect(await verbs.list(stage.aws, HERE, scope(sharing))).toMatchObject([
      { id: "image-sharing", place: HERE, owner: { is: "nobody" }, properties: NOBODY },
    ]);
    expect(stage.sandbox.calls.slice(start).map(({ operation }) => operation)).toEqual(["DescribeImages"]);
  });

  it("tell strangers from members, the organization, its units and whom the file allows", async () => {
    const stage = await withImages({});
    const { organization, managementAccount } = stage.sandbox.world;
    const arn = (rest: string, manager = managementAccount) => `arn:aws:organizations::${manager}:${rest}`;
    const elsewhere = arn("organization/o-elsewhere0", "777777777777");
    const units = [
      arn(`ou/${organization?.id}/ou-acme-11111111`),
      arn("ou/o-elsewhere0/ou-else-11111111", "777777777777"),
      // Its id only begins like ours.
      arn(`ou/${organization?.id}x/ou-acme-11111111`, "777777777777"),
    ];
    const permissions = [
      { UserId: managementAccount },
      { UserId: "888888888888" },
      STRANGER,
      { Group: "all" } as const,
      { OrganizationArn: arn(`organization/${organization?.id}`) },
      { OrganizationArn: elsewhere },
      ...units.map((OrganizationalUnitArn) => ({ OrganizationalUnitArn })),
    ];
    const { world } = stage.sandbox;
    const image = { id: IMAGE, name: "base", account: managementAccount, region: HERE.region, created: world.time };
    world.images[IMAGE] = { ...image, launchPermissions: permissions };
    const [, foreign = "", alike = ""] = units;
    const outsiders = ["account 999999999999", "everybody", elsewhere, foreign, alike].sort();
    expect((await look(stage.aws, ["888888888888"]))?.properties.outsiders).toEqual({ [IMAGE]: outsiders });
    const live = (await look(stage.aws, ["888888888888"])) as Live<ImageSharing>;
    await verbs.update(stage.aws, live, sharing, fields("/outsiders"), stage.tools("gallery/images"));
    expect((await look(stage.aws, ["888888888888"]))?.properties.outsiders).toEqual({});
    expect(world.images[IMAGE]?.launchPermissions).toHaveLength(permissions.length - outsiders.length);
    expect((await look(stage.aws))?.properties.outsiders).toEqual({ [IMAGE]: ["account 888888888888"] });
  });

  it("take a member of yesterday for the stranger that it is today", async () => {
    const member = "222222222222";
    const stage = await withImages({ [IMAGE]: [{ UserId: member }] });
    const { accounts, managementAccount, organization } = stage.sandbox.world;
    const root = organization?.rootId ?? "";
    const account = { ...(accounts[managementAccount] as (typeof accounts)[string]), id: member, name: "shop" };
    accounts[member] = { ...account, parent: root };
    expect((await look(stage.aws))?.properties.outsiders).toEqual({});
    accounts[member] = { ...account, parent: null };
    expect((await look(stage.aws))?.properties.outsiders).toEqual({ [IMAGE]: [`account ${member}`] });
  });

  it("take back what the step names and nothing else, one call an image", async () => {
    const stage = await withImages({ [IMAGE]: [STRANGER, { Group: "all" }], [OTHER]: [STRANGER] });
    const live = (await look(stage.aws)) as Live<ImageSharing>;
    await verbs.update(stage.aws, live, sharing, fields(`/outsiders/${IMAGE}`), stage.tools("gallery/images"));
    expect(stage.writes()).toEqual(["ec2:ModifyImageAttribute"]);
    expect((await look(stage.aws))?.properties.outsiders).toEqual({ [OTHER]: ["account 999999999999"] });
    await verbs.update(stage.aws, live, sharing, fields("/outsiders"), stage.tools("gallery/images"));
    expect(stage.writes()).toEqual(["ec2:ModifyImageAttribute", "ec2:ModifyImageAttribute"]);
    expect((await look(stage.aws))?.properties.outsiders).toEqual({});
  });

  it.each(["InvalidAMIID.NotFound", "InvalidAMIID.Unavailable"])(
    "pass over an image that was listed and is gone when it is looked at (%s)",
    async (code) => {
      const stage = await withImages({ [IMAGE]: [STRANGER], [OTHER]: [STRANGER] });
      const aws = answering(stage, {
        "ec2:DescribeImageAttribute": ({ ImageId }: { ImageId: string }) => {
          if (ImageId === IMAGE) {
            throw new AwsError({ operation: "ec2:DescribeImageAttribute", code, message: "", outcome: "refused" });
          }
          return { ImageId, LaunchPermissions: [STRANGER] };
        },
      });
      expect((await look(aws))?.properties.outsiders).toEqual({ [OTHER]: ["account 999999999999"] });
    },
  );

  it("read every page of images, and those that come empty", async () => {
    const many = Object.fromEntries(Array.from({ length: 5 }, (_, n) => [`ami-0000000000000000${n}`, [STRANGER]]));
    const stage = await withImages(many);
    Object.assign(stage.sandbox.world.tempo, { pageSize: 2, emptyPages: true });
    expect(Object.keys((await look(stage.aws))?.properties.outsiders ?? {})).toEqual(Object.keys(many));
    expect(OPERATIONS["ec2:DescribeImages"].page.items).toBe("Images");
  });

  it("tell of a region that the account has not enabled, and find nothing there to change", async () => {
    const stage = await foundedStage();
    const there = { ...sharing, place: SHUT };
    const [live] = await verbs.list(stage.aws, SHUT, scope(there));
    expect(live).toMatchObject({ place: SHUT, properties: NOBODY, vitals: { enabled: false } });
    const [remark] = imageSharing.health?.(live as Live<ImageSharing>, new Date()) ?? [];
    expect(remark).toMatchObject({ code: "region-not-enabled" });
    expect(remark?.detail).toContain("The account management has not enabled the region me-south-1");
    expect(await verbs.find(stage.aws, SHUT, NOBODY, scope(there))).toBeNull();
    const [usual] = await verbs.list(stage.aws, HERE, scope(sharing));
    expect(imageSharing.health?.(usual as Live<ImageSharing>, new Date())).toEqual([]);
  });

  it("do not take credentials that AWS does not know for a region that is not enabled", async () => {
    const stage = await foundedStage();
    const aws = answering(stage, {
      "ec2:DescribeImages": () => {
        const details = { code: "AuthFailure", message: "no", outcome: "refused" } as const;
        throw new AwsError({ operation: "ec2:DescribeImages", ...details });
      },
    });
    await expect(look(aws)).rejects.toMatchObject({ code: "AuthFailure" });
  });

  it("know that an account to be made has no images, make nothing and delete nothing", async () => {
    const stage = await foundedStage();
    const start = stage.sandbox.callCount;
    expect(await verbs.scout?.(stage.aws, HERE, [sharing])).toMatchObject([{ place: HERE, properties: NOBODY }]);
    expect(stage.sandbox.callCount).toBe(start);
    await expect(verbs.create(stage.aws, sharing, stage.tools("gallery/images"))).rejects.toThrow(/never made/);
    expect(verbs.delete).toBeUndefined();
    expect(imageSharing.removal).toBe("tell");
  });
});

describe("the sharing of images", () => {
  it("allows nobody where nothing is written, and takes ids of accounts alone", () => {
    expect(imageSharing.schema.parse({})).toEqual({ allowed: [] });
    expect(imageSharing.schema.safeParse({ allowed: ["999999999999"] }).success).toBe(true);
    expect(imageSharing.schema.safeParse({ allowed: ["all"] }).success).toBe(false);
    expect(imageSharing.schema.safeParse({ allowed: [999999999999] }).success).toBe(false);
    expect(imageSharing.schema.safeParse({ outsiders: {} }).success).toBe(false);
  });

  it("says in a plan of how many images strangers have hold", () => {
    expect(imageSharing.label(NOBODY)).toBe("nobody outside");
    expect(imageSharing.label({ ...NOBODY, outsiders: { [IMAGE]: ["everybody"] } })).toBe(
      "1 image shared with outsiders",
    );
    expect(
      imageSharing.label({ ...NOBODY, outsiders: { [IMAGE]: ["everybody"], [OTHER]: ["account 999999999999"] } }),
    ).toBe("2 images shared with outsiders");
  });
});
