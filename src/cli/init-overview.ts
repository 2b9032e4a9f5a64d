import type { Tables } from "../pipeline.ts";
import { lineDiff } from "../report/document-diff.ts";
import { durationText } from "../report/duration-text.ts";
import { type Line, line, renderLines, span, type TextOptions } from "../report/text-line.ts";
import { type FileContent, organizationValue } from "../wizard/content.ts";
import { treeLines } from "../wizard/overview.ts";
import type { Surroundings } from "../wizard/surroundings.ts";
import type { FileInTheMaking } from "./file-in-the-making.ts";
import { rehearse } from "./rehearsal.ts";

/** What an overview is made from. */
export interface OverviewRequest {
  readonly content: FileContent;
  readonly making: FileInTheMaking;
  readonly tables: Tables;
  readonly surroundings: Surroundings;
}

/** What a content comes to before it is written: the organization as a tree, the accounts, the least time, what is wrong. */
export async function overviewLines({ content, making, tables, surroundings }: OverviewRequest): Promise<string[]> {
  const inspection = making.inspect(content);
  const name = organizationValue(content, "name");
  const problems = inspection.problems.map(({ detail, fix }) => `! ${detail} ${fix ?? ""}`.trim());
  const took = problems.length > 0 ? [] : await leastLines(content, making, tables);
  return [
    "",
    ...treeLines(typeof name === "string" ? name : "organization", inspection),
    "",
    accountsLine(inspection.accounts.length + 1, tables.limits.organization.accounts, surroundings),
    ...took,
    ...problems,
    ...differenceLines(making, content),
    "",
  ];
}

function accountsLine(accounts: number, quota: number, { organization }: Surroundings): string {
  const seen = organization?.accounts ?? null;
  const now = seen === null ? "" : ` The organization has ${seen} now.`;
  const more = accounts > quota ? " Ask AWS for more before you apply: Service Quotas, AWS Organizations." : "";
  return `${accounts} accounts with the management account.${now} AWS allows ${quota} until you ask for more.${more}`;
}

async function leastLines(content: FileContent, making: FileInTheMaking, tables: Tables): Promise<string[]> {
  const management = organizationValue(content, "managementAccount");
  const pin = typeof management === "string" ? management : null;
  const { steps, least, problems } = await rehearse(making.sourceOf(content), tables, pin);
  return problems.length > 0
    ? problems.map(({ detail, fix }) => `! ${detail} ${fix ?? ""}`.trim())
    : [`Founding it takes ${steps} steps and at least ${durationText(least.seconds)}: AWS's rates allow no less.`];
}

function differenceLines(making: FileInTheMaking, content: FileContent): string[] {
  const rows = difference(making, content);
  return rows.length === 0
    ? []
    : ["", `What changes in ${making.file}:`, ...rows.map(({ sign, text }) => `${SIGNS[sign]} ${text}`)];
}

/** How the file would change, as lines with a sign in front, coloured. */
export function differenceText(making: FileInTheMaking, content: FileContent, text: TextOptions): string {
  const rows = difference(making, content).map(({ sign, text: shown }): Line => {
    const tone = sign === "+" ? "good" : sign === "-" ? "bad" : "faint";
    return line(0, [span(`${SIGNS[sign]} ${shown}`, tone)], 2);
  });
  return renderLines(rows, text);
}

const SIGNS = { "+": "+", "-": "-", " ": " ", fold: "…" } as const;

function difference({ before, textOf }: FileInTheMaking, content: FileContent) {
  const after = textOf(content);
  return before === null || before === after ? [] : lineDiff(before.split("\n"), after.split("\n"));
}
