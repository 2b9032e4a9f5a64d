import inquirer from "inquirer";
import { plain } from "../report/safe-text.ts";
import { paragraph, renderLines, type TextOptions, widthOf } from "../report/text-line.ts";
import {
  type Answered,
  type Asker,
  type ChoiceQuestion,
  type Option,
  type SeveralQuestion,
  type TextQuestion,
  WizardLeft,
} from "../wizard/asker.ts";

/** The terminal that questions are asked on. */
export interface AskingTerminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly text: TextOptions;
}

/** Lines of a menu that are shown at once. */
const PAGE = 14;

/** Asks in a terminal. Escape goes back, Ctrl-C leaves. */
export function inquirerAsker(terminal: AskingTerminal): Asker {
  const say = (lines: readonly string[]) => {
    const shown = lines.flatMap((line) => paragraph(0, line));
    terminal.output.write(renderLines(shown, terminal.text));
  };
  const explained = new Set([""]);
  const explain = (help = "") => {
    if (!explained.has(help)) {
      terminal.output.write(renderLines(paragraph(2, help, "faint"), terminal.text));
    }
    explained.add(help);
  };
  return {
    say,
    async text({ message, help, initial, refuse, preview }: TextQuestion) {
      explain(help);
      return await ask<string>(terminal, {
        ...{ type: "input", message: folded(message, terminal.text.width - 2), default: initial, prefill: "editable" },
        validate: (text: string) => refused(refuse(text), terminal.text.width),
        ...(preview === undefined
          ? {}
          : { transformer: (text: string, { isFinal }: { isFinal: boolean }) => withPreview(text, isFinal, preview) }),
      });
    },
    async choose<T extends string>({ message, help, options, initial }: ChoiceQuestion<T>) {
      explain(help);
      return await ask<T>(terminal, {
        ...{
          type: "select",
          message: folded(message, terminal.text.width - 2),
          pageSize: PAGE,
          loop: false,
          choices: options.map((option) => choiceOf(option, terminal.text.width)),
        },
        ...(initial === undefined ? {} : { default: initial }),
      });
    },
    async several({ message, help, options, initial, refuse }: SeveralQuestion) {
      explain(help);
      return await ask<string[]>(terminal, {
        ...{ type: "checkbox", message: folded(message, terminal.text.width - 2), pageSize: PAGE, loop: false },
        choices: options.map((option) => ({
          ...choiceOf(option, terminal.text.width),
          short: plain(option.value),
          checked: initial.includes(option.value),
        })),
        validate: (choices: readonly { readonly value: string }[]) =>
          refused(refuse(choices.map(({ value }) => value)), terminal.text.width),
      });
    },
  };
}

function refused(problem: string | null, width: number): true | string {
  return problem === null ? true : folded(problem, width - 2);
}

function withPreview(text: string, isFinal: boolean, preview: (text: string) => string): string {
  const shown = isFinal ? "" : preview(text);
  return shown === "" ? text : `${text}  -> ${shown}`;
}

/** Columns of a menu before the label, and one that stays free. */
const MARGIN = 4;

function choiceOf<T extends string>({ value, label, hint = "" }: Option<T>, width: number) {
  const whole = plain(label);
  const room = width - MARGIN;
  const name = widthOf(whole) > room ? `${whole.slice(0, room - 1)}…` : whole;
  return { value, name, short: name, ...(hint === "" ? {} : { description: folded(hint, width) }) };
}

/** A text broken at spaces: the prompt itself would break words. */
function folded(text: string, width: number): string {
  return renderLines(paragraph(0, text), { width: width - 1, colour: false }).trimEnd();
}

/** One prompt, as the answer or the wish to go back. */
async function ask<T>(
  { input, output }: AskingTerminal,
  question: Readonly<Record<string, unknown>>,
): Promise<Answered<T>> {
  const back = new AbortController();
  const onKey = (_text: string | undefined, key: { readonly name?: string } | undefined) => {
    if (key?.name === "escape") {
      back.abort();
    }
  };
  input.on("keypress", onKey);
  try {
    const prompt = inquirer.createPromptModule({ input, output, signal: back.signal });
    const answers = (await prompt([{ ...question, name: "answer" }] as never)) as { readonly answer: T };
    return { is: "answer", value: answers.answer };
  } catch (error) {
    if (back.signal.aborted) {
      return { is: "back" };
    }
    throw error instanceof Error && error.name === "ExitPromptError" ? new WizardLeft() : error;
  } finally {
    input.off("keypress", onKey);
  }
}
