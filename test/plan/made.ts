import { SHAPES } from "../../src/kinds/shapes.ts";
import type { Live } from "../../src/model/live.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Resource } from "../../src/model/resource.ts";
import { buildPlan } from "../../src/plan/build.ts";
import type { Now } from "../../src/plan/compare.ts";
import { compared } from "../diff/things.ts";

/** A plan with what it was made from. */
export type Made = Omit<Now, "shapes">;

type Over = Partial<Pick<Plan, "organization" | "madeBy" | "madeFrom" | "findings">>;

/** The plan for these wishes in this world. */
export function planOf(resources: readonly Resource[], live: readonly Live[], over: Over = {}): Made {
  const difference = compared(resources, live);
  const plan = buildPlan({
    ...difference,
    live,
    targets: [],
    organization: {
      name: "acme",
      id: live.find(({ kind }) => kind === "organization")?.id ?? null,
      managementAccount: "111111111111",
      partition: "aws",
      homeRegion: "eu-west-1",
    },
    createdAt: new Date(0),
    caller: "arn:aws:iam::111111111111:user/ana",
    madeBy: "0.1.0",
    madeFrom: { "orgwright.yaml": "0".repeat(64) },
    allowed: [],
    proofs: null,
    shapes: SHAPES,
    ...over,
  });
  return { ...difference, plan, live };
}
