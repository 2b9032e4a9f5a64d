import type { ResourceShare, ResourceShareAssociation } from "@aws-sdk/client-ram";
import type { Caller, Handler, HandlersOf } from "../handlers.ts";
import { own } from "../iam/find.ts";
import { ensureServiceLinkedRole } from "../iam/service-linked.ts";
import { birthIn, nextUuid } from "../ids.ts";
import { pageOf } from "../pages.ts";
import { refuse } from "../refuse.ts";
import type { World } from "../world.ts";
import { checkedPrincipals, checkedResources, checkedTags, invalid } from "./checks.ts";
import type { ShareState } from "./state.ts";

const SERVICE = "ram.amazonaws.com";
const LARGEST_PAGE = 500;
/** How long a share is still listed once it is deleted. */
const REMEMBERED = 2 * 3_600_000;

/** https://docs.aws.amazon.com/ram/latest/APIReference/API_EnableSharingWithAwsOrganization.html */
const enableSharing: Handler<"ram:EnableSharingWithAwsOrganization"> = (world, _input, at) => {
  const { organization } = world;
  const management = world.accounts[world.managementAccount];
  if (organization === null || management === undefined || at.account !== world.managementAccount) {
    return refuse("OperationNotPermittedException", "Only the organization's management account can enable sharing.");
  }
  organization.trustedServices[SERVICE] ??= world.time;
  ensureServiceLinkedRole(management.iam, birthIn(world, management.id), SERVICE);
  return { returnValue: true };
};

/** https://docs.aws.amazon.com/ram/latest/APIReference/API_CreateResourceShare.html */
const createResourceShare: Handler<"ram:CreateResourceShare"> = (world, input, at) => {
  const external = input.allowExternalPrincipals ?? true;
  const checked = {
    name: input.name === undefined || input.name === "" ? invalid("A resource share needs a name.") : input.name,
    principals: checkedPrincipals(world, at, input.principals ?? [], external),
    resources: checkedResources(world, at, input.resourceArns ?? []),
    tags: checkedTags({}, input.tags ?? []),
  };
  const arn = `arn:${world.partition}:ram:${at.region}:${at.account}:resource-share/${nextUuid(world)}`;
  const place = { account: at.account, region: at.region };
  const share: ShareState = { arn, ...place, ...checked, created: world.time, external, deleted: null };
  world.shares[arn] = share;
  return { resourceShare: described(share) };
};

/** Shares with others are not told. https://docs.aws.amazon.com/ram/latest/APIReference/API_GetResourceShares.html */
const getResourceShares: Handler<"ram:GetResourceShares"> = (world, input, at) => {
  if (input.resourceOwner !== "SELF") {
    return { resourceShares: [] };
  }
  const named = input.resourceShareArns;
  const shares = mine(world, at).filter(
    ({ arn, name }) => (named?.includes(arn) ?? true) && (input.name === undefined || name === input.name),
  );
  if (named !== undefined && shares.length < named.length) {
    refuse("UnknownResourceException", `ResourceShare ${named.join(", ")} could not be found.`);
  }
  const { items, more } = ramPage(world, "shares", shares, input);
  return { resourceShares: items.map(described), ...more };
};

/** https://docs.aws.amazon.com/ram/latest/APIReference/API_GetResourceShareAssociations.html */
const getAssociations: Handler<"ram:GetResourceShareAssociations"> = (world, input, at) => {
  const type = input.associationType;
  if (type !== "PRINCIPAL" && type !== "RESOURCE") {
    return invalid("associationType must be PRINCIPAL or RESOURCE.");
  }
  const shares = (input.resourceShareArns ?? mine(world, at).map(({ arn }) => arn)).map((arn) =>
    shareFor(world, at, arn),
  );
  const associations = shares.flatMap((share) =>
    (type === "RESOURCE" ? share.resources : share.principals).map((entity) => association(share, type, entity)),
  );
  const { items, more } = ramPage(world, `associations-${type}`, associations, input);
  return { resourceShareAssociations: items, ...more };
};

/** https://docs.aws.amazon.com/ram/latest/APIReference/API_UpdateResourceShare.html */
const updateResourceShare: Handler<"ram:UpdateResourceShare"> = (world, input, at) => {
  const share = standing(world, at, input.resourceShareArn);
  share.name = input.name ?? share.name;
  share.external = input.allowExternalPrincipals ?? share.external;
  return { resourceShare: described(share) };
};

/** What is shared already is no error. https://docs.aws.amazon.com/ram/latest/APIReference/API_AssociateResourceShare.html */
const associate: Handler<"ram:AssociateResourceShare"> = (world, input, at) => {
  const share = standing(world, at, input.resourceShareArn);
  const principals = checkedPrincipals(world, at, input.principals ?? [], share.external);
  const resources = checkedResources(world, at, input.resourceArns ?? []);
  share.principals = [...new Set([...share.principals, ...principals])];
  share.resources = [...new Set([...share.resources, ...resources])];
  return { resourceShareAssociations: associations(share, resources, principals, "ASSOCIATED") };
};

/** https://docs.aws.amazon.com/ram/latest/APIReference/API_DisassociateResourceShare.html */
const disassociate: Handler<"ram:DisassociateResourceShare"> = (world, input, at) => {
  const share = standing(world, at, input.resourceShareArn);
  const [resources, principals] = [input.resourceArns ?? [], input.principals ?? []];
  share.principals = share.principals.filter((one) => !principals.includes(one));
  share.resources = share.resources.filter((one) => !resources.includes(one));
  return { resourceShareAssociations: associations(share, resources, principals, "DISASSOCIATED") };
};

/** https://docs.aws.amazon.com/ram/latest/APIReference/API_TagResource.html */
const tagResource: Handler<"ram:TagResource"> = (world, input, at) => {
  const share = standing(world, at, input.resourceShareArn);
  share.tags = checkedTags(share.tags, input.tags ?? []);
  return {};
};

/** https://docs.aws.amazon.com/ram/latest/APIReference/API_UntagResource.html */
const untagResource: Handler<"ram:UntagResource"> = (world, input, at) => {
  const share = standing(world, at, input.resourceShareArn);
  share.tags = Object.fromEntries(Object.entries(share.tags).filter(([key]) => !(input.tagKeys ?? []).includes(key)));
  return {};
};

/** https://docs.aws.amazon.com/ram/latest/APIReference/API_DeleteResourceShare.html */
const deleteResourceShare: Handler<"ram:DeleteResourceShare"> = (world, input, at) => {
  const share = standing(world, at, input.resourceShareArn);
  Object.assign(share, { deleted: world.time, resources: [], principals: [] });
  return { returnValue: true };
};

/** Every operation of AWS Resource Access Manager that the sandbox answers. */
export const ramHandlers = {
  "ram:EnableSharingWithAwsOrganization": enableSharing,
  "ram:CreateResourceShare": createResourceShare,
  "ram:GetResourceShares": getResourceShares,
  "ram:GetResourceShareAssociations": getAssociations,
  "ram:UpdateResourceShare": updateResourceShare,
  "ram:AssociateResourceShare": associate,
  "ram:DisassociateResourceShare": disassociate,
  "ram:TagResource": tagResource,
  "ram:UntagResource": untagResource,
  "ram:DeleteResourceShare": deleteResourceShare,
} as const satisfies HandlersOf<"ram">;

/** The caller's shares of this region, those that were deleted a short while ago included. */
function mine(world: World, at: Caller): ShareState[] {
  return Object.values(world.shares).filter(
    ({ account, region, deleted }) =>
      account === at.account && region === at.region && (deleted === null || world.time - deleted < REMEMBERED),
  );
}

function shareFor(world: World, at: Caller, arn: string | undefined): ShareState {
  if (!/^arn:[^:]+:ram:[^:]+:\d{12}:resource-share\/.+$/.test(arn ?? "")) {
    refuse("MalformedArnException", `The specified resource ARN ${arn ?? ""} is not valid.`);
  }
  const share = own(world.shares, arn ?? "");
  return share !== undefined && mine(world, at).includes(share)
    ? share
    : refuse("UnknownResourceException", `ResourceShare ${arn} could not be found.`);
}

function standing(world: World, at: Caller, arn: string | undefined): ShareState {
  const share = shareFor(world, at, arn);
  return share.deleted === null
    ? share
    : refuse("InvalidStateTransitionException", `ResourceShare ${share.arn} is deleted.`);
}

function ramPage<T>(
  world: World,
  list: string,
  items: readonly T[],
  input: { readonly nextToken?: string | undefined; readonly maxResults?: number | undefined },
): { items: T[]; more: { nextToken?: string } } {
  const size = input.maxResults ?? LARGEST_PAGE;
  if (size < 1 || size > LARGEST_PAGE) {
    refuse("InvalidMaxResultsException", `maxResults must be from 1 to ${LARGEST_PAGE}.`);
  }
  const page = pageOf(world.tempo, items, { list, token: input.nextToken, size });
  if (page === null) {
    return refuse("InvalidNextTokenException", "The specified value for nextToken isn't valid.");
  }
  return { items: [...page.items], more: page.next === undefined ? {} : { nextToken: page.next } };
}

function described({ arn, name, account, created, external, tags, deleted }: ShareState): ResourceShare {
  return {
    resourceShareArn: arn,
    name,
    owningAccountId: account,
    allowExternalPrincipals: external,
    status: deleted === null ? "ACTIVE" : "DELETED",
    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    creationTime: new Date(created),
    lastUpdatedTime: new Date(deleted ?? created),
    featureSet: "STANDARD",
  };
}

function associations(
  share: ShareState,
  resources: readonly string[],
  principals: readonly string[],
  status: "ASSOCIATED" | "DISASSOCIATED",
): ResourceShareAssociation[] {
  return [
    ...resources.map((entity) => ({ ...association(share, "RESOURCE", entity), status })),
    ...principals.map((entity) => ({ ...association(share, "PRINCIPAL", entity), status })),
  ];
}

function association(
  { arn, name, created }: ShareState,
  associationType: "RESOURCE" | "PRINCIPAL",
  associatedEntity: string,
): ResourceShareAssociation {
  return {
    resourceShareArn: arn,
    resourceShareName: name,
    associatedEntity,
    associationType,
    status: "ASSOCIATED",
    creationTime: new Date(created),
    lastUpdatedTime: new Date(created),
    external: false,
  };
}
