import type { Operation } from "../../../src/aws/contract/operations.ts";
import { DATE, type Form, json, query, SECONDS, type Wire } from "./wire.ts";

const iam = query("https://iam.amazonaws.com", "2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/");
const ecr = json("https://api.ecr.us-east-1.amazonaws.com", "AmazonEC2ContainerRegistry_V20150921");
const ssm = json("https://ssm.us-east-1.amazonaws.com", "AmazonSSM");
const catalog = json("https://servicecatalog.us-east-1.amazonaws.com", "AWS242ServiceCatalogService");

type Of<S extends string> = { readonly [O in Extract<Operation, `${S}:${string}`>]: Wire<O> };

const PROVIDER = "arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com";
const PROVIDER_FORM =
  "OpenIDConnectProviderArn=arn%3Aaws%3Aiam%3A%3A222222222222%3Aoidc-provider%2Ftoken.actions.githubusercontent.com";
const TAGS = [{ Key: "orgwright:address", Value: "publishing/provider" }];
const TAG_FORM = "Tags.member.1.Key=orgwright%3Aaddress&Tags.member.1.Value=publishing%2Fprovider";
const TAG_XML = "<Tags><member><Key>orgwright:address</Key><Value>publishing/provider</Value></member></Tags>";

/** One for each operation of IAM about OIDC providers. */
export const OIDC_WIRES: {
  readonly [O in Extract<Operation, `iam:${string}OpenIDConnectProvider${string}`>]: Wire<O>;
} = {
  "iam:ListOpenIDConnectProviders": iam("ListOpenIDConnectProviders", {
    input: {},
    form: "",
    result: `<OpenIDConnectProviderList><member><Arn>${PROVIDER}</Arn></member></OpenIDConnectProviderList>`,
    output: { OpenIDConnectProviderList: [{ Arn: PROVIDER }] },
  }),
  "iam:GetOpenIDConnectProvider": iam("GetOpenIDConnectProvider", {
    input: { OpenIDConnectProviderArn: PROVIDER },
    form: PROVIDER_FORM,
    result: `<Url>token.actions.githubusercontent.com</Url><ClientIDList><member>sts.amazonaws.com</member></ClientIDList><CreateDate>2026-01-02T03:04:05Z</CreateDate>${TAG_XML}`,
    output: {
      Url: "token.actions.githubusercontent.com",
      ClientIDList: ["sts.amazonaws.com"],
      CreateDate: DATE,
      Tags: TAGS,
    },
  }),
  "iam:CreateOpenIDConnectProvider": iam("CreateOpenIDConnectProvider", {
    input: { Url: "https://token.actions.githubusercontent.com", ClientIDList: ["sts.amazonaws.com"], Tags: TAGS },
    form: `Url=https%3A%2F%2Ftoken.actions.githubusercontent.com&ClientIDList.member.1=sts.amazonaws.com&${TAG_FORM}`,
    result: `<OpenIDConnectProviderArn>${PROVIDER}</OpenIDConnectProviderArn>`,
    output: { OpenIDConnectProviderArn: PROVIDER },
  }),
  "iam:AddClientIDToOpenIDConnectProvider": iam("AddClientIDToOpenIDConnectProvider", {
    input: { OpenIDConnectProviderArn: PROVIDER, ClientID: "sts.amazonaws.com" },
    form: `${PROVIDER_FORM}&ClientID=sts.amazonaws.com`,
    result: "",
    output: {},
  }),
  "iam:RemoveClientIDFromOpenIDConnectProvider": iam("RemoveClientIDFromOpenIDConnectProvider", {
    input: { OpenIDConnectProviderArn: PROVIDER, ClientID: "other" },
    form: `${PROVIDER_FORM}&ClientID=other`,
    result: "",
    output: {},
  }),
  "iam:TagOpenIDConnectProvider": iam("TagOpenIDConnectProvider", {
    input: { OpenIDConnectProviderArn: PROVIDER, Tags: TAGS },
    form: `${PROVIDER_FORM}&${TAG_FORM}`,
    result: "",
    output: {},
  }),
  "iam:DeleteOpenIDConnectProvider": iam("DeleteOpenIDConnectProvider", {
    input: { OpenIDConnectProviderArn: PROVIDER },
    form: PROVIDER_FORM,
    result: "",
    output: {},
  }),
};

const REPOSITORY = {
  repositoryArn: "arn:aws:ecr:us-east-1:222222222222:repository/orgwright/app",
  registryId: "222222222222",
  repositoryName: "orgwright/app",
  imageTagMutability: "IMMUTABLE",
  imageScanningConfiguration: { scanOnPush: true },
} as const;
const NAMED = { registryId: "222222222222", repositoryName: "orgwright/app" };

/** One for each operation of ECR that orgwright may call. */
export const ECR_WIRES: Of<"ecr"> = {
  "ecr:DescribeRepositories": ecr("DescribeRepositories", {
    input: { maxResults: 1000, nextToken: "2" },
    answer: { repositories: [{ ...REPOSITORY, createdAt: SECONDS }] },
    output: { repositories: [{ ...REPOSITORY, createdAt: DATE }] },
  }),
  "ecr:GetRepositoryPolicy": ecr("GetRepositoryPolicy", {
    input: { repositoryName: "orgwright/app" },
    output: { ...NAMED, policyText: "{}" },
  }),
  "ecr:GetLifecyclePolicy": ecr("GetLifecyclePolicy", {
    input: { repositoryName: "orgwright/app" },
    output: { ...NAMED, lifecyclePolicyText: "{}" },
  }),
  "ecr:ListTagsForResource": ecr("ListTagsForResource", {
    input: { resourceArn: REPOSITORY.repositoryArn },
    output: { tags: TAGS },
  }),
  "ecr:CreateRepository": ecr("CreateRepository", {
    input: {
      repositoryName: "orgwright/app",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      tags: TAGS,
    },
    output: { repository: REPOSITORY },
  }),
  "ecr:PutImageTagMutability": ecr("PutImageTagMutability", {
    input: { repositoryName: "orgwright/app", imageTagMutability: "IMMUTABLE" },
    output: { ...NAMED, imageTagMutability: "IMMUTABLE" },
  }),
  "ecr:PutImageScanningConfiguration": ecr("PutImageScanningConfiguration", {
    input: { repositoryName: "orgwright/app", imageScanningConfiguration: { scanOnPush: true } },
    output: { ...NAMED, imageScanningConfiguration: { scanOnPush: true } },
  }),
  "ecr:SetRepositoryPolicy": ecr("SetRepositoryPolicy", {
    input: { repositoryName: "orgwright/app", policyText: "{}" },
    output: { ...NAMED, policyText: "{}" },
  }),
  "ecr:PutLifecyclePolicy": ecr("PutLifecyclePolicy", {
    input: { repositoryName: "orgwright/app", lifecyclePolicyText: "{}" },
    output: { ...NAMED, lifecyclePolicyText: "{}" },
  }),
  "ecr:DeleteLifecyclePolicy": ecr("DeleteLifecyclePolicy", {
    input: { repositoryName: "orgwright/app" },
    output: NAMED,
  }),
  "ecr:TagResource": ecr("TagResource", { input: { resourceArn: REPOSITORY.repositoryArn, tags: TAGS }, output: {} }),
};

const ORGANIZATION = "arn:aws:organizations::111111111111:organization/o-1";
const IMAGE = "ami-0123456789abcdef0";

/** EC2 speaks forms, and XML of its own kind: the answer's members stand beside the request's id. */
function ec2<O extends Operation>(name: string, { input, form, result, output }: Form<O>): Wire<O> {
  return {
    input,
    host: "https://ec2.us-east-1.amazonaws.com",
    path: "/",
    body: `Action=${name}&Version=2016-11-15&${form}`,
    answer: `<${name}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId>${result}</${name}Response>`,
    output,
  };
}

/** One for each operation of EC2 that orgwright may call. */
export const EC2_WIRES: Of<"ec2"> = {
  "ec2:DescribeRegions": ec2("DescribeRegions", {
    input: { RegionNames: ["me-south-1"], AllRegions: true },
    form: "RegionName.1=me-south-1&AllRegions=true",
    result:
      "<regionInfo><item><regionName>me-south-1</regionName><optInStatus>not-opted-in</optInStatus></item></regionInfo>",
    output: { Regions: [{ RegionName: "me-south-1", OptInStatus: "not-opted-in" }] },
  }),
  "ec2:DescribeImages": ec2("DescribeImages", {
    input: { Owners: ["self"], MaxResults: 1000, NextToken: "2" },
    form: "Owner.1=self&MaxResults=1000&NextToken=2",
    result: `<imagesSet><item><imageId>${IMAGE}</imageId><isPublic>false</isPublic></item></imagesSet><nextToken>3</nextToken>`,
    output: { Images: [{ ImageId: IMAGE, Public: false }], NextToken: "3" },
  }),
  "ec2:DescribeImageAttribute": ec2("DescribeImageAttribute", {
    input: { ImageId: IMAGE, Attribute: "launchPermission" },
    form: `Attribute=launchPermission&ImageId=${IMAGE}`,
    result: `<imageId>${IMAGE}</imageId><launchPermission><item><userId>999999999999</userId></item><item><group>all</group></item><item><organizationArn>${ORGANIZATION}</organizationArn></item></launchPermission>`,
    output: {
      ImageId: IMAGE,
      LaunchPermissions: [{ UserId: "999999999999" }, { Group: "all" }, { OrganizationArn: ORGANIZATION }],
    },
  }),
  "ec2:ModifyImageAttribute": ec2("ModifyImageAttribute", {
    input: { ImageId: IMAGE, LaunchPermission: { Remove: [{ UserId: "999999999999" }, { Group: "all" }] } },
    form: `ImageId=${IMAGE}&LaunchPermission.Remove.1.UserId=999999999999&LaunchPermission.Remove.2.Group=all`,
    result: "<return>true</return>",
    output: {},
  }),
};

const PARAMETER = "/orgwright/images/base";

/** One for each operation of Systems Manager that orgwright may call. */
export const SSM_WIRES: Of<"ssm"> = {
  "ssm:DescribeParameters": ssm("DescribeParameters", {
    input: { MaxResults: 50, NextToken: "2" },
    answer: { Parameters: [{ Name: PARAMETER, Tier: "Advanced", LastModifiedDate: SECONDS }] },
    output: { Parameters: [{ Name: PARAMETER, Tier: "Advanced", LastModifiedDate: DATE }] },
  }),
  "ssm:GetParameter": ssm("GetParameter", {
    input: { Name: PARAMETER },
    answer: { Parameter: { Name: PARAMETER, Type: "String", Value: "ami-1", LastModifiedDate: SECONDS } },
    output: { Parameter: { Name: PARAMETER, Type: "String", Value: "ami-1", LastModifiedDate: DATE } },
  }),
  "ssm:ListTagsForResource": ssm("ListTagsForResource", {
    input: { ResourceType: "Parameter", ResourceId: PARAMETER },
    output: { TagList: TAGS },
  }),
  "ssm:PutParameter": ssm("PutParameter", {
    input: { Name: PARAMETER, Value: "ami-1", Description: "", Type: "String", Tier: "Advanced", Tags: TAGS },
    output: { Version: 1, Tier: "Advanced" },
  }),
  "ssm:AddTagsToResource": ssm("AddTagsToResource", {
    input: { ResourceType: "Parameter", ResourceId: PARAMETER, Tags: TAGS },
    output: {},
  }),
  "ssm:DeleteParameter": ssm("DeleteParameter", { input: { Name: PARAMETER }, output: {} }),
};

const RAM = "https://ram.us-east-1.amazonaws.com";
const SHARE = "arn:aws:ram:us-east-1:222222222222:resource-share/1";
const RAM_TAGS = [{ key: "orgwright:address", value: "publishing/share" }];

/** RAM speaks JSON over paths. */
function ram<O extends Operation>(path: string, wire: Pick<Wire<O>, "input" | "output"> & Partial<Wire<O>>): Wire<O> {
  return { host: RAM, path, body: wire.input, answer: wire.output, ...wire };
}

/** One for each operation of Resource Access Manager that orgwright may call. */
export const RAM_WIRES: Of<"ram"> = {
  "ram:EnableSharingWithAwsOrganization": ram("/enablesharingwithawsorganization", {
    input: {},
    body: "",
    output: { returnValue: true },
  }),
  "ram:GetResourceShares": ram("/getresourceshares", {
    input: { resourceOwner: "SELF", nextToken: "2" },
    answer: { resourceShares: [{ resourceShareArn: SHARE, status: "ACTIVE", tags: RAM_TAGS, creationTime: SECONDS }] },
    output: { resourceShares: [{ resourceShareArn: SHARE, status: "ACTIVE", tags: RAM_TAGS, creationTime: DATE }] },
  }),
  "ram:GetResourceShareAssociations": ram("/getresourceshareassociations", {
    input: { associationType: "PRINCIPAL", resourceShareArns: [SHARE] },
    output: { resourceShareAssociations: [{ resourceShareArn: SHARE, associatedEntity: ORGANIZATION }] },
  }),
  "ram:CreateResourceShare": ram("/createresourceshare", {
    input: {
      name: "images",
      resourceArns: ["arn:aws:ssm:us-east-1:222222222222:parameter/orgwright/images/base"],
      principals: [ORGANIZATION],
      allowExternalPrincipals: false,
      tags: RAM_TAGS,
    },
    output: { resourceShare: { resourceShareArn: SHARE, name: "images" } },
  }),
  "ram:UpdateResourceShare": ram("/updateresourceshare", {
    input: { resourceShareArn: SHARE, name: "images", allowExternalPrincipals: false },
    output: { resourceShare: { resourceShareArn: SHARE } },
  }),
  "ram:AssociateResourceShare": ram("/associateresourceshare", {
    input: { resourceShareArn: SHARE, principals: [ORGANIZATION] },
    output: { resourceShareAssociations: [{ resourceShareArn: SHARE, status: "ASSOCIATING" }] },
  }),
  "ram:DisassociateResourceShare": ram("/disassociateresourceshare", {
    input: { resourceShareArn: SHARE, principals: ["222222222222"] },
    output: { resourceShareAssociations: [{ resourceShareArn: SHARE, status: "DISASSOCIATING" }] },
  }),
  "ram:TagResource": ram("/tagresource", { input: { resourceShareArn: SHARE, tags: RAM_TAGS }, output: {} }),
  "ram:DeleteResourceShare": ram(`/deleteresourceshare?resourceShareArn=${encodeURIComponent(SHARE)}`, {
    method: "DELETE",
    input: { resourceShareArn: SHARE },
    body: "",
    output: { returnValue: true },
  }),
};

const DETAIL = { Id: "port-1", DisplayName: "Approved", ProviderName: "Platform" };
const NODE = { Type: "ORGANIZATION", Value: "o-1" } as const;
const TOKEN = { PortfolioShareToken: "share-1" };

/** One for each operation of Service Catalog that orgwright may call. */
export const SERVICECATALOG_WIRES: Of<"servicecatalog"> = {
  "servicecatalog:GetAWSOrganizationsAccessStatus": catalog("GetAWSOrganizationsAccessStatus", {
    input: {},
    output: { AccessStatus: "ENABLED" },
  }),
  "servicecatalog:ListPortfolios": catalog("ListPortfolios", {
    input: { PageSize: 20, PageToken: "2" },
    answer: { PortfolioDetails: [{ ...DETAIL, CreatedTime: SECONDS }] },
    output: { PortfolioDetails: [{ ...DETAIL, CreatedTime: DATE }] },
  }),
  "servicecatalog:DescribePortfolio": catalog("DescribePortfolio", {
    input: { Id: "port-1" },
    output: { PortfolioDetail: DETAIL, Tags: TAGS },
  }),
  "servicecatalog:DescribePortfolioShares": catalog("DescribePortfolioShares", {
    input: { PortfolioId: "port-1", Type: "ORGANIZATION" },
    output: { PortfolioShareDetails: [{ PrincipalId: "o-1", Type: "ORGANIZATION" }] },
  }),
  "servicecatalog:DescribePortfolioShareStatus": catalog("DescribePortfolioShareStatus", {
    input: TOKEN,
    output: { ...TOKEN, Status: "COMPLETED" },
  }),
  "servicecatalog:EnableAWSOrganizationsAccess": catalog("EnableAWSOrganizationsAccess", { input: {}, output: {} }),
  "servicecatalog:CreatePortfolio": catalog("CreatePortfolio", {
    input: { DisplayName: "Approved", ProviderName: "Platform", Tags: TAGS, IdempotencyToken: "t" },
    output: { PortfolioDetail: DETAIL, Tags: TAGS },
  }),
  "servicecatalog:UpdatePortfolio": catalog("UpdatePortfolio", {
    input: { Id: "port-1", AddTags: TAGS },
    output: { PortfolioDetail: DETAIL },
  }),
  "servicecatalog:CreatePortfolioShare": catalog("CreatePortfolioShare", {
    input: { PortfolioId: "port-1", OrganizationNode: NODE },
    output: TOKEN,
  }),
  "servicecatalog:DeletePortfolioShare": catalog("DeletePortfolioShare", {
    input: { PortfolioId: "port-1", OrganizationNode: NODE },
    output: TOKEN,
  }),
};
