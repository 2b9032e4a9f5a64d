import type { AccountId, Region } from "../../../model/place.ts";

/** A portfolio's share with the organization. */
export interface PortfolioShareState {
  /** When it is done, in virtual milliseconds. */
  due: number;
}

/** A portfolio of Service Catalog as the sandbox keeps it: plain data, without products. */
export interface PortfolioState {
  id: string;
  account: AccountId;
  region: Region;
  /** Virtual milliseconds. */
  created: number;
  name: string;
  provider: string;
  description: string;
  tags: Record<string, string>;
  /** By organization id. */
  shares: Record<string, PortfolioShareState>;
  /** The token of the request that made it. */
  token: string;
}

/** A portfolio's ARN. */
export function portfolioArn(
  partition: string,
  { account, region, id }: Pick<PortfolioState, "account" | "region" | "id">,
): string {
  return `arn:${partition}:catalog:${region}:${account}:portfolio/${id}`;
}
