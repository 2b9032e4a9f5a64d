import type { Blueprint, Parameter, ValueRule } from "../blueprints/blueprint.ts";
import { applies } from "../blueprints/check-parameters.ts";
import { isSwitch } from "../blueprints/switches.ts";
import { ACCOUNT_ID, NAME, ORGANIZATION_ID, REGION } from "../config/organization-fields.ts";
import type { Json } from "../model/json.ts";
import {
  type FileContent,
  type Library,
  organizationValue,
  type Use,
  usesOf,
  withOrganizationValue,
  withParameter,
} from "./content.ts";

/** Where an answer stands in the file. */
export type Target =
  | { readonly is: "organization"; readonly key: string }
  | { readonly is: "parameter"; readonly instance: string; readonly name: string };

/** Something that a person can be asked. */
export interface Question {
  /** As in `logging.retentionDays`: by it an answer is set without a terminal. */
  readonly id: string;
  readonly name: string;
  readonly ask: string;
  readonly help: string;
  readonly rule: ValueRule;
  /** The value that cannot be taken back, a list of such values, or true when none can. */
  readonly irreversible: Json;
  readonly target: Target;
  /** Whether it switches a guardrail off, for which somebody has to answer. */
  readonly isSwitch: boolean;
}

/** Questions that belong together. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly intro: string;
  readonly questions: readonly Question[];
}

type OrganizationQuestion = ValueRule & { readonly key: string; readonly ask: string };

const REGION_SAYS = "the name of an AWS region, as in eu-west-1";

const ORGANIZATION_QUESTIONS: readonly OrganizationQuestion[] = [
  {
    key: "name",
    type: "string",
    pattern: NAME.slice(1, -1),
    says: "lower-case letters, digits and hyphens, a letter first, at most 40, as in acme",
    ask: "What shall this organization be called?",
    help: "Its things are tagged with this name. It stays: another name means another organization.",
  },
  {
    key: "email",
    type: "string",
    ask: "At which e-mail addresses shall the accounts be registered?",
    help: "With {account} where an account's key goes, as in aws+{account}@example.com. You must receive mail there: these addresses recover the accounts.",
  },
  {
    key: "homeRegion",
    type: "string",
    pattern: REGION.slice(1, -1),
    says: REGION_SAYS,
    ask: "Which region is home?",
    help: "The log buckets, the trail and their keys are kept there. It cannot be changed later.",
  },
  {
    key: "regions",
    type: "list",
    min: 1,
    elements: { type: "string", pattern: REGION.slice(1, -1), says: REGION_SAYS },
    ask: "In which regions may people work?",
    help: "The home region is one of them. The guardrails deny all others, but for AWS's global services.",
  },
  {
    key: "managementAccount",
    type: "string",
    pattern: ACCOUNT_ID.slice(1, -1),
    says: "an account's id of twelve digits, as in 111111111111",
    default: null,
    ask: "Which account is the management account?",
    help: "A pin: with credentials of any other account nothing is done. Strongly advised.",
  },
  {
    key: "id",
    type: "string",
    pattern: ORGANIZATION_ID.slice(1, -1),
    says: "the id of an organization, as in o-abcdef1234",
    default: null,
    ask: "Which organization is it?",
    help: "A second pin, as in o-abcdef1234. Leave it empty while there is none yet.",
  },
];

/** The keys of `organization:` in the order in which they are asked for. */
export const ORGANIZATION_KEYS: readonly string[] = ORGANIZATION_QUESTIONS.map(({ key }) => key);

/** Everything that can be asked about a content: about the organization first, then about each blueprint. */
export function sectionsOf(content: FileContent, library: Library): Section[] {
  const uses = usesOf(content, library);
  return [organizationSection(), ...uses.flatMap((use) => sectionOf(use))].filter(
    ({ questions }) => questions.length > 0,
  );
}

function organizationSection(): Section {
  return {
    id: "organization",
    title: "The organization",
    intro: "Its name, its addresses, its regions, and the pins that keep this file from any other organization.",
    questions: ORGANIZATION_QUESTIONS.map(({ key, ask, help = "", ...rule }) => ({
      ...{ id: `organization.${key}`, name: key, ask, help, rule, irreversible: null, isSwitch: false },
      target: { is: "organization", key },
    })),
  };
}

/** The questions of one use; a parameter that does not apply is not asked for. */
function sectionOf({ instance, blueprint, parameters }: Use): Section[] {
  if (blueprint === null) {
    return [];
  }
  const asked = [...blueprint.parameters.values()].filter((parameter) => applies(parameter, blueprint, parameters));
  const { title, description } = blueprint;
  return [
    { id: instance, title, intro: description, questions: asked.map((one) => questionOf(one, instance, blueprint)) },
  ];
}

function questionOf(parameter: Parameter, instance: string, blueprint: Blueprint): Question {
  const { name, ask, help = "", when: _, at: __, irreversible, ...rule } = parameter;
  return {
    id: `${instance}.${name}`,
    name,
    // A guardrail's switch has a title and no question.
    ask: ask ?? (help === "" ? `${name}?` : `Shall this hold: ${help}?`),
    help: ask === undefined ? "" : help,
    rule,
    irreversible,
    target: { is: "parameter", instance, name },
    isSwitch: isSwitch(blueprint, name),
  };
}

/** What the content says in answer to a question; undefined when it says nothing. */
export function writtenAnswer(content: FileContent, { target }: Question, library: Library): Json | undefined {
  if (target.is === "organization") {
    return organizationValue(content, target.key);
  }
  return usesOf(content, library).find(({ instance }) => instance === target.instance)?.parameters[target.name];
}

/** The answer to a question: what the content says, or the default; undefined when somebody has to be asked. */
export function answerTo(content: FileContent, question: Question, library: Library): Json | undefined {
  return writtenAnswer(content, question, library) ?? question.rule.default;
}

/** The content with a question answered. A default is written only where something is written already. */
export function withAnswer(content: FileContent, question: Question, library: Library, value: Json): FileContent {
  const { target, rule } = question;
  const isWritten = writtenAnswer(content, question, library) !== undefined;
  const isDefault = JSON.stringify(value) === JSON.stringify(rule.default ?? null) && rule.default !== undefined;
  const written = value === null || (isDefault && !isWritten) ? undefined : value;
  return target.is === "organization"
    ? withOrganizationValue(content, target.key, written)
    : withParameter(content, library, target, written);
}

/** The questions that nobody has answered and that have no default. */
export function unanswered(content: FileContent, library: Library): Question[] {
  return sectionsOf(content, library)
    .flatMap(({ questions }) => questions)
    .filter((question) => answerTo(content, question, library) === undefined);
}
