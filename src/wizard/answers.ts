import { checkValue } from "../blueprints/value-rules.ts";
import { readYaml } from "../config/strict-yaml.ts";
import { closest } from "../model/closest.ts";
import { isObject, type Json, type JsonObject } from "../model/json.ts";
import { type FileContent, type Library, usesOf, withUses } from "./content.ts";
import { oneLineFor } from "./one-line.ts";
import { type Question, sectionsOf, withAnswer } from "./questions.ts";

/** A content with answers taken over, and what is wrong with those that were not, in sentences. */
export interface Taken {
  readonly content: FileContent;
  readonly problems: readonly string[];
}

/** In an answers file: the blueprints to use, and the settings of accounts. Every other key is a section. */
const USE = "use";
const ACCOUNTS = "accounts";
const WAIVERS = "waivers";

/**
 * Takes over the answers of a file: `use`, a list of blueprints; `accounts` and `waivers`, as in the
 * organization file; and for each
 * section its answers by name. What is null is not answered.
 *
 * @param file the name by which messages call it
 * @param text YAML
 */
export function takeAnswers(content: FileContent, file: string, text: string, library: Library): Taken {
  const { document, findings } = readYaml(file, text);
  const problems = findings.map(({ at, detail, fix }) => `${file}:${at?.line ?? 1}: ${detail} ${fix ?? ""}`.trim());
  if (document === null || !isObject(document.value)) {
    return { content, problems: problems.length > 0 ? problems : [`${file} holds no answers.`] };
  }
  const { [USE]: use, [ACCOUNTS]: accounts, [WAIVERS]: waivers, ...sections } = document.value as JsonObject;
  const chosen = takeUses(content, use, file, library);
  const settled: FileContent = {
    ...chosen.content,
    ...(isObject(accounts) ? { accounts: accounts as Json } : {}),
    ...(Array.isArray(waivers) ? { waivers } : {}),
  };
  const answers = Object.entries(sections).flatMap(([section, members]) =>
    Object.entries(isObject(members) ? (members as JsonObject) : {}).map(
      ([name, value]) => [`${section}.${name}`, value] as const,
    ),
  );
  const given = answers.filter(([, value]) => value !== null);
  const taken = given.reduce<Taken>((now, [id, value]) => takeOne(now, id, () => ({ value }), library), {
    content: settled,
    problems: [],
  });
  return { content: taken.content, problems: [...problems, ...chosen.problems, ...taken.problems] };
}

function takeUses(content: FileContent, use: Json | undefined, file: string, library: Library): Taken {
  if (use === undefined || use === null) {
    return { content, problems: [] };
  }
  if (!Array.isArray(use) || !use.every((one) => typeof one === "string")) {
    return { content, problems: [`${file}: \`use\` must be a list of blueprints.`] };
  }
  return { content: withUses(content, use as string[], library), problems: [] };
}

/** Takes over one answer given as `logging.retentionDays=2555`, typed as on one line of the wizard, or as YAML. */
export function takeSetting(before: Taken, setting: string, library: Library): Taken {
  const [id = "", ...rest] = setting.split("=");
  if (rest.length === 0) {
    return {
      ...before,
      problems: [...before.problems, `--set ${setting}: write it as in --set logging.retentionDays=2555.`],
    };
  }
  return takeOne(before, id.trim(), (question) => typed(question, rest.join("=")), library);
}

type Given = { readonly value: Json } | { readonly problem: string };

function typed({ rule }: Question, text: string): Given {
  const inBrackets = /^\s*[[{]/.test(text);
  const line = inBrackets ? null : oneLineFor(rule);
  if (line !== null) {
    return line.read(text);
  }
  if (text.trim() === "") {
    return { problem: "nothing stands behind the equals sign." };
  }
  const { document, findings } = readYaml("the value", text);
  const [finding] = findings;
  return document === null || finding !== undefined
    ? { problem: finding?.detail ?? "It is empty." }
    : { value: document.value };
}

function takeOne(
  { content, problems }: Taken,
  id: string,
  give: (question: Question) => Given,
  library: Library,
): Taken {
  const questions = sectionsOf(content, library).flatMap((section) => section.questions);
  const question = questions.find((one) => one.id === id);
  if (question === undefined) {
    return { content, problems: [...problems, unknown(id, questions, content, library)] };
  }
  const given = give(question);
  if ("problem" in given) {
    return { content, problems: [...problems, `${id}: ${given.problem}`] };
  }
  const faults = checkValue(question.rule, given.value, question.name).faults;
  return faults.length > 0
    ? { content, problems: [...problems, ...faults.map(({ detail, fix }) => `${id}: ${detail} ${fix}`)] }
    : { content: withAnswer(content, question, library, given.value), problems };
}

function unknown(id: string, questions: readonly Question[], content: FileContent, library: Library): string {
  const near = closest(
    id,
    questions.map((question) => question.id),
  );
  const section = id.split(".")[0] ?? "";
  const isUsed = section === "organization" || usesOf(content, library).some(({ instance }) => instance === section);
  const hint = isUsed ? "`orgwright init --answers-template` lists all." : `The blueprint ${section} is not used.`;
  return `${id} is not asked for. ${near === null ? hint : `Did you mean ${near}?`}`;
}
