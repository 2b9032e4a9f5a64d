import { exactly } from "../shape.ts";
import type { Case } from "../stage.ts";
import { account, noUnit, organization } from "./furniture.ts";

export const TAGS: readonly Case[] = [
  {
    title: "sets tags one by one, and takes them off",
    async play(stage) {
      const root = await organization(stage);
      const member = await account(stage, "shop");
      const { answer, refusal } = stage;
      for (const ResourceId of [root, member]) {
        await answer("organizations:TagResource", { ResourceId, Tags: [{ Key: "team", Value: "shop" }] }, {});
        await answer("organizations:TagResource", { ResourceId, Tags: [{ Key: "stage", Value: "prod" }] }, {});
        await answer("organizations:UntagResource", { ResourceId, TagKeys: ["team", "nothing"] }, {});
        await answer(
          "organizations:ListTagsForResource",
          { ResourceId },
          { Tags: [{ Key: exactly("stage"), Value: exactly("prod") }] },
        );
      }
      const ResourceId = noUnit(root);
      const notFound = "TargetNotFoundException";
      await refusal("organizations:TagResource", { ResourceId, Tags: [{ Key: "team", Value: "shop" }] }, notFound);
      await refusal("organizations:UntagResource", { ResourceId, TagKeys: ["team"] }, notFound);
    },
  },
  {
    title: "finds what is tagged in the organization in one listing",
    async play(stage) {
      const root = await organization(stage);
      await stage.make("organizations:TagResource", { ResourceId: root, Tags: [{ Key: "team", Value: "shop" }] });
      await stage.answer(
        "tagging:GetResources",
        { ResourceTypeFilters: ["organizations"] },
        {
          PaginationToken: exactly(""),
          ResourceTagMappingList: [{ ResourceARN: "text", Tags: [{ Key: exactly("team"), Value: exactly("shop") }] }],
        },
      );
    },
  },
];
