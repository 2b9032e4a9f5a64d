import { exactly, maybe, type Shape } from "../shape.ts";
import type { Case, Stage } from "../stage.ts";

const NO_SHARE = "arn:aws:ram:us-east-1:123456789012:resource-share/11111111-2222-4333-a444-555555555555";
const TAG: Shape = { key: exactly("team"), value: exactly("platform") };

/** https://docs.aws.amazon.com/ram/latest/APIReference/API_ResourceShare.html */
function share(name: string): Shape {
  return {
    resourceShareArn: "text",
    name: exactly(name),
    owningAccountId: "text",
    allowExternalPrincipals: exactly(false),
    status: exactly("ACTIVE"),
    tags: maybe([TAG]),
    creationTime: "date",
    lastUpdatedTime: "date",
    featureSet: maybe("text"),
  };
}

function association(entity: string, type: string, status = "ASSOCIATED"): Shape {
  return {
    resourceShareArn: "text",
    resourceShareName: maybe("text"),
    associatedEntity: exactly(entity),
    associationType: exactly(type),
    status: exactly(status),
    creationTime: "date",
    lastUpdatedTime: "date",
    external: exactly(false),
  };
}

async function founded(stage: Stage): Promise<{ organization: string; parameter: string }> {
  const { Organization: made } = await stage.make("organizations:CreateOrganization", {});
  const parameter = { Name: "/orgwright/images/base", Value: "ami-1", Type: "String", Tier: "Advanced" } as const;
  await stage.make("ssm:PutParameter", parameter);
  return {
    organization: made?.Arn ?? "",
    parameter: `arn:aws:ssm:us-east-1:${stage.management}:parameter${parameter.Name}`,
  };
}

export const SHARES: readonly Case[] = [
  {
    title: "shares a parameter with the organization",
    async play(stage) {
      const { organization, parameter } = await founded(stage);
      const { answer, refusal } = stage;
      const wish = {
        name: "images",
        resourceArns: [parameter],
        principals: [organization],
        allowExternalPrincipals: false,
        tags: [{ key: "team", value: "platform" }],
      };
      await refusal("ram:CreateResourceShare", wish, "OperationNotPermittedException");
      await answer("ram:EnableSharingWithAwsOrganization", {}, { returnValue: exactly(true) });
      const { resourceShare: made } = await answer("ram:CreateResourceShare", wish, { resourceShare: share("images") });
      const resourceShareArn = made?.resourceShareArn ?? "";
      await answer("ram:GetResourceShares", { resourceOwner: "SELF" }, { resourceShares: [share("images")] });
      await answer(
        "ram:GetResourceShareAssociations",
        { associationType: "RESOURCE", resourceShareArns: [resourceShareArn] },
        { resourceShareAssociations: [association(parameter, "RESOURCE")] },
      );
      await answer(
        "ram:GetResourceShareAssociations",
        { associationType: "PRINCIPAL", resourceShareArns: [resourceShareArn] },
        { resourceShareAssociations: [association(organization, "PRINCIPAL")] },
      );
      await answer(
        "ram:DisassociateResourceShare",
        { resourceShareArn, principals: [organization] },
        { resourceShareAssociations: [association(organization, "PRINCIPAL", "DISASSOCIATED")] },
      );
      await answer(
        "ram:AssociateResourceShare",
        { resourceShareArn, principals: [organization] },
        { resourceShareAssociations: [association(organization, "PRINCIPAL")] },
      );
      await answer(
        "ram:UpdateResourceShare",
        { resourceShareArn, name: "approved" },
        { resourceShare: share("approved") },
      );
      await answer("ram:TagResource", { resourceShareArn, tags: [{ key: "team", value: "platform" }] }, {});
      await answer("ram:DeleteResourceShare", { resourceShareArn }, { returnValue: exactly(true) });
    },
  },
  {
    title: "knows no share that is not there",
    async play({ refusal }) {
      const gone = "UnknownResourceException";
      const named = { resourceShareArn: NO_SHARE };
      await refusal("ram:GetResourceShares", { resourceOwner: "SELF", resourceShareArns: [NO_SHARE] }, gone);
      await refusal("ram:UpdateResourceShare", { ...named, name: "x" }, gone);
      await refusal("ram:DeleteResourceShare", named, gone);
    },
  },
];
