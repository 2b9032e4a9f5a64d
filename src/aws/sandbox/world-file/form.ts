import { z } from "zod";
import { imageForm, parameterForm, portfolioForm, repositoryForm, shareForm } from "./published-forms.ts";

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
  /** To whom, by the account's id or address of e-mail, and since when. */
  invitations: z
    .array(z.strictObject({ to: z.string(), id: z.string().optional(), since: time.optional() }))
    .optional(),
  portfolioSharing: z.literal(true).optional(),
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

const oidcProvider = z.strictObject({
  /** Without `https://`. */
  url: z.string(),
  clients: z.array(z.string()),
  tags: tags.optional(),
});

const publicAccessBlock = z.strictObject({
  BlockPublicAcls: z.boolean(),
  IgnorePublicAcls: z.boolean(),
  BlockPublicPolicy: z.boolean(),
  RestrictPublicBuckets: z.boolean(),
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
  oidcProviders: z.array(oidcProvider).optional(),
  /** All of its IAM, as the sandbox keeps it; policy documents may be objects. */
  iam: z.record(z.string(), z.unknown()).optional(),
  /** S3's of the whole account; nothing is set when left out. */
  publicAccessBlock: publicAccessBlock.optional(),
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

const bucket = z.strictObject({
  name: z.string(),
  /** Name or id of an account. */
  account: z.string(),
  region: z.string(),
  created: time.optional(),
  tags: tags.optional(),
  versioning: z.enum(["Enabled", "Suspended"]).optional(),
  /** As in the API, as are the other settings whose members begin with a capital. */
  encryption: z.array(z.record(z.string(), z.unknown())).optional(),
  /** Everything is blocked when left out; null: nothing is set. */
  publicAccessBlock: publicAccessBlock.nullable().optional(),
  ownership: z.enum(["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"]).nullable().optional(),
  /** Off when left out; `true`: on, without a default retention. */
  objectLock: z
    .union([
      z.literal(true),
      z.strictObject({
        mode: z.enum(["GOVERNANCE", "COMPLIANCE"]),
        days: z.number().int().optional(),
        years: z.number().int().optional(),
      }),
    ])
    .optional(),
  policy: z.union([document, z.string()]).optional(),
  lifecycle: z
    .strictObject({
      rules: z.array(z.record(z.string(), z.unknown())),
      minimumSize: z.enum(["all_storage_classes_128K", "varies_by_storage_class"]).optional(),
    })
    .optional(),
  used: z.boolean().optional(),
});

const key = z.strictObject({
  id: z.string().optional(),
  /** Name or id of an account. */
  account: z.string(),
  region: z.string(),
  created: time.optional(),
  description: z.string().optional(),
  /** The account alone, by its own policies, when left out. */
  policy: z.union([document, z.string()]).optional(),
  tags: tags.optional(),
  multiRegion: z.boolean().optional(),
  rotation: z.strictObject({ days: z.number().int(), since: time.optional() }).optional(),
  state: z.enum(["Enabled", "Disabled", "PendingDeletion"]).optional(),
  deletion: time.optional(),
  /** Names that begin with `alias/`, or since when by name. */
  aliases: z
    .union([z.array(z.string()), z.record(z.string(), z.strictObject({ created: time, updated: time }))])
    .optional(),
});

const delivery = z.strictObject({ next: time.optional(), latest: time.optional(), error: z.string().optional() });

const trail = z.strictObject({
  name: z.string(),
  /** Name or id of an account; the management account when left out. */
  account: z.string().optional(),
  region: z.string(),
  bucket: z.string(),
  prefix: z.string().optional(),
  globalEvents: z.boolean().optional(),
  multiRegion: z.boolean().optional(),
  validation: z.boolean().optional(),
  organization: z.boolean().optional(),
  /** An alias or the ARN of a key. */
  key: z.string().optional(),
  tags: tags.optional(),
  selectors: z.array(z.record(z.string(), z.unknown())).optional(),
  advancedSelectors: z.array(z.record(z.string(), z.unknown())).optional(),
  insights: z.array(z.record(z.string(), z.unknown())).optional(),
  logging: z.boolean().optional(),
  started: time.optional(),
  stopped: time.optional(),
  logs: delivery.optional(),
  digests: delivery.optional(),
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
  takenAliases: z.array(z.string()).optional(),
  organization: organization.optional(),
  units: z.array(unit).optional(),
  accounts: z.array(account).optional(),
  policies: z.array(policy).optional(),
  creations: z.array(creation).optional(),
  buckets: z.array(bucket).optional(),
  /** Names of buckets that strangers have. */
  takenBuckets: z.array(z.string()).optional(),
  keys: z.array(key).optional(),
  trails: z.array(trail).optional(),
  repositories: z.array(repositoryForm).optional(),
  parameters: z.array(parameterForm).optional(),
  shares: z.array(shareForm).optional(),
  portfolios: z.array(portfolioForm).optional(),
  images: z.array(imageForm).optional(),
});

export type WorldForm = z.infer<typeof worldForm>;
export type OrganizationForm = z.infer<typeof organization>;
export type UnitForm = z.infer<typeof unit>;
export type AccountForm = z.infer<typeof account>;
export type PolicyForm = z.infer<typeof policy>;
export type CreationForm = z.infer<typeof creation>;
export type BucketForm = z.infer<typeof bucket>;
export type KeyForm = z.infer<typeof key>;
export type TrailForm = z.infer<typeof trail>;
export type DeliveryForm = z.infer<typeof delivery>;
export type OidcProviderForm = z.infer<typeof oidcProvider>;
export type RoleForm = z.infer<typeof role>;
