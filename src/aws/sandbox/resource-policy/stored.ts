import { isObject, type Json } from "../../../model/json.ts";
import { checkPolicy } from "../../../policy/check.ts";
import { storedPrincipal, withPrincipals } from "../iam/principals.ts";
import type { World } from "../world.ts";

/** A policy on a bucket or key as its service stores it, or what is wrong with it. */
export type StoredPolicy =
  | { readonly text: string; readonly statements: readonly Readonly<Record<string, unknown>>[] }
  | { readonly mistake: "json" | "grammar" | "principal"; readonly says: string };

/**
 * A resource policy in the form in which it comes back: without white space, account ids and unique ids as ARNs, a list
 * of one principal as that one. Principals in this world's accounts must exist.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function storedResourcePolicy(world: World, text: string): StoredPolicy {
  const document = parsed(text);
  if (!isObject(document)) {
    return { mistake: "json", says: "This policy contains invalid Json" };
  }
  const [problem] = checkPolicy("resource", document as Json);
  if (problem !== undefined) {
    return { mistake: "grammar", says: `At ${problem.path || "/"}: ${problem.detail}` };
  }
  const unknown: string[] = [];
  const statements = [document["Statement"]].flat().map((statement) =>
    withPrincipals(statement as Record<string, unknown>, (name) => {
      const stored = storedPrincipal(world, name);
      if (stored === undefined) {
        unknown.push(name);
      }
      return stored ?? name;
    }),
  );
  return unknown.length > 0
    ? { mistake: "principal", says: `Invalid principal in policy: "AWS":"${unknown[0]}"` }
    : { text: JSON.stringify({ ...document, Statement: statements }), statements };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
