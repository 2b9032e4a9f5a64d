import type { AccountId, Region } from "../../../model/place.ts";

/** To whom an image was given: one of AWS's four ways to say so. */
export type LaunchPermissionState =
  | { UserId: string }
  | { Group: "all" }
  | { OrganizationArn: string }
  | { OrganizationalUnitArn: string };

/** A machine image as the sandbox keeps it: plain data, and no more of it than who may launch it. */
export interface ImageState {
  id: string;
  name: string;
  account: AccountId;
  region: Region;
  /** Virtual milliseconds. */
  created: number;
  /** In the order in which they were given. */
  launchPermissions: LaunchPermissionState[];
}
