import type { Finding } from "../model/finding.ts";
import type { Proofs } from "../model/proof.ts";
import { firstFitting } from "./markdown-fit.ts";
import { type FittedSteps, stepsMarkdown } from "./markdown-steps.ts";
import { codeSpan, fenced, prose } from "./markdown-text.ts";
import type { ConsentNeed, Page } from "./page.ts";
import { pictureLines } from "./picture-text.ts";
import { proofRows } from "./proof-rows.ts";
import { leastSentence, summarySentence } from "./summary.ts";

/**
 * The longest comment that GitHub takes; GitLab takes a million characters.
 *
 * @see https://docs.github.com/en/rest/issues/comments
 */
export const COMMENT_LIMIT = 65_536;

/** Left for what a pipeline writes around the report. */
const SPARE = 1_000;

/** Parts of the room that lists may take, so that there is some left for the steps. */
const FINDINGS_SHARE = 0.4;
const CONSENTS_SHARE = 0.15;
const LONGEST_DETAIL = 2_000;

const SEVERITIES: readonly Finding["severity"][] = ["error", "warning", "note"];

/**
 * A page as a comment on a pull request: what matters first, the steps collapsed. Always shorter than `limit`; where that
 * takes leaving something out, it says what and how to see it. What cannot be undone is left out last.
 */
export function pageMarkdown(page: Page, limit: number = COMMENT_LIMIT): string {
  const room = limit - SPARE;
  const blocks = [
    headMarkdown(page),
    consentsMarkdown(page.consents, room * CONSENTS_SHARE),
    findingsMarkdown(page.findings, room * FINDINGS_SHARE),
    proofsMarkdown(page.proofs),
  ].filter((block) => block !== "");
  const closing = closingMarkdown(page);
  const fixed = [...blocks, closing].reduce((sum, block) => sum + block.length + 1, 0);
  const steps = stepsMarkdown(page, room - fixed);
  const picture = pictureMarkdown(page);
  const hasPicture = fixed + steps.text.length + picture.length < room;
  const cut = cutMarkdown(page, steps, !hasPicture);
  return [...blocks.slice(0, 1), cut, ...blocks.slice(1), steps.text, hasPicture ? picture : "", closing]
    .filter((block) => block !== "")
    .join("\n");
}

function headMarkdown({ organization, summary, takenAway, targets, least, isRedacted }: Page): string {
  const { name, id, managementAccount, homeRegion } = organization;
  const time = least === null || least.calls === 0 ? "" : ` ${leastSentence(least)}`;
  const founded = id === null ? "Not founded yet" : codeSpan(id);
  const hidden = isRedacted ? "\n\nPeople and e-mail addresses are hidden." : "";
  return [
    `## Plan for the organization ${codeSpan(name)}`,
    "",
    `**${summarySentence(summary, targets.map(codeSpan), takenAway)}**${time}`,
    "",
    `${founded}, management account ${codeSpan(managementAccount)}, home region ${codeSpan(homeRegion)}.${hidden}`,
    "",
  ].join("\n");
}

function consentsMarkdown(consents: readonly ConsentNeed[], room: number): string {
  const items = consents.map(({ code, count, why, given }) => {
    const flag = `--allow ${code}${count === undefined ? "" : `=${count}`}`;
    return `- ${given ? "given" : "**needed**"} ${codeSpan(flag)} ${prose(why)}\n`;
  });
  return listMarkdown("### Apply needs these consents", items, room, "consents");
}

function findingsMarkdown(findings: readonly Finding[], room: number): string {
  const ordered = SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  return listMarkdown("### Findings", ordered.map(findingMarkdown), room, "findings");
}

function findingMarkdown({ code, severity, summary, detail, fix, at }: Finding): string {
  const where = at === undefined ? "" : ` at ${codeSpan(`${at.file}:${at.line}:${at.column}`)}`;
  const whatNext = fix === undefined ? "" : `<br>**Fix:** ${prose(shortened(fix))}`;
  return `- **${severity}:** ${prose(summary)} ${codeSpan(code)}${where}<br>${prose(shortened(detail))}${whatNext}\n`;
}

function shortened(text: string): string {
  return text.length <= LONGEST_DETAIL ? text : `${text.slice(0, LONGEST_DETAIL)} … (cut)`;
}

function listMarkdown(heading: string, items: readonly string[], room: number, what: string): string {
  if (items.length === 0) {
    return "";
  }
  const { texts, left } = firstFitting(items, room);
  const rest = left === 0 ? "" : `- … and ${left} more ${what} that do not fit into a comment\n`;
  return `${heading}\n\n${texts.join("")}${rest}`;
}

function proofsMarkdown(proofs: Proofs | null): string {
  if (proofs === null) {
    return "### Proofs\n\nNot evaluated: nothing is claimed about what the guardrails stop.\n";
  }
  const rows = proofRows(proofs).map(({ what, count, isBad }) => `| ${what} | ${isBad ? `**${count}**` : count} |\n`);
  return `### Proofs\n\n| | |\n|---|--:|\n${rows.join("")}`;
}

function pictureMarkdown({ picture, organization }: Page): string {
  if (picture === null) {
    return "";
  }
  const what = picture.isWhole ? "The organization after this plan" : "What this plan touches in the organization";
  const lines = pictureLines(picture, organization.managementAccount);
  return `<details><summary>${what}</summary>\n\n${fenced(lines, "text")}\n\n</details>\n`;
}

/** What was left out to keep to the limit, and how to see it. */
function cutMarkdown({ sections, picture }: Page, { brief, missing }: FittedSteps, withoutPicture: boolean): string {
  const rows = sections.reduce((sum, section) => sum + section.rows.length, 0);
  const isWithoutPicture = withoutPicture && picture !== null;
  if (brief === 0 && missing === 0 && !isWithoutPicture) {
    return "";
  }
  const parts = [
    ...(brief === 0 ? [] : [`${brief} of ${rows} changes are named without what they write`]),
    ...(missing === 0 ? [] : [`${missing} of ${rows} changes are not shown at all`]),
    ...(isWithoutPicture ? ["the picture of the organization is left out"] : []),
  ];
  const how = "Everything is in the report that `orgwright show PLAN --format html` writes from the saved plan.";
  return `> **This is cut to fit into a comment:** ${parts.join("; ")}. ${how}\n`;
}

function closingMarkdown({ caller, createdAt, madeBy, digest }: Page): string {
  const who = `Made by orgwright ${codeSpan(madeBy)} for ${codeSpan(caller)} at ${codeSpan(createdAt)}.`;
  return `<sub>${who} Digest ${codeSpan(digest)}</sub>\n`;
}
