import type { PortfolioDetail } from "@aws-sdk/client-service-catalog";
import type { Caller, Handler, HandlersOf } from "../handlers.ts";
import { own } from "../iam/find.ts";
import { nextId } from "../ids.ts";
import { pageOf } from "../pages.ts";
import { refuse } from "../refuse.ts";
import { tagCheck } from "../tag-text.ts";
import type { OrganizationState, World } from "../world.ts";
import { type PortfolioState, portfolioArn } from "./state.ts";

const SERVICE = "servicecatalog.amazonaws.com";
const LARGEST_PAGE = 20;
/** https://docs.aws.amazon.com/servicecatalog/latest/adminguide/limits.html */
const MOST = 100;
/** Virtual milliseconds until a share is done. */
const SHARING = 5_000;

/** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_EnableAWSOrganizationsAccess.html */
const enableAccess: Handler<"servicecatalog:EnableAWSOrganizationsAccess"> = (world, _input, at) => {
  const organization = managedBy(world, at);
  organization.trustedServices[SERVICE] ??= world.time;
  organization.portfolioSharing = true;
  return {};
};

/** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_DisableAWSOrganizationsAccess.html */
const disableAccess: Handler<"servicecatalog:DisableAWSOrganizationsAccess"> = (world, _input, at) => {
  delete managedBy(world, at).portfolioSharing;
  return {};
};

/** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_GetAWSOrganizationsAccessStatus.html */
const accessStatus: Handler<"servicecatalog:GetAWSOrganizationsAccessStatus"> = (world, _input, at) => ({
  AccessStatus: managedBy(world, at).portfolioSharing === true ? "ENABLED" : "DISABLED",
});

/** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_CreatePortfolio.html */
const createPortfolio: Handler<"servicecatalog:CreatePortfolio"> = (world, input, at) => {
  const checked = {
    name: checkedText("displayName", input.DisplayName, 1, 100),
    provider: checkedText("providerName", input.ProviderName, 1, 50),
    description: checkedText("description", input.Description ?? "", 0, 2000),
    tags: checkedTags({}, input.Tags ?? []),
  };
  const mine = portfoliosOf(world, at);
  const token = input.IdempotencyToken ?? "";
  const same = token === "" ? undefined : mine.find((one) => one.token === token);
  if (same === undefined && mine.length >= MOST) {
    refuse("LimitExceededException", `An account can have at most ${MOST} portfolios in a region.`);
  }
  const id = same?.id ?? nextId(world, "port-", 13);
  const made = { id, account: at.account, region: at.region, created: world.time, ...checked, shares: {}, token };
  const portfolio: PortfolioState = same ?? made;
  world.portfolios[id] = portfolio;
  return { PortfolioDetail: detail(world, portfolio), Tags: tagList(portfolio) };
};

/** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_DescribePortfolio.html */
const describePortfolio: Handler<"servicecatalog:DescribePortfolio"> = (world, input, at) => {
  const portfolio = portfolioFor(world, at, input.Id);
  return { PortfolioDetail: detail(world, portfolio), Tags: tagList(portfolio), TagOptions: [], Budgets: [] };
};

/** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_ListPortfolios.html */
const listPortfolios: Handler<"servicecatalog:ListPortfolios"> = (world, input, at) => {
  const { items, more } = catalogPage(world, "portfolios", portfoliosOf(world, at), input);
  return { PortfolioDetails: items.map((portfolio) => detail(world, portfolio)), ...more };
};

/** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_UpdatePortfolio.html */
const updatePortfolio: Handler<"servicecatalog:UpdatePortfolio"> = (world, input, at) => {
  const portfolio = portfolioFor(world, at, input.Id);
  const kept = Object.entries(portfolio.tags).filter(([key]) => !(input.RemoveTags ?? []).includes(key));
  const changed = {
    name: checkedText("displayName", input.DisplayName ?? portfolio.name, 1, 100),
    provider: checkedText("providerName", input.ProviderName ?? portfolio.provider, 1, 50),
    description: checkedText("description", input.Description ?? portfolio.description, 0, 2000),
    tags: checkedTags(Object.fromEntries(kept), input.AddTags ?? []),
  };
  Object.assign(portfolio, changed);
  return { PortfolioDetail: detail(world, portfolio), Tags: tagList(portfolio) };
};

/**
 * With the whole organization: from the management account or a delegated administrator, once access is enabled.
 * https://docs.aws.amazon.com/servicecatalog/latest/dg/API_CreatePortfolioShare.html
 */
const createShare: Handler<"servicecatalog:CreatePortfolioShare"> = (world, input, at) => {
  const portfolio = portfolioFor(world, at, input.PortfolioId);
  const { organization } = world;
  const node = input.OrganizationNode;
  if (node?.Type !== "ORGANIZATION") {
    return unsupported("The sandbox shares portfolios with the whole organization only.");
  }
  const id = (node.Value ?? "").slice((node.Value ?? "").lastIndexOf("/") + 1);
  if (organization === null || id !== organization.id) {
    return notFound(`Organization ${id} could not be found.`);
  }
  const isDelegated = organization.delegatedAdministrators[at.account]?.[SERVICE] !== undefined;
  if (at.account !== world.managementAccount && !isDelegated) {
    unsupported("Only the management account or a delegated administrator can share with the organization.");
  }
  if (organization.portfolioSharing !== true) {
    refuse("InvalidStateException", "AWS Organizations access is not enabled.");
  }
  portfolio.shares[id] ??= { due: world.time + SHARING };
  return { PortfolioShareToken: `share-${portfolio.id}-${id}` };
};

/** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_DescribePortfolioShareStatus.html */
const shareStatus: Handler<"servicecatalog:DescribePortfolioShareStatus"> = (world, input, at) => {
  const token = input.PortfolioShareToken ?? "";
  const portfolio = portfoliosOf(world, at).find(({ id }) => token.startsWith(`share-${id}-`));
  const organization = token.slice(`share-${portfolio?.id}-`.length);
  const share = portfolio === undefined ? undefined : own(portfolio.shares, organization);
  if (portfolio === undefined || share === undefined) {
    return notFound(`The token ${token} belongs to no share.`);
  }
  return {
    PortfolioShareToken: token,
    PortfolioId: portfolio.id,
    OrganizationNodeValue: organization,
    Status: share.due <= world.time ? "COMPLETED" : "IN_PROGRESS",
  };
};

/** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_DescribePortfolioShares.html */
const describeShares: Handler<"servicecatalog:DescribePortfolioShares"> = (world, input, at) => {
  const portfolio = portfolioFor(world, at, input.PortfolioId);
  const ids = input.Type === "ORGANIZATION" ? Object.keys(portfolio.shares) : [];
  const done = ids.filter((id) => (portfolio.shares[id]?.due ?? 0) <= world.time);
  const { items, more } = catalogPage(world, `shares-${portfolio.id}`, done, input);
  const details = items.map((PrincipalId) => ({
    PrincipalId,
    Type: "ORGANIZATION" as const,
    Accepted: true,
    ShareTagOptions: false,
    SharePrincipals: false,
  }));
  return { PortfolioShareDetails: details, ...more };
};

/** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_DeletePortfolioShare.html */
const deleteShare: Handler<"servicecatalog:DeletePortfolioShare"> = (world, input, at) => {
  const portfolio = portfolioFor(world, at, input.PortfolioId);
  const value = input.OrganizationNode?.Value ?? "";
  const id = value.slice(value.lastIndexOf("/") + 1);
  if (own(portfolio.shares, id) === undefined) {
    notFound(`The portfolio ${portfolio.id} is not shared with ${id}.`);
  }
  delete portfolio.shares[id];
  return { PortfolioShareToken: `share-${portfolio.id}-${id}` };
};

/** Every Service Catalog operation that the sandbox answers. */
export const servicecatalogHandlers = {
  "servicecatalog:EnableAWSOrganizationsAccess": enableAccess,
  "servicecatalog:DisableAWSOrganizationsAccess": disableAccess,
  "servicecatalog:GetAWSOrganizationsAccessStatus": accessStatus,
  "servicecatalog:CreatePortfolio": createPortfolio,
  "servicecatalog:DescribePortfolio": describePortfolio,
  "servicecatalog:ListPortfolios": listPortfolios,
  "servicecatalog:UpdatePortfolio": updatePortfolio,
  "servicecatalog:CreatePortfolioShare": createShare,
  "servicecatalog:DescribePortfolioShareStatus": shareStatus,
  "servicecatalog:DescribePortfolioShares": describeShares,
  "servicecatalog:DeletePortfolioShare": deleteShare,
} as const satisfies HandlersOf<"servicecatalog">;

function managedBy(world: World, at: Caller): OrganizationState {
  return world.organization === null || at.account !== world.managementAccount
    ? unsupported("Only the management account of an organization can do this.")
    : world.organization;
}

function portfoliosOf(world: World, at: Caller): PortfolioState[] {
  return Object.values(world.portfolios).filter(
    ({ account, region }) => account === at.account && region === at.region,
  );
}

function portfolioFor(world: World, at: Caller, id: string | undefined): PortfolioState {
  return (
    portfoliosOf(world, at).find((portfolio) => portfolio.id === id) ??
    notFound(`Portfolio ${id ?? ""} does not exist.`)
  );
}

function catalogPage<T>(
  world: World,
  list: string,
  items: readonly T[],
  input: { readonly PageToken?: string | undefined; readonly PageSize?: number | undefined },
): { items: T[]; more: { NextPageToken?: string } } {
  const size = input.PageSize ?? LARGEST_PAGE;
  const token = input.PageToken === "" ? undefined : input.PageToken;
  const page =
    size < 0 || size > LARGEST_PAGE ? null : pageOf(world.tempo, items, { list, token, size: Math.max(1, size) });
  return page === null
    ? invalid("The page's token or size is not valid.")
    : { items: [...page.items], more: page.next === undefined ? {} : { NextPageToken: page.next } };
}

function checkedText(member: string, sent: string | undefined, least: number, most: number): string {
  const text = sent ?? "";
  return text.length < least || text.length > most
    ? invalid(`Value at '${member}' failed to satisfy constraint: Member must have from ${least} to ${most} characters`)
    : text;
}

/** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_Tag.html */
const checkedTags = tagCheck({
  tooMany: () => refuse("LimitExceededException", "A portfolio can have at most 50 tags."),
  invalid,
});

function tagList({ tags }: PortfolioState): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function detail(world: World, portfolio: PortfolioState): PortfolioDetail {
  const { id, name, provider, description, created } = portfolio;
  return {
    Id: id,
    ARN: portfolioArn(world.partition, portfolio),
    DisplayName: name,
    ...(description === "" ? {} : { Description: description }),
    CreatedTime: new Date(created),
    ProviderName: provider,
  };
}

/*
 * Service Catalog's refusals. All have status 400.
 * https://docs.aws.amazon.com/servicecatalog/latest/dg/CommonErrors.html
 */

function invalid(message: string): never {
  return refuse("InvalidParametersException", message);
}

function notFound(message: string): never {
  return refuse("ResourceNotFoundException", message);
}

function unsupported(message: string): never {
  return refuse("OperationNotSupportedException", message);
}
