import { describe, expect, it } from "vitest";
import { tagIndex, tagsOf } from "../../../src/aws/contract/organization-tags.ts";
import { type Asked, refusal, scripted } from "./scripted.ts";

const ROOT = "r-ab12";
const tags = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([Key, Value]) => ({ Key, Value }));
const OURS = { "orgwright:organization": "acme", "orgwright:address": "a/b" };

/** AWS whose index holds `bulk`, by resource, and whose own answer about every single thing is `own`. */
function world(bulk: Readonly<Record<string, Record<string, string>>>, own: Readonly<Record<string, string>> = OURS) {
  const { aws, asked } = scripted(({ operation }: Asked) =>
    operation === "tagging:GetResources"
      ? {
          ResourceTagMappingList: Object.entries(bulk).map(([id, values]) => ({
            ResourceARN: `arn:aws:organizations::1:ou/o-1/${id}`,
            Tags: tags(values),
          })),
        }
      : { Tags: tags(own) },
  );
  return {
    aws,
    single: () => asked.flatMap(({ input }) => (input["ResourceId"] === undefined ? [] : [input["ResourceId"]])),
  };
}

describe("tags in bulk", () => {
  it("are believed where they say that a thing is ours", async () => {
    const { aws, single } = world({ [ROOT]: OURS, "ou-1": { ...OURS, Owner: "a" } });
    expect(await (await tagIndex(aws, ROOT)).of("ou-1", true)).toEqual({ ...OURS, Owner: "a" });
    expect(single()).toEqual([]);
  });

  it("are believed about foreign things when they know the root's own tag", async () => {
    const { aws, single } = world({ [ROOT]: OURS, "ou-1": { Owner: "a" } });
    const index = await tagIndex(aws, ROOT);
    expect(await index.of("ou-1", false)).toEqual({ Owner: "a" });
    expect(await index.of("ou-2", false)).toEqual({});
    expect(single()).toEqual([]);
  });

  it("are not believed about a wished-for thing that they do not call ours: they lag behind", async () => {
    const { aws, single } = world({ [ROOT]: OURS, "ou-1": { Owner: "a" } });
    expect(await (await tagIndex(aws, ROOT)).of("ou-1", true)).toEqual(OURS);
    expect(single()).toEqual(["ou-1"]);
  });

  it("are not believed about anything foreign when they do not know the root's own tag", async () => {
    const { aws, single } = world({ "ou-1": { Owner: "a" } });
    const index = await tagIndex(aws, ROOT);
    expect(await index.of("ou-1", false)).toEqual(OURS);
    expect(await index.of("ou-2", false)).toEqual(OURS);
    expect(single()).toEqual(["ou-1", "ou-2"]);
  });

  it.each(["AccessDeniedException", "UnrecognizedClientException", "InvalidParameterException"])(
    "are done without where AWS refuses them with %s",
    async (code) => {
      const { aws, asked } = scripted(({ operation }) => {
        if (operation === "tagging:GetResources") {
          throw refusal(operation, code);
        }
        return { Tags: tags(OURS) };
      });
      expect(await (await tagIndex(aws, ROOT)).of("ou-1", false)).toEqual(OURS);
      expect(asked.map(({ operation }) => operation)).toEqual([
        "tagging:GetResources",
        "organizations:ListTagsForResource",
      ]);
    },
  );

  it("are not done without where AWS fails in another way", async () => {
    const { aws } = scripted(({ operation }) => {
      throw refusal(operation, "ThrottledException");
    });
    await expect(tagIndex(aws, ROOT)).rejects.toMatchObject({ code: "ThrottledException" });
  });
});

describe("the tags of one thing", () => {
  it("are read page by page", async () => {
    const { aws } = scripted(({ input }) =>
      input["NextToken"] === undefined ? { Tags: tags({ a: "1" }), NextToken: "n" } : { Tags: tags({ b: "2" }) },
    );
    expect(await tagsOf(aws, "ou-1")).toEqual({ a: "1", b: "2" });
  });
});
