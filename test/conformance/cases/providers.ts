import { exactly, type Shape } from "../shape.ts";
import type { Case } from "../stage.ts";

const URL = "token.actions.githubusercontent.com";
const NO_PROVIDER = "arn:aws:iam::123456789012:oidc-provider/none.example";
const TAG: Shape = { Key: exactly("team"), Value: exactly("platform") };
const GONE = "NoSuchEntityException";

export const PROVIDERS: readonly Case[] = [
  {
    title: "trusts an issuer of tokens, and changes for whom",
    async play({ answer, refusal }) {
      const wish = {
        Url: `https://${URL}`,
        ClientIDList: ["sts.amazonaws.com"],
        Tags: [{ Key: "team", Value: "platform" }],
      };
      const { OpenIDConnectProviderArn: arn = "" } = await answer("iam:CreateOpenIDConnectProvider", wish, {
        OpenIDConnectProviderArn: "text",
        Tags: [TAG],
      });
      const provider = { OpenIDConnectProviderArn: arn };
      await refusal("iam:CreateOpenIDConnectProvider", wish, "EntityAlreadyExistsException");
      await answer("iam:ListOpenIDConnectProviders", {}, { OpenIDConnectProviderList: [{ Arn: exactly(arn) }] });
      await answer("iam:AddClientIDToOpenIDConnectProvider", { ...provider, ClientID: "other" }, {});
      await answer("iam:RemoveClientIDFromOpenIDConnectProvider", { ...provider, ClientID: "other" }, {});
      await answer("iam:TagOpenIDConnectProvider", { ...provider, Tags: [{ Key: "team", Value: "platform" }] }, {});
      await answer("iam:GetOpenIDConnectProvider", provider, {
        Url: exactly(URL),
        ClientIDList: [exactly("sts.amazonaws.com")],
        ThumbprintList: [],
        CreateDate: "date",
        Tags: [TAG],
      });
      await answer("iam:DeleteOpenIDConnectProvider", provider, {});
      await answer("iam:ListOpenIDConnectProviders", {}, { OpenIDConnectProviderList: [] });
    },
  },
  {
    title: "knows no issuer of tokens that is not there",
    async play({ refusal }) {
      const provider = { OpenIDConnectProviderArn: NO_PROVIDER };
      await refusal("iam:GetOpenIDConnectProvider", provider, GONE);
      await refusal("iam:TagOpenIDConnectProvider", { ...provider, Tags: [] }, GONE);
      await refusal("iam:DeleteOpenIDConnectProvider", provider, GONE);
    },
  },
];
