import { type Action, addressOfChange, type Change, fieldsOf, kindOf } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import { listed } from "../model/listed.ts";
import type { Live } from "../model/live.ts";
import type { Allowance, Consent, OrganizationRef, Step } from "../model/plan.ts";
import { newlyBound } from "./newly-bound.ts";

/** Every code that a consent may have. `takeover` and `irreversible` are followed by `:` and an address. */
export const CONSENT_CODES: readonly string[] = [
  "creates-organization",
  "creates-accounts",
  "takeover",
  "irreversible",
  "deletes",
  "large-update",
  "changes-guardrails",
  "binds-other-accounts",
  "skips-accounts",
  "closes-public-buckets",
];

/** What can be given again as it was: that it goes is no loss. Who left the file shall not wait for a consent. */
const TAKEN_AWAY: ReadonlySet<string> = new Set(["policy-attachment", "iam-user-access"]);

/** From so many managed things on, a plan that changes a large part of them wants a consent. */
export const LARGE_FROM = 10;

/** A plan is large when it updates more than this part of what is managed. */
export const LARGE_SHARE = 0.3;

/** What the consents of a plan follow from. */
export interface ConsentGrounds {
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
  /** How many things that the file wishes for stand in AWS. */
  readonly managed: number;
  /** Everything that was seen in AWS. */
  readonly live: readonly Live[];
  readonly organization: OrganizationRef;
}

/** The consents that a plan wants, in a fixed order. */
export function consentsFor({ steps, findings, managed, live, organization }: ConsentGrounds): Consent[] {
  const changes = steps.map(({ change }) => change);
  return [
    ...creations(changes),
    ...pastRecall(steps),
    ...takeovers(steps),
    ...removals(steps),
    ...largeUpdate(changes, managed),
    ...guardrails(changes),
    ...strangers(changes, live, organization),
    ...skips(findings),
    ...closedBuckets(findings),
  ];
}

/** The consents that `allowed` does not give. */
export function missingConsents(consents: readonly Consent[], allowed: readonly Allowance[]): Consent[] {
  return consents.filter(
    ({ code, count }) =>
      !allowed.some(
        (one) => one.code === code && (count === undefined || one.count === undefined || one.count >= count),
      ),
  );
}

/** The addresses of which something irreversible is allowed beforehand: what goes for good is planned for these alone. */
export function releasedBy(allowed: readonly Allowance[]): ReadonlySet<string> {
  return new Set(allowed.flatMap(({ code }) => /^irreversible:(.+)$/.exec(code)?.[1] ?? []));
}

/** A consent as the flag that gives it. */
export function consentFlag({ code, count }: Consent): string {
  return count === undefined ? `--allow ${code}` : `--allow ${code}=${count}`;
}

function creations(changes: readonly Change[]): Consent[] {
  const made = (kind: string) => changes.filter((change) => change.action === "create" && change.to.kind === kind);
  const [organizations, accounts] = [made("organization"), made("account")];
  return [
    ...(organizations.length > 0
      ? [{ code: "creates-organization", why: "This account becomes the management account of a new organization." }]
      : []),
    ...(accounts.length > 0
      ? [
          {
            code: "creates-accounts",
            count: accounts.length,
            why: "Accounts cannot be un-made; closing one takes 90 days.",
          },
        ]
      : []),
  ];
}

/** What can never be taken back, other than what the counts of creations cover. */
function pastRecall(steps: readonly Step[]): Consent[] {
  return steps
    .filter(({ risk, change }) => risk === "irreversible" && !["organization", "account"].includes(kindOf(change)))
    .map(({ change }) => ({
      code: `irreversible:${addressOfChange(change)}`,
      why: "Nobody can undo it afterwards, neither the management account nor AWS.",
    }));
}

function takeovers(steps: readonly Step[]): Consent[] {
  return steps
    .filter(({ risk }) => risk === "takeover")
    .map(({ change }) => ({
      code: `takeover:${addressOfChange(change)}`,
      why: "It exists already, was not made by orgwright, and who may use it changes.",
    }));
}

/** What goes for good wants a consent by its address, which says more than a count. */
function removals(steps: readonly Step[]): Consent[] {
  const counted = steps.filter(({ risk }) => risk !== "irreversible").map(({ change }) => change);
  const deletes = of(counted, "delete").filter((change) => !TAKEN_AWAY.has(kindOf(change)));
  return deletes.length === 0
    ? []
    : [{ code: "deletes", count: deletes.length, why: "What left the file is deleted." }];
}

function largeUpdate(changes: readonly Change[], managed: number): Consent[] {
  const updates = of(changes, "update").length + of(changes, "move").length;
  if (managed < LARGE_FROM || updates <= managed * LARGE_SHARE) {
    return [];
  }
  return [
    { code: "large-update", count: updates, why: `More than 30 % of the ${managed} managed things change at once.` },
  ];
}

function guardrails(changes: readonly Change[]): Consent[] {
  const touched = changes.filter((change) => {
    const kind = kindOf(change);
    const isDetach = kind === "policy-attachment" && change.action === "delete";
    const isChanged = kind === "organization-policy" && (change.action === "update" || change.action === "delete");
    const isRewritten = kind === "organization-policy" && fieldsOf(change).some(({ path }) => path === "/document");
    return isDetach || isChanged || isRewritten;
  });
  return touched.length === 0
    ? []
    : [
        {
          code: "changes-guardrails",
          count: touched.length,
          why: "A guardrail in force is changed, detached or deleted.",
        },
      ];
}

/** Guardrails are meant for the file's accounts; others may stand where they are attached. */
function strangers(
  changes: readonly Change[],
  live: readonly Live[],
  { managementAccount }: OrganizationRef,
): Consent[] {
  const bound = newlyBound(changes, live, managementAccount);
  const names = bound.map(({ id, properties }) => `${String(properties["name"])} (${id})`);
  return bound.length === 0
    ? []
    : [
        {
          code: "binds-other-accounts",
          count: bound.length,
          why: `Guardrails will bind accounts that are not in the file: ${listed(names)}.`,
        },
      ];
}

function skips(findings: readonly Finding[]): Consent[] {
  const skipped = findings.filter(({ code }) => code === "account-not-entered");
  return skipped.length === 0
    ? []
    : [
        {
          code: "skips-accounts",
          count: skipped.length,
          why: "Accounts that cannot be entered are left out this time.",
        },
      ];
}

function closedBuckets(findings: readonly Finding[]): Consent[] {
  const accounts = findings.filter(({ code }) => code === "buckets-would-close");
  return accounts.length === 0
    ? []
    : [
        {
          code: "closes-public-buckets",
          count: accounts.length,
          why: "What the public reads of these accounts' buckets today it may not read afterwards.",
        },
      ];
}

function of(changes: readonly Change[], action: Action): Change[] {
  return changes.filter((change) => change.action === action);
}
