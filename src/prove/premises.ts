/** How a world differs from the one that is planned: something that somebody got wrong, or that an attacker had done. */
export interface PremiseWorld {
  /** What was done, as a sentence without its full stop. */
  readonly says: string;
  /** Somebody opened the policy on the resource to everybody. */
  readonly resourcePolicy?: "open";
  /** Somebody added a statement for everybody to it; what it denies it still denies. */
  readonly grantToAll?: true;
  /** Whoever asks was given AdministratorAccess. */
  readonly identityPolicy?: "open";
  /** The policy that makes people use MFA is not on them. */
  readonly forceMfa?: "missing";
  /** No service control policy and no resource control policy is attached. */
  readonly guardrails?: "detached";
}

/** The worlds in which a row must hold. Each takes one layer away, and shows whether another one carries the denial. */
export const PREMISE_WORLDS = {
  "as-planned": { says: "Everything is as planned" },
  "open-resource-policy": { says: "Somebody opened the policy on the resource to everybody", resourcePolicy: "open" },
  "open-identity-policy": { says: "Somebody gave AdministratorAccess to whoever asks", identityPolicy: "open" },
  "no-force-mfa": { says: "The policy that demands MFA is missing", forceMfa: "missing" },
  "granted-to-all": {
    says: "Somebody let everybody in by a further statement of the policy on the resource, and no guardrail is attached",
    grantToAll: true,
    guardrails: "detached",
  },
  "no-guardrails": { says: "No guardrail is attached", guardrails: "detached" },
} as const satisfies Readonly<Record<string, PremiseWorld>>;

export type Premise = keyof typeof PREMISE_WORLDS;

/** The names of the worlds. */
export const PREMISES: readonly Premise[] = Object.keys(PREMISE_WORLDS) as Premise[];

/** The world of a name. */
export function premiseWorld(premise: Premise): PremiseWorld {
  return PREMISE_WORLDS[premise];
}
