import type { Finding } from "../model/finding.ts";
import { isObject, type Json } from "../model/json.ts";
import { readCsv } from "./csv.ts";
import { PREMISES, type Premise } from "./premises.ts";

/** The findings about catalogues: their codes and fixed summaries. */
export const CATALOGUE_FINDINGS = {
  "catalogue-unreadable": "A catalogue cannot be read",
} as const;

/** Who calls in a row of a catalogue. */
export const ACTORS = [
  "member-admin",
  "log-account-admin",
  "publishing-admin",
  "delegated-admin",
  "mgmt-admin",
  "developer",
  "member-root",
  "assumed-root",
  "identity-user-no-mfa",
  "identity-user-mfa",
  "outsider",
  "tool-role",
  "plan-role",
  "admin-role",
  "org-access-role",
  "break-glass",
  "log-reader",
  "ci-publisher",
  "service",
  "service-linked-role",
] as const;

export type Actor = (typeof ACTORS)[number];

/** What stands for an account in a row: a workload account, or one that the file calls so. */
const ACCOUNTS = ["workload", "logging", "identity", "publishing", "management", "outside"] as const;

export type AccountName = (typeof ACCOUNTS)[number];

/** One request that must be denied, or must stay allowed. Texts may hold placeholders. */
export interface CatalogueRow {
  readonly id: string;
  readonly actor: Actor;
  /** Where the caller is; for an outsider, the target. */
  readonly account: AccountName;
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the request. `_principal` replaces the caller. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly expected: "deny" | "allow";
  readonly source: string;
  readonly category: string;
  /** Which account owns the resource. */
  readonly resourceAccount: AccountName;
  readonly premises: readonly Premise[];
}

/** Rows, and what is wrong with those that cannot be read. */
export interface CatalogueReading {
  readonly rows: readonly CatalogueRow[];
  readonly findings: readonly Finding[];
}

/** Reads a catalogue from CSV. `file` is the name that positions carry. */
export function readCatalogue(file: string, text: string): CatalogueReading {
  const table = readCsv(text);
  if ("problem" in table) {
    return { rows: [], findings: [unreadable(table.problem, { file, line: table.line, column: 1 })] };
  }
  return collect(table.rows.map(({ line, fields }) => [readRow(fields), { file, line, column: 1 }]));
}

/** Reads a catalogue from YAML's value: a list of objects with the columns of the CSV form as keys. */
export function catalogueFrom(file: string, value: Json): CatalogueReading {
  const at = { file, line: 1, column: 1 };
  if (!Array.isArray(value)) {
    return { rows: [], findings: [unreadable("It must be a list of rows.", at)] };
  }
  return collect(value.map((row, index) => [isObject(row) ? readRow(row) : `row ${index + 1} is no object`, at]));
}

type Position = NonNullable<Finding["at"]>;

function collect(readings: readonly (readonly [CatalogueRow | string, Position])[]): CatalogueReading {
  const rows = new Map<string, CatalogueRow>();
  const findings: Finding[] = [];
  for (const [row, at] of readings) {
    if (typeof row === "string") {
      findings.push(unreadable(`${row}.`, at));
    } else if (rows.has(row.id)) {
      findings.push(unreadable(`The id \`${row.id}\` is there twice.`, at));
    } else {
      rows.set(row.id, row);
    }
  }
  return { rows: [...rows.values()], findings };
}

function unreadable(detail: string, at: Position): Finding {
  return {
    code: "catalogue-unreadable",
    severity: "error",
    summary: CATALOGUE_FINDINGS["catalogue-unreadable"],
    detail,
    fix: "Give each row an id of its own, an actor, an account, an action, a resource and what is expected. docs/proofs.md has the columns.",
    at,
  };
}

function readRow(fields: Readonly<Record<string, unknown>>): CatalogueRow | string {
  const text = (name: string) => (typeof fields[name] === "string" ? fields[name].trim() : "");
  const [id, actor, account, action, resource] = ["id", "actor", "account", "action", "resource"].map(text);
  const [expected, resourceAccount] = [text("expected"), text("resource_account") || account];
  const premises = (text("premises") || "as-planned").split("|").map((premise) => premise.trim());
  const context = contextOf(fields["condition_context"]);
  if (!id || !action?.includes(":") || !resource) {
    return `The row \`${id}\` lacks an id, an action as in s3:GetObject, or a resource`;
  }
  if (!isOneOf(ACTORS, actor)) {
    return `The actor \`${actor}\` of ${id} is not one of ${ACTORS.join(", ")}`;
  }
  if (!isOneOf(ACCOUNTS, account) || !isOneOf(ACCOUNTS, resourceAccount)) {
    return `The account \`${account}\` or the resource account \`${resourceAccount}\` of ${id} is not one of ${ACCOUNTS.join(", ")}`;
  }
  if (expected !== "deny" && expected !== "allow") {
    return `What is expected of ${id} is \`${expected}\`, not deny or allow`;
  }
  if (!premises.every((premise): premise is Premise => isOneOf(PREMISES, premise))) {
    return `The premises of ${id} are ${premises.join("|")}; there are ${PREMISES.join(", ")}`;
  }
  if (context === null) {
    return `The condition_context of ${id} is no JSON object of texts and lists of texts`;
  }
  const [source, category] = [text("why_source"), text("category") || "other"];
  return { id, actor, account, action, resource, context, expected, source, category, resourceAccount, premises };
}

function isOneOf<T extends string>(all: readonly T[], text: string | undefined): text is T {
  return all.some((one) => one === text);
}

function contextOf(written: unknown): CatalogueRow["context"] | null {
  if (written === undefined || written === null || written === "") {
    return {};
  }
  const value = typeof written === "string" ? parse(written) : written;
  if (!isObject(value)) {
    return null;
  }
  const isText = (one: unknown): one is string => typeof one === "string";
  const isFine = Object.values(value).every((one) => isText(one) || (Array.isArray(one) && one.every(isText)));
  return isFine ? (value as CatalogueRow["context"]) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
