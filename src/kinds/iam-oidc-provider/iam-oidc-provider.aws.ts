import { unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader } from "../../aws/contract/call.ts";
import type { Scope, Verbs } from "../../aws/contract/verbs.ts";
import { entriesIn } from "../../model/change.ts";
import type { Live } from "../../model/live.ts";
import { foreignTags, ownerOf, tagList } from "../../model/ownership.ts";
import type { Place } from "../../model/place.ts";
import { type IamOidcProvider, iamOidcProvider } from "./iam-oidc-provider.ts";

const GONE = ["NoSuchEntityException"];

/**
 * No thumbprints are sent: IAM trusts the certificates of public issuers by its own list of authorities.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
 */
export const iamOidcProviderVerbs: Verbs<IamOidcProvider> = {
  kind: "iam-oidc-provider",

  async list(aws, at, scope) {
    const wanted = new Set(scope.wanted.map(({ properties: { url } }) => url));
    const live = await Promise.all((await arnsOf(aws, at)).map((arn) => liveProvider(aws, at, arn, scope)));
    return live
      .flatMap((found) => found ?? [])
      .filter(({ owner, properties: { url } }) => scope.thorough || owner.is === "us" || wanted.has(url));
  },

  async find(aws, at, like, scope, id) {
    const arn = id ?? (await arnsOf(aws, at)).find((one) => one.endsWith(`:oidc-provider/${like.url}`));
    return arn === undefined ? null : await liveProvider(aws, at, arn, scope);
  },

  async create(aws, { place, properties: { url, audiences, tags } }, tools) {
    const { OpenIDConnectProviderArn: arn = "" } = await aws.call("iam:CreateOpenIDConnectProvider", place, {
      Url: `https://${url}`,
      ClientIDList: [...audiences],
      Tags: tagList({ ...tags, ...tools.tags }),
    });
    return { id: arn, outputs: {} };
  },

  async update(aws, from, { place, properties }, fields) {
    const OpenIDConnectProviderArn = from.id;
    if (fields.some(({ path }) => path === "/audiences")) {
      const [there, wished] = [from.properties.audiences, properties.audiences];
      // First whom it shall be, so that nobody who is still meant is shut out in between.
      for (const ClientID of wished.filter((audience) => !there.includes(audience))) {
        await aws.call("iam:AddClientIDToOpenIDConnectProvider", place, { OpenIDConnectProviderArn, ClientID });
      }
      for (const ClientID of there.filter((audience) => !wished.includes(audience))) {
        await aws.call("iam:RemoveClientIDFromOpenIDConnectProvider", place, { OpenIDConnectProviderArn, ClientID });
      }
    }
    const Tags = tagList(entriesIn(fields, "/tags", properties.tags));
    if (Tags.length > 0) {
      await aws.call("iam:TagOpenIDConnectProvider", place, { OpenIDConnectProviderArn, Tags });
    }
  },

  async claim(aws, live, tools) {
    const input = { OpenIDConnectProviderArn: live.id, Tags: tagList(tools.tags) };
    await aws.call("iam:TagOpenIDConnectProvider", live.place, input);
  },

  async delete(aws, { place, id }) {
    await aws.call("iam:DeleteOpenIDConnectProvider", place, { OpenIDConnectProviderArn: id });
  },
};

async function arnsOf(aws: Reader, at: Place): Promise<string[]> {
  const { OpenIDConnectProviderList: listed = [] } = await aws.call("iam:ListOpenIDConnectProviders", at, {});
  return listed.map(({ Arn: arn = "" }) => arn);
}

/** One provider in full; null when it is gone by now. */
async function liveProvider(
  aws: Reader,
  place: Place,
  arn: string,
  scope: Scope<IamOidcProvider>,
): Promise<Live<IamOidcProvider> | null> {
  const input = { OpenIDConnectProviderArn: arn };
  const found = await unlessRefused(aws.call("iam:GetOpenIDConnectProvider", place, input), GONE, null);
  if (found === null) {
    return null;
  }
  const tags = Object.fromEntries((found.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
  return {
    kind: "iam-oidc-provider",
    id: arn,
    place,
    owner: ownerOf(tags, scope.organization),
    properties: iamOidcProvider.normal({
      url: found.Url ?? "",
      audiences: found.ClientIDList ?? [],
      tags: foreignTags(tags),
    }),
    outputs: {},
  };
}
