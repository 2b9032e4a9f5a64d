import { beforeEach, describe, expect, it } from "vitest";
import type { Writer } from "../../src/aws/contract/call.ts";
import type { Verbs } from "../../src/aws/contract/verbs.ts";
import { openSandbox, type Sandbox } from "../../src/aws/sandbox/sandbox.ts";
import { delegatedAdministratorVerbs } from "../../src/kinds/delegated-administrator/delegated-administrator.aws.ts";
import { delegatedAdministrator } from "../../src/kinds/delegated-administrator/delegated-administrator.ts";
import { ecrRepositoryVerbs } from "../../src/kinds/ecr-repository/ecr-repository.aws.ts";
import { ecrRepository } from "../../src/kinds/ecr-repository/ecr-repository.ts";
import { iamOidcProviderVerbs } from "../../src/kinds/iam-oidc-provider/iam-oidc-provider.aws.ts";
import { iamOidcProvider } from "../../src/kinds/iam-oidc-provider/iam-oidc-provider.ts";
import { ramOrganizationSharingVerbs } from "../../src/kinds/ram-organization-sharing/ram-organization-sharing.aws.ts";
import { ramOrganizationSharing } from "../../src/kinds/ram-organization-sharing/ram-organization-sharing.ts";
import { ramShareVerbs } from "../../src/kinds/ram-share/ram-share.aws.ts";
import { ramShare } from "../../src/kinds/ram-share/ram-share.ts";
import { serviceCatalogOrganizationAccessVerbs } from "../../src/kinds/servicecatalog-organization-access/servicecatalog-organization-access.aws.ts";
import { serviceCatalogOrganizationAccess } from "../../src/kinds/servicecatalog-organization-access/servicecatalog-organization-access.ts";
import { serviceCatalogPortfolioVerbs } from "../../src/kinds/servicecatalog-portfolio/servicecatalog-portfolio.aws.ts";
import { serviceCatalogPortfolio } from "../../src/kinds/servicecatalog-portfolio/servicecatalog-portfolio.ts";
import { ssmParameterVerbs } from "../../src/kinds/ssm-parameter/ssm-parameter.aws.ts";
import { type SsmParameter, ssmParameter } from "../../src/kinds/ssm-parameter/ssm-parameter.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Live } from "../../src/model/live.ts";
import type { Resource } from "../../src/model/resource.ts";
import type { Shape } from "../../src/model/shape.ts";
import { HOME, lookingFor, operationsSince, toolsFor, wished, writerOf } from "./in-sandbox.ts";

const SERVICE = "servicecatalog.amazonaws.com";
const POLICY = {
  Version: "2012-10-17",
  Statement: [{ Sid: "Pull", Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }],
};

let sandbox: Sandbox;
let aws: Writer;

beforeEach(async () => {
  sandbox = await openSandbox();
  aws = writerOf(sandbox);
});

const repository = (written: JsonObject = {}) =>
  wished(ecrRepository, "publishing/repository:app", {
    name: "orgwright/app",
    lifecycle: { untaggedExpireAfterDays: 14, keepTagged: 100 },
    policy: POLICY,
    ...written,
  });
const parameter = (written: JsonObject = {}) =>
  wished(ssmParameter, "publishing/image:base", { name: "/orgwright/images/base", value: "ami-1", ...written });
const provider = (written: JsonObject = {}) =>
  wished(iamOidcProvider, "publishing/github", {
    url: "https://token.actions.githubusercontent.com",
    audiences: ["sts.amazonaws.com"],
    ...written,
  });

const ORGANIZATION_ARN = () => `arn:aws:organizations::111111111111:organization/${sandbox.world.organization?.id}`;
const share = (written: JsonObject = {}) =>
  wished(ramShare, "publishing/share", {
    name: "images",
    resources: ["arn:aws:ssm:eu-west-1:111111111111:parameter/orgwright/images/base"],
    principals: [ORGANIZATION_ARN()],
    ...written,
  });
const portfolio = (written: JsonObject = {}) =>
  wished(serviceCatalogPortfolio, "publishing/portfolio", {
    name: "Approved",
    provider: "Platform",
    organizations: [sandbox.world.organization?.id ?? ""],
    ...written,
  });

async function founded(): Promise<void> {
  await aws.call("organizations:CreateOrganization", HOME, {});
}

/** With sharing enabled, and something to share. */
async function sharing(): Promise<void> {
  await founded();
  await ramOrganizationSharingVerbs.create(aws, sharingWish(), toolsFor(sandbox, sharingWish()));
  await ssmParameterVerbs.create(aws, parameter(), toolsFor(sandbox, parameter()));
}

const sharingWish = () => wished(ramOrganizationSharing, "publishing/sharing", {});

async function made<P extends JsonObject>(verbs: Verbs<P>, to: Resource<P>): Promise<Live<P>> {
  const { id } = await verbs.create(aws, to, toolsFor(sandbox, to));
  const found = await verbs.find(aws, HOME, to.properties, lookingFor(to), id);
  const [listed] = await verbs.list(aws, HOME, lookingFor(to));
  expect(listed).toEqual(found);
  return found as Live<P>;
}

/** The calls of an update, whose result is as wished. */
async function updated<P extends JsonObject>(
  verbs: Verbs<P>,
  from: Live<P>,
  to: Resource<P>,
  ...paths: readonly string[]
): Promise<string[]> {
  const start = sandbox.calls.length;
  await verbs.update(
    aws,
    from,
    to,
    paths.map((path) => ({ path })),
    toolsFor(sandbox, to),
  );
  const calls = operationsSince(sandbox, start).filter((call) => !/:(Get|Describe|List)/.test(call));
  const after = await verbs.find(aws, HOME, to.properties, lookingFor(to), from.id);
  expect(after?.properties).toMatchObject(to.properties);
  return calls;
}

interface Row {
  readonly shape: Shape;
  readonly verbs: Verbs;
  readonly wish: () => Resource;
  readonly before?: () => Promise<void>;
}

const TAGGED: Readonly<Record<string, Row>> = {
  "an image repository": { shape: ecrRepository as Shape, verbs: ecrRepositoryVerbs as Verbs, wish: repository },
  "a parameter": { shape: ssmParameter as Shape, verbs: ssmParameterVerbs as Verbs, wish: parameter },
  "an OIDC provider": { shape: iamOidcProvider as Shape, verbs: iamOidcProviderVerbs as Verbs, wish: provider },
  "a resource share": { shape: ramShare as Shape, verbs: ramShareVerbs as Verbs, wish: share, before: sharing },
  "a portfolio": {
    shape: serviceCatalogPortfolio as Shape,
    verbs: serviceCatalogPortfolioVerbs as Verbs,
    wish: () => portfolio({ organizations: [] }),
  },
};

describe.each(Object.entries(TAGGED))("%s", (_, { shape, verbs, wish, before }) => {
  beforeEach(async () => {
    await before?.();
  });

  it("is found as it was wished for once it is made, and is ours", async () => {
    const to = wish();
    const live = await made(verbs, to);
    expect(live.properties).toEqual(to.properties);
    expect(live.owner).toEqual({ is: "us", address: to.address });
  });

  it("is found by what it is, without an id, as after a lost answer", async () => {
    const to = wish();
    const live = await made(verbs, to);
    expect(await verbs.find(aws, HOME, to.properties, lookingFor(to))).toEqual(live);
  });

  it("costs nothing where the file wishes for nothing", async () => {
    const start = sandbox.calls.length;
    expect(await verbs.list(aws, HOME, lookingFor())).toEqual([]);
    expect(sandbox.calls.length - start).toBe(shape.scope === "account" ? 1 : 0);
  });

  it("is claimed by our tags, and gets tags without losing others", async () => {
    const to = wish();
    const live = await made(verbs, to);
    const tagged = { ...to, properties: { ...to.properties, tags: { Owner: "platform" } } };
    await updated(verbs, live, tagged, "/tags/Owner");
    await verbs.claim?.(aws, live, {
      ...toolsFor(sandbox, to),
      tags: { "orgwright:address": "publishing/other", "orgwright:organization": "acme" },
    });
    const after = await verbs.find(aws, HOME, to.properties, lookingFor(to), live.id);
    expect(after?.owner).toEqual({ is: "us", address: "publishing/other" });
    expect(after?.properties["tags"]).toEqual({ Owner: "platform" });
  });

  it("is not there before it is made, nor after it is deleted", async () => {
    const to = wish();
    expect(await verbs.find(aws, HOME, to.properties, lookingFor(to))).toBeNull();
    const live = await made(verbs, to);
    expect(verbs.delete === undefined).toBe(shape.removal === "tell");
    if (verbs.delete !== undefined) {
      await verbs.delete(aws, live, toolsFor(sandbox, to));
      expect(await verbs.find(aws, HOME, to.properties, lookingFor(to), live.id)).toBeNull();
      expect(await verbs.list(aws, HOME, lookingFor(to))).toEqual([]);
    }
  });

  it("says of each change what it asks of IAM", () => {
    const create = shape.requests({ action: "create", to: wish() });
    expect(create.length).toBeGreaterThan(0);
    expect(shape.requests({ action: "delete", from: {} as Live }).length > 0).toBe(shape.removal === "delete");
  });
});

describe("an image repository", () => {
  it("is changed where it differs and nowhere else", async () => {
    const live = await made(ecrRepositoryVerbs, repository({ immutableTags: false, scanOnPush: false }));
    expect(await updated(ecrRepositoryVerbs, live, repository(), "/immutableTags", "/scanOnPush")).toEqual([
      "ecr:PutImageTagMutability",
      "ecr:PutImageScanningConfiguration",
    ]);
    const other = { ...POLICY, Statement: [{ ...POLICY.Statement[0], Action: "ecr:DescribeImages" }] };
    const to = repository({ policy: other, lifecycle: { untaggedExpireAfterDays: 1 } });
    expect(await updated(ecrRepositoryVerbs, live, to, "/policy", "/lifecycle")).toEqual([
      "ecr:SetRepositoryPolicy",
      "ecr:PutLifecyclePolicy",
    ]);
    const kept = repository({ policy: other, lifecycle: {} });
    expect(await updated(ecrRepositoryVerbs, live, kept, "/lifecycle")).toEqual(["ecr:DeleteLifecyclePolicy"]);
  });

  it("has rules for images only where something shall go", () => {
    expect(repository({ lifecycle: {} }).properties.lifecycle).toBeNull();
    expect(repository().properties.lifecycle).toMatchObject({
      rules: [
        { rulePriority: 1, selection: { tagStatus: "untagged", countNumber: 14 } },
        { rulePriority: 2, selection: { tagStatus: "tagged", countNumber: 100 } },
      ],
    });
  });

  it("has a policy in IAM's grammar, or is a finding", () => {
    const findings = ecrRepository.check?.(repository({ policy: { Statement: [{ Effect: "Perhaps" }] } }));
    expect(findings?.map(({ at }) => at?.file)).toContain("orgwright.yaml");
  });

  it("knows its ARN before it is made", () => {
    const context = { partition: "aws", accountId: "222222222222", place: HOME };
    expect(ecrRepository.computed["arn"]?.text(repository().properties, context)).toBe(
      "arn:aws:ecr:eu-west-1:222222222222:repository/orgwright/app",
    );
  });
});

describe("a parameter", () => {
  it("gets one more version where its value differs, and leaves its tags alone", async () => {
    const live = await made(ssmParameterVerbs, parameter());
    expect(await updated(ssmParameterVerbs, live, parameter({ value: "ami-2" }), "/value")).toEqual([
      "ssm:PutParameter",
    ]);
    expect(Object.values(sandbox.world.parameters)).toMatchObject([{ value: "ami-2", version: 2, tier: "Advanced" }]);
  });

  it("of the standard tier is lifted out of it", async () => {
    await aws.call("ssm:PutParameter", HOME, { Name: "/orgwright/images/base", Value: "ami-1", Type: "String" });
    const to = parameter();
    const live = await ssmParameterVerbs.find(aws, HOME, to.properties, lookingFor(to));
    expect(live).toMatchObject({ owner: { is: "nobody" }, properties: { tier: "Standard" } });
    await updated(ssmParameterVerbs, live as never, to, "/tier");
  });

  it("that somebody keeps as a secret is not read", async () => {
    const Name = "/orgwright/images/base";
    await aws.call("ssm:PutParameter", HOME, { Name, Value: "secret-canary", Type: "SecureString" });
    const live = await ssmParameterVerbs.find(aws, HOME, parameter().properties, lookingFor(parameter()));
    expect(live?.properties).toMatchObject({ type: "SecureString", value: "" });
    expect(sandbox.calls.map(({ operation }) => operation)).not.toContain("GetParameter");
  });

  it("is looked for wherever the file has anything made, so that the last one is not left behind", async () => {
    await made(ssmParameterVerbs, parameter());
    const left = { ...lookingFor<SsmParameter>(), isUsed: true };
    expect(await ssmParameterVerbs.list(aws, HOME, left)).toHaveLength(1);
  });
});

describe("an OIDC provider", () => {
  it("gets its new audience before it loses the old one", async () => {
    const live = await made(iamOidcProviderVerbs, provider());
    expect(await updated(iamOidcProviderVerbs, live, provider({ audiences: ["acme"] }), "/audiences")).toEqual([
      "iam:AddClientIDToOpenIDConnectProvider",
      "iam:RemoveClientIDFromOpenIDConnectProvider",
    ]);
  });

  it("is written with its scheme and compared without, as IAM answers", () => {
    expect(provider().properties.url).toBe("token.actions.githubusercontent.com");
    expect(() => provider({ url: "http://issuer.example" })).toThrow("https://");
    expect(() => provider({ url: "https://issuer.example:8443" })).toThrow("neither port");
  });
});

describe("sharing within the organization", () => {
  it("is on only where RAM's role stands as well, for trusted access alone shares nothing", async () => {
    const look = () => ramOrganizationSharingVerbs.list(aws, HOME, lookingFor(sharingWish()));
    expect(await look()).toEqual([]);
    await founded();
    await aws.call("organizations:EnableAWSServiceAccess", HOME, { ServicePrincipal: "ram.amazonaws.com" });
    expect(await look()).toEqual([]);
    await ramOrganizationSharingVerbs.create(aws, sharingWish(), toolsFor(sandbox, sharingWish()));
    expect(await look()).toHaveLength(1);
    expect(await ramOrganizationSharingVerbs.list(aws, HOME, lookingFor())).toEqual([]);
  });
});

describe("a resource share", () => {
  beforeEach(sharing);

  it("loses whom and what it shall not have, and is closed to strangers again", async () => {
    const live = await made(ramShareVerbs, share());
    await aws.call("ram:UpdateResourceShare", HOME, { resourceShareArn: live.id, allowExternalPrincipals: true });
    await aws.call("ram:AssociateResourceShare", HOME, { resourceShareArn: live.id, principals: ["999999999999"] });
    const [open] = await ramShareVerbs.list(aws, HOME, lookingFor(share()));
    expect(open?.properties).toMatchObject({ external: true, principals: expect.arrayContaining(["999999999999"]) });
    expect(await updated(ramShareVerbs, open as never, share(), "/principals", "/external")).toEqual([
      "ram:DisassociateResourceShare",
      "ram:UpdateResourceShare",
    ]);
  });

  it("gets what is new before it loses what is old", async () => {
    const second = parameter({ name: "/orgwright/images/web" });
    await ssmParameterVerbs.create(aws, second, toolsFor(sandbox, second));
    const live = await made(ramShareVerbs, share());
    const to = share({ resources: ["arn:aws:ssm:eu-west-1:111111111111:parameter/orgwright/images/web"] });
    expect(await updated(ramShareVerbs, live, to, "/resources")).toEqual([
      "ram:AssociateResourceShare",
      "ram:DisassociateResourceShare",
    ]);
  });

  it("that was deleted a moment ago is not there", async () => {
    const live = await made(ramShareVerbs, share());
    await aws.call("ram:DeleteResourceShare", HOME, { resourceShareArn: live.id });
    expect(await ramShareVerbs.find(aws, HOME, share().properties, lookingFor(share()))).toBeNull();
  });
});

describe("Service Catalog", () => {
  const access = () => wished(serviceCatalogOrganizationAccess, "publishing/catalog-access", {});
  const opened = async () => {
    await founded();
    await serviceCatalogOrganizationAccessVerbs.create(aws, access(), toolsFor(sandbox, access()));
  };

  it("has access to the organization once it was asked for", async () => {
    const look = () => serviceCatalogOrganizationAccessVerbs.list(aws, HOME, lookingFor(access()));
    expect(await look()).toEqual([]);
    await founded();
    expect(await look()).toEqual([]);
    await opened().catch(() => undefined);
    await serviceCatalogOrganizationAccessVerbs.create(aws, access(), toolsFor(sandbox, access()));
    expect(await look()).toHaveLength(1);
    expect(await serviceCatalogOrganizationAccessVerbs.find(aws, HOME, {}, lookingFor(access()))).not.toBeNull();
  });

  it("shares a portfolio, and says what it waits for", async () => {
    await opened();
    const to = portfolio();
    const waits: string[] = [];
    const { id } = await serviceCatalogPortfolioVerbs.create(aws, to, toolsFor(sandbox, to, waits));
    const live = await serviceCatalogPortfolioVerbs.find(aws, HOME, to.properties, lookingFor(to), id);
    expect(live?.properties).toEqual(to.properties);
    expect(new Set(waits)).toEqual(new Set(["Service Catalog to share the portfolio"]));
  });

  it("takes a portfolio back, gives it another name, and shares it again", async () => {
    await opened();
    const live = await made(serviceCatalogPortfolioVerbs, portfolio());
    const alone = portfolio({ organizations: [], name: "Golden", provider: "Base", description: "Ready" });
    const paths = ["/organizations", "/name", "/provider", "/description"];
    expect(await updated(serviceCatalogPortfolioVerbs, live, alone, ...paths)).toEqual([
      "servicecatalog:UpdatePortfolio",
      "servicecatalog:DeletePortfolioShare",
    ]);
    const now = await serviceCatalogPortfolioVerbs.find(aws, HOME, alone.properties, lookingFor(alone), live.id);
    const again = portfolio({ name: "Golden", provider: "Base", description: "Ready" });
    expect(await updated(serviceCatalogPortfolioVerbs, now as never, again, "/organizations")).toEqual([
      "servicecatalog:CreatePortfolioShare",
    ]);
  });
});

describe("a delegated administrator", () => {
  it("is registered once, and found again", async () => {
    await founded();
    await aws.call("organizations:CreateAccount", HOME, { AccountName: "publishing", Email: "p@acme.example" });
    await sandbox.clock.sleep(60_000);
    await aws.call("organizations:EnableAWSServiceAccess", HOME, { ServicePrincipal: SERVICE });
    const id = Object.values(sandbox.world.accounts).find(({ name }) => name === "publishing")?.id ?? "";
    const wish = wished(delegatedAdministrator, "publishing/administrator", { service: SERVICE, account: id });
    expect(await delegatedAdministratorVerbs.list(aws, HOME, lookingFor(wish))).toEqual([]);
    await delegatedAdministratorVerbs.create(aws, wish, toolsFor(sandbox, wish));
    const [live, ...more] = await delegatedAdministratorVerbs.list(aws, HOME, lookingFor(wish));
    expect([live?.properties, more]).toEqual([wish.properties, []]);
    expect(await delegatedAdministratorVerbs.find(aws, HOME, wish.properties, lookingFor(wish))).toEqual(live);
    // Of services that the file delegates to nobody too: a plan tells of them.
    expect(await delegatedAdministratorVerbs.list(aws, HOME, lookingFor())).toEqual([live]);
  });
});
