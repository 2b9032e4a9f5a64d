import type { Caller } from "../handlers.ts";
import { own } from "../iam/find.ts";
import { refuse } from "../refuse.ts";
import type { World } from "../world.ts";
import { checkedTrailName } from "./names.ts";
import { mayRunOrganizationTrails } from "./organization.ts";
import { type TrailState, trailArn } from "./state.ts";

const ARN = /^arn:([^:]+):cloudtrail:([a-z0-9-]+):(\d{12}):trail\/(.+)$/;

/** Whether an account can see a trail: its own, and as a member those of its organization. */
export function isVisible(world: World, trail: TrailState, account: string): boolean {
  const isMember = world.organization !== null && own(world.accounts, account)?.parent != null;
  return trail.account === account || (trail.organization && isMember);
}

/** Whether a trail, or its shadow, is in an account's region. */
export function isIn(
  world: World,
  trail: TrailState,
  { account, region }: Pick<Caller, "account" | "region">,
): boolean {
  return isVisible(world, trail, account) && (trail.region === region || trail.multiRegion);
}

/** Whether what an account sees in a region is the trail itself. */
export function isAtHome(trail: TrailState, { account, region }: Pick<Caller, "account" | "region">): boolean {
  return trail.account === account && trail.region === region;
}

/**
 * The trail of a request that only looks: by name in its own account and home region, by ARN from wherever it is seen.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
 */
export function trailToRead(world: World, at: Caller, nameOrArn: string | undefined): TrailState {
  const trail = named(world, at, nameOrArn);
  const isNamed = nameOrArn?.startsWith("arn:") !== true;
  return trail !== undefined && isVisible(world, trail, at.account) && (!isNamed || trail.region === at.region)
    ? trail
    : unknownTrail(world, at, nameOrArn);
}

/**
 * The trail of a request that changes it: in its home region, by its own account, or by a delegated administrator, who
 * names it by its ARN.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateTrail.html
 */
export function trailToChange(world: World, at: Caller, nameOrArn: string | undefined): TrailState {
  const trail = named(world, at, nameOrArn);
  if (trail === undefined || !isVisible(world, trail, at.account)) {
    return unknownTrail(world, at, nameOrArn);
  }
  if (trail.account !== at.account && !mayRunOrganizationTrails(world, at.account)) {
    return refuse(
      "NotOrganizationMasterAccountException",
      "The AWS account making the request is not the management account or a delegated administrator of the organization.",
    );
  }
  return trail.region === at.region
    ? trail
    : refuse(
        "InvalidHomeRegionException",
        `The trail ${trail.name} may only be changed in its home region ${trail.region}.`,
      );
}

/** The trail with this ARN, if it has the form of one. */
export function trailWithArn(world: World, arn: string): TrailState | undefined {
  const [, partition] = ARN.exec(arn) ?? [];
  if (partition !== world.partition) {
    return refuse("CloudTrailARNInvalidException", `The ARN is not valid: ${arn}`);
  }
  return own(world.trails, arn);
}

/** A name stands for the trail of the caller's account in this region, else for one whose shadow is here. */
function named(world: World, at: Caller, nameOrArn: string | undefined): TrailState | undefined {
  if (nameOrArn?.startsWith("arn:")) {
    return trailWithArn(world, nameOrArn);
  }
  const name = checkedTrailName(nameOrArn);
  const home = own(world.trails, trailArn(world.partition, { account: at.account, region: at.region, name }));
  const mine = Object.values(world.trails).filter((trail) => trail.account === at.account && trail.name === name);
  return home ?? mine.find((trail) => trail.multiRegion);
}

function unknownTrail(world: World, at: Caller, nameOrArn = ""): never {
  const arn = nameOrArn.startsWith("arn:")
    ? nameOrArn
    : trailArn(world.partition, { account: at.account, region: at.region, name: nameOrArn });
  return refuse("TrailNotFoundException", `Unknown trail: ${arn} for the user: ${at.account}`);
}
