import type { Caller, Handler } from "../handlers.ts";
import type { World } from "../world.ts";
import { iamOf, own } from "./find.ts";
import { alreadyExists, invalidInput, limitExceeded, noSuchEntity } from "./refusals.ts";
import { type IamOidcProvider, wholeSeconds } from "./state.ts";
import { tagEntries, withoutTags, withTags } from "./tags.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST = 100;
const MOST_CLIENTS = 100;
const MOST_TAGS = 50;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html */
export const createOpenIdConnectProvider: Handler<"iam:CreateOpenIDConnectProvider"> = (world, input, at) => {
  const { oidcProviders } = iamOf(world, at);
  const url = checkedUrl(input.Url);
  const arn = `arn:${world.partition}:iam::${at.account}:oidc-provider/${url}`;
  const clients = [...new Set(input.ClientIDList ?? [])].map(checkedClient);
  const tags = withTags({}, (input.Tags ?? []) as Parameters<typeof withTags>[1], MOST_TAGS);
  if (own(oidcProviders, arn) !== undefined) {
    alreadyExists(`Provider with url https://${url} already exists.`);
  }
  if (Object.keys(oidcProviders).length >= MOST || clients.length > MOST_CLIENTS) {
    limitExceeded(`Cannot exceed quota for OpenIdConnectProvidersPerAccount: ${MOST}`);
  }
  oidcProviders[arn] = {
    url,
    clients,
    // Without any, IAM takes those of the issuer's certificates itself.
    thumbprints: [...(input.ThumbprintList ?? [])],
    tags,
    createDate: wholeSeconds(at.now),
  };
  return { OpenIDConnectProviderArn: arn, Tags: tagEntries(tags) };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html */
export const getOpenIdConnectProvider: Handler<"iam:GetOpenIDConnectProvider"> = (world, input, at) => {
  const { url, clients, thumbprints, tags, createDate } = providerFor(world, at, input.OpenIDConnectProviderArn);
  return {
    Url: url,
    ClientIDList: [...clients],
    ThumbprintList: [...thumbprints],
    CreateDate: new Date(createDate),
    Tags: tagEntries(tags),
  };
};

/** All of them: this list has no pages. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html */
export const listOpenIdConnectProviders: Handler<"iam:ListOpenIDConnectProviders"> = (world, _input, at) => ({
  OpenIDConnectProviderList: Object.keys(iamOf(world, at).oidcProviders).map((Arn) => ({ Arn })),
});

/** One that is there already is no error. https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html */
export const addClientId: Handler<"iam:AddClientIDToOpenIDConnectProvider"> = (world, input, at) => {
  const provider = providerFor(world, at, input.OpenIDConnectProviderArn);
  const client = checkedClient(input.ClientID);
  if (!provider.clients.includes(client) && provider.clients.length >= MOST_CLIENTS) {
    limitExceeded(`Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: ${MOST_CLIENTS}`);
  }
  provider.clients = [...new Set([...provider.clients, client])];
  return {};
};

/** One that is not there is no error. https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveClientIDFromOpenIDConnectProvider.html */
export const removeClientId: Handler<"iam:RemoveClientIDFromOpenIDConnectProvider"> = (world, input, at) => {
  const provider = providerFor(world, at, input.OpenIDConnectProviderArn);
  provider.clients = provider.clients.filter((client) => client !== input.ClientID);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagOpenIDConnectProvider.html */
export const tagOpenIdConnectProvider: Handler<"iam:TagOpenIDConnectProvider"> = (world, input, at) => {
  const provider = providerFor(world, at, input.OpenIDConnectProviderArn);
  provider.tags = withTags(provider.tags, (input.Tags ?? []) as Parameters<typeof withTags>[1], MOST_TAGS);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagOpenIDConnectProvider.html */
export const untagOpenIdConnectProvider: Handler<"iam:UntagOpenIDConnectProvider"> = (world, input, at) => {
  const provider = providerFor(world, at, input.OpenIDConnectProviderArn);
  provider.tags = withoutTags(provider.tags, input.TagKeys ?? []);
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html */
export const deleteOpenIdConnectProvider: Handler<"iam:DeleteOpenIDConnectProvider"> = (world, input, at) => {
  providerFor(world, at, input.OpenIDConnectProviderArn);
  delete iamOf(world, at).oidcProviders[input.OpenIDConnectProviderArn ?? ""];
  return {};
};

function providerFor(world: World, at: Caller, arn: string | undefined): IamOidcProvider {
  if (arn === undefined || !/^arn:[^:]+:iam::\d{12}:oidc-provider\/.+$/.test(arn)) {
    invalidInput(`Invalid ARN: ${arn ?? ""}`);
  }
  return own(iamOf(world, at).oidcProviders, arn) ?? noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
}

/** Without the scheme, as IAM keeps it. */
function checkedUrl(url: string | undefined): string {
  const [, kept] = /^https:\/\/([^/?#:@\s]+(?:\/[^?#\s]*)?)$/.exec(url ?? "") ?? [];
  return kept === undefined || kept.length > 247
    ? invalidInput("Invalid Open ID Connect Provider URL")
    : kept.replace(/\/$/, "");
}

function checkedClient(client: string | undefined): string {
  return client === undefined || client === "" || client.length > 255
    ? invalidInput("A client id has 1 to 255 characters.")
    : client;
}
