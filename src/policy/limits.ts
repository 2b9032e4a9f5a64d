import { z } from "zod";

const count = z.int().nonnegative();

const policyLimits = z.strictObject({
  /** Characters of one document. */
  size: count,
  /** How many policies of the type an organization may have. */
  perOrganization: count,
  /** How many may hang directly on one root, OU or account. */
  perTarget: count,
  /** How many must hang on each once the type is enabled. */
  leastPerTarget: count.default(0),
});

/** The form of `blueprints/data/quotas.yaml`. Every figure is AWS's default on the day `asOf`. */
export const limitsSchema = z.strictObject({
  asOf: z.iso.date(),
  sources: z.array(z.url()).min(1),
  organization: z.strictObject({
    accounts: count,
    units: count,
    /** Levels of OUs below the root. */
    unitDepth: count,
    /** Tags on one root, OU, account or policy. */
    tags: count,
    accountsBeingCreated: count,
    accountsBeingClosed: count,
    /** Characters of the organization's own resource policy. */
    resourcePolicySize: count,
    /** Characters of a policy's description. */
    policyDescription: count,
  }),
  /** By the API's name of the type. A type without a row has limits that AWS does not publish. */
  policies: z.record(z.string(), policyLimits),
  iam: z.strictObject({
    roles: count,
    users: count,
    groups: count,
    policies: count,
    managedPoliciesPerRole: count,
    managedPoliciesPerUser: count,
    managedPoliciesPerGroup: count,
    tags: count,
    /** Characters without white space, of one managed policy. */
    managedPolicySize: count,
    /** Characters without white space, of all inline policies of one role, user or group together. */
    inlinePolicySize: z.strictObject({ role: count, user: count, group: count }),
    /** Characters of a trust policy. */
    trustPolicySize: count,
  }),
  cloudtrail: z.strictObject({
    /** Trails that record one region, those whose home is elsewhere among them. AWS raises it for nobody. */
    trailsPerRegion: count,
  }),
  /** Bytes of a policy on a resource. */
  resourcePolicySize: z.strictObject({ bucket: count, key: count }),
});

/** What AWS allows, as data: quotas change, and some can be raised for one organization. */
export type Limits = z.infer<typeof limitsSchema>;

/** The form of `blueprints/data/rcp-services.yaml`. */
export const rcpServicesSchema = z.strictObject({
  asOf: z.iso.date(),
  sources: z.array(z.url()).min(1),
  /** Service prefixes of actions, sorted. */
  services: z.array(z.string().regex(/^[a-z0-9-]+$/)).min(1),
});
