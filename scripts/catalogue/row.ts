/** A row of the catalogue, before it is text. */
export interface Row {
  readonly id: string;
  readonly actor: string;
  readonly account: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  readonly expected: "deny" | "allow";
  readonly why: string;
  readonly category: string;
  readonly owner: string;
  readonly premises?: string;
}

export const HEADER =
  "id,actor,account,action,resource,condition_context,expected,why_source,category,resource_account,premises";

/** The row as a line of CSV. */
export function lineOf({ context, premises = "", ...row }: Row): string {
  const { id, actor, account, action, resource, expected, why, category, owner } = row;
  const keys = context === undefined ? "" : JSON.stringify(context);
  return [id, actor, account, action, resource, keys, expected, why, category, owner, premises].map(field).join(",");
}

function field(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** An ARN for a form of AWS's, in a workload account and in a region. */
export function sampleOf(form: string, region: string): string {
  const own: Readonly<Record<string, string>> = { Partition: "aws", Region: region, Account: "{W}" };
  return form.replace(/\$\{(\w+)\}/g, (_, name: string) => own[name] ?? "x");
}
