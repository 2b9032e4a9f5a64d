import { REGIONS } from "../account/regions.ts";
import type { Handler, HandlersOf } from "../handlers.ts";
import { nextImageId } from "../ids.ts";
import { pageOf } from "../pages.ts";
import { refuse } from "../refuse.ts";
import { checkedPermissions, checkRegion, imageFor, missing, ownImageFor } from "./checks.ts";
import type { ImageState, LaunchPermissionState } from "./state.ts";

const LARGEST_PAGE = 1000;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html */
const describeRegions: Handler<"ec2:DescribeRegions"> = (_world, input, at) => {
  checkRegion(at);
  const unknown = (input.RegionNames ?? []).filter((name) => REGIONS.every(({ RegionName }) => RegionName !== name));
  if (unknown.length > 0) {
    refuse("InvalidParameterValue", `Invalid region(s): ${unknown.join(", ")}`);
  }
  const told = REGIONS.filter(
    ({ RegionName: name = "", RegionOptStatus: status }) =>
      (input.RegionNames?.includes(name) ?? true) && (input.AllRegions === true || status !== "DISABLED"),
  );
  return {
    Regions: told.map(({ RegionName: name = "", RegionOptStatus: status }) => ({
      RegionName: name,
      Endpoint: `ec2.${name}.amazonaws.com`,
      OptInStatus: status === "DISABLED" ? "not-opted-in" : "opt-in-not-required",
    })),
  };
};

/** Of others' images those that the caller may launch. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html */
const describeImages: Handler<"ec2:DescribeImages"> = (world, input, at) => {
  checkRegion(at);
  const { ImageIds: ids = [], Owners: owners = [], MaxResults: size = LARGEST_PAGE, NextToken: token } = input;
  if (size < 1 || size > LARGEST_PAGE) {
    refuse("InvalidParameterValue", `Value ( ${size} ) for parameter maxResults is invalid.`);
  }
  if (ids.length > 0 && input.MaxResults !== undefined) {
    refuse("InvalidParameterCombination", "The parameter imageIdsSet cannot be used with the parameter maxResults");
  }
  if (input.Filters !== undefined || input.ExecutableUsers !== undefined) {
    refuse("InvalidParameterValue", "The sandbox finds images by their ids and owners only.");
  }
  const named = ids.length === 0 ? Object.values(world.images) : ids.map((id) => imageFor(world, at, id));
  const wanted = owners.map((owner) => (owner === "self" ? at.account : owner));
  const images = named
    .filter(({ region, account }) => region === at.region && (wanted.length === 0 || wanted.includes(account)))
    .filter((image) => image.account === at.account || isPublic(image) || isFor(image, at.account))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const page = pageOf(world.tempo, images, { list: `images-${owners.join()}`, token, size });
  if (page === null) {
    return refuse("InvalidParameterValue", "Value for parameter nextToken is invalid.");
  }
  return {
    Images: page.items.map((image) => ({
      ImageId: image.id,
      Name: image.name,
      OwnerId: image.account,
      Public: isPublic(image),
      State: "available" as const,
      CreationDate: new Date(image.created).toISOString(),
    })),
    ...(page.next === undefined ? {} : { NextToken: page.next }),
  };
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImageAttribute.html */
const describeImageAttribute: Handler<"ec2:DescribeImageAttribute"> = (world, input, at) => {
  checkRegion(at);
  const { id, launchPermissions } = ownImageFor(world, at, input.ImageId);
  return input.Attribute === "launchPermission"
    ? { ImageId: id, LaunchPermissions: launchPermissions }
    : refuse("InvalidParameterValue", "The sandbox knows no attribute of images but launchPermission.");
};

/**
 * What is there already is not added twice, and what is not there is taken off without complaint.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyImageAttribute.html
 */
const modifyImageAttribute: Handler<"ec2:ModifyImageAttribute"> = (world, input, at) => {
  checkRegion(at);
  const image = ownImageFor(world, at, input.ImageId);
  const { Add = [], Remove = [] } = input.LaunchPermission ?? missing("LaunchPermission");
  const [added, removed] = [checkedPermissions(Add), checkedPermissions(Remove)];
  const byText = (permissions: readonly LaunchPermissionState[]) =>
    new Map(permissions.map((one) => [JSON.stringify(one), one]));
  const standing = byText([...image.launchPermissions, ...added]);
  for (const text of byText(removed).keys()) {
    standing.delete(text);
  }
  image.launchPermissions = [...standing.values()];
  return {};
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RegisterImage.html */
const registerImage: Handler<"ec2:RegisterImage"> = (world, input, at) => {
  checkRegion(at);
  const name = input.Name ?? missing("Name");
  const mine = Object.values(world.images).filter(
    ({ account, region }) => account === at.account && region === at.region,
  );
  const namesake = mine.find((image) => image.name === name);
  if (namesake !== undefined) {
    refuse("InvalidAMIName.Duplicate", `AMI name ${name} is already in use by AMI ${namesake.id}`);
  }
  const id = nextImageId(world);
  const { account, region } = at;
  world.images[id] = { id, name, account, region, created: world.time, launchPermissions: [] };
  return { ImageId: id };
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeregisterImage.html */
const deregisterImage: Handler<"ec2:DeregisterImage"> = (world, input, at) => {
  checkRegion(at);
  delete world.images[ownImageFor(world, at, input.ImageId).id];
  return { Return: true };
};

/** Every operation of EC2 that the sandbox answers: those about machine images. */
export const ec2Handlers = {
  "ec2:DescribeRegions": describeRegions,
  "ec2:DescribeImages": describeImages,
  "ec2:DescribeImageAttribute": describeImageAttribute,
  "ec2:ModifyImageAttribute": modifyImageAttribute,
  "ec2:RegisterImage": registerImage,
  "ec2:DeregisterImage": deregisterImage,
} as const satisfies HandlersOf<"ec2">;

function isPublic({ launchPermissions }: ImageState): boolean {
  return launchPermissions.some((one) => "Group" in one);
}

function isFor({ launchPermissions }: ImageState, account: string): boolean {
  return launchPermissions.some((one) => "UserId" in one && one.UserId === account);
}
