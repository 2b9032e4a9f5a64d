import { z } from "zod";
import type { JsonObject } from "../../model/json.ts";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type PasswordPolicy = {
  readonly minimumLength: number;
  readonly symbols: boolean;
  readonly numbers: boolean;
  readonly uppercase: boolean;
  readonly lowercase: boolean;
  /** Whether users may change their own password. */
  readonly ownChange: boolean;
  /** Days; 0 when passwords do not expire. */
  readonly maxAgeDays: number;
  /** How many former passwords may not be used again; 0 for none. */
  readonly remembered: number;
  /** Whether somebody whose password has expired needs an administrator. */
  readonly hardExpiry: boolean;
};

const written = z.strictObject({
  minimumLength: z.number().int().min(6).max(128),
  symbols: z.boolean().default(true),
  numbers: z.boolean().default(true),
  uppercase: z.boolean().default(true),
  lowercase: z.boolean().default(true),
  ownChange: z.boolean().default(true),
  maxAgeDays: z.number().int().min(0).max(1095).default(0),
  remembered: z.number().int().min(0).max(24).default(24),
  hardExpiry: z.boolean().default(false),
});

/**
 * What passwords of an account's IAM users have to be like. AWS takes it only as a whole and sets back what is left out, so
 * every write sends all of it.
 */
export const passwordPolicy: Shape<PasswordPolicy> = {
  kind: "password-policy",
  noun: "password policy",
  schema: written as z.ZodType<JsonObject>,
  scope: "account",
  ownership: "place",
  removal: "tell",
  stage: () => STAGE.roles,
  key: () => "password-policy",
  label: ({ minimumLength }) => `at least ${minimumLength} characters`,
  normal: (properties) => properties,
  fields: {
    minimumLength: { rule: "exclusive" },
    symbols: { rule: "exclusive" },
    numbers: { rule: "exclusive" },
    uppercase: { rule: "exclusive" },
    lowercase: { rule: "exclusive" },
    ownChange: { rule: "exclusive" },
    maxAgeDays: { rule: "exclusive" },
    remembered: { rule: "exclusive" },
    hardExpiry: { rule: "exclusive" },
  },
  assigned: [],
  computed: {},
  risk: () => "safe",
  requests: () => [{ action: "iam:UpdateAccountPasswordPolicy", resource: "*" }],
};
