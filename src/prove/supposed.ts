import { z } from "zod";
import type { Json } from "../model/json.ts";

/**
 * Things that no blueprint makes and that most organizations have: a vendor's role, a role for pods of a cluster, a bucket
 * that partners read. Rows that speak of one suppose that it stands, with the policy that it would have.
 */
export interface Supposed {
  /** As rows name it, with placeholders; of a bucket, without the objects. */
  readonly arn: string;
  /** The policy on it, or the trust of a role, with placeholders in its texts. */
  readonly policy: Json;
}

const schema = z.strictObject({
  things: z.array(z.strictObject({ arn: z.string(), policy: z.json() })),
});

/** Reads the table of supposed things. Throws where it is none: it ships with the tool. */
export function readSupposed(table: unknown): readonly Supposed[] {
  return schema.parse(table).things as readonly Supposed[];
}
