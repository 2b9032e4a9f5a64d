import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalJson, type Json } from "../model/json.ts";
import type { Plan } from "../model/plan.ts";

const properties = z.record(z.string(), z.json());
const place = z.strictObject({ account: z.string(), region: z.string() });
const position = z.strictObject({ file: z.string(), line: z.number(), column: z.number() });

const resource = z.strictObject({
  address: z.string(),
  kind: z.string(),
  place,
  properties,
  needs: z.array(z.string()),
  declaredAt: position,
  accountKey: z.string().exactOptional(),
});

const owner = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("us"), address: z.string() }),
  z.strictObject({ is: z.literal("other"), name: z.string() }),
  z.strictObject({ is: z.literal("nobody") }),
]);

const live = z.strictObject({
  kind: z.string(),
  id: z.string(),
  place,
  owner,
  properties,
  outputs: z.record(z.string(), z.string()),
});

const field = z.strictObject({ path: z.string(), before: z.json().exactOptional(), after: z.json().exactOptional() });

const change = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("create"), to: resource }),
  z.strictObject({ action: z.enum(["adopt", "update", "move"]), from: live, to: resource, fields: z.array(field) }),
  z.strictObject({ action: z.literal("delete"), from: live }),
]);

const finding = z.strictObject({
  code: z.string(),
  severity: z.enum(["error", "warning", "note"]),
  summary: z.string(),
  detail: z.string(),
  fix: z.string().exactOptional(),
  at: position.exactOptional(),
});

const count = z.number().int().nonnegative();

const plan = z.strictObject({
  format: z.literal(1),
  organization: z.strictObject({
    name: z.string(),
    id: z.string().nullable(),
    managementAccount: z.string(),
    partition: z.string(),
    homeRegion: z.string(),
  }),
  createdAt: z.string(),
  caller: z.string(),
  madeBy: z.string(),
  madeFrom: z.record(z.string(), z.string()),
  targets: z.array(z.string()),
  allowed: z.array(z.strictObject({ code: z.string(), count: count.exactOptional() })),
  consents: z.array(z.strictObject({ code: z.string(), count: count.exactOptional(), why: z.string() })),
  steps: z.array(
    z.strictObject({
      id: z.string(),
      change,
      after: z.array(z.string()),
      stage: z.number(),
      risk: z.enum(["safe", "disruptive", "takeover", "irreversible"]),
    }),
  ),
  findings: z.array(finding),
  proofs: z
    .strictObject({
      attacks: z.strictObject({ total: count, denied: count, open: count, inconclusive: count, notApplicable: count }),
      mustStay: z.strictObject({ total: count, allowed: count, broken: count }),
    })
    .nullable(),
  seen: z.record(z.string(), z.string()),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});

/** SHA-256, hexadecimal, of what a plan does: when it was made and by whom does not count. */
export function digestOf(unsigned: Omit<Plan, "digest">): string {
  const { createdAt: _when, caller: _who, digest: _own, ...content } = unsigned as Plan;
  return createHash("sha256")
    .update(canonicalJson(content as unknown as Json))
    .digest("hex");
}

/** A plan as the text that is saved: JSON, readable, without anything that is not in the plan. */
export function encodePlan(value: Plan): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A plan read back, or why it is none. A text with a changed byte in what the plan does is refused. */
export type Decoded = { readonly plan: Plan } | { readonly problem: string };

/** Reads a saved plan. Nothing in it is believed beyond its form: apply derives it again and compares. */
export function decodePlan(text: string): Decoded {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: `it is not JSON (${(error as Error).message})` };
  }
  const format = typeof value === "object" && value !== null ? (value as { format?: unknown }).format : undefined;
  if (typeof format === "number" && format > 1) {
    return { problem: `it has format ${format}, which a newer version of orgwright wrote; this one reads format 1` };
  }
  const parsed = plan.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { problem: `at /${issue?.path.join("/") ?? ""}: ${issue?.message ?? "it has another form"}` };
  }
  const read = parsed.data as unknown as Plan;
  const digest = digestOf(read);
  return digest === read.digest
    ? { plan: read }
    : { problem: `its digest is ${read.digest}, but its content has ${digest}: it was changed after it was saved` };
}
