import { SHAPES } from "../../src/kinds/shapes.ts";
import type { Plan } from "../../src/model/plan.ts";
import { buildPlan } from "../../src/plan/build.ts";
import { decodePlan } from "../../src/plan/codec.ts";
import {
  account,
  compared,
  liveAccount,
  liveRole,
  liveUnit,
  NOBODY,
  ORGANIZATION,
  role,
  THE_ORGANIZATION,
  unit,
  us,
} from "../diff/things.ts";

/** A plan with every action and every sort of finding in it. */
export function planOf(): Plan {
  const wishes = [
    ORGANIZATION,
    unit("foundation/ou:a", "a"),
    account("new"),
    account("shop"),
    role("house/support:shop", "shop", "Support", { tags: { Owner: "shop" } }),
  ];
  const live = [
    THE_ORGANIZATION,
    liveUnit("ou-1", us("foundation/ou:a"), "renamed"),
    liveUnit("ou-2", us("foundation/ou:gone"), "gone"),
    liveAccount("222222222222", us("workload/account:shop"), "shop", { parent: "ou-1" }),
    liveRole("shop", NOBODY, "Support"),
  ];
  return buildPlan({
    ...compared(wishes, live),
    live,
    targets: ["foundation/ou:a"],
    organization: {
      name: "acme",
      id: "o-1",
      managementAccount: "111111111111",
      partition: "aws",
      homeRegion: "eu-west-1",
    },
    createdAt: new Date(0),
    caller: "arn:aws:iam::111111111111:user/ana",
    madeBy: "0.1.0",
    madeFrom: { "orgwright.yaml": "0".repeat(64) },
    allowed: [{ code: "deletes", count: 1 }, { code: "creates-organization" }],
    findings: [
      { code: "a", severity: "note", summary: "s", detail: "d" },
      { code: "b", severity: "warning", summary: "s", detail: "d", fix: "f", at: { file: "x", line: 1, column: 2 } },
    ],
    shapes: SHAPES,
    proofs: {
      attacks: { total: 1, denied: 1, open: 0, inconclusive: 0, notApplicable: 0 },
      mustStay: { total: 1, allowed: 1, broken: 0 },
    },
  });
}

/** Why a text is no plan; null when it is one. */
export function problemOf(written: string): string | null {
  const decoded = decodePlan(written);
  return "problem" in decoded ? decoded.problem : null;
}
