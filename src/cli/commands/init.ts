import { existsSync, readFileSync } from "node:fs";
import { readYaml } from "../../config/strict-yaml.ts";
import { hasErrors } from "../../model/finding.ts";
import { isObject, type JsonObject } from "../../model/json.ts";
import { findingsText } from "../../report/findings-text.ts";
import { messageText } from "../../report/text-line.ts";
import { type Taken, takeAnswers, takeSetting } from "../../wizard/answers.ts";
import { answersTemplate } from "../../wizard/answers-template.ts";
import { type Asker, WizardLeft } from "../../wizard/asker.ts";
import { EMPTY_CONTENT, type FileContent, type Library, usesOf, withUses } from "../../wizard/content.ts";
import { converse } from "../../wizard/conversation.ts";
import { unanswered } from "../../wizard/questions.ts";
import { proposed, withNone } from "../../wizard/surroundings.ts";
import { unansweredSwitches } from "../../wizard/waivers.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { type FileInTheMaking, fileInTheMaking, schemaCopyFor } from "../file-in-the-making.ts";
import { fileLibrary } from "../file-library.ts";
import { differenceText, overviewLines } from "../init-overview.ts";
import { type KeptAnswers, keptAnswers } from "../kept-answers.ts";
import { type Look, lookAround, withoutLook } from "../look-around.ts";
import type { CommonOptions } from "../options.ts";
import { shippedTables } from "../shipped.ts";
import { openSource } from "../source.ts";
import type { Terminal } from "../terminal.ts";
import { writeWhole } from "../whole-file.ts";

export interface InitOptions extends CommonOptions {
  readonly offline?: boolean;
  readonly defaults?: boolean;
  readonly answers?: string;
  readonly answersTemplate?: boolean;
  readonly set: readonly string[];
  readonly blueprint: readonly string[];
  readonly yes?: boolean;
}

/** What an init works with. */
interface Init {
  readonly options: InitOptions;
  readonly terminal: Terminal;
  readonly library: Library;
  readonly making: FileInTheMaking;
  readonly tables: ReturnType<typeof shippedTables>;
  readonly kept: KeptAnswers;
}

/** Asks what the organization shall be like, and writes the organization file. */
export async function runInit(options: InitOptions, terminal: Terminal): Promise<ExitCode> {
  const { file } = options;
  const library = fileLibrary(file);
  if (options.answersTemplate === true) {
    const schema = "node_modules/orgwright/schemas/answers.schema.json";
    terminal.out(answersTemplate([...library.shipped, ...options.blueprint], library, schema));
    return EXIT.done;
  }
  const unreadable = options.blueprint.find((use) => library.blueprint(use) === null);
  if (unreadable !== undefined) {
    terminal.err(
      `There is no blueprint ${unreadable} beside ${file}, or it cannot be read. Check its path, which begins with ./, with \`orgwright validate\`.`,
    );
    return EXIT.error;
  }
  const before = existsSync(file) ? readFileSync(file, "utf8") : null;
  const standing = before === null ? EMPTY_CONTENT : contentOf(file, before, terminal);
  if (standing === null) {
    return EXIT.error;
  }
  const tables = shippedTables();
  const making = fileInTheMaking(file, before, library, tables.data);
  const init = { options, terminal, library, making, tables, kept: keptAnswers(file) };
  const { defaults, answers, set } = options;
  const isAnswered = defaults === true || answers !== undefined || set.length > 0;
  if (!isAnswered && !terminal.interactive) {
    terminal.err(
      "Nobody can be asked without a terminal. Give the answers: --defaults, --answers FILE (init --answers-template prints one), or --set logging.retentionDays=2555.",
    );
    return EXIT.error;
  }
  return isAnswered ? await runWithAnswers(init, standing) : await runWithQuestions(init, standing);
}

/** What a file says; null, and told, when that cannot be read. */
function contentOf(file: string, text: string, terminal: Terminal): FileContent | null {
  const { document, findings } = readYaml(file, text);
  if (document !== null && isObject(document.value) && !hasErrors(findings)) {
    return document.value as JsonObject;
  }
  terminal.err(findingsText(findings, terminal.errText, openSource(file, text).frame));
  terminal.err(`${file} has to be mended first, or moved away for a new one. Nothing was written.`);
  return null;
}

async function look({ options, terminal, tables }: Init): Promise<Look> {
  return options.offline === true
    ? { surroundings: withoutLook(options.file), told: [] }
    : await lookAround(options, terminal, tables.rates);
}

/** A content to begin with: all that ships when nothing is used yet, and the team's own blueprints. */
function begun(content: FileContent, { library, options }: Init): FileContent {
  const used = usesOf(content, library).map(({ use }) => use);
  return withUses(content, [...(used.length === 0 ? library.shipped : used), ...options.blueprint], library);
}

async function runWithAnswers(init: Init, standing: FileContent): Promise<ExitCode> {
  const { options, terminal, library, making } = init;
  const chosen: Taken = { content: begun(standing, init), problems: [] };
  const given =
    options.answers === undefined
      ? chosen
      : takeAnswers(chosen.content, options.answers, readFileSync(options.answers, "utf8"), library);
  const set = options.set.reduce((taken, setting) => takeSetting(taken, setting, library), given);
  const { surroundings, told } = await look(init);
  for (const line of told) {
    terminal.err(line);
  }
  const answered = proposed(set.content, surroundings, library);
  const content = options.defaults === true ? withNone(answered, library) : answered;
  const missing = unanswered(content, library)
    .filter(({ id }) => !set.problems.some((problem) => problem.startsWith(`${id}: `)))
    .map(({ id, ask }) => `${id} has no answer: ${ask}`);
  const off = unansweredSwitches(content, library).map(
    ({ id }) => `${id} is off and nobody answers for it. Add a waiver with rows: [${id}] to the answers or the file.`,
  );
  const problems = [...set.problems, ...missing, ...off];
  const found = making.inspect(content).problems;
  // What follows from a missing answer is not told besides it.
  const findings =
    problems.length === 0 ? found : found.filter(({ at, code }) => at?.file === options.file && !EXPLAINED.has(code));
  if (problems.length > 0 || findings.length > 0) {
    for (const problem of problems) {
      terminal.err(messageText(problem, terminal.errText, 2));
    }
    if (findings.length > 0) {
      const { frame } = openSource(options.file, making.textOf(content));
      terminal.err(findingsText(findings, terminal.errText, frame));
    }
    terminal.err("Nothing was written. Give answers with --answers FILE or --set ID=VALUE.");
    return EXIT.error;
  }
  return finish(init, content);
}

/** What the list of missing answers says already. */
const EXPLAINED: ReadonlySet<string> = new Set(["missing-parameter", "missing-key"]);

/** Writes the content, unless another text stands there and nobody agreed to change it. */
function finish(init: Init, content: FileContent): ExitCode {
  const { options, terminal, making } = init;
  if (making.before === null || making.before === making.textOf(content) || options.yes === true) {
    return write(init, content);
  }
  terminal.out(differenceText(making, content, terminal.outText));
  const standing = `${options.file} is there already and would change so. To write it, add --yes.`;
  terminal.err(messageText(standing, terminal.errText));
  return EXIT.error;
}

async function runWithQuestions(init: Init, standing: FileContent): Promise<ExitCode> {
  const { options, terminal, library, making, kept, tables } = init;
  const { inquirerAsker } = await import("../inquirer-asker.ts");
  const asker = inquirerAsker({ input: process.stdin, output: process.stderr, text: terminal.errText });
  // A prompt takes Ctrl-C for itself. Between two, while AWS is looked at or the file is worked out, nobody else does.
  const leave = () => {
    terminal.err(`\n${messageText(left(kept), terminal.errText)}`);
    process.exit(EXIT.interrupted);
  };
  process.on("SIGINT", leave);
  try {
    const resumed = await keptBefore(init, asker);
    const { surroundings, told } = await look(init);
    asker.say(told);
    const ending = await converse(resumed ?? proposed(begun(standing, init), surroundings, library), {
      ...{ asker, library, own: options.blueprint, file: options.file },
      inspect: making.inspect,
      keep: kept.keep,
      overview: (content) => overviewLines({ content, making, tables, surroundings }),
      regions: surroundings.regions,
      propose: (content) => proposed(content, surroundings, library),
    });
    if (ending.is === "write") {
      return write(init, ending.content);
    }
    terminal.err(messageText(left(kept), terminal.errText));
    return EXIT.done;
  } catch (error) {
    if (error instanceof WizardLeft) {
      terminal.err(`\n${messageText(left(kept), terminal.errText)}`);
      return EXIT.interrupted;
    }
    throw error;
  } finally {
    process.off("SIGINT", leave);
  }
}

function left({ path, read }: KeptAnswers): string {
  return read() === null
    ? "Nothing was written."
    : `Nothing was written. Your answers are kept in ${path}: run init again to go on with them.`;
}

async function keptBefore({ kept }: Init, asker: Asker): Promise<FileContent | null> {
  const before = kept.read();
  if (before === null) {
    return null;
  }
  const answered = await asker.choose({
    message: "There are answers from before. Go on with them?",
    options: [
      { value: "yes", label: "Go on with them" },
      { value: "no", label: "Begin anew" },
    ],
  });
  if (answered.is === "answer" && answered.value === "yes") {
    return before;
  }
  kept.forget();
  return null;
}

function write({ options, terminal, making, kept }: Init, content: FileContent): ExitCode {
  const { file } = options;
  const text = making.textOf(content);
  kept.forget();
  if (text === making.before) {
    terminal.out(`${file} says that already; it stays as it is.`);
    return EXIT.done;
  }
  writeWhole(file, text);
  const copy = making.before === null ? schemaCopyFor(file) : null;
  if (copy !== null) {
    writeWhole(copy.path, copy.text);
  }
  const world =
    options.sandbox === true ? " --sandbox" : options.profile === undefined ? "" : ` --profile ${options.profile}`;
  terminal.out(
    `${file} is written. See what it would do: orgwright plan${file === "orgwright.yaml" ? "" : ` -f ${file}`}${world}`,
  );
  return EXIT.done;
}
