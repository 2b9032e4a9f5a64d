import { all } from "../../aws/contract/all.ts";
import { unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader, Writer } from "../../aws/contract/call.ts";
import { Failed } from "../../aws/contract/unfinished.ts";
import type { Scope, Verbs, VerbTools } from "../../aws/contract/verbs.ts";
import { entriesIn } from "../../model/change.ts";
import { known } from "../../model/deferred.ts";
import type { Live } from "../../model/live.ts";
import { foreignTags, ORGANIZATION_TAG, ownerOf, type Tags, tagList } from "../../model/ownership.ts";
import type { Place } from "../../model/place.ts";
import { type ServiceCatalogPortfolio, serviceCatalogPortfolio } from "./servicecatalog-portfolio.ts";

const A_PAGE = 20;
const POLL_MILLISECONDS = 3_000;
const POLLS = 40;
const GONE = ["ResourceNotFoundException"];

/** @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_CreatePortfolio.html */
export const serviceCatalogPortfolioVerbs: Verbs<ServiceCatalogPortfolio> = {
  kind: "servicecatalog-portfolio",

  async list(aws, at, scope) {
    if (scope.wanted.length === 0 && !scope.thorough) {
      return [];
    }
    const names = new Set(scope.wanted.map(({ properties: { name } }) => name));
    const portfolios = await readAll(aws, at);
    return await Promise.all(
      portfolios
        .filter(({ name, tags }) => scope.thorough || names.has(name) || tags[ORGANIZATION_TAG] === scope.organization)
        .map((portfolio) => livePortfolio(aws, at, portfolio, scope)),
    );
  },

  async find(aws, at, like, scope, id) {
    const address = scope.wanted[0]?.address;
    const portfolios = id === undefined ? await readAll(aws, at) : [await readOne(aws, at, id)].flatMap((p) => p ?? []);
    const ours = portfolios.find(({ tags }) => {
      const owner = ownerOf(tags, scope.organization);
      return owner.is === "us" && owner.address === address;
    });
    const portfolio = id === undefined ? (ours ?? portfolios.find(({ name }) => name === like.name)) : portfolios[0];
    return portfolio === undefined ? null : await livePortfolio(aws, at, portfolio, scope);
  },

  async create(aws, { address, place, properties }, tools) {
    const { name, provider, description, organizations, tags } = properties;
    const { PortfolioDetail: made } = await aws.call("servicecatalog:CreatePortfolio", place, {
      DisplayName: name,
      ProviderName: provider,
      ...(description === "" ? {} : { Description: description }),
      Tags: tagList({ ...tags, ...tools.tags }),
      // The same wish sent twice makes one portfolio.
      IdempotencyToken: tokenFor(address),
    });
    const id = made?.Id ?? "";
    for (const organization of organizations.map(known)) {
      await share(aws, place, id, organization, tools);
    }
    return { id, outputs: { id } };
  },

  async update(aws, from, { place, properties }, fields, tools) {
    const differs = (name: string) => fields.some(({ path }) => path === `/${name}`);
    const tags = tagList(entriesIn(fields, "/tags", properties.tags));
    const { name, provider, description } = properties;
    if (differs("name") || differs("provider") || differs("description") || tags.length > 0) {
      await aws.call("servicecatalog:UpdatePortfolio", place, {
        Id: from.id,
        ...(differs("name") ? { DisplayName: name } : {}),
        ...(differs("provider") ? { ProviderName: provider } : {}),
        ...(differs("description") ? { Description: description } : {}),
        ...(tags.length > 0 ? { AddTags: tags } : {}),
      });
    }
    if (differs("organizations")) {
      const [wished, there] = [properties.organizations.map(known), from.properties.organizations.map(known)];
      for (const organization of wished.filter((one) => !there.includes(one))) {
        await share(aws, place, from.id, organization, tools);
      }
      for (const organization of there.filter((one) => !wished.includes(one))) {
        const OrganizationNode = { Type: "ORGANIZATION", Value: organization } as const;
        await aws.call("servicecatalog:DeletePortfolioShare", place, { PortfolioId: from.id, OrganizationNode });
      }
    }
  },

  async claim(aws, live, tools) {
    await aws.call("servicecatalog:UpdatePortfolio", live.place, { Id: live.id, AddTags: tagList(tools.tags) });
  },
};

/** A portfolio as Service Catalog describes it. */
interface Portfolio {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly description: string;
  readonly tags: Tags;
}

/** Addresses have characters that a token may not have. */
function tokenFor(address: string): string {
  return Buffer.from(address).toString("base64url").slice(0, 128);
}

/** Shares a portfolio, and waits until that is done: it happens behind Service Catalog's back. */
async function share(aws: Writer, at: Place, id: string, organization: string, tools: VerbTools): Promise<void> {
  const OrganizationNode = { Type: "ORGANIZATION", Value: organization } as const;
  const { PortfolioShareToken: token } = await aws.call("servicecatalog:CreatePortfolioShare", at, {
    PortfolioId: id,
    OrganizationNode,
  });
  for (let polls = 1; token !== undefined && polls <= POLLS; polls += 1) {
    const answer = await aws.call("servicecatalog:DescribePortfolioShareStatus", at, { PortfolioShareToken: token });
    if (answer.Status === "COMPLETED") {
      return;
    }
    if (answer.Status === "ERROR" || answer.Status === "COMPLETED_WITH_ERRORS") {
      throw new Failed(
        "portfolio-not-shared",
        `Service Catalog could not share the portfolio ${id} with ${organization}.`,
        "Look in Service Catalog at the portfolio's shares for the reason, then run again.",
      );
    }
    tools.waiting("Service Catalog to share the portfolio");
    await tools.clock.sleep(POLL_MILLISECONDS, tools.signal);
  }
}

/** Every portfolio of an account in a region; tags are told one portfolio at a time. */
async function readAll(aws: Reader, at: Place): Promise<Portfolio[]> {
  const listed = await all(aws, "servicecatalog:ListPortfolios", at, { PageSize: A_PAGE });
  const portfolios = await Promise.all(listed.map(({ Id: id = "" }) => readOne(aws, at, id)));
  return portfolios.flatMap((portfolio) => portfolio ?? []);
}

async function readOne(aws: Reader, at: Place, id: string): Promise<Portfolio | null> {
  const answer = await unlessRefused(aws.call("servicecatalog:DescribePortfolio", at, { Id: id }), GONE, null);
  const detail = answer?.PortfolioDetail;
  return detail === undefined
    ? null
    : {
        id,
        name: detail.DisplayName ?? "",
        provider: detail.ProviderName ?? "",
        description: detail.Description ?? "",
        tags: Object.fromEntries((answer?.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
      };
}

async function livePortfolio(
  aws: Reader,
  place: Place,
  { id, name, provider, description, tags }: Portfolio,
  scope: Scope<ServiceCatalogPortfolio>,
): Promise<Live<ServiceCatalogPortfolio>> {
  const shares = await all(aws, "servicecatalog:DescribePortfolioShares", place, {
    PortfolioId: id,
    Type: "ORGANIZATION",
  });
  // AWS names an organization by its id or by its ARN.
  const organizations = shares.map(({ PrincipalId: principal = "" }) =>
    principal.slice(principal.lastIndexOf("/") + 1),
  );
  return {
    kind: "servicecatalog-portfolio",
    id,
    place,
    owner: ownerOf(tags, scope.organization),
    properties: serviceCatalogPortfolio.normal({ name, provider, description, organizations, tags: foreignTags(tags) }),
    outputs: { id },
  };
}
