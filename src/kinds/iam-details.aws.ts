import type { Reader } from "../aws/contract/call.ts";
import type { Output } from "../aws/contract/services.ts";
import type { Tags } from "../model/ownership.ts";
import type { Place } from "../model/place.ts";

type Page = Output<"iam:GetAccountAuthorizationDetails">;
type Listed<K extends keyof Page> = Extract<NonNullable<Page[K]>, readonly unknown[]>[number];

/** All users, groups, roles and own policies of an account. */
export interface IamDetails {
  readonly users: readonly Listed<"UserDetailList">[];
  readonly groups: readonly Listed<"GroupDetailList">[];
  readonly roles: readonly Listed<"RoleDetailList">[];
  readonly policies: readonly Listed<"Policies">[];
}

const FILTER = ["User", "Group", "Role", "LocalManagedPolicy"] as const;
const MAX_ITEMS = 1000;

/**
 * Everything that IAM tells of an account in one listing, which all kinds that live in it share: a reader that remembers
 * asks once. A page may hold nothing of one sort and not be the last.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export async function iamDetails(aws: Reader, at: Place): Promise<IamDetails> {
  const pages: Page[] = [];
  for (let marker: string | undefined; ; ) {
    const asked = marker === undefined ? {} : { Marker: marker };
    const page = await aws.call("iam:GetAccountAuthorizationDetails", at, {
      Filter: [...FILTER],
      MaxItems: MAX_ITEMS,
      ...asked,
    });
    pages.push(page);
    if (page.IsTruncated !== true || page.Marker === undefined) {
      break;
    }
    marker = page.Marker;
  }
  return {
    users: pages.flatMap(({ UserDetailList = [] }) => UserDetailList),
    groups: pages.flatMap(({ GroupDetailList = [] }) => GroupDetailList),
    roles: pages.flatMap(({ RoleDetailList = [] }) => RoleDetailList),
    policies: pages.flatMap(({ Policies = [] }) => Policies),
  };
}

/** Tags as IAM lists them, by key. */
export function iamTags(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[],
): Tags {
  return Object.fromEntries(tags.map((tag) => [tag.Key ?? "", tag.Value ?? ""]));
}
