import { z } from "zod";
import { isName } from "../model/address.ts";
import type { Json } from "../model/json.ts";

const name = z
  .string()
  .refine(isName, "a name of lower-case letters, digits and hyphens that begins with a letter, at most 40 characters")
  .describe("Lower-case letters, digits and hyphens, beginning with a letter; at most 40 characters.");

const parameterName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, "a name of letters, digits, hyphens and underscores, at most 40 characters");

const texts = {
  ask: z.string().optional().describe("The question that `orgwright init` asks."),
  help: z.string().optional().describe("What helps to answer it."),
};
const initial = z.json().optional().describe("Used when nothing is written; null for what may be left out.");
const size = (what: string) => ({
  min: z.number().int().min(0).optional().describe(`At least so many ${what}.`),
  max: z.number().int().min(0).optional().describe(`At most so many ${what}.`),
});

const ofTexts = {
  pattern: z.string().optional().describe("A regular expression that the whole text must match."),
  says: z
    .string()
    .min(1)
    .optional()
    .describe(
      'What `pattern` asks for, in words that go on from "must be", as in `an id of twelve digits, as in 111111111111`.',
    ),
  lastDayOf: z
    .string()
    .min(1)
    .optional()
    .describe(
      "The text is a day, as in 2027-01-31: the last of what this names. Plans tell when it is near, and when it is over.",
    ),
};
const unique = z.string().optional().describe("A field of the elements of which no two may have the same.");

const someOf = z
  .array(z.string())
  .min(2)
  .optional()
  .describe("Fields, each a list or a map, of which at least one must hold something.");

/** The eight types of parameters; `more` is allowed in each of them. */
function rules<More extends z.ZodRawShape>(more: More) {
  const common = { default: initial, ...texts, ...more };
  const fields = { fields: z.lazy(() => z.record(parameterName, valueRule)).optional() };
  const elements = { of: z.lazy(() => z.union([z.enum(["string", "integer", "boolean"]), valueRule])).optional() };
  return z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("string"), ...size("characters"), ...ofTexts, ...common }),
    z.strictObject({
      type: z.literal("integer"),
      min: z.number().int().optional(),
      max: z.number().int().optional(),
      ...common,
    }),
    z.strictObject({ type: z.literal("boolean"), ...common }),
    z.strictObject({ type: z.literal("choice"), of: z.array(z.string()).min(1), ...common }),
    z.strictObject({ type: z.literal("list"), ...elements, ...size("elements"), unique, ...common }),
    z.strictObject({ type: z.literal("map"), ...elements, ...fields, ...size("members"), someOf, ...common }),
    z.strictObject({ type: z.literal("accounts"), ...fields, ...size("accounts"), ...common }),
    z.strictObject({ type: z.literal("people"), ...fields, ...size("people"), ...common }),
  ]);
}

/** A value inside a list or map, as written. */
export type WrittenRule = z.infer<ReturnType<typeof rules<Record<never, never>>>>;

const valueRule: z.ZodType = rules({});

const parameter = rules({
  when: z.string().optional().describe("A template over other parameters; asked for and used only while it is true."),
  irreversible: z.json().optional().describe("The value that cannot be taken back, a list of them, or true for any."),
});

const resource = z.strictObject({
  kind: z.string().describe("What it is, as in `s3-bucket`."),
  in: z
    .strictObject({
      account: z.string().optional().describe("An account's key; `management` is the management account."),
      region: z.string().optional().describe("`home`, or a region's name."),
    })
    .optional()
    .describe("The account and region it lives in."),
  forEach: z
    .union([z.string(), z.array(z.json()), z.record(z.string(), z.json())])
    .optional()
    .describe("One resource for each member of a map, or each text of a list."),
  through: z
    .array(z.string())
    .min(2)
    .optional()
    .describe("Instead of `forEach`: several maps or lists, each inside of the one before."),
  when: z.union([z.boolean(), z.string()]).optional().describe("Left out while this is false."),
  after: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe("Resources that must be there first, as in `logging.bucket`."),
  properties: z.record(z.string(), z.json()).optional().describe("What it shall be like."),
});

const check = z.strictObject({
  forEach: z.string().optional().describe("What is gone through."),
  through: z.array(z.string()).min(2).optional().describe("Several, each inside of the one before."),
  when: z.union([z.boolean(), z.string()]).optional().describe("Asked only while this is true."),
  holds: z.string().describe("What must be true."),
  at: z.string().optional().describe("A reference to what the finding points at. Default: what is gone through."),
  severity: z.enum(["error", "warning"]).optional().describe("Default: error."),
  detail: z.string().min(1).describe("What is wrong, in a sentence."),
  fix: z.string().min(1).describe("What to do about it."),
});

const guardrail = z.strictObject({
  id: name.describe("Names it in reports."),
  group: name.describe("All guardrails of a group make one policy."),
  type: z.enum(["scp", "rcp"]).describe("Service control policy or resource control policy."),
  attach: z.union([z.string(), z.array(z.string())]).describe("`root`, a unit's path, or a list of these."),
  switch: parameterName.optional().describe("A boolean parameter, on by default, that turns it off."),
  title: z.string().min(1).describe("What it makes sure of, in a sentence."),
  wayOut: z.string().min(1).describe("What to do when it hinders legitimate work."),
  statements: z.array(z.record(z.string(), z.json())).min(1).describe("IAM policy statements."),
  order: z.enum(["first", "last"]).optional().describe("Before accounts are made, or after everything. Default: last."),
});

/** A blueprint's form. Templates are texts here. */
export const blueprintFormat = z
  .strictObject({
    blueprint: name.describe("The blueprint's name, and its instance's unless `as:` gives another."),
    title: z.string().min(1).describe("What it sets up, in a few words."),
    description: z.string().optional().describe("What it sets up and why, in a few sentences."),
    costs: z.string().optional().describe("What it costs, and what of it cannot be undone, in a sentence."),
    parameters: z.record(parameterName, parameter).optional(),
    values: z
      .record(parameterName, z.json())
      .optional()
      .describe("What is written once and used in several places, as `value.` and its name."),
    resources: z.record(name, resource).optional(),
    checks: z.array(check).optional().describe("What must hold of the parameters, once the accounts are known."),
    guardrails: z.array(guardrail).optional(),
  })
  .describe("An orgwright blueprint");

export type WrittenBlueprint = z.infer<typeof blueprintFormat>;
export type WrittenParameter = z.infer<typeof parameter>;
export type WrittenResource = z.infer<typeof resource>;
export type WrittenCheck = z.infer<typeof check>;
export type WrittenGuardrail = z.infer<typeof guardrail>;

/** Every key that the format knows, for suggestions. */
export const FORMAT_KEYS: readonly string[] = [
  ...new Set(
    [blueprintFormat, resource, check, guardrail, ...parameter.options].flatMap(({ shape }) => Object.keys(shape)),
  ),
  "account",
  "region",
];

/** The JSON Schema (draft 7, which editors' YAML support reads) of blueprints as people write them. */
export function blueprintJsonSchema(): Json {
  const schema = z.toJSONSchema(blueprintFormat, { io: "input", target: "draft-7" });
  // Through text, because the schema's type also allows what JSON does not have.
  return JSON.parse(JSON.stringify(schema)) as Json;
}
