import { exactly, type Shape } from "../shape.ts";
import type { Case } from "../stage.ts";
import { organization } from "./furniture.ts";

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
const DESCRIBED: Shape = {
  Organization: {
    Id: "text",
    Arn: "text",
    FeatureSet: exactly("ALL"),
    MasterAccountArn: "text",
    MasterAccountId: "text",
    MasterAccountEmail: "text",
    AvailablePolicyTypes: [{ Type: "text", Status: "text" }],
  },
};

const QUOTA = {
  ServiceCode: "text",
  ServiceName: "text",
  QuotaCode: "text",
  QuotaName: "text",
  Value: "number",
  Adjustable: "flag",
  GlobalQuota: "flag",
} as const;

export const ORGANIZATION: readonly Case[] = [
  {
    title: "tells who is in no organization so, whatever it asks",
    async play({ answer, refusal, management }) {
      const arn = "text";
      await answer("sts:GetCallerIdentity", {}, { UserId: "text", Account: exactly(management), Arn: arn });
      await refusal("organizations:DescribeOrganization", {}, "AWSOrganizationsNotInUseException");
      await refusal("organizations:ListRoots", {}, "AWSOrganizationsNotInUseException");
      await refusal("organizations:ListAccounts", {}, "AWSOrganizationsNotInUseException");
    },
  },
  {
    title: "makes one organization, which has a root, the management account and nothing else",
    async play({ answer, refusal }) {
      await answer("organizations:CreateOrganization", { FeatureSet: "ALL" }, DESCRIBED);
      await refusal("organizations:CreateOrganization", { FeatureSet: "ALL" }, "AlreadyInOrganizationException");
      await answer("organizations:DescribeOrganization", {}, DESCRIBED);
      const { Roots: [root] = [] } = await answer(
        "organizations:ListRoots",
        {},
        {
          Roots: [{ Id: "text", Arn: "text", Name: exactly("Root"), PolicyTypes: [{ Type: "text", Status: "text" }] }],
        },
      );
      const ParentId = root?.Id ?? "";
      await answer("organizations:ListOrganizationalUnitsForParent", { ParentId }, { OrganizationalUnits: [] });
      await answer("organizations:ListTagsForResource", { ResourceId: ParentId }, { Tags: [] });
      await answer("organizations:ListCreateAccountStatus", {}, { CreateAccountStatuses: [] });
      await answer("organizations:ListDelegatedAdministrators", {}, { DelegatedAdministrators: [] });
      await answer("organizations:ListHandshakesForOrganization", {}, { Handshakes: [] });
      await answer("organizations:ListAWSServiceAccessForOrganization", {}, { EnabledServicePrincipals: [] });
    },
  },
  {
    title: "tells how many accounts there may be, among the quotas of Organizations",
    async play({ answer, refusal }) {
      await answer("servicequotas:ListServiceQuotas", { ServiceCode: "organizations" }, { Quotas: [QUOTA] });
      await refusal("servicequotas:ListServiceQuotas", { ServiceCode: "none" }, "NoSuchResourceException");
    },
  },
  {
    title: "trusts a service once, however often it is asked to, and no service that it does not know",
    async play(stage) {
      await organization(stage);
      const ServicePrincipal = "cloudtrail.amazonaws.com";
      await stage.answer("organizations:EnableAWSServiceAccess", { ServicePrincipal }, {});
      await stage.answer("organizations:EnableAWSServiceAccess", { ServicePrincipal }, {});
      await stage.refusal(
        "organizations:EnableAWSServiceAccess",
        { ServicePrincipal: "no-such-service.amazonaws.com" },
        "InvalidInputException",
      );
      await stage.answer(
        "organizations:ListAWSServiceAccessForOrganization",
        {},
        { EnabledServicePrincipals: [{ ServicePrincipal: exactly(ServicePrincipal), DateEnabled: "date" }] },
      );
    },
  },
];
