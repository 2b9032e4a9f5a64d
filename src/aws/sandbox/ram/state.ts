import type { AccountId, Region } from "../../../model/place.ts";

/** A resource share as the sandbox keeps it: plain data. */
export interface ShareState {
  arn: string;
  name: string;
  account: AccountId;
  region: Region;
  /** Virtual milliseconds. */
  created: number;
  external: boolean;
  /** ARNs, in the order in which they came. */
  resources: string[];
  principals: string[];
  tags: Record<string, string>;
  /** When it was deleted, in virtual milliseconds; null while it stands. */
  deleted: number | null;
}
