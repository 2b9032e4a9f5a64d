import type { TextOptions } from "../report/text-line.ts";

const NARROWEST = 60;
const WIDTH_WITHOUT_TERMINAL = 80;

/** What a command says things through. */
export interface Terminal {
  /** Results. */
  readonly out: (text: string) => void;
  /** Progress and diagnostics. */
  readonly err: (text: string) => void;
  readonly outText: TextOptions;
  readonly errText: TextOptions;
  /** Somebody is there to be asked. */
  readonly interactive: boolean;
}

/** Opens what a command says things through; without colour when it was asked to. */
export type OpenTerminal = (colour: boolean) => Terminal;

/** The process's own terminal, or the pipes in its place. `NO_COLOR` and `--no-color` both switch colour off. */
export function processTerminal(colour: boolean): Terminal {
  const textFor = (stream: NodeJS.WriteStream): TextOptions => ({
    width: Math.max(NARROWEST, stream.columns ?? WIDTH_WITHOUT_TERMINAL),
    colour: colour && stream.isTTY === true && (process.env["NO_COLOR"] ?? "") === "",
  });
  return {
    out: (text) => void process.stdout.write(text.endsWith("\n") ? text : `${text}\n`),
    err: (text) => void process.stderr.write(text.endsWith("\n") ? text : `${text}\n`),
    outText: textFor(process.stdout),
    errText: textFor(process.stderr),
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
  };
}
