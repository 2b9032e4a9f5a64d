import type { RowVerdict } from "../model/proof.ts";
import type { Level } from "../policy/evaluate/environment.ts";
import type { CaseOf } from "./cases.ts";
import type { CatalogueRow } from "./catalogue.ts";
import { digestOfPolicy, digestOfThing } from "./digests.ts";
import type { GuardrailType } from "./organization-tree.ts";
import type { Surroundings } from "./scene.ts";

/**
 * What a case may ask of its surroundings, each answered as a text. Two surroundings with the same answers to all that a
 * case asked are the same to it, so that it comes to the same in both.
 */
const QUESTIONS = {
  account: (around, key) => around.accountId(key) ?? "",
  path: (around, account) => around.organization.paths.get(account) ?? "",
  thing: (around, arn) => thingWords(around, arn),
  toolAction: (around, of) => String(around.isToolAction(...pair(of))),
  scps: (around, of) => levelWords(around, of, "SERVICE_CONTROL_POLICY"),
  rcps: (around, of) => levelWords(around, of, "RESOURCE_CONTROL_POLICY"),
  logs: (around) => JSON.stringify(around.logPlaces()),
  published: (around) => JSON.stringify(around.publishedThings()),
  tags: (around) => JSON.stringify(around.demandedTags()),
  partner: (around, action) => around.partner(action) ?? "",
} satisfies Readonly<Record<string, (around: Surroundings, of: string) => string>>;

type Question = keyof typeof QUESTIONS;

/** What a case asked, of what, and the answer. */
type Asked = readonly [question: Question, of: string, answer: string];

/** What a case came to, and what it hung on. */
interface Memory {
  /** What is the same for all cases of a scene. */
  readonly basis: string;
  readonly asked: readonly Asked[];
  readonly verdict: RowVerdict;
}

/** So many verdicts of one case are remembered, and so many cases before the memory starts anew. */
const MEMORIES = 4;
const CASES = 100_000;

const REMEMBERED = new Map<string, Memory[]>();

/**
 * What a case comes to: remembered from surroundings that were the same to it, or else worked out. A plan is proved after
 * each step, and a step changes little, so that most cases need not be worked out again.
 *
 * @param judge works it out, asking only what it is given
 */
export function remembered(at: CaseOf, around: Surroundings, judge: (around: Surroundings) => RowVerdict): RowVerdict {
  const basis = basisOf(around);
  const name = nameOf(at);
  const memories = REMEMBERED.get(name) ?? [];
  const known = memories.find((memory) => memory.basis === basis && holds(memory, around));
  if (known !== undefined) {
    return known.verdict;
  }
  const asked = new Map<string, readonly [Question, string]>();
  const verdict = judge(listening(around, (question, of) => asked.set(`${question} ${of}`, [question, of])));
  const answers = [...asked.values()].map(([question, of]): Asked => [question, of, QUESTIONS[question](around, of)]);
  if (REMEMBERED.size >= CASES) {
    REMEMBERED.clear();
  }
  REMEMBERED.set(name, [{ basis, asked: answers, verdict }, ...memories.slice(0, MEMORIES - 1)]);
  return verdict;
}

function holds({ asked }: Memory, around: Surroundings): boolean {
  return asked.every(([question, of, answer]) => QUESTIONS[question](around, of) === answer);
}

/** Surroundings that tell what they are asked. */
function listening(around: Surroundings, hear: (question: Question, of: string) => void): Surroundings {
  const { paths } = around.organization;
  return {
    ...around,
    organization: {
      ...around.organization,
      paths: {
        get(account) {
          hear("path", account);
          return paths.get(account);
        },
        has(account) {
          hear("path", account);
          return paths.has(account);
        },
      },
    },
    accountId(key) {
      hear("account", key);
      return around.accountId(key);
    },
    isToolAction(account, action) {
      hear("toolAction", `${account} ${action}`);
      return around.isToolAction(account, action);
    },
    withArn(arn) {
      hear("thing", arn);
      return around.withArn(arn);
    },
    levels(account, type, action) {
      hear(type === "SERVICE_CONTROL_POLICY" ? "scps" : "rcps", `${account} ${action}`);
      return around.levels(account, type, action);
    },
    logPlaces() {
      hear("logs", "");
      return around.logPlaces();
    },
    publishedThings() {
      hear("published", "");
      return around.publishedThings();
    },
    demandedTags() {
      hear("tags", "");
      return around.demandedTags();
    },
    partner(action) {
      hear("partner", action);
      return around.partner(action);
    },
  };
}

function pair(of: string): [string, string] {
  const [account = "", action = ""] = of.split(" ");
  return [account, action];
}

function thingWords(around: Surroundings, arn: string): string {
  const thing = around.withArn(arn);
  return thing === undefined ? "" : digestOfThing(thing);
}

const WORDS = new WeakMap<readonly Level[], Map<string, string>>();

function levelWords(around: Surroundings, of: string, type: GuardrailType): string {
  const [account, action] = pair(of);
  const levels = around.levels(account, type, action);
  const words = WORDS.get(levels) ?? new Map<string, string>();
  WORDS.set(levels, words);
  const known =
    words.get(action) ??
    levels.map(({ policies }) => policies.map((policy) => digestOfPolicy(policy, action)).join("+")).join("/");
  words.set(action, known);
  return known;
}

const BASES = new WeakMap<Surroundings, string>();

function basisOf(around: Surroundings): string {
  const { partition, homeRegion, managementAccount, organization, rcpServices } = around;
  const known =
    BASES.get(around) ??
    JSON.stringify([
      ...[partition, homeRegion, managementAccount, organization.id, organization.rootSessions ?? null],
      [...rcpServices],
    ]);
  BASES.set(around, known);
  return known;
}

const NAMES = new WeakMap<CatalogueRow, string>();

function nameOf({ row, premise, workload, subject = "" }: CaseOf): string {
  const name = NAMES.get(row) ?? JSON.stringify(row);
  NAMES.set(row, name);
  return `${premise} ${workload} ${subject} ${name}`;
}
