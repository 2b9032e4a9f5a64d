import type { Operation } from "../../../src/aws/contract/operations.ts";
import type { Input } from "../../../src/aws/contract/services.ts";
import { type From, IMAGE, PARAMETER, REPOSITORY, type Stand } from "./publishing-world.ts";

/** One thing that a service with which accounts publish refuses. */
export interface PublishingRow {
  readonly operation: Operation;
  readonly why: string;
  readonly input: (stand: Stand) => unknown;
  readonly code: string;
  readonly from: From;
}

type Line<O extends Operation> = readonly [
  why: string,
  input: (stand: Stand) => { [K in keyof Input<O>]?: unknown },
  code: string,
  from?: From,
];

function rows<O extends Operation>(operation: O, ...lines: readonly Line<O>[]): PublishingRow[] {
  return lines.map(([why, input, code, from = {}]) => ({ operation, why, input, code, from }));
}

const AWS_TAG = [{ Key: "aws:x", Value: "" }];
const MANY = Array.from({ length: 51 }, (_, n) => ({ Key: `k${n}`, Value: "" }));
const named = { repositoryName: REPOSITORY };
const none = { repositoryName: "none" };
const policyOf = (more: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage", ...more }],
  });
const NO_REPOSITORY = "RepositoryNotFoundException";
const arnOf = (stand: Stand, name = REPOSITORY) => `arn:aws:ecr:eu-west-1:${stand.publishing}:repository/${name}`;
const abroad = { as: "shop" } as const;
const inTheirs = (stand: Stand) => ({ ...named, registryId: stand.publishing });

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Operations.html */
const ECR = [
  ...rows(
    "ecr:CreateRepository",
    ["it is there", () => named, "RepositoryAlreadyExistsException"],
    ["its name has capitals", () => ({ repositoryName: "App" }), "InvalidParameterException"],
    ["a tag is AWS's", () => ({ repositoryName: "new", tags: AWS_TAG }), "InvalidTagParameterException"],
    ["it has too many tags", () => ({ repositoryName: "new", tags: MANY }), "TooManyTagsException"],
  ),
  ...rows(
    "ecr:DescribeRepositories",
    ["there is none", () => ({ repositoryNames: ["none"] }), NO_REPOSITORY],
    ["the page is too large", () => ({ maxResults: 1001 }), "InvalidParameterException"],
    ["the token is none", () => ({ nextToken: "?" }), "InvalidParameterException"],
    ["it is in another region", () => ({ repositoryNames: [REPOSITORY] }), NO_REPOSITORY, { region: "us-east-1" }],
    ["another account lists", (stand) => ({ registryId: stand.publishing }), "AccessDeniedException", abroad],
  ),
  ...rows(
    "ecr:SetRepositoryPolicy",
    ["there is none", () => ({ ...none, policyText: policyOf({}) }), NO_REPOSITORY],
    ["it is not JSON", () => ({ ...named, policyText: "{" }), "InvalidParameterException"],
    ["it names a resource", () => ({ ...named, policyText: policyOf({ Resource: "*" }) }), "InvalidParameterException"],
    [
      "it names nobody there is",
      (stand) => ({
        ...named,
        policyText: policyOf({ Principal: { AWS: `arn:aws:iam::${stand.shop}:role/none` } }),
      }),
      "InvalidParameterException",
    ],
    [
      "another account asks",
      (stand) => ({ ...inTheirs(stand), policyText: policyOf({}) }),
      "AccessDeniedException",
      abroad,
    ],
  ),
  ...rows(
    "ecr:PutLifecyclePolicy",
    ["it has no rules", () => ({ ...named, lifecyclePolicyText: " ".repeat(200) }), "InvalidParameterException"],
    ["there is none", () => ({ ...none, lifecyclePolicyText: "{}" }), NO_REPOSITORY],
  ),
  ...rows("ecr:DeleteLifecyclePolicy", ["it has none", () => named, "LifecyclePolicyNotFoundException"]),
  ...rows("ecr:GetLifecyclePolicy", ["it has none", () => named, "LifecyclePolicyNotFoundException"]),
  ...rows("ecr:GetRepositoryPolicy", ["it has none", () => named, "RepositoryPolicyNotFoundException"]),
  ...rows(
    "ecr:PutImageTagMutability",
    ["it is neither", () => ({ ...named, imageTagMutability: "SOMETIMES" }), "InvalidParameterException"],
    [
      "another account asks",
      (stand) => ({ ...inTheirs(stand), imageTagMutability: "MUTABLE" }),
      "AccessDeniedException",
      abroad,
    ],
  ),
  ...rows("ecr:PutImageScanningConfiguration", ["there is none", () => none, NO_REPOSITORY]),
  ...rows(
    "ecr:TagResource",
    ["the ARN is none", () => ({ resourceArn: REPOSITORY, tags: [] }), "InvalidParameterException"],
    ["there is none", (stand) => ({ resourceArn: arnOf(stand, "none"), tags: [] }), NO_REPOSITORY],
    ["a tag is AWS's", (stand) => ({ resourceArn: arnOf(stand), tags: AWS_TAG }), "InvalidTagParameterException"],
  ),
  ...rows("ecr:ListTagsForResource", [
    "there is none",
    (stand) => ({ resourceArn: arnOf(stand, "none") }),
    NO_REPOSITORY,
  ]),
];

const parameter = { Name: PARAMETER, Value: "ami-2", Type: "String" };
const ofParameter = { ResourceType: "Parameter", ResourceId: PARAMETER };
const ofNone = { ResourceType: "Parameter", ResourceId: "/none" };

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html */
const SSM = [
  ...rows(
    "ssm:PutParameter",
    ["it is there", () => parameter, "ParameterAlreadyExists"],
    ["its name begins with ssm", () => ({ ...parameter, Name: "/ssm/x" }), "ValidationException"],
    ["its name has no slash in front", () => ({ ...parameter, Name: "a/b" }), "ValidationException"],
    ["it is too deep", () => ({ ...parameter, Name: "/a".repeat(16) }), "HierarchyLevelLimitExceededException"],
    ["its value is empty", () => ({ ...parameter, Name: "/x", Value: "" }), "ValidationException"],
    ["its value is too long", () => ({ ...parameter, Name: "/x", Value: "x".repeat(4097) }), "ValidationException"],
    ["its type is not known", () => ({ ...parameter, Name: "/x", Type: "Map" }), "UnsupportedParameterType"],
    ["it says no type", () => ({ Name: "/x", Value: "1" }), "ValidationException"],
    [
      "tags come with an overwrite",
      () => ({ ...parameter, Overwrite: true, Tags: [{ Key: "a", Value: "" }] }),
      "ValidationException",
    ],
    ["it is to leave the tier", () => ({ ...parameter, Overwrite: true, Tier: "Standard" }), "ValidationException"],
  ),
  ...rows(
    "ssm:DescribeParameters",
    ["the page is too large", () => ({ MaxResults: 51 }), "ValidationException"],
    ["the token is none", () => ({ NextToken: "?" }), "InvalidNextToken"],
    ["the filter is not known", () => ({ ParameterFilters: [{ Key: "Label" }] }), "InvalidFilterKey"],
  ),
  ...rows(
    "ssm:GetParameter",
    ["there is none", () => ({ Name: "/none" }), "ParameterNotFound"],
    ["it is another account's", () => ({ Name: PARAMETER }), "ParameterNotFound", abroad],
  ),
  ...rows("ssm:DeleteParameter", ["there is none", () => ({ Name: "/none" }), "ParameterNotFound"]),
  ...rows("ssm:ListTagsForResource", ["there is none", () => ofNone, "InvalidResourceId"]),
  ...rows(
    "ssm:AddTagsToResource",
    ["there is none", () => ({ ...ofNone, Tags: [] }), "InvalidResourceId"],
    ["it is none", () => ({ ResourceType: "Document", ResourceId: "x", Tags: [] }), "InvalidResourceType"],
    ["a tag is AWS's", () => ({ ...ofParameter, Tags: AWS_TAG }), "ValidationException"],
    ["it has too many tags", () => ({ ...ofParameter, Tags: MANY }), "TooManyTagsError"],
  ),
];

const shareOf = (stand: Stand) => ({
  name: "more",
  resourceArns: [stand.parameterArn],
  principals: [stand.organizationArn],
  allowExternalPrincipals: false,
});
const NO_SHARE = "arn:aws:ram:eu-west-1:222222222222:resource-share/none";
const UNKNOWN = "UnknownResourceException";
const NOT_PERMITTED = "OperationNotPermittedException";

/** https://docs.aws.amazon.com/ram/latest/APIReference/API_Operations.html */
const RAM = [
  ...rows("ram:EnableSharingWithAwsOrganization", ["a member asks", () => ({}), NOT_PERMITTED]),
  ...rows(
    "ram:CreateResourceShare",
    ["it has no name", (stand) => ({ ...shareOf(stand), name: "" }), "InvalidParameterException"],
    ["a stranger is in it", (stand) => ({ ...shareOf(stand), principals: ["999999999999"] }), NOT_PERMITTED],
    [
      "another organization is in it",
      (stand) => ({
        ...shareOf(stand),
        principals: ["arn:aws:organizations::999999999999:organization/o-stranger00"],
      }),
      NOT_PERMITTED,
    ],
    ["a principal is none", (stand) => ({ ...shareOf(stand), principals: ["x"] }), "InvalidParameterException"],
    ["a resource is none", (stand) => ({ ...shareOf(stand), resourceArns: ["x"] }), "MalformedArnException"],
    [
      "a resource is not there",
      (stand) => ({ ...shareOf(stand), resourceArns: [`${stand.parameterArn}-none`] }),
      UNKNOWN,
    ],
    ["a resource is another account's", shareOf, UNKNOWN, abroad],
  ),
  ...rows(
    "ram:GetResourceShares",
    ["there is none", () => ({ resourceOwner: "SELF", resourceShareArns: [NO_SHARE] }), UNKNOWN],
    ["the page is too large", () => ({ resourceOwner: "SELF", maxResults: 501 }), "InvalidMaxResultsException"],
    ["the token is none", () => ({ resourceOwner: "SELF", nextToken: "?" }), "InvalidNextTokenException"],
  ),
  ...rows(
    "ram:GetResourceShareAssociations",
    ["the type is none", () => ({ associationType: "BOTH" }), "InvalidParameterException"],
    ["there is none", () => ({ associationType: "PRINCIPAL", resourceShareArns: [NO_SHARE] }), UNKNOWN],
  ),
  ...rows("ram:UpdateResourceShare", ["there is none", () => ({ resourceShareArn: NO_SHARE }), UNKNOWN]),
  ...rows(
    "ram:AssociateResourceShare",
    ["the ARN is none", () => ({ resourceShareArn: "x" }), "MalformedArnException"],
    [
      "a stranger is to come in",
      (stand) => ({ resourceShareArn: stand.share, principals: ["999999999999"] }),
      NOT_PERMITTED,
    ],
  ),
  ...rows("ram:DisassociateResourceShare", ["there is none", () => ({ resourceShareArn: NO_SHARE }), UNKNOWN]),
  ...rows("ram:TagResource", [
    "a tag is AWS's",
    (stand) => ({ resourceShareArn: stand.share, tags: [{ key: "aws:x", value: "" }] }),
    "InvalidParameterException",
  ]),
  ...rows("ram:DeleteResourceShare", [
    "it is another account's",
    (stand) => ({ resourceShareArn: stand.share }),
    UNKNOWN,
    abroad,
  ]),
];

const node = (stand: Stand) => ({ Type: "ORGANIZATION", Value: stand.organization });
const NO_PORTFOLIO = { Id: "port-none" };
const GONE = "ResourceNotFoundException";

/** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_Operations_AWS_Service_Catalog.html */
const CATALOG = [
  ...rows("servicecatalog:EnableAWSOrganizationsAccess", [
    "a member asks",
    () => ({}),
    "OperationNotSupportedException",
  ]),
  ...rows("servicecatalog:GetAWSOrganizationsAccessStatus", [
    "a member asks",
    () => ({}),
    "OperationNotSupportedException",
  ]),
  ...rows(
    "servicecatalog:CreatePortfolio",
    ["it has no name", () => ({ ProviderName: "P" }), "InvalidParametersException"],
    ["a tag is AWS's", () => ({ DisplayName: "D", ProviderName: "P", Tags: AWS_TAG }), "InvalidParametersException"],
  ),
  ...rows("servicecatalog:ListPortfolios", [
    "the page is too large",
    () => ({ PageSize: 21 }),
    "InvalidParametersException",
  ]),
  ...rows("servicecatalog:DescribePortfolio", ["there is none", () => NO_PORTFOLIO, GONE]),
  ...rows("servicecatalog:UpdatePortfolio", ["there is none", () => NO_PORTFOLIO, GONE]),
  ...rows(
    "servicecatalog:CreatePortfolioShare",
    ["there is none", (stand) => ({ PortfolioId: "port-none", OrganizationNode: node(stand) }), GONE],
    [
      "it is another organization",
      (stand) => ({
        PortfolioId: stand.portfolio,
        OrganizationNode: { Type: "ORGANIZATION", Value: "o-stranger00" },
      }),
      GONE,
    ],
    [
      "it is for one account",
      (stand) => ({ PortfolioId: stand.portfolio, AccountId: stand.shop }),
      "OperationNotSupportedException",
    ],
  ),
  ...rows("servicecatalog:DescribePortfolioShareStatus", [
    "there is none",
    () => ({ PortfolioShareToken: "share-none" }),
    GONE,
  ]),
  ...rows("servicecatalog:DescribePortfolioShares", ["there is none", () => ({ PortfolioId: "port-none" }), GONE]),
  ...rows("servicecatalog:DeletePortfolioShare", [
    "it is not shared",
    (stand) => ({ PortfolioId: stand.portfolio, OrganizationNode: node(stand) }),
    GONE,
  ]),
];

const NO_PROVIDER = { OpenIDConnectProviderArn: "arn:aws:iam::222222222222:oidc-provider/none.example" };
const NO_ENTITY = "NoSuchEntityException";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html */
const OIDC = [
  ...rows(
    "iam:CreateOpenIDConnectProvider",
    ["it is there", () => ({ Url: "https://token.actions.githubusercontent.com" }), "EntityAlreadyExistsException"],
    ["its URL is not secure", () => ({ Url: "http://issuer.example" }), "InvalidInputException"],
    ["its URL has a port", () => ({ Url: "https://issuer.example:443" }), "InvalidInputException"],
    ["it has too many tags", () => ({ Url: "https://issuer.example", Tags: MANY }), "LimitExceededException"],
  ),
  ...rows(
    "iam:GetOpenIDConnectProvider",
    ["there is none", () => NO_PROVIDER, NO_ENTITY],
    ["the ARN is none", () => ({ OpenIDConnectProviderArn: "x" }), "InvalidInputException"],
  ),
  ...rows(
    "iam:AddClientIDToOpenIDConnectProvider",
    ["there is none", () => ({ ...NO_PROVIDER, ClientID: "x" }), NO_ENTITY],
    [
      "the audience is empty",
      (stand) => ({ OpenIDConnectProviderArn: stand.provider, ClientID: "" }),
      "InvalidInputException",
    ],
  ),
  ...rows("iam:RemoveClientIDFromOpenIDConnectProvider", [
    "there is none",
    () => ({ ...NO_PROVIDER, ClientID: "x" }),
    NO_ENTITY,
  ]),
  ...rows("iam:TagOpenIDConnectProvider", [
    "a tag is AWS's",
    (stand) => ({ OpenIDConnectProviderArn: stand.provider, Tags: AWS_TAG }),
    "InvalidInputException",
  ]),
  ...rows("iam:DeleteOpenIDConnectProvider", ["there is none", () => NO_PROVIDER, NO_ENTITY]),
];

const NO_IMAGE = { ImageId: "ami-00000000000000000" };
const IN_SHUT = { region: "me-south-1" } as const;
const add = (LaunchPermission: object) => ({ ImageId: IMAGE, LaunchPermission: { Add: [LaunchPermission] } });
const ITEM = "InvalidAMIAttributeItemValue";

/** https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-errors.html */
const EC2 = [
  ...rows(
    "ec2:DescribeRegions",
    ["there is none", () => ({ RegionNames: ["eu-nowhere-1"] }), "InvalidParameterValue"],
    ["the region it is asked in is not enabled", () => ({}), "AuthFailure", IN_SHUT],
  ),
  ...rows(
    "ec2:DescribeImages",
    ["there is none", () => ({ ImageIds: [NO_IMAGE.ImageId] }), "InvalidAMIID.NotFound"],
    ["the id is none", () => ({ ImageIds: ["base"] }), "InvalidAMIID.Malformed"],
    ["the page is too large", () => ({ MaxResults: 1001 }), "InvalidParameterValue"],
    ["ids come in pages", () => ({ ImageIds: [IMAGE], MaxResults: 5 }), "InvalidParameterCombination"],
    ["the token is none", () => ({ NextToken: "?" }), "InvalidParameterValue"],
    ["the region is not enabled", () => ({ Owners: ["self"] }), "AuthFailure", IN_SHUT],
  ),
  ...rows(
    "ec2:DescribeImageAttribute",
    ["there is none", () => ({ ...NO_IMAGE, Attribute: "launchPermission" }), "InvalidAMIID.NotFound"],
    [
      "it is in another region",
      () => ({ ImageId: IMAGE, Attribute: "launchPermission" }),
      "InvalidAMIID.NotFound",
      { region: "us-east-1" },
    ],
    ["another account asks", () => ({ ImageId: IMAGE, Attribute: "launchPermission" }), "AuthFailure", abroad],
  ),
  ...rows(
    "ec2:ModifyImageAttribute",
    ["there is none", () => ({ ...NO_IMAGE, LaunchPermission: { Remove: [] } }), "InvalidAMIID.NotFound"],
    ["nothing is said", () => ({ ImageId: IMAGE }), "MissingParameter"],
    ["the account is none", () => add({ UserId: "12345" }), ITEM],
    ["the group is none", () => add({ Group: "some" }), ITEM],
    ["the organization is none", () => add({ OrganizationArn: "o-acme000000" }), ITEM],
    ["the unit is none", () => add({ OrganizationalUnitArn: "ou-acme-11111111" }), ITEM],
    ["nobody is named", () => add({}), "MissingParameter"],
    ["another account asks", () => add({ Group: "all" }), "AuthFailure", abroad],
  ),
];

export const PUBLISHING_ROWS: readonly PublishingRow[] = [...EC2, ...ECR, ...SSM, ...RAM, ...CATALOG, ...OIDC];
