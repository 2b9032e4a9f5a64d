import type { ImageState } from "../../../src/aws/sandbox/ec2/state.ts";
import type { RawCall } from "../../../src/aws/sandbox/sandbox.ts";
import type { World } from "../../../src/aws/sandbox/world.ts";
import type { DelegatedAdministrator } from "../../../src/kinds/delegated-administrator/delegated-administrator.ts";
import type { EcrRepository } from "../../../src/kinds/ecr-repository/ecr-repository.ts";
import type { IamOidcProvider } from "../../../src/kinds/iam-oidc-provider/iam-oidc-provider.ts";
import type { ImageSharing } from "../../../src/kinds/image-sharing/image-sharing.ts";
import type { RamShare } from "../../../src/kinds/ram-share/ram-share.ts";
import type { ServiceCatalogPortfolio } from "../../../src/kinds/servicecatalog-portfolio/servicecatalog-portfolio.ts";
import type { SsmParameter } from "../../../src/kinds/ssm-parameter/ssm-parameter.ts";
import { atManagement, inAccount, listOf, OUR_TAG_KEYS } from "../calls.ts";
import { HOME, type Names } from "../founded.ts";
import type { KindMutations, Mutation } from "../mutation.ts";

const NOBODY = listOf({ Owner: "nobody" });

/** A mutation of one call in the account `shop`. */
function byHand(does: string, operation: string, input: (names: Names) => object): Mutation {
  return { does, calls: (names): readonly RawCall[] => [inAccount(names, "shop", operation, input(names))] };
}

/** The ways in which every tagged thing's tags are changed. */
function tagged(tag: string, untag: string, keys: string, input: (names: Names) => object, nobody: object) {
  return {
    tags: [
      byHand("writes another owner", tag, (names) => ({ ...input(names), ...nobody })),
      byHand("takes a tag off", untag, (names) => ({ ...input(names), [keys]: ["Owner"] })),
    ],
    ours: [byHand("takes our tags off", untag, (names) => ({ ...input(names), [keys]: OUR_TAG_KEYS }))],
  };
}

const provider = (names: Names) => ({
  OpenIDConnectProviderArn: `arn:aws:iam::${names.account("shop")}:oidc-provider/issuer.acme.example`,
});
const providerTags = tagged("iam:TagOpenIDConnectProvider", "iam:UntagOpenIDConnectProvider", "TagKeys", provider, {
  Tags: NOBODY,
});

export const iamOidcProviderMutations: KindMutations<IamOidcProvider> = {
  subject: "things/provider",
  fields: {
    url: [
      {
        ...byHand("deletes it", "iam:DeleteOpenIDConnectProvider", provider),
        steps: ["create things/provider"],
      },
    ],
    audiences: [
      byHand("lets tokens of one more audience in", "iam:AddClientIDToOpenIDConnectProvider", (names) => ({
        ...provider(names),
        ClientID: "everybody",
      })),
      byHand("shuts an audience out", "iam:RemoveClientIDFromOpenIDConnectProvider", (names) => ({
        ...provider(names),
        ClientID: "acme",
      })),
    ],
    tags: providerTags.tags,
  },
  ours: providerTags.ours,
};

const repositoryName = "acme/shop";
const repository = () => ({ repositoryName });
const repositoryTags = tagged(
  "ecr:TagResource",
  "ecr:UntagResource",
  "tagKeys",
  (names) => ({ resourceArn: `arn:aws:ecr:${HOME}:${names.account("shop")}:repository/${repositoryName}` }),
  { tags: NOBODY },
);

export const ecrRepositoryMutations: KindMutations<EcrRepository> = {
  subject: "things/repository",
  fields: {
    name: [{ ...byHand("deletes it", "ecr:DeleteRepository", repository), steps: ["create things/repository"] }],
    immutableTags: [
      byHand("lets tags be moved", "ecr:PutImageTagMutability", () => ({
        ...repository(),
        imageTagMutability: "MUTABLE",
      })),
    ],
    scanOnPush: [
      byHand("stops its scans", "ecr:PutImageScanningConfiguration", () => ({
        ...repository(),
        imageScanningConfiguration: { scanOnPush: false },
      })),
    ],
    lifecycle: [
      byHand("keeps everything", "ecr:DeleteLifecyclePolicy", repository),
      byHand("lets everything go", "ecr:PutLifecyclePolicy", () => ({
        ...repository(),
        lifecyclePolicyText: JSON.stringify({
          rules: [
            {
              rulePriority: 1,
              selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 1 },
              action: { type: "expire" },
            },
          ],
        }),
      })),
    ],
    policy: [
      byHand("lets everybody pull", "ecr:SetRepositoryPolicy", () => ({
        ...repository(),
        policyText: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Sid: "Pull", Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }],
        }),
      })),
      byHand("deletes its policy", "ecr:DeleteRepositoryPolicy", repository),
    ],
    tags: repositoryTags.tags,
  },
  ours: repositoryTags.ours,
};

const Name = "/acme/image";
const WISHED = { Name, Value: "ami-0123456789abcdef0", Description: "What the shop runs", Type: "String" };
const parameterTags = tagged(
  "ssm:AddTagsToResource",
  "ssm:RemoveTagsFromResource",
  "TagKeys",
  () => ({ ResourceType: "Parameter", ResourceId: Name }),
  { Tags: NOBODY },
);

export const ssmParameterMutations: KindMutations<SsmParameter> = {
  subject: "things/parameter",
  fields: {
    name: [{ ...byHand("deletes it", "ssm:DeleteParameter", () => ({ Name })), steps: ["create things/parameter"] }],
    value: [
      byHand("approves another image", "ssm:PutParameter", () => ({ ...WISHED, Value: "ami-0bad", Overwrite: true })),
    ],
    description: [
      byHand("describes it otherwise", "ssm:PutParameter", () => ({ ...WISHED, Description: "Old", Overwrite: true })),
    ],
    tier: [
      {
        does: "has it fall back to the standard tier",
        edit: {
          because: "AWS lets nobody do so; but one that is adopted may stand there",
          change: (world) => {
            for (const parameter of Object.values(world.parameters)) {
              parameter.tier = "Standard";
            }
          },
        },
      },
    ],
    type: [
      {
        ...byHand("makes a list of it", "ssm:PutParameter", () => ({ ...WISHED, Type: "StringList", Overwrite: true })),
        told: ["immutable-field"],
      },
    ],
    tags: parameterTags.tags,
  },
  ours: parameterTags.ours,
};

/** An image of the shop's that somebody shared. */
const shared = (does: string, who: (names: Names) => object) => ({
  does,
  edit: {
    because: "an image is registered in the sandbox alone, and its id is not known before",
    change: (world: World, names: Names) => {
      const account = names.account("shop");
      const image = { id: "ami-0123456789abcdef0", name: "base", account, region: HOME, created: world.time };
      world.images[image.id] = { ...image, launchPermissions: [who(names)] as ImageState["launchPermissions"] };
    },
  },
});

export const imageSharingMutations: KindMutations<ImageSharing> = {
  subject: "things/images",
  fields: {
    outsiders: [
      shared("shares an image with a stranger", () => ({ UserId: "999999999999" })),
      shared("shares an image with everybody", () => ({ Group: "all" })),
      shared("shares an image with another organization", () => ({
        OrganizationArn: "arn:aws:organizations::999999999999:organization/o-stranger00",
      })),
      shared("shares an image with a unit of another organization", () => ({
        OrganizationalUnitArn: "arn:aws:organizations::999999999999:ou/o-stranger00/ou-else-11111111",
      })),
      {
        ...shared("shares images with members, with the organization and with whom the file allows", () => ({})),
        edit: {
          because: "nothing of it is drift",
          change: (world, names) => {
            const here = { account: names.account("shop"), region: HOME, created: world.time };
            const organization = `arn:aws:organizations::${names.account("management")}:organization/${names.organization}`;
            const launchPermissions = [
              { UserId: names.account("logging") },
              { UserId: "888888888888" },
              { OrganizationArn: organization },
            ];
            world.images["ami-0aaaaaaaaaaaaaaaa"] = {
              id: "ami-0aaaaaaaaaaaaaaaa",
              name: "own",
              ...here,
              launchPermissions,
            };
          },
        },
        steps: [],
      },
    ],
  },
};

export const ramOrganizationSharingMutations: KindMutations<object> = { subject: "things/sharing", fields: {} };

const share = (names: Names) => ({ resourceShareArn: names.share("acme-images") });
const shareTags = tagged("ram:TagResource", "ram:UntagResource", "tagKeys", share, {
  tags: [{ key: "Owner", value: "nobody" }],
});

export const ramShareMutations: KindMutations<RamShare> = {
  subject: "things/share",
  fields: {
    name: [byHand("calls it otherwise", "ram:UpdateResourceShare", (names) => ({ ...share(names), name: "images" }))],
    resources: [
      byHand("takes out what is shared", "ram:DisassociateResourceShare", (names) => ({
        ...share(names),
        resourceArns: [`arn:aws:ssm:${HOME}:${names.account("shop")}:parameter${Name}`],
      })),
    ],
    principals: [
      byHand("takes the organization out", "ram:DisassociateResourceShare", (names) => ({
        ...share(names),
        principals: [`arn:aws:organizations::${names.account("management")}:organization/${names.organization}`],
      })),
      byHand("shares it with one account more", "ram:AssociateResourceShare", (names) => ({
        ...share(names),
        principals: [names.account("logging")],
      })),
    ],
    external: [
      byHand("lets strangers in", "ram:UpdateResourceShare", (names) => ({
        ...share(names),
        allowExternalPrincipals: true,
      })),
    ],
    tags: shareTags.tags,
  },
  ours: shareTags.ours,
};

export const delegatedAdministratorMutations: KindMutations<DelegatedAdministrator> = {
  subject: "things/administrator",
  fields: {
    service: [
      {
        does: "takes the service from it",
        calls: (names) => [
          atManagement("organizations:DeregisterDelegatedAdministrator", {
            AccountId: names.account("shop"),
            ServicePrincipal: "servicecatalog.amazonaws.com",
          }),
        ],
        steps: ["create things/administrator"],
      },
    ],
    account: [
      {
        does: "gives the service to another account",
        calls: (names) => [
          atManagement("organizations:DeregisterDelegatedAdministrator", {
            AccountId: names.account("shop"),
            ServicePrincipal: "servicecatalog.amazonaws.com",
          }),
          atManagement("organizations:RegisterDelegatedAdministrator", {
            AccountId: names.account("logging"),
            ServicePrincipal: "servicecatalog.amazonaws.com",
          }),
        ],
        steps: ["create things/administrator"],
      },
    ],
  },
};

export const serviceCatalogOrganizationAccessMutations: KindMutations<object> = {
  subject: "things/catalog-access",
  fields: {},
};

const update = (does: string, input: object) =>
  byHand(does, "servicecatalog:UpdatePortfolio", (names) => ({ Id: names.portfolio("Approved"), ...input }));

export const serviceCatalogPortfolioMutations: KindMutations<ServiceCatalogPortfolio> = {
  subject: "things/portfolio",
  fields: {
    name: [update("calls it otherwise", { DisplayName: "Golden" })],
    provider: [update("names another provider", { ProviderName: "Nobody" })],
    description: [update("describes it otherwise", { Description: "Old" })],
    organizations: [
      byHand("takes it back from the organization", "servicecatalog:DeletePortfolioShare", (names) => ({
        PortfolioId: names.portfolio("Approved"),
        OrganizationNode: { Type: "ORGANIZATION", Value: names.organization },
      })),
    ],
    tags: [update("writes another owner", { AddTags: NOBODY }), update("takes a tag off", { RemoveTags: ["Owner"] })],
  },
  ours: [update("takes our tags off", { RemoveTags: OUR_TAG_KEYS })],
};
