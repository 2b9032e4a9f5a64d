import type { AccountId, Region } from "../../../model/place.ts";

/** A private repository as the sandbox keeps it: plain data. It holds no images. */
export interface RepositoryState {
  name: string;
  account: AccountId;
  region: Region;
  /** Virtual milliseconds. */
  created: number;
  mutability: "MUTABLE" | "IMMUTABLE";
  scanOnPush: boolean;
  /** The policy's text as it is stored; null where there is none. */
  policy: string | null;
  /** The lifecycle policy's text as it was sent; null where there is none. */
  lifecycle: string | null;
  tags: Record<string, string>;
}

/** A repository's ARN. */
export function repositoryArn(
  partition: string,
  { account, region, name }: Pick<RepositoryState, "account" | "region" | "name">,
): string {
  return `arn:${partition}:ecr:${region}:${account}:repository/${name}`;
}
