import { addressOfChange, kindOf } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { Plan, Step } from "../model/plan.ts";
import { placeOf } from "./plan-page.ts";
import { reportedFields } from "./step-fields.ts";
import { summaryOf } from "./summary.ts";

/** A plan as `plan --format json` prints it: the fields that other programs may rely on, and no others. */
export function planJson(plan: Plan): JsonObject {
  return {
    format: plan.format,
    organization: { ...plan.organization },
    digest: plan.digest,
    summary: { ...summaryOf(plan.steps) },
    steps: plan.steps.map(stepJson),
    findings: plan.findings.map(findingJson),
    proofs: plan.proofs as unknown as Json,
  };
}

/** A finding as every JSON output prints it. */
export function findingJson({ code, severity, summary, detail, fix, at }: Finding): JsonObject {
  return {
    code,
    severity,
    summary,
    detail,
    ...(fix === undefined ? {} : { fix }),
    ...(at === undefined ? {} : { at: { file: at.file, line: at.line, column: at.column } }),
  };
}

function stepJson({ id, change, after, risk }: Step): JsonObject {
  const place = placeOf(change);
  return {
    id,
    address: addressOfChange(change),
    kind: kindOf(change),
    place: { account: place.account, region: place.region },
    action: change.action,
    fields: reportedFields(change).map((field) => ({ ...field })),
    risk,
    after: [...after],
  };
}
