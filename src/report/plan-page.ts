import { parseAddress } from "../model/address.ts";
import { addressOfChange, type Change } from "../model/change.ts";
import type { Live } from "../model/live.ts";
import type { Place } from "../model/place.ts";
import type { Plan, Step } from "../model/plan.ts";
import { subjectOf, takesAccessAway, workOf } from "./change-words.ts";
import { groupRows } from "./group-rows.ts";
import { groupedBy } from "./grouped-by.ts";
import type { ConsentNeed, Least, Page, Row, Section } from "./page.ts";
import { pictureOf } from "./picture.ts";
import { reportedFields } from "./step-fields.ts";
import { summaryOf } from "./summary.ts";

/** What a page shows besides the plan. */
export interface PageExtras {
  readonly consents?: readonly ConsentNeed[];
  readonly least?: Least;
  /** Everything that was seen in AWS. Without it the picture shows only what the plan touches. */
  readonly live?: readonly Live[];
  readonly isRedacted?: boolean;
}

/** A plan as a page: the one walk over its steps. Equal changes in several accounts are one row. */
export function pageOf(plan: Plan, extras: PageExtras = {}): Page {
  const { stages, rows } = rowsOf(plan.steps);
  return {
    title: `Plan for the organization ${plan.organization.name}`,
    organization: plan.organization,
    createdAt: plan.createdAt,
    caller: plan.caller,
    madeBy: plan.madeBy,
    digest: plan.digest,
    isRedacted: extras.isRedacted ?? false,
    summary: summaryOf(plan.steps),
    takenAway: plan.steps.filter(({ change }) => takesAccessAway(change)).length,
    targets: plan.targets,
    allowed: plan.allowed,
    sections: sectionsOf(rows),
    stages,
    picture: pictureOf(plan, extras.live ?? null),
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

/** All rows in the order of the steps that they begin with, and the same by stage. */
function rowsOf(steps: readonly Step[]): { readonly rows: readonly Row[]; readonly stages: readonly Section[] } {
  const byStage = groupedBy(
    steps.map((step, index) => ({ stage: step.stage, row: rowOf(step, index + 1) })),
    ({ stage }) => stage,
  );
  const stages = [...byStage].sort(([a], [b]) => a - b).map(([, own]) => groupRows(own.map(({ row }) => row)));
  return {
    rows: stages.flat().sort((a, b) => a.number - b.number),
    stages: stages.map((rows) => ({ heading: kindsOf(rows), rows })),
  };
}

function sectionsOf(rows: readonly Row[]): Section[] {
  const byInstance = groupedBy(rows, ({ address }) => parseAddress(address)?.instance ?? instanceOf(address));
  return [...byInstance].map(([heading, own]) => ({ heading, rows: own }));
}

/** The instance of an address in which `{account}` stands for several, or where things go that have none. */
function instanceOf(address: string): string {
  return parseAddress(address.replaceAll("{account}", "account"))?.instance ?? "not in the file";
}

/** What a stage is about, as in "policy-type, trusted-service". */
function kindsOf(rows: readonly Row[]): string {
  return [...new Set(rows.map(({ kind, action }) => workOf({ action, subject: kind })))].join(", ");
}

function rowOf({ change, risk }: Step, number: number): Row {
  return {
    number,
    action: change.action,
    kind: subjectOf(change),
    address: addressOfChange(change),
    places: [placeOf(change)],
    risk,
    fields: reportedFields(change),
  };
}
