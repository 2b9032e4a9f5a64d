import { all } from "../../aws/contract/all.ts";
import { refusedWith, unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader } from "../../aws/contract/call.ts";
import type { Output } from "../../aws/contract/services.ts";
import type { Verbs } from "../../aws/contract/verbs.ts";
import { entriesIn } from "../../model/change.ts";
import type { Live } from "../../model/live.ts";
import { ORGANIZATION_PLACE, type Place } from "../../model/place.ts";
import { type ImageSharing, imageSharing } from "./image-sharing.ts";

type Permission = NonNullable<Output<"ec2:DescribeImageAttribute">["LaunchPermissions"]>[number];

/** Deregistered since it was listed, or not there yet. */
const GONE = ["InvalidAMIID.NotFound", "InvalidAMIID.Unavailable"];
/** What EC2 answers, among others, in a region that the account has not enabled. */
const SHUT = ["AuthFailure", "OptInRequired"];
const EVERYBODY = { Group: "all" } as const;
const LARGEST_PAGE = 1000;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyImageAttribute.html */
export const imageSharingVerbs: Verbs<ImageSharing> = {
  kind: "image-sharing",

  async list(aws, at, { wanted: [wish] }) {
    if (wish === undefined) {
      return [];
    }
    const { allowed } = wish.properties;
    const live = await look(aws, at, allowed);
    return [live ?? { ...liveAt(at, allowed, {}), vitals: { enabled: false } }];
  },

  async find(aws, at, { allowed }) {
    return await look(aws, at, allowed);
  },

  // An account begins without images.
  async scout(_aws, _from, wanted) {
    return wanted.map(({ place, properties: { allowed } }) => liveAt(place, allowed, {}));
  },

  async create() {
    throw new Error("Every region of an account has images, if only none: their sharing is never made.");
  },

  async update(aws, { place, properties }, _to, fields) {
    for (const [ImageId, outsiders] of Object.entries(entriesIn(fields, "/outsiders", properties.outsiders))) {
      await aws.call("ec2:ModifyImageAttribute", place, {
        ImageId,
        LaunchPermission: { Remove: outsiders.map(permissionOf) },
      });
    }
  },
};

/** Null where the account has not enabled the region. */
async function look(aws: Reader, at: Place, allowed: readonly string[]): Promise<Live<ImageSharing> | null> {
  const images = await ownImages(aws, at);
  if (images === null) {
    return null;
  }
  if (images.length === 0) {
    return liveAt(at, allowed, {});
  }
  const isOutside = await outsiderTest(aws, allowed);
  const perImage = await Promise.all(
    images.map(async (id) => {
      const outsiders = (await launchPermissions(aws, at, id)).filter(isOutside).map(inWords);
      return outsiders.length === 0 ? [] : [[id, outsiders] as const];
    }),
  );
  return liveAt(at, allowed, Object.fromEntries(perImage.flat()));
}

function liveAt(place: Place, allowed: readonly string[], outsiders: ImageSharing["outsiders"]): Live<ImageSharing> {
  return {
    kind: "image-sharing",
    id: "image-sharing",
    place,
    owner: { is: "nobody" },
    properties: imageSharing.normal({ allowed, outsiders }),
    outputs: {},
  };
}

/**
 * The ids of the account's own images, which nobody but their owner can share. Disabled ones are not told, and are shared
 * with nobody.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/disable-an-ami.html
 */
async function ownImages(aws: Reader, at: Place): Promise<string[] | null> {
  try {
    const images = await all(aws, "ec2:DescribeImages", at, { Owners: ["self"], MaxResults: LARGEST_PAGE });
    return images.flatMap(({ ImageId: id }) => id ?? []).sort();
  } catch (error) {
    if (refusedWith(error, ...SHUT) && (await isShut(aws, at))) {
      return null;
    }
    throw error;
  }
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html */
async function isShut(aws: Reader, { account, region }: Place): Promise<boolean> {
  const everywhere = { account, region: "global" } as const;
  const { Regions: [found] = [] } = await aws.call("ec2:DescribeRegions", everywhere, {
    RegionNames: [region],
    AllRegions: true,
  });
  return found?.OptInStatus === "not-opted-in";
}

async function launchPermissions(aws: Reader, at: Place, ImageId: string): Promise<readonly Permission[]> {
  const call = aws.call("ec2:DescribeImageAttribute", at, { ImageId, Attribute: "launchPermission" });
  return (await unlessRefused(call, GONE, null))?.LaunchPermissions ?? [];
}

/** Whether a permission reaches beyond the organization as it is now, and beyond the accounts that are named. */
async function outsiderTest(aws: Reader, allowed: readonly string[]): Promise<(permission: Permission) => boolean> {
  const [{ Organization: organization }, members] = await Promise.all([
    aws.call("organizations:DescribeOrganization", ORGANIZATION_PLACE, {}),
    all(aws, "organizations:ListAccounts", ORGANIZATION_PLACE, {}),
  ]);
  const insiders = new Set([...allowed, ...members.map(({ Id: id }) => id)]);
  return ({ UserId: account, OrganizationArn, OrganizationalUnitArn }) => {
    if (account !== undefined) {
      return !insiders.has(account);
    }
    const arn = OrganizationArn ?? OrganizationalUnitArn ?? "";
    const [, id] = /^arn:[^:]+:organizations::\d{12}:(?:organization|ou)\/(o-[a-z0-9]+)(?:\/|$)/.exec(arn) ?? [];
    return id === undefined || id !== organization?.Id;
  };
}

/** Whom a permission is for, as a plan tells it; an ARN says itself whether it is an organization's or a unit's. */
function inWords({ UserId, Group, OrganizationArn, OrganizationalUnitArn }: Permission): string {
  if (UserId !== undefined) {
    return `account ${UserId}`;
  }
  return Group === undefined ? (OrganizationArn ?? OrganizationalUnitArn ?? "") : "everybody";
}

/** The permission that these words are for. */
function permissionOf(words: string): Permission {
  if (words.startsWith("arn:")) {
    return /:ou\//.test(words) ? { OrganizationalUnitArn: words } : { OrganizationArn: words };
  }
  return words === "everybody" ? EVERYBODY : { UserId: words.slice("account ".length) };
}
