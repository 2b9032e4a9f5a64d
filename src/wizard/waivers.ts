import { isObject, type Json, type JsonObject, sameJson } from "../model/json.ts";
import type { FileContent, Library } from "./content.ts";
import { answerTo, type Question, sectionsOf } from "./questions.ts";

/** Who answers for what a guardrail that is off lets through. */
export type WaiverAnswer = { readonly owner: string; readonly because: string; readonly until: string };

/** The content with somebody answering for a switch, as in `guardrails.lockRegions`, or with nobody. */
export function withWaiver(content: FileContent, id: string, waiver: WaiverAnswer | null): FileContent {
  const { waivers: _, ...rest } = content;
  const others = waiversIn(content).filter(({ rows }) => !sameJson(rows, [id]));
  const waivers = waiver === null ? others : [...others, { rows: [id], ...waiver }];
  return waivers.length === 0 ? rest : { ...rest, waivers };
}

/** Whether somebody answers for a switch. */
export function isAnsweredFor(content: FileContent, id: string): boolean {
  return waiversIn(content).some(({ rows }) => Array.isArray(rows) && rows.includes(id));
}

/** The guardrails that are off and that nobody answers for. */
export function unansweredSwitches(content: FileContent, library: Library): Question[] {
  return sectionsOf(content, library)
    .flatMap(({ questions }) => questions)
    .filter(({ isSwitch }) => isSwitch)
    .filter((question) => answerTo(content, question, library) === false && !isAnsweredFor(content, question.id));
}

function waiversIn({ waivers }: FileContent): JsonObject[] {
  return Array.isArray(waivers) ? waivers.filter((one: Json): one is JsonObject => isObject(one)) : [];
}
