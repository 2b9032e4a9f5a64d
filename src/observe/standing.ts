import { AwsError } from "../aws/contract/aws-error.ts";
import type { Reader } from "../aws/contract/call.ts";
import { tagsOf } from "../aws/contract/organization-tags.ts";
import { readManagementAccount, readRoot } from "../aws/contract/organization-tree.ts";
import type { Finding } from "../model/finding.ts";
import type { Organization } from "../model/organization.ts";
import { HOME_REGION_TAG, ORGANIZATION_TAG } from "../model/ownership.ts";
import { type AccountId, ORGANIZATION_PLACE } from "../model/place.ts";

/** Why no plan can be made where the caller stands: the findings' codes and fixed summaries. */
export const STANDING_FINDINGS = {
  "member-account": "The credentials belong to a member account",
  "wrong-account": "The credentials belong to another account",
  "wrong-organization": "The account manages another organization",
  "consolidated-billing": "The organization has consolidated billing only",
  "another-organizations-file": "The organization belongs to another organization file",
  "another-home-region": "The organization has another home region",
  "account-not-pinned": "The management account is not pinned",
} as const;

type Code = keyof typeof STANDING_FINDINGS;

/** Whose credentials they are: the parts that matter here. */
export interface Standing {
  readonly account: AccountId;
  /** Asks with the caller's own credentials. */
  readonly own: Reader;
  readonly organization: Organization;
}

/**
 * Whether the caller stands in the account that the file is for. Asks AWS one question, with the caller's own
 * credentials, and only where the file's pin does not settle it.
 */
export async function checkAccount(standing: Standing): Promise<Finding[]> {
  const { account, organization } = standing;
  const pin = organization.pins.managementAccount;
  if (pin === account) {
    return [];
  }
  const management = await managementAccountOf(standing);
  if (management !== null && management !== account) {
    return [memberAccount(organization, account, management)];
  }
  if (pin !== null) {
    const detail = `The credentials are of account ${account}; ${organization.file} pins ${pin} as the management account.`;
    const fix =
      "Use credentials of the pinned account, for example with --profile. Change the pin only if the file shall really manage another organization.";
    return [blocker(organization, "wrong-account", detail, fix)];
  }
  const detail = `Nothing in ${organization.file} says which account it is for, so wrong credentials would go unnoticed.`;
  const fix = `Write managementAccount: "${account}" under organization.`;
  return [{ ...blocker(organization, "account-not-pinned", detail, fix), severity: "warning" }];
}

/** The account that manages the caller's organization, or null: there is none, or the caller may not know. */
async function managementAccountOf({ own }: Standing): Promise<AccountId | null> {
  try {
    const { Organization: found } = await own.call("organizations:DescribeOrganization", ORGANIZATION_PLACE, {});
    return found?.MasterAccountId ?? null;
  } catch (error) {
    if (error instanceof AwsError && error.outcome === "refused") {
      return null;
    }
    throw error;
  }
}

/**
 * Whether the organization that is there is the one that the file is for, and whether the caller's account manages it: a
 * pin that names a member would let everything go on there as if it were the management account.
 */
export async function checkOrganization(
  aws: Reader,
  organization: Organization,
  account: AccountId,
): Promise<Finding[]> {
  const management = await readManagementAccount(aws);
  if (management !== null && management !== account) {
    return [memberAccount(organization, account, management)];
  }
  const root = await readRoot(aws);
  const pin = organization.pins.organizationId;
  if (root === null) {
    return pin === null ? [] : [wrongOrganization(organization, pin, "none")];
  }
  if (pin !== null && pin !== root.organizationId) {
    return [wrongOrganization(organization, pin, root.organizationId)];
  }
  if (root.featureSet !== "ALL") {
    const detail = `The organization ${root.organizationId} has the feature set ${root.featureSet}: it has no policies and no roles in its members.`;
    const fix = "Enable all features in the Organizations console; every invited account has to agree. Then run again.";
    return [blocker(organization, "consolidated-billing", detail, fix)];
  }
  return await checkRootTags(aws, organization, root.rootId);
}

async function checkRootTags(aws: Reader, organization: Organization, rootId: string): Promise<Finding[]> {
  const tags = await tagsOf(aws, rootId);
  const [name, region] = [tags[ORGANIZATION_TAG], tags[HOME_REGION_TAG]];
  const undo = `Else take the tags orgwright:* off the root ${rootId} and run again: the next plan adopts the organization.`;
  if (name !== undefined && name !== organization.name) {
    const detail = `The root ${rootId} is tagged as belonging to the organization file "${name}"; this file is "${organization.name}".`;
    return [blocker(organization, "another-organizations-file", detail, `Use the file "${name}". ${undo}`)];
  }
  if (region !== undefined && region !== organization.homeRegion) {
    const detail = `The root ${rootId} says that the home region is ${region}; the file says ${organization.homeRegion}.`;
    return [blocker(organization, "another-home-region", detail, `Write homeRegion: ${region}. ${undo}`)];
  }
  return [];
}

function memberAccount(organization: Organization, account: AccountId, management: AccountId): Finding {
  const detail = `The credentials are of account ${account}, a member of the organization that ${management} manages.`;
  const pinned = organization.pins.managementAccount === account ? ", and pin that one as managementAccount" : "";
  const fix = `Use credentials of the management account ${management}${pinned}.`;
  return blocker(organization, "member-account", detail, fix);
}

function wrongOrganization(organization: Organization, pin: string, found: string): Finding {
  const detail = `${organization.file} pins the organization ${pin}; the management account has ${found}.`;
  const fix = "Use the credentials of the pinned organization, or correct the pin organization.id.";
  return blocker(organization, "wrong-organization", detail, fix);
}

function blocker({ at }: Organization, code: Code, detail: string, fix: string): Finding {
  return { code, severity: "error", summary: STANDING_FINDINGS[code], detail, fix, at };
}
