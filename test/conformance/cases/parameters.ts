import { exactly, maybe, type Shape } from "../shape.ts";
import type { Case } from "../stage.ts";

const NAME = "/orgwright/images/base";
const WISH = { Name: NAME, Value: "ami-1", Description: "Approved", Type: "String", Tier: "Advanced" } as const;

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterMetadata.html */
const METADATA: Shape = {
  Name: exactly(NAME),
  ARN: "text",
  Type: exactly("String"),
  LastModifiedDate: "date",
  LastModifiedUser: "text",
  Description: exactly("Approved"),
  Version: exactly(1),
  Tier: exactly("Advanced"),
  Policies: maybe([]),
  DataType: exactly("text"),
};

export const PARAMETERS: readonly Case[] = [
  {
    title: "keeps a parameter, and one more version of it",
    async play({ answer, refusal }) {
      const tags = [{ Key: "team", Value: "platform" }];
      await answer("ssm:PutParameter", { ...WISH, Tags: tags }, { Version: exactly(1), Tier: exactly("Advanced") });
      await refusal("ssm:PutParameter", WISH, "ParameterAlreadyExists");
      await refusal("ssm:PutParameter", { ...WISH, Overwrite: true, Tags: tags }, "ValidationException");
      await answer("ssm:DescribeParameters", { MaxResults: 50 }, { Parameters: [METADATA] });
      const byName = [{ Key: "Name", Option: "Equals", Values: [NAME] }];
      await answer("ssm:DescribeParameters", { ParameterFilters: byName }, { Parameters: [METADATA] });
      await answer(
        "ssm:PutParameter",
        { ...WISH, Value: "ami-2", Overwrite: true },
        { Version: exactly(2), Tier: exactly("Advanced") },
      );
      await refusal("ssm:PutParameter", { ...WISH, Tier: "Standard", Overwrite: true }, "ValidationException");
      await answer(
        "ssm:GetParameter",
        { Name: NAME },
        {
          Parameter: {
            Name: exactly(NAME),
            Type: exactly("String"),
            Value: exactly("ami-2"),
            Version: exactly(2),
            LastModifiedDate: "date",
            ARN: "text",
            DataType: exactly("text"),
          },
        },
      );
      const resource = { ResourceType: "Parameter", ResourceId: NAME } as const;
      await answer("ssm:AddTagsToResource", { ...resource, Tags: [{ Key: "team", Value: "base" }] }, {});
      await answer("ssm:ListTagsForResource", resource, {
        TagList: [{ Key: exactly("team"), Value: exactly("base") }],
      });
      await answer("ssm:DeleteParameter", { Name: NAME }, {});
      await answer("ssm:DescribeParameters", {}, { Parameters: [] });
    },
  },
  {
    title: "knows no parameter that is not there",
    async play({ refusal }) {
      await refusal("ssm:GetParameter", { Name: NAME }, "ParameterNotFound");
      await refusal("ssm:DeleteParameter", { Name: NAME }, "ParameterNotFound");
      const resource = { ResourceType: "Parameter", ResourceId: NAME } as const;
      await refusal("ssm:ListTagsForResource", resource, "InvalidResourceId");
      await refusal("ssm:AddTagsToResource", { ...resource, Tags: [] }, "InvalidResourceId");
    },
  },
];
