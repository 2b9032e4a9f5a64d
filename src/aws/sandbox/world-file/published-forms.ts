import { z } from "zod";

const tags = z.record(z.string(), z.string());
const time = z.iso.datetime();
const document = z.record(z.string(), z.unknown());
/** `account`: name or id. */
const place = { account: z.string(), region: z.string() };

export const repositoryForm = z.strictObject({
  name: z.string(),
  ...place,
  created: time.optional(),
  mutability: z.enum(["MUTABLE", "IMMUTABLE"]).optional(),
  scanOnPush: z.boolean().optional(),
  policy: z.union([document, z.string()]).optional(),
  lifecycle: z.union([document, z.string()]).optional(),
  tags: tags.optional(),
});

export const parameterForm = z.strictObject({
  name: z.string(),
  ...place,
  /** `String` when left out. */
  type: z.enum(["String", "StringList", "SecureString"]).optional(),
  value: z.string(),
  description: z.string().optional(),
  /** `Standard` when left out. */
  tier: z.enum(["Standard", "Advanced"]).optional(),
  version: z.number().int().optional(),
  modified: time.optional(),
  modifiedBy: z.string().optional(),
  tags: tags.optional(),
});

export const shareForm = z.strictObject({
  arn: z.string().optional(),
  name: z.string(),
  ...place,
  created: time.optional(),
  external: z.boolean().optional(),
  resources: z.array(z.string()).optional(),
  principals: z.array(z.string()).optional(),
  tags: tags.optional(),
  deleted: time.optional(),
});

export const portfolioForm = z.strictObject({
  id: z.string().optional(),
  ...place,
  created: time.optional(),
  name: z.string(),
  provider: z.string(),
  description: z.string().optional(),
  tags: tags.optional(),
  /** Ids of organizations, or until when each is under way by id. */
  sharedWith: z.union([z.array(z.string()), z.record(z.string(), time)]).optional(),
  token: z.string().optional(),
});

export const imageForm = z.strictObject({
  id: z.string(),
  name: z.string(),
  ...place,
  created: time.optional(),
  /** Who may launch it: `all`, ids of accounts, ARNs of organizations and units. */
  sharedWith: z.array(z.string()).optional(),
});

export type RepositoryForm = z.infer<typeof repositoryForm>;
export type ParameterForm = z.infer<typeof parameterForm>;
export type ShareForm = z.infer<typeof shareForm>;
export type PortfolioForm = z.infer<typeof portfolioForm>;
export type ImageForm = z.infer<typeof imageForm>;
