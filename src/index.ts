export type { World } from "./aws/door/enter.ts";
export type { Finding } from "./model/finding.ts";
export type { Live } from "./model/live.ts";
export type { Plan, Step } from "./model/plan.ts";
export type { Resource } from "./model/resource.ts";
export {
  applyPlan,
  makePlan,
  type Planned,
  type PlanOptions,
  type Refused,
  type Tables,
  validate,
} from "./pipeline.ts";
export { decodePlan, encodePlan } from "./plan/codec.ts";
