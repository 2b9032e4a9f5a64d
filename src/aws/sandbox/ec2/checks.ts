import type { LaunchPermission } from "@aws-sdk/client-ec2";
import { isEnabledRegion } from "../account/regions.ts";
import type { Caller } from "../handlers.ts";
import { own } from "../iam/find.ts";
import { refuse } from "../refuse.ts";
import type { World } from "../world.ts";
import type { ImageState, LaunchPermissionState } from "./state.ts";

/*
 * What EC2 refuses. What is not said otherwise has status 400.
 * https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-errors.html
 */

const IMAGE_ID = /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** In a region that the account has not enabled nobody's credentials are known. */
export function checkRegion({ region }: Caller): void {
  if (!isEnabledRegion(region)) {
    refuse("AuthFailure", "AWS was not able to validate the provided access credentials", { status: 401 });
  }
}

/** The image with an id, whosever it is. */
export function imageFor(world: World, at: Caller, sent: string | undefined): ImageState {
  const id = sent ?? missing("ImageId");
  if (!IMAGE_ID.test(id)) {
    refuse("InvalidAMIID.Malformed", `Invalid id: "${id}"`);
  }
  const image = own(world.images, id);
  return image !== undefined && image.region === at.region
    ? image
    : refuse("InvalidAMIID.NotFound", `The image id '[${id}]' does not exist`);
}

/** The image with an id; nobody but its owner looks at its attributes and changes them. */
export function ownImageFor(world: World, at: Caller, sent: string | undefined): ImageState {
  const image = imageFor(world, at, sent);
  return image.account === at.account
    ? image
    : refuse("AuthFailure", `Not authorized for image:${image.id}`, { status: 403 });
}

/** Permissions as a request lists them. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchPermission.html */
export function checkedPermissions(sent: readonly LaunchPermission[]): LaunchPermissionState[] {
  return sent.map(({ UserId, Group, OrganizationArn, OrganizationalUnitArn }) => {
    if (UserId !== undefined) {
      return /^\d{12}$/.test(UserId) ? { UserId } : invalidItem(UserId, "userId");
    }
    if (Group !== undefined) {
      return Group === "all" ? { Group } : invalidItem(Group, "UserGroup");
    }
    if (OrganizationArn !== undefined) {
      return /^arn:[^:]+:organizations::\d{12}:organization\/o-[a-z0-9]{10,32}$/.test(OrganizationArn)
        ? { OrganizationArn }
        : invalidItem(OrganizationArn, "organizationArn");
    }
    const unit = OrganizationalUnitArn ?? missing("UserId");
    return /^arn:[^:]+:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/ou-[a-z0-9-]+$/.test(unit)
      ? { OrganizationalUnitArn: unit }
      : invalidItem(unit, "organizationalUnitArn");
  });
}

export function missing(name: string): never {
  return refuse("MissingParameter", `The request must contain the parameter ${name}`);
}

function invalidItem(value: string, type: string): never {
  return refuse("InvalidAMIAttributeItemValue", `Invalid attribute item value "${value}" for ${type} item type.`);
}
