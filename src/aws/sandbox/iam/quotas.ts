import { limitExceeded } from "./refusals.ts";

/** How much of everything one account's IAM may have. Sizes are characters without white space. */
export interface IamQuotas {
  roles: number;
  users: number;
  groups: number;
  policies: number;
  policyVersions: number;
  /** Managed policies attached to one role. */
  attachedToRole: number;
  attachedToUser: number;
  attachedToGroup: number;
  groupsOfUser: number;
  accessKeysOfUser: number;
  tags: number;
  trustCharacters: number;
  managedPolicyCharacters: number;
  /** All inline policies of one role together. */
  roleInlineCharacters: number;
  userInlineCharacters: number;
  groupInlineCharacters: number;
}

/**
 * What AWS gives unless more was asked for.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (read 2026-11)
 */
const DEFAULT_IAM_QUOTAS: Readonly<IamQuotas> = {
  roles: 1000,
  users: 5000,
  groups: 300,
  policies: 1500,
  policyVersions: 5,
  attachedToRole: 10,
  attachedToUser: 10,
  attachedToGroup: 10,
  groupsOfUser: 10,
  accessKeysOfUser: 2,
  tags: 50,
  trustCharacters: 2048,
  managedPolicyCharacters: 6144,
  roleInlineCharacters: 10_240,
  userInlineCharacters: 2048,
  groupInlineCharacters: 5120,
};

type Quotas = { readonly quotas: { readonly iam?: Partial<IamQuotas> } };

/** How much of something an account of this world may have. */
export function iamQuota(world: Quotas, of: keyof IamQuotas): number {
  return world.quotas.iam?.[of] ?? DEFAULT_IAM_QUOTAS[of];
}

/** Refuses what would come to more than an account of this world may have. */
export function checkQuota(
  world: Quotas,
  of: keyof IamQuotas,
  wanted: number,
  message: (quota: number) => string,
): void {
  const quota = iamQuota(world, of);
  if (wanted > quota) {
    limitExceeded(message(quota));
  }
}
