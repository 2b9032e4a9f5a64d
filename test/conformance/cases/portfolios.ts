import { exactly, maybe, type Shape } from "../shape.ts";
import type { Case } from "../stage.ts";
import { account, organization } from "./furniture.ts";

/** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_PortfolioDetail.html */
function detail(name: string): Shape {
  return {
    Id: "text",
    ARN: "text",
    DisplayName: exactly(name),
    Description: exactly("Ready to use"),
    CreatedTime: "date",
    ProviderName: exactly("Platform"),
  };
}

const TAG: Shape = { Key: exactly("team"), Value: exactly("platform") };
const WISH = {
  DisplayName: "Approved",
  ProviderName: "Platform",
  Description: "Ready to use",
  Tags: [{ Key: "team", Value: "platform" }],
  IdempotencyToken: "token",
};

export const PORTFOLIOS: readonly Case[] = [
  {
    title: "makes a portfolio, and shares it with the organization",
    async play({ answer, make, refusal, settle }) {
      const { Organization: founded } = await make("organizations:CreateOrganization", {});
      const OrganizationNode = { Type: "ORGANIZATION", Value: founded?.Id ?? "" } as const;
      await answer("servicecatalog:GetAWSOrganizationsAccessStatus", {}, { AccessStatus: exactly("DISABLED") });
      const { PortfolioDetail: made } = await answer("servicecatalog:CreatePortfolio", WISH, {
        PortfolioDetail: detail("Approved"),
        Tags: [TAG],
      });
      const Id = made?.Id ?? "";
      await answer("servicecatalog:ListPortfolios", { PageSize: 20 }, { PortfolioDetails: [detail("Approved")] });
      await answer(
        "servicecatalog:DescribePortfolio",
        { Id },
        { PortfolioDetail: detail("Approved"), Tags: [TAG], TagOptions: maybe([]), Budgets: maybe([]) },
      );
      await answer(
        "servicecatalog:UpdatePortfolio",
        { Id, DisplayName: "Golden" },
        { PortfolioDetail: detail("Golden"), Tags: [TAG] },
      );
      await refusal(
        "servicecatalog:CreatePortfolioShare",
        { PortfolioId: Id, OrganizationNode },
        "InvalidStateException",
      );
      await answer("servicecatalog:EnableAWSOrganizationsAccess", {}, {});
      await answer("servicecatalog:GetAWSOrganizationsAccessStatus", {}, { AccessStatus: exactly("ENABLED") });
      const { PortfolioShareToken = "" } = await answer(
        "servicecatalog:CreatePortfolioShare",
        { PortfolioId: Id, OrganizationNode },
        { PortfolioShareToken: "text" },
      );
      await settle();
      await answer(
        "servicecatalog:DescribePortfolioShareStatus",
        { PortfolioShareToken },
        {
          PortfolioShareToken: "text",
          PortfolioId: exactly(Id),
          OrganizationNodeValue: "text",
          Status: exactly("COMPLETED"),
        },
      );
      await answer(
        "servicecatalog:DescribePortfolioShares",
        { PortfolioId: Id, Type: "ORGANIZATION" },
        {
          PortfolioShareDetails: [
            {
              PrincipalId: "text",
              Type: exactly("ORGANIZATION"),
              Accepted: exactly(true),
              ShareTagOptions: exactly(false),
              SharePrincipals: exactly(false),
            },
          ],
        },
      );
      await answer(
        "servicecatalog:DeletePortfolioShare",
        { PortfolioId: Id, OrganizationNode },
        { PortfolioShareToken: "text" },
      );
    },
  },
  {
    title: "lets a member account administer a service for the whole organization",
    async play(stage) {
      await organization(stage);
      const AccountId = await account(stage, "publishing");
      const { answer, make, refusal } = stage;
      const wish = { AccountId, ServicePrincipal: "servicecatalog.amazonaws.com" };
      await refusal("organizations:RegisterDelegatedAdministrator", wish, "ConstraintViolationException");
      await make("organizations:EnableAWSServiceAccess", { ServicePrincipal: wish.ServicePrincipal });
      await answer("organizations:RegisterDelegatedAdministrator", wish, {});
      await refusal("organizations:RegisterDelegatedAdministrator", wish, "AccountAlreadyRegisteredException");
    },
  },
  {
    title: "knows no portfolio that is not there",
    async play({ refusal }) {
      const gone = "ResourceNotFoundException";
      await refusal("servicecatalog:DescribePortfolio", { Id: "port-none" }, gone);
      await refusal("servicecatalog:UpdatePortfolio", { Id: "port-none" }, gone);
      await refusal("servicecatalog:DescribePortfolioShares", { PortfolioId: "port-none", Type: "ORGANIZATION" }, gone);
    },
  },
];
