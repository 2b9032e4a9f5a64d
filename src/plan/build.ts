import type { Address } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import type { Live } from "../model/live.ts";
import type { Allowance, OrganizationRef, Plan } from "../model/plan.ts";
import type { Proofs } from "../model/proof.ts";
import type { KindName, Resource } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";
import { digestOf } from "./codec.ts";
import { consentsFor } from "./consents.ts";
import { seenIn } from "./seen.ts";
import { orderSteps } from "./steps.ts";

/** Everything a plan is made of. */
export interface PlanParts {
  readonly organization: OrganizationRef;
  readonly createdAt: Date;
  readonly caller: string;
  readonly madeBy: string;
  readonly madeFrom: Readonly<Record<string, string>>;
  /** The addresses that the changes were narrowed to. */
  readonly targets: readonly string[];
  readonly allowed: readonly Allowance[];
  readonly changes: readonly Change[];
  /** Every resource of the file, in the order of needs. */
  readonly wished: readonly Resource[];
  readonly shapes: ReadonlyMap<KindName, Shape>;
  readonly findings: readonly Finding[];
  readonly proofs: Proofs | null;
  /** Everything that was seen in AWS. */
  readonly live: readonly Live[];
  /** What in AWS each resource is, where there is something. */
  readonly matched: ReadonlyMap<Address, Live>;
}

/** Makes the plan: steps in a safe order, and the digest that names it. */
export function buildPlan(parts: PlanParts): Plan {
  const { organization, caller, madeBy, madeFrom, targets, allowed, findings, proofs } = parts;
  const steps = orderSteps(parts.changes, parts.wished, parts.shapes);
  const unsigned = {
    format: 1 as const,
    organization,
    createdAt: parts.createdAt.toISOString(),
    caller,
    madeBy,
    madeFrom,
    targets,
    allowed,
    consents: consentsFor({ ...parts, steps, managed: parts.matched.size }),
    steps,
    findings,
    proofs,
    seen: seenIn(parts.live),
  };
  return { ...unsigned, digest: digestOf(unsigned) };
}
