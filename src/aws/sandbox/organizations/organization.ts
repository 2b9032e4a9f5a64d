import type { Organization, PolicyType, PolicyTypeStatus, Root } from "@aws-sdk/client-organizations";
import type { AccountId } from "../../../model/place.ts";
import type { Handler } from "../handlers.ts";
import { ensureServiceLinkedRole } from "../iam/service-linked.ts";
import { birthIn, nextId } from "../ids.ts";
import { refuse } from "../refuse.ts";
import type { AccountState, OrganizationState, World } from "../world.ts";
import { organizationArn, targetArn } from "./arns.ts";
import { giveFullAccess } from "./full-access.ts";
import { invalidInput } from "./invalid-input.ts";
import { listed, nextToken } from "./lists.ts";
import { memberOf, readerOf } from "./membership.ts";

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganization.html */
export const createOrganization: Handler<"organizations:CreateOrganization"> = (world, input, at) => {
  const featureSet = input.FeatureSet ?? "ALL";
  if (featureSet !== "ALL" && featureSet !== "CONSOLIDATED_BILLING") {
    invalidInput("INVALID_ENUM", `There is no feature set ${String(featureSet)}.`);
  }
  const account = world.accounts[at.account];
  if (account === undefined || account.parent !== null || world.organization !== null) {
    return refuse("AlreadyInOrganizationException", "The AWS account is already a member of an organization.");
  }
  const organization = foundOrganization(world, account.id, featureSet);
  return { Organization: describe(world, organization) };
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html */
export const describeOrganization: Handler<"organizations:DescribeOrganization"> = (world, _input, at) => ({
  Organization: describe(world, memberOf(world, at)),
});

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListRoots.html */
export const listRoots: Handler<"organizations:ListRoots"> = (world, input, at) => {
  const organization = readerOf(world, at);
  const page = listed(world, "roots", [organization], input);
  return { Roots: page.items.map((each) => rootOf(world, each)), ...nextToken(page) };
};

/** The organization's only root, as AWS describes it. */
export function rootOf(world: World, organization: OrganizationState): Root {
  const types = Object.entries(organization.policyTypes);
  return {
    Id: organization.rootId,
    Arn: targetArn(world, organization, organization.rootId),
    Name: "Root",
    PolicyTypes: types.map(([Type, { status }]) => ({
      Type: Type as PolicyType,
      Status: status satisfies PolicyTypeStatus,
    })),
  };
}

/** Founds the organization of a management account, with these ids if they are given. */
export function foundOrganization(
  world: World,
  managementAccount: AccountId,
  featureSet: OrganizationState["featureSet"],
  ids: { readonly id?: string | undefined; readonly rootId?: string | undefined } = {},
): OrganizationState {
  const account = world.accounts[managementAccount] as AccountState;
  const organization: OrganizationState = {
    id: ids.id ?? nextId(world, "o-", 10),
    rootId: ids.rootId ?? nextId(world, "r-", 4),
    rootTags: {},
    featureSet,
    policyTypes: {},
    trustedServices: {},
    delegatedAdministrators: {},
  };
  world.organization = organization;
  world.managementAccount = account.id;
  account.parent = organization.rootId;
  account.joined = world.time;
  if (featureSet === "ALL") {
    organization.policyTypes["SERVICE_CONTROL_POLICY"] = { status: "ENABLED", due: null };
    giveFullAccess(world, organization, "SERVICE_CONTROL_POLICY");
  }
  ensureServiceLinkedRole(account.iam, birthIn(world, account.id), "organizations.amazonaws.com");
  return organization;
}

function describe(world: World, organization: OrganizationState): Organization {
  const { id, email } = world.accounts[world.managementAccount] as AccountState;
  const all = organization.featureSet === "ALL";
  return {
    Id: organization.id,
    Arn: organizationArn(world, organization),
    FeatureSet: organization.featureSet,
    MasterAccountArn: targetArn(world, organization, id),
    MasterAccountId: id,
    MasterAccountEmail: email,
    // Deprecated, and still sent: it never lists more than this. What is enabled is told by ListRoots.
    AvailablePolicyTypes: all ? [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }] : [],
  };
}
