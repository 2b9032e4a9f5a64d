import type { Caller } from "../handlers.ts";
import { own } from "../iam/find.ts";
import { refuse } from "../refuse.ts";
import { tagCheck } from "../tag-text.ts";
import type { World } from "../world.ts";

const SERVICE = "ram.amazonaws.com";
const PRINCIPAL =
  /^(?:(\d{12})|arn:[^:]+:organizations::\d{12}:(organization|ou)\/(o-[a-z0-9]+)(?:\/(ou-[a-z0-9-]+))?)$/;

/*
 * What RAM refuses. All have status 400.
 * https://docs.aws.amazon.com/ram/latest/APIReference/API_CreateResourceShare.html#API_CreateResourceShare_Errors
 */

export function invalid(message: string): never {
  return refuse("InvalidParameterException", message);
}

/**
 * The principals of a request. Without external ones, all have to be in the caller's organization, with which sharing must
 * be enabled; only then may the organization or a unit be among them at all.
 * https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html
 */
export function checkedPrincipals(world: World, at: Caller, sent: readonly string[], external: boolean): string[] {
  for (const principal of sent) {
    const [, account, , organization, unit] =
      PRINCIPAL.exec(principal) ?? invalid(`Principal ${principal} is not valid.`);
    const isMember = account !== undefined && isInside(world, account) && isInside(world, at.account);
    const isOurs = organization !== undefined && organization === world.organization?.id && isInside(world, at.account);
    if (unit !== undefined && world.units[unit] === undefined) {
      refuse("UnknownResourceException", `OrganizationalUnit ${unit} in organization could not be found.`);
    }
    const isLeft = isOurs || isMember ? isEnabled(world) || (isMember && external) : account !== undefined && external;
    if (!isLeft) {
      refuse(
        "OperationNotPermittedException",
        "The resource you are attempting to share can only be shared within your AWS Organization. This error may also " +
          "occur if you have not enabled sharing with your AWS organization, or that onboarding process is still in progress.",
      );
    }
  }
  return [...sent];
}

/** The resources of a request: parameters of the caller's own, since the sandbox has nothing else that can be shared. */
export function checkedResources(world: World, at: Caller, sent: readonly string[]): string[] {
  for (const arn of sent) {
    const [, service, region, account] = /^arn:[^:]+:([^:]+):([^:]*):(\d{12}):.+$/.exec(arn) ?? [];
    if (account === undefined) {
      refuse("MalformedArnException", `The specified resource ARN ${arn} is not valid.`);
    }
    const parameter = service === "ssm" ? own(world.parameters, arn) : undefined;
    if (account !== at.account || region !== at.region || parameter === undefined) {
      refuse("UnknownResourceException", `The resource ${arn} cannot be found.`);
    }
    if (parameter.tier !== "Advanced") {
      invalid(`The resource ${arn} cannot be shared: it is not in the advanced tier.`);
    }
  }
  return [...sent];
}

/** What tags a share has once these are added. */
export const checkedTags = tagCheck({
  tooMany: () => refuse("TagLimitExceededException", "A resource share can have at most 50 tags."),
  invalid,
});

/** Whether sharing with the organization is on. */
export function isEnabled({ organization }: World): boolean {
  return organization?.trustedServices[SERVICE] !== undefined;
}

function isInside(world: World, account: string): boolean {
  return account === world.managementAccount
    ? world.organization !== null
    : (own(world.accounts, account)?.parent ?? null) !== null;
}
