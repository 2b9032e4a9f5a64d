import { z } from "zod";

const tags = z.record(z.string(), z.string());
const time = z.iso.datetime();
const document = z.record(z.string(), z.unknown());

const organization = z.strictObject({
  id: z.string().optional(),
  rootId: z.string().optional(),
  features: z.enum(["ALL", "CONSOLIDATED_BILLING"]).optional(),
  /** Names of enabled types; an object for one that is changing. `SERVICE_CONTROL_POLICY` when left out. */
  policyTypes: z
    .array(
      z.union([
        z.string(),
        z.strictObject({ type: z.string(), status: z.enum(["PENDING_ENABLE", "PENDING_DISABLE"]), until: time }),
      ]),
    )
    .optional(),
  /** Names, or since when by name. */
  trustedServices: z.union([z.array(z.string()), z.record(z.string(), time)]).optional(),
  /** By account: names, or since when by name. */
  delegatedAdministrators: z.record(z.string(), z.union([z.array(z.string()), z.record(z.string(), time)])).optional(),
  /** What is on of centralized root access; part of the management account's `iam` where that is given. */
  rootAccess: z.array(z.enum(["RootCredentialsManagement", "RootSessions"])).optional(),
  tags: tags.optional(),
});

const unit = z.strictObject({
  /** `/Parent/Name`; a name that has a slash itself is given by `name` and `in`. */
  path: z.string().optional(),
  name: z.string().optional(),
  in: z.string().optional(),
  id: z.string().optional(),
  tags: tags.optional(),
});

const role = z.strictObject({
  name: z.string(),
  path: z.string().optional(),
  trust: document,
  inline: z.record(z.string(), document).optional(),
  attached: z.array(z.string()).optional(),
  tags: tags.optional(),
  maxSessionDuration: z.number().optional(),
  description: z.string().optional(),
  boundary: z.string().optional(),
});

const account = z.strictObject({
  name: z.string(),
  id: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  email: z.string().optional(),
  /** `/`, a unit's path or id, or `outside`; `/` when left out. */
  in: z.string().optional(),
  state: z.enum(["PENDING_ACTIVATION", "ACTIVE", "SUSPENDED", "PENDING_CLOSURE", "CLOSED"]).optional(),
  joined: z.strictObject({ method: z.enum(["CREATED", "INVITED"]).optional(), at: time.optional() }).optional(),
  tags: tags.optional(),
  /** Roles besides those that a new account has, or in their stead. */
  roles: z.array(role).optional(),
  /** Names of a new account's roles that this one lacks. */
  withoutRoles: z.array(z.string()).optional(),
  /** All of its IAM, as the sandbox keeps it; policy documents may be objects. */
  iam: z.record(z.string(), z.unknown()).optional(),
});

const policy = z.strictObject({
  name: z.string(),
  type: z.string(),
  id: z.string().optional(),
  description: z.string().optional(),
  /** The policy, which is stored without white space. */
  document: document.optional(),
  /** The policy's text as it is stored. */
  content: z.string().optional(),
  /** `/`, paths or ids of units, names or ids of accounts. */
  attachedTo: z.array(z.string()).optional(),
  tags: tags.optional(),
});

const creation = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  roleName: z.string(),
  tags: tags.optional(),
  requested: time,
  due: time,
  fails: z.string().optional(),
  state: z.enum(["IN_PROGRESS", "SUCCEEDED", "FAILED"]),
  completed: time.optional(),
  account: z.string().optional(),
  failure: z.string().optional(),
});

/** What stands in a `world.yaml`. Everything that is left out is as AWS would make it. */
export const worldForm = z.strictObject({
  version: z.literal(1),
  partition: z.string().optional(),
  seed: z.number().int().optional(),
  counter: z.number().int().optional(),
  time: time.optional(),
  managementAccount: z.string().optional(),
  quotas: z.record(z.string(), z.union([z.number(), z.record(z.string(), z.number())])).optional(),
  tempo: z.record(z.string(), z.union([z.number(), z.boolean(), z.null()])).optional(),
  takenEmails: z.array(z.string()).optional(),
  organization: organization.optional(),
  units: z.array(unit).optional(),
  accounts: z.array(account).optional(),
  policies: z.array(policy).optional(),
  creations: z.array(creation).optional(),
});

export type WorldForm = z.infer<typeof worldForm>;
export type OrganizationForm = z.infer<typeof organization>;
export type UnitForm = z.infer<typeof unit>;
export type AccountForm = z.infer<typeof account>;
export type PolicyForm = z.infer<typeof policy>;
export type CreationForm = z.infer<typeof creation>;
export type RoleForm = z.infer<typeof role>;
