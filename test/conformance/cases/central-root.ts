import { exactly } from "../shape.ts";
import type { Case } from "../stage.ts";
import { organization } from "./furniture.ts";

export const CENTRAL_ROOT: readonly Case[] = [
  {
    title: "looks after the members' root users once IAM is trusted",
    async play(stage) {
      await organization(stage);
      const { answer, refusal } = stage;
      await refusal("iam:ListOrganizationsFeatures", {}, "ServiceAccessNotEnabledException");
      await refusal("iam:EnableOrganizationsRootCredentialsManagement", {}, "ServiceAccessNotEnabledException");
      await refusal("iam:EnableOrganizationsRootSessions", {}, "ServiceAccessNotEnabledException");
      await answer("organizations:EnableAWSServiceAccess", { ServicePrincipal: "iam.amazonaws.com" }, {});
      await answer("iam:ListOrganizationsFeatures", {}, { OrganizationId: "text", EnabledFeatures: [] });
      await answer(
        "iam:EnableOrganizationsRootCredentialsManagement",
        {},
        { OrganizationId: "text", EnabledFeatures: [exactly("RootCredentialsManagement")] },
      );
      await answer("iam:EnableOrganizationsRootSessions", {}, { OrganizationId: "text", EnabledFeatures: ["text"] });
      await answer("iam:ListOrganizationsFeatures", {}, { OrganizationId: "text", EnabledFeatures: ["text"] });
    },
  },
];
