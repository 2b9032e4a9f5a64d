import type { Operation } from "../../../src/aws/contract/operations.ts";
import type { Input, Output } from "../../../src/aws/contract/services.ts";
import { openSandbox, type Sandbox, type SandboxOptions } from "../../../src/aws/sandbox/sandbox.ts";
import { accountId, callsOf } from "./furnished.ts";

export const HOME = "eu-west-1";
export const REPOSITORY = "orgwright/app";
export const IMAGE = "ami-0123456789abcdef0";
export const PARAMETER = "/orgwright/images/base";
const CATALOG = "servicecatalog.amazonaws.com";

/** An organization with an account `publishing` that has one of everything, and a member `shop` that has nothing. */
export interface Stand {
  readonly sandbox: Sandbox;
  readonly management: string;
  readonly publishing: string;
  readonly shop: string;
  readonly organization: string;
  readonly organizationArn: string;
  readonly parameterArn: string;
  readonly share: string;
  readonly portfolio: string;
  readonly provider: string;
}

/** Who asks, and where; the administrator of `publishing` in the home region unless told otherwise. */
export interface From {
  readonly as?: "management" | "publishing" | "shop";
  readonly region?: string;
}

/** One call as an account's administrator. */
export async function ask<O extends Operation>(
  stand: Pick<Stand, "sandbox" | "management" | "publishing" | "shop">,
  operation: O,
  input: Input<O>,
  { as = "publishing", region = HOME }: From = {},
): Promise<Output<O>> {
  const account = stand[as];
  const arn =
    account === stand.management
      ? `arn:aws:iam::${account}:user/admin`
      : `arn:aws:sts::${account}:assumed-role/OrganizationAccountAccessRole/test`;
  return await stand.sandbox.as(arn).send({ is: "base" }, region, operation, input);
}

/** Makes the world. */
export async function publishing(options: SandboxOptions = {}): Promise<Stand> {
  const sandbox = await openSandbox(options);
  const call = callsOf(sandbox);
  const { Organization: founded } = await call("organizations:CreateOrganization", {});
  for (const AccountName of ["publishing", "shop"]) {
    await call("organizations:CreateAccount", { AccountName, Email: `${AccountName}@acme.example` });
  }
  await sandbox.clock.sleep(60_000);
  const accounts = {
    sandbox,
    management: sandbox.world.managementAccount,
    publishing: accountId(sandbox, "publishing"),
    shop: accountId(sandbox, "shop"),
  };
  await ask(accounts, "ram:EnableSharingWithAwsOrganization", {}, { as: "management" });
  await ask(accounts, "servicecatalog:EnableAWSOrganizationsAccess", {}, { as: "management" });
  await call("organizations:RegisterDelegatedAdministrator", {
    AccountId: accounts.publishing,
    ServicePrincipal: CATALOG,
  });
  await ask(accounts, "ecr:CreateRepository", { repositoryName: REPOSITORY });
  await ask(accounts, "ssm:PutParameter", { Name: PARAMETER, Value: "ami-1", Type: "String", Tier: "Advanced" });
  const image = { id: IMAGE, name: "base", account: accounts.publishing, region: HOME, created: sandbox.world.time };
  sandbox.world.images[IMAGE] = { ...image, launchPermissions: [] };
  const parameterArn = `arn:aws:ssm:${HOME}:${accounts.publishing}:parameter${PARAMETER}`;
  const { resourceShare } = await ask(accounts, "ram:CreateResourceShare", {
    name: "images",
    resourceArns: [parameterArn],
    principals: [founded?.Arn ?? ""],
    allowExternalPrincipals: false,
  });
  const { PortfolioDetail } = await ask(accounts, "servicecatalog:CreatePortfolio", {
    DisplayName: "Approved",
    ProviderName: "Platform",
    IdempotencyToken: "one",
  });
  const { OpenIDConnectProviderArn } = await ask(accounts, "iam:CreateOpenIDConnectProvider", {
    Url: "https://token.actions.githubusercontent.com",
    ClientIDList: ["sts.amazonaws.com"],
  });
  return {
    ...accounts,
    organization: founded?.Id ?? "",
    organizationArn: founded?.Arn ?? "",
    parameterArn,
    share: resourceShare?.resourceShareArn ?? "",
    portfolio: PortfolioDetail?.Id ?? "",
    provider: OpenIDConnectProviderArn ?? "",
  };
}
