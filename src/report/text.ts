import { ACTIONS } from "../model/change.ts";
import type { Allowance } from "../model/plan.ts";
import type { Proofs } from "../model/proof.ts";
import { type CodeFrame, findingsLines } from "./findings-text.ts";
import { type ConsentNeed, type Page, SIGNS } from "./page.ts";
import { ACTION_TONES, rowLines } from "./row-text.ts";
import { leastSentence, summarySentence } from "./summary.ts";
import { BLANK, type Line, line, paragraph, renderLines, span, type TextOptions } from "./text-line.ts";

/**
 * A page as a terminal shows it: the steps, then the findings with the errors last, then the proofs, the consents, and
 * the summary on the last line. Readable from 60 columns.
 */
export function pageText(page: Page, options: TextOptions, frame?: CodeFrame): string {
  const blocks = [
    titleLines(page),
    legendLines(page),
    ...page.sections.map(({ heading, rows }) => [
      line(0, [span(heading, "strong")]),
      ...rows.flatMap((row) => [BLANK, ...rowLines(row)]),
    ]),
    findingsLines(page.findings, options, frame),
    proofLines(page.proofs),
    consentLines(page.consents, page.allowed),
    closingLines(page),
  ];
  const filled = blocks.filter((block) => block.length > 0);
  return renderLines(
    filled.flatMap((block, index) => (index === 0 ? block : [BLANK, ...block])),
    options,
  );
}

function titleLines({ title, organization }: Page): Line[] {
  const { id, managementAccount, homeRegion } = organization;
  const where = `management account ${managementAccount}, home region ${homeRegion}`;
  return [line(0, [span(title, "strong")]), line(0, [span(`${id ?? "not founded yet"}, ${where}`, "faint")])];
}

/** The signs that this page uses. */
function legendLines({ summary }: Page): Line[] {
  const used = ACTIONS.filter((action) => summary[action] > 0);
  const spans = used.flatMap((action, index) => [
    span(index === 0 ? "" : "   "),
    span(SIGNS[action], ACTION_TONES[action]),
    span(` ${action}`),
  ]);
  return used.length === 0 ? [] : [line(0, spans)];
}

function proofLines(proofs: Proofs | null): Line[] {
  if (proofs === null) {
    return [];
  }
  const { attacks, mustStay } = proofs;
  const others = [
    [attacks.open, "open"],
    [attacks.inconclusive, "inconclusive"],
  ] as const;
  const rest = others.filter(([count]) => count > 0).map(([count, name]) => `, ${count} ${name}`);
  const beyond = attacks.notApplicable === 0 ? "" : `; ${attacks.notApplicable} do not concern this organization`;
  return [
    line(0, [span("Proofs", "strong")]),
    line(2, [
      span(
        `${attacks.denied} of ${attacks.total - attacks.notApplicable} attacks are denied`,
        attacks.open > 0 ? "careful" : "good",
      ),
      span(`${rest.join("")}${beyond}`),
    ]),
    line(2, [
      span(`${mustStay.allowed} things that must keep working do`, mustStay.broken > 0 ? "bad" : "good"),
      span(mustStay.broken > 0 ? `, ${mustStay.broken} broken` : ""),
    ]),
  ];
}

function consentLines(consents: readonly ConsentNeed[], allowed: readonly Allowance[]): Line[] {
  if (consents.length === 0) {
    const given = allowed.map(flag).join(" ");
    return given === "" ? [] : paragraph(0, `Allowed beforehand: ${given}`);
  }
  return [
    line(0, [span("Apply needs these consents", "strong")]),
    ...consents.map((consent) =>
      line(
        2,
        [
          span(consent.given ? "given " : "needed", consent.given ? "good" : "careful"),
          span(`  ${flag(consent)}`, "strong"),
          span(`  ${consent.why}`),
        ],
        10,
      ),
    ),
  ];
}

function flag({ code, count }: Allowance): string {
  return `--allow ${code}${count === undefined ? "" : `=${count}`}`;
}

function closingLines({ summary, takenAway, targets, least }: Page): Line[] {
  const time = least === null || least.calls === 0 ? [] : paragraph(0, leastSentence(least), "faint");
  return [...time, line(0, [span(summarySentence(summary, targets, takenAway), "strong")])];
}
