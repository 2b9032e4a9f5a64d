import { anonymousPrincipal, runSimulation } from "@cloud-copilot/iam-simulate";
import type { JsonObject } from "../../../src/model/json.ts";

/** A request and the policies that decide about it: who asks the oracle chooses what binds whom, since it applies them all. */
export interface Simulated {
  /** Null for nobody in particular. */
  readonly principal: string | null;
  readonly action: string;
  readonly arn: string;
  /** The account that owns the resource. */
  readonly owner: string;
  /** Condition keys as AWS spells them. Every other key is absent. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** From the root down to the account; each level a list of documents. Empty where none bind. */
  readonly scps: readonly (readonly JsonObject[])[];
  readonly rcps: readonly (readonly JsonObject[])[];
  readonly identity: readonly JsonObject[];
  readonly boundary: JsonObject | null;
  readonly session: JsonObject | null;
  readonly resource: JsonObject | null;
}

/** What the oracle says, and the condition keys that it left out. */
export type OracleAnswer =
  | { readonly is: "allowed" | "denied"; readonly ignored: readonly string[]; readonly word: string }
  | { readonly is: "refused"; readonly message: string };

/** Asks the oracle, an evaluator of IAM policies that shares nothing with ours. */
export async function simulate(one: Simulated): Promise<OracleAnswer> {
  const answer = await runSimulation(
    {
      request: {
        principal: one.principal ?? anonymousPrincipal,
        action: one.action,
        resource: { resource: one.arn, accountId: one.owner },
        contextVariables: Object.fromEntries(
          Object.entries(one.keys).map(([key, values]) => [
            key,
            values.length === 1 ? (values[0] as string) : [...values],
          ]),
        ),
      },
      identityPolicies: one.identity.map((policy, index) => ({ name: `identity-${index}`, policy })),
      serviceControlPolicies: organizationPolicies(one.scps, "scp"),
      resourceControlPolicies: organizationPolicies(one.rcps, "rcp"),
      ...(one.resource === null ? {} : { resourcePolicy: one.resource }),
      ...(one.boundary === null ? {} : { permissionBoundaryPolicies: [{ name: "boundary", policy: one.boundary }] }),
      ...(one.session === null ? {} : { sessionPolicy: one.session }),
    },
    {},
  );
  if (answer.resultType === "error") {
    const { message, ...where } = answer.errors;
    return { is: "refused", message: `${message} ${JSON.stringify(where)}` };
  }
  const results = answer.resultType === "single" ? [answer.result] : answer.results;
  const ignored = results.flatMap(({ ignoredContextKeys = [] }) => ignoredContextKeys.map((key) => key.toLowerCase()));
  return { is: answer.overallResult === "Allowed" ? "allowed" : "denied", ignored, word: answer.overallResult };
}

function organizationPolicies(all: Simulated["scps"], kind: string) {
  return all.map((documents, depth) => ({
    orgIdentifier: `level-${depth}`,
    policies: documents.map((policy, index) => ({ name: `${kind}-${depth}-${index}`, policy })),
  }));
}
