/** An account's key in the organization file; `management` is reserved for the management account. */
export type AccountKey = string;

/** A twelve-digit AWS account id. */
export type AccountId = string;

/** An AWS region's name, as in `eu-west-1`. */
export type Region = string;

/** The key of the account that owns the organization. */
export const MANAGEMENT: AccountKey = "management";

/** The account and region a resource lives in; IAM and Organizations live in `global`. */
export interface Place {
  readonly account: AccountKey;
  readonly region: Region | "global";
}

/** Where everything at the level of the organization lives. */
export const ORGANIZATION_PLACE: Place = { account: MANAGEMENT, region: "global" };

/** A place as one word, for maps and messages. */
export function placeName(place: Place): string {
  return `${place.account}/${place.region}`;
}

/** Whether `text` has the form of an AWS account id. */
export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}
