import { beforeAll, describe, expect, it } from "vitest";
import { all } from "../../../src/aws/contract/all.ts";
import type { Reader } from "../../../src/aws/contract/call.ts";
import { OPERATIONS, type Operation, type PagedOperation, specOf } from "../../../src/aws/contract/operations.ts";
import type { Input } from "../../../src/aws/contract/services.ts";
import { copy } from "../../../src/aws/sandbox/copy.ts";
import { openSandbox } from "../../../src/aws/sandbox/sandbox.ts";
import type { Tempo, World } from "../../../src/aws/sandbox/world.ts";
import { worldFromYaml } from "../../../src/aws/sandbox/world-file/read.ts";
import { worldToYaml } from "../../../src/aws/sandbox/world-file/write.ts";
import { ORGANIZATION_PLACE } from "../../../src/model/place.ts";
import { PUBLISHING_ROWS } from "./publishing-refusals.ts";
import { ask, HOME, IMAGE, PARAMETER, publishing, REPOSITORY, type Stand } from "./publishing-world.ts";

const OURS = /^(ec2|ecr|ssm|ram|servicecatalog):|^iam:\w*OpenIDConnectProvider/;

let ready: Stand;

beforeAll(async () => {
  ready = await publishing();
});

async function fresh(): Promise<Stand> {
  return { ...ready, sandbox: await openSandbox({ world: ready.sandbox.world }) };
}

describe("what accounts publish with, in the sandbox", () => {
  it.each(PUBLISHING_ROWS)("is refused by $operation when $why ($code)", async ({ operation, input, code, from }) => {
    const stand = await fresh();
    const before = stateOf(stand.sandbox.world);
    const error = await ask(stand, operation, input(stand) as never, from).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "AwsError", operation, code, outcome: "refused" });
    expect(stateOf(stand.sandbox.world)).toBe(before);
  });

  it("is tried for every operation but a list that refuses nothing", () => {
    const tried = new Set<string>(PUBLISHING_ROWS.map(({ operation }) => operation));
    const untried = (Object.keys(OPERATIONS) as Operation[]).filter((one) => OURS.test(one) && !tried.has(one));
    expect(untried).toEqual(["iam:ListOpenIDConnectProviders"]);
  });

  it("refuses what a repository's policy denies, in its own account too", async () => {
    const stand = await fresh();
    const policyText = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Principal: "*", Action: "ecr:PutImageTagMutability" }],
    });
    await ask(stand, "ecr:SetRepositoryPolicy", { repositoryName: REPOSITORY, policyText });
    const input = { repositoryName: REPOSITORY, imageTagMutability: "MUTABLE" } as const;
    await expect(ask(stand, "ecr:PutImageTagMutability", input)).rejects.toMatchObject({
      code: "AccessDeniedException",
    });
  });

  it("lets another account of the organization do what a repository's policy leaves to it", async () => {
    const stand = await fresh();
    const policyText = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: "*",
          Action: "ecr:DescribeRepositories",
          Condition: { StringEquals: { "aws:PrincipalOrgID": stand.organization } },
        },
      ],
    });
    await ask(stand, "ecr:SetRepositoryPolicy", { repositoryName: REPOSITORY, policyText });
    const input = { registryId: stand.publishing, repositoryNames: [REPOSITORY] };
    const { repositories } = await ask(stand, "ecr:DescribeRepositories", input, { as: "shop" });
    expect(repositories).toMatchObject([{ registryId: stand.publishing, repositoryName: REPOSITORY }]);
  });

  it("shares nothing with the organization before sharing is enabled, nor portfolios before access is", async () => {
    const stand = await fresh();
    const { organization } = stand.sandbox.world;
    delete organization?.trustedServices["ram.amazonaws.com"];
    delete organization?.portfolioSharing;
    const share = { resourceShareArn: stand.share, principals: [stand.organizationArn] };
    await expect(ask(stand, "ram:AssociateResourceShare", share)).rejects.toMatchObject({
      code: "OperationNotPermittedException",
    });
    const OrganizationNode = { Type: "ORGANIZATION", Value: stand.organization } as const;
    const input = { PortfolioId: stand.portfolio, OrganizationNode };
    await expect(ask(stand, "servicecatalog:CreatePortfolioShare", input)).rejects.toMatchObject({
      code: "InvalidStateException",
    });
  });

  it("lists a share's portfolio once it is done, and a deleted share for two hours", async () => {
    const stand = await fresh();
    const OrganizationNode = { Type: "ORGANIZATION", Value: stand.organization } as const;
    await ask(stand, "servicecatalog:CreatePortfolioShare", { PortfolioId: stand.portfolio, OrganizationNode });
    const list = { PortfolioId: stand.portfolio, Type: "ORGANIZATION" } as const;
    expect((await ask(stand, "servicecatalog:DescribePortfolioShares", list)).PortfolioShareDetails).toEqual([]);
    await stand.sandbox.clock.sleep(10_000);
    expect((await ask(stand, "servicecatalog:DescribePortfolioShares", list)).PortfolioShareDetails).toHaveLength(1);
    await ask(stand, "ram:DeleteResourceShare", { resourceShareArn: stand.share });
    const mine = { resourceOwner: "SELF" } as const;
    expect((await ask(stand, "ram:GetResourceShares", mine)).resourceShares).toMatchObject([{ status: "DELETED" }]);
    await stand.sandbox.clock.sleep(2 * 3_600_000);
    expect((await ask(stand, "ram:GetResourceShares", mine)).resourceShares).toEqual([]);
  });

  it("gives a launch permission once and takes it back, whether it is there or not", async () => {
    const stand = await fresh();
    const permissions = async () => {
      const input = { ImageId: IMAGE, Attribute: "launchPermission" } as const;
      return (await ask(stand, "ec2:DescribeImageAttribute", input)).LaunchPermissions;
    };
    const [shop, everybody] = [{ UserId: stand.shop }, { Group: "all" } as const];
    const unit = { OrganizationalUnitArn: `arn:aws:organizations::111111111111:ou/o-elsewhere0/ou-else-11111111` };
    const modify = async (LaunchPermission: object) =>
      await ask(stand, "ec2:ModifyImageAttribute", { ImageId: IMAGE, LaunchPermission });
    await modify({ Add: [shop, everybody, shop] });
    await modify({ Add: [everybody, { OrganizationArn: stand.organizationArn }, unit] });
    expect(await permissions()).toEqual([shop, everybody, { OrganizationArn: stand.organizationArn }, unit]);
    await modify({ Remove: [shop, everybody] });
    await modify({ Remove: [shop] });
    expect(await permissions()).toEqual([{ OrganizationArn: stand.organizationArn }, unit]);
  });

  it("shows an image to whom it is shared with, and whoever asks for their own sees only these", async () => {
    const stand = await fresh();
    const seen = async (Owners: string[], as: "publishing" | "shop" = "shop") => {
      const { Images = [] } = await ask(stand, "ec2:DescribeImages", { Owners, MaxResults: 1000 }, { as });
      return Images.map(({ ImageId, OwnerId, Public }) => [ImageId, OwnerId, Public]);
    };
    expect(await seen(["self"], "publishing")).toEqual([[IMAGE, stand.publishing, false]]);
    expect(await seen([stand.publishing])).toEqual([]);
    const LaunchPermission = { Add: [{ UserId: stand.shop }] };
    await ask(stand, "ec2:ModifyImageAttribute", { ImageId: IMAGE, LaunchPermission });
    expect(await seen([stand.publishing])).toEqual([[IMAGE, stand.publishing, false]]);
    expect(await seen(["self"])).toEqual([]);
  });

  it("registers and deregisters images by hand, and no two of an account with one name", async () => {
    const stand = await fresh();
    const raw = async (operation: string, input: object) =>
      await stand.sandbox.raw({ service: "ec2", operation, input, account: stand.publishing, region: HOME });
    await expect(raw("RegisterImage", { Name: "base" })).rejects.toMatchObject({ code: "InvalidAMIName.Duplicate" });
    const { ImageId } = (await raw("RegisterImage", { Name: "golden" })) as { ImageId: string };
    expect(stand.sandbox.world.images[ImageId]).toMatchObject({ name: "golden", account: stand.publishing });
    await raw("DeregisterImage", { ImageId });
    const look = ask(stand, "ec2:DescribeImageAttribute", { ImageId, Attribute: "launchPermission" });
    await expect(look).rejects.toMatchObject({ code: "InvalidAMIID.NotFound" });
  });

  it("calls EC2's refusals of callers by EC2's names", async () => {
    const { sandbox } = await fresh();
    const denying = await openSandbox({ world: sandbox.world, authorize: () => "deny" });
    const input = { Owners: ["self"] };
    await expect(denying.transport.send({ is: "base" }, HOME, "ec2:DescribeImages", input)).rejects.toMatchObject({
      code: "UnauthorizedOperation",
      status: 403,
    });
  });

  it("makes one portfolio of two requests with one token", async () => {
    const stand = await fresh();
    const wish = { DisplayName: "Approved", ProviderName: "Platform", IdempotencyToken: "one" };
    const { PortfolioDetail } = await ask(stand, "servicecatalog:CreatePortfolio", wish);
    expect(PortfolioDetail?.Id).toBe(stand.portfolio);
  });

  it("comes back from a world file, in full and as a person would write it", async () => {
    const stand = await fresh();
    const { sessions: _, sessionCounter: __, ...world } = stand.sandbox.world;
    const dump = worldToYaml(stand.sandbox.world);
    expect(worldFromYaml(dump)).toMatchObject(world);
    expect(worldToYaml(worldFromYaml(dump))).toBe(dump);
    const brief = worldToYaml(stand.sandbox.world, { brief: true });
    expect(worldToYaml(worldFromYaml(brief), { brief: true })).toBe(brief);
    expect(brief).toContain("oidcProviders:\n      - url: token.actions.githubusercontent.com");
    expect(brief).toContain(`name: ${PARAMETER}`);
    expect(brief).not.toMatch(/port-|resource-share\//);
  });
});

type Paged = Extract<
  PagedOperation,
  `ec2:${string}` | `ecr:${string}` | `ssm:${string}` | `ram:${string}` | `servicecatalog:${string}`
>;

const LISTS: { readonly [O in Paged]: { input: (stand: Stand) => Input<O>; count?: (size: number) => number } } = {
  "ec2:DescribeImages": { input: () => ({ Owners: ["self"] }) },
  "ecr:DescribeRepositories": { input: () => ({}) },
  "ssm:DescribeParameters": { input: () => ({}) },
  "ram:GetResourceShares": { input: () => ({ resourceOwner: "SELF" }) },
  "ram:GetResourceShareAssociations": {
    input: () => ({ associationType: "PRINCIPAL" }),
  },
  "servicecatalog:ListPortfolios": { input: () => ({}) },
  "servicecatalog:DescribePortfolioShares": {
    input: (stand) => ({ PortfolioId: stand.portfolio, Type: "ORGANIZATION" }),
    count: () => 0,
  },
};

/** So many of everything in the publishing account. */
async function populated(size: number, tempo: Partial<Tempo>): Promise<Stand> {
  const names = Array.from({ length: size }, (_, n) => `n${n}`);
  const place = { account: "publishing", region: HOME };
  const added = worldFromYaml(
    JSON.stringify({
      version: 1,
      organization: {},
      accounts: [{ name: "management" }, { name: "publishing", id: ready.publishing }],
      images: names.map((name, n) => ({ id: `ami-${String(n).padStart(17, "0")}`, name, ...place })),
      repositories: names.map((name) => ({ name, ...place })),
      parameters: names.map((name) => ({ name, value: "v", ...place })),
      shares: names.map((name) => ({ name, principals: ["111111111111"], ...place })),
      portfolios: names.map((name) => ({ name, provider: "p", id: `port-${name}`, ...place })),
    }),
  );
  const { images, repositories, parameters, shares, portfolios } = added;
  const world = { ...ready.sandbox.world, images, repositories, parameters, shares, portfolios };
  const sandbox = await openSandbox({ world: { ...world, tempo: { ...world.tempo, ...tempo } } });
  return { ...ready, sandbox, portfolio: "port-n0" };
}

describe.each<readonly [string, Partial<Tempo>]>([
  ["as AWS cuts them", {}],
  ["of two items, with an empty one before each", { pageSize: 2, emptyPages: true }],
])("pages of what is published, %s", (_, tempo) => {
  it.each([1, 21, 101].flatMap((size) => Object.keys(LISTS).map((name) => [name as Paged, size] as const)))(
    "come to everything once: %s of %i",
    async (operation, size) => {
      const stand = await populated(size, tempo);
      const reader: Reader = { call: (one, _at, input) => ask(stand, one, input) };
      const { input, count } = LISTS[operation];
      const items = await all(reader, operation, ORGANIZATION_PLACE, input(stand) as never);
      expect(items).toHaveLength(count?.(size) ?? size);
      expect(new Set(items.map((item) => JSON.stringify(item))).size).toBe(items.length);
    },
  );
});

it("has a case for every list of these services that comes in pages", () => {
  const paged = (Object.keys(OPERATIONS) as Operation[]).filter(
    (one) => OURS.test(one) && specOf(one).page !== undefined,
  );
  expect(Object.keys(LISTS).toSorted()).toEqual(paged.toSorted());
});

function stateOf(world: World): string {
  return JSON.stringify({ ...copy(world), time: 0 });
}
