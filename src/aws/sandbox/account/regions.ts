import type { RegionOptStatus } from "@aws-sdk/client-account";
import type { Region } from "../../../model/place.ts";
import type { Handler } from "../handlers.ts";
import { pageOf } from "../pages.ts";
import { accountFor, invalid } from "./account-for.ts";

/** Regions that every account can use. https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html */
const DEFAULT = [
  ...["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2"],
  ...["ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1"],
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
];

/** Regions that an account has to opt in to first. */
const OPT_IN = ["af-south-1", "ap-east-1", "ap-southeast-3", "eu-south-1", "eu-south-2", "il-central-1", "me-south-1"];

/** All regions, sorted by name, with whether an account may work there: nobody has opted in to any. */
export const REGIONS: readonly { readonly RegionName: string; readonly RegionOptStatus: RegionOptStatus }[] = [
  ...DEFAULT.map((name) => ({ RegionName: name, RegionOptStatus: "ENABLED_BY_DEFAULT" as const })),
  ...OPT_IN.map((name) => ({ RegionName: name, RegionOptStatus: "DISABLED" as const })),
].sort((a, b) => (a.RegionName < b.RegionName ? -1 : 1));

const MOST = 50;

/** Whether accounts may work in a region. */
export function isEnabledRegion(region: Region): boolean {
  return !OPT_IN.includes(region);
}

/** https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html */
export const listRegions: Handler<"account:ListRegions"> = (world, input, at) => {
  accountFor(world, input.AccountId, at);
  const { MaxResults: size = MOST, RegionOptStatusContains: wanted = [], NextToken: token } = input;
  if (size < 1 || size > MOST) {
    return invalid(`MaxResults must be from 1 to ${MOST}.`);
  }
  const matching = REGIONS.filter(({ RegionOptStatus: status }) => wanted.length === 0 || wanted.includes(status));
  const page = pageOf(world.tempo, matching, { list: `regions:${wanted.join()}`, token, size });
  if (page === null) {
    return invalid("NextToken is not one that this list gave.");
  }
  return { Regions: [...page.items], ...(page.next === undefined ? {} : { NextToken: page.next }) };
};
