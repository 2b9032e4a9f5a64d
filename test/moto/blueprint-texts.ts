import { fileURLToPath } from "node:url";
import { shippedTables } from "../../src/cli/shipped.ts";
import { openSource } from "../../src/cli/source.ts";
import { fill, outputRefs } from "../../src/model/deferred.ts";
import type { Json } from "../../src/model/json.ts";
import { validate } from "../../src/pipeline.ts";

const FILE = fileURLToPath(new URL("acme.yaml", import.meta.url));

/** What AWS assigned, by the address of what it belongs to. */
export interface Assigned {
  readonly organizationId: string;
  /** Of accounts. */
  readonly ids: ReadonlyMap<string, string>;
  /** Of keys. */
  readonly arns: ReadonlyMap<string, string>;
}

/**
 * The texts of all policies of the organization as the blueprints of `acme.yaml` have them, by the policies' names, with
 * what AWS assigned put in. They are worked out from the files alone: nothing that was sent has a part in them.
 */
export function textsOfBlueprints({ organizationId, ids, arns }: Assigned): ReadonlyMap<string, Json> {
  const { expansion } = validate(openSource(FILE), shippedTables(), "0.1.0");
  const policies = (expansion?.resources ?? []).filter(({ kind }) => kind === "organization-policy");
  return new Map(
    policies.map(({ properties }) => {
      const document = fill(properties["document"] ?? null, ({ address, output }) => {
        const arn = arns.get(address);
        if (arn !== undefined) {
          return output === "arn" ? arn : arn.slice(arn.lastIndexOf("/") + 1);
        }
        return address === "foundation/organization" ? organizationId : ids.get(address);
      });
      const [open] = outputRefs(document);
      if (open !== undefined) {
        throw new Error(
          `Nothing is known of ${open.address}#${open.output}, which ${String(properties["name"])} holds.`,
        );
      }
      return [String(properties["name"]), document];
    }),
  );
}
