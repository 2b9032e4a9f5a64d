import { parseAddress } from "../model/address.ts";
import { addressOfChange, type Change, kindOf } from "../model/change.ts";
import type { Place } from "../model/place.ts";
import type { Plan, Step } from "../model/plan.ts";
import { groupRows } from "./group-rows.ts";
import type { ConsentNeed, Least, Page, Row, Section } from "./page.ts";
import { reportedFields } from "./step-fields.ts";
import { summaryOf } from "./summary.ts";

/** What a page shows besides the plan. */
export interface PageExtras {
  readonly consents?: readonly ConsentNeed[];
  readonly least?: Least;
}

/** A plan as a page: sections by blueprint instance in the order in which they begin, equal changes grouped. */
export function pageOf(plan: Plan, extras: PageExtras = {}): Page {
  return {
    title: `Plan for the organization ${plan.organization.name}`,
    organization: plan.organization,
    createdAt: plan.createdAt,
    caller: plan.caller,
    digest: plan.digest,
    summary: summaryOf(plan.steps),
    allowed: plan.allowed,
    sections: sectionsOf(plan.steps),
    findings: plan.findings,
    consents: extras.consents ?? [],
    proofs: plan.proofs,
    least: extras.least ?? null,
  };
}

/** Where a change happens. */
export function placeOf(change: Change): Place {
  return change.action === "delete" ? change.from.place : change.to.place;
}

function sectionsOf(steps: readonly Step[]): Section[] {
  const rows = new Map<string, Row[]>();
  for (const step of steps) {
    const row = rowOf(step);
    const heading = parseAddress(row.address)?.instance ?? "not in the file";
    rows.set(heading, [...(rows.get(heading) ?? []), row]);
  }
  return [...rows].map(([heading, own]) => ({ heading, rows: groupRows(own) }));
}

function rowOf({ change, risk }: Step): Row {
  return {
    action: change.action,
    kind: kindOf(change),
    address: addressOfChange(change),
    places: [placeOf(change)],
    risk,
    fields: reportedFields(change),
  };
}
