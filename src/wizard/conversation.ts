import type { ValueRule } from "../blueprints/blueprint.ts";
import { ACCOUNT_PLACEHOLDER, accountEmail } from "../config/email.ts";
import type { Json } from "../model/json.ts";
import { askValue } from "./ask-value.ts";
import { askWaiver } from "./ask-waiver.ts";
import type { Asker, Option } from "./asker.ts";
import {
  type FileContent,
  type Library,
  organizationValue,
  usesOf,
  withOrganizationValue,
  withUses,
} from "./content.ts";
import { type Inspection, newProblem } from "./inspect.ts";
import { answerTo, type Question, type Section, sectionsOf, withAnswer } from "./questions.ts";
import { valueText } from "./value-text.ts";

/** What a conversation needs from around it. */
export interface Ports {
  readonly asker: Asker;
  readonly library: Library;
  /** A team's own blueprints, to be offered with those that ship. */
  readonly own: readonly string[];
  /** What a content comes to. */
  readonly inspect: (content: FileContent) => Inspection;
  /** The regions that the caller's account may use, when they are known. */
  readonly regions: readonly string[] | null;
  /** Told of every answer, so that it can be kept for later. */
  readonly keep: (content: FileContent) => void;
  /** The content with answers proposed where there are none, as for a blueprint that was just chosen. */
  readonly propose: (content: FileContent) => FileContent;
  /** What a content would do, as lines, before anybody decides to write it. */
  readonly overview: (content: FileContent) => Promise<readonly string[]>;
  /** The name of the file that is going to be written. */
  readonly file: string;
}

/** How a conversation ended. */
export type Ending = { readonly is: "write"; readonly content: FileContent } | { readonly is: "leave" };

/** What one step of the conversation came to. */
interface Stepped {
  readonly content: FileContent;
  readonly next: "on" | "back";
}

/** Asks everything, section by section, back and forth, until somebody wants the file written or leaves. */
export async function converse(start: FileContent, ports: Ports): Promise<Ending> {
  let content = start;
  let step = 0;
  for (;;) {
    const sections = sectionsOf(content, ports.library);
    if (step > sections.length) {
      const decision = await review(content, sections, ports);
      if (decision.is !== "section") {
        return decision.is === "write" ? { is: "write", content } : { is: "leave" };
      }
      step = decision.step;
      if (decision.isDetour) {
        content = (await takeStep(step, sections, content, ports)).content;
        step = sectionsOf(content, ports.library).length + 1;
      }
      continue;
    }
    const stepped = await takeStep(step, sections, content, ports);
    content = stepped.content;
    step = Math.max(0, step + (stepped.next === "on" ? 1 : -1));
  }
}

async function takeStep(
  step: number,
  sections: readonly Section[],
  content: FileContent,
  ports: Ports,
): Promise<Stepped> {
  const section = sections[step - 1];
  const stepped =
    section === undefined ? await chooseBlueprints(content, ports) : await askSection(section, content, ports);
  ports.keep(stepped.content);
  return stepped;
}

const FIRST = "foundation";

async function chooseBlueprints(content: FileContent, ports: Ports): Promise<Stepped> {
  const { asker, library, own } = ports;
  const used = usesOf(content, library).map(({ use }) => use);
  const known = [...library.shipped, ...new Set([...own, ...used.filter((use) => !library.shipped.includes(use))])];
  const options = known.map((use): Option => {
    const blueprint = library.blueprint(use);
    const costs = blueprint?.costs ?? "";
    return {
      value: use,
      label: blueprint === null ? use : `${use}: ${blueprint.title}`,
      hint: [blueprint?.description ?? "", costs].join(" ").trim(),
    };
  });
  const answered = await asker.several({
    message: "Which blueprints shall make up the organization?",
    help: "Space takes one or leaves it, Enter goes on, Escape goes back. Nothing is written before the end.",
    options,
    initial: used.length === 0 ? known : used,
    refuse: (uses) =>
      uses.includes(FIRST)
        ? null
        : `${FIRST} makes the organization itself and orgwright's own roles: it is always needed.`,
  });
  return answered.is === "back"
    ? { content, next: "back" }
    : { content: ports.propose(withUses(content, answered.value, library)), next: "on" };
}

const GO_ON = "go-on";

async function askSection(section: Section, start: FileContent, ports: Ports): Promise<Stepped> {
  let content = start;
  for (const question of section.questions) {
    if (answerTo(content, question, ports.library) === undefined) {
      const next = await askQuestion(question, content, ports);
      if (next === null) {
        return { content, next: "back" };
      }
      content = next;
      ports.keep(content);
    }
  }
  for (;;) {
    // Which questions there are may hang on the answers.
    const now = sectionsOf(content, ports.library).find(({ id }) => id === section.id) ?? section;
    const chosen = await ports.asker.choose({
      message: now.title,
      help: now.intro,
      options: [
        { value: GO_ON, label: "Go on with these answers" },
        ...now.questions.map((question) => optionFor(question, now.questions, content, ports)),
      ],
      initial: GO_ON,
    });
    if (chosen.is === "back") {
      return { content, next: "back" };
    }
    if (chosen.value === GO_ON) {
      return { content, next: "on" };
    }
    const question = now.questions.find(({ id }) => id === chosen.value);
    content = (question && (await askQuestion(question, content, ports))) ?? content;
    ports.keep(content);
  }
}

function optionFor(question: Question, all: readonly Question[], content: FileContent, { library }: Ports): Option {
  const width = Math.max(...all.map(({ name }) => name.length));
  return {
    value: question.id,
    label: `${question.name.padEnd(width)}  ${valueText(answerTo(content, question, library))}`,
    hint: `${question.ask} ${question.help}`.trim(),
  };
}

/** The content with the question answered, or null when somebody goes back. An answer that would not do is refused at once. */
async function askQuestion(question: Question, content: FileContent, ports: Ports): Promise<FileContent | null> {
  const { library, inspect, asker } = ports;
  const before = inspect(content);
  const reply = await askValue(
    {
      message: question.ask,
      help: question.help,
      rule: ruleOf(question, ports),
      value: answerTo(content, question, library),
      irreversible: question.irreversible,
      refuse: (value) => newProblem(before, inspect(answered(question, content, value, library))),
      ...(question.id === "organization.email" ? { preview: (text: string) => addressesFrom(text, before) } : {}),
    },
    { asker, units: before.units },
  );
  if (reply.is === "back") {
    return null;
  }
  const next = answered(question, content, reply.value, library);
  return question.isSwitch ? await askWaiver(question.id, reply.value === false, next, ports) : next;
}

/** Where it is known which regions there are, they are offered, and no others. */
function ruleOf({ id, rule }: Question, { regions }: Ports): ValueRule {
  const choice: ValueRule = { type: "choice", choices: regions ?? [] };
  if (regions === null) {
    return rule;
  }
  return id === "organization.homeRegion"
    ? choice
    : id === "organization.regions"
      ? { ...rule, elements: choice }
      : rule;
}

/** The content with an answer. The home region is always one of the regions, so choosing it chooses that too. */
function answered(question: Question, content: FileContent, value: Json, library: Library): FileContent {
  const next = withAnswer(content, question, library, value);
  const regions = organizationValue(content, "regions");
  if (question.id !== "organization.homeRegion" || !Array.isArray(regions) || regions.includes(value)) {
    return next;
  }
  const others = regions.filter((region) => region !== organizationValue(content, "homeRegion"));
  return withOrganizationValue(next, "regions", [value, ...others]);
}

const SHOWN_ADDRESSES = 2;

function addressesFrom(pattern: string, { accounts }: Inspection): string {
  if (!pattern.includes(ACCOUNT_PLACEHOLDER)) {
    return "";
  }
  const keys = [...accounts.map(({ key }) => key), "shop-dev"].slice(0, SHOWN_ADDRESSES);
  return keys.map((key) => accountEmail(pattern, key)).join(", ");
}

type Decision =
  | { readonly is: "write" }
  | { readonly is: "leave" }
  | { readonly is: "section"; readonly step: number; readonly isDetour: boolean };

async function review(content: FileContent, sections: readonly Section[], ports: Ports): Promise<Decision> {
  const { asker, file } = ports;
  asker.say(["Working out what this comes to: a moment."]);
  asker.say(await ports.overview(content));
  const answered = await asker.choose({
    message: `Write ${file}?`,
    help: "Nothing in AWS changes: a plan comes next, and an apply only after it.",
    options: [
      { value: "write", label: `Write ${file}` },
      { value: "0", label: "Change: blueprints" },
      ...sections.map(({ title }, index) => ({ value: String(index + 1), label: `Change: ${title}` })),
      { value: "leave", label: "Leave, and write nothing" },
    ],
    initial: "write",
  });
  if (answered.is === "back") {
    return { is: "section", step: sections.length, isDetour: false };
  }
  if (answered.value === "write" || answered.value === "leave") {
    return { is: answered.value };
  }
  return { is: "section", step: Number(answered.value), isDetour: true };
}
