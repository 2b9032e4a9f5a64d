import { resolve } from "node:path";
import { type IPty, spawn } from "@lydell/node-pty";
import headless from "@xterm/headless";

/** A command in a real pseudo-terminal, with a screen that can be read and keys that can be pressed. */
export interface Screen {
  /** What stands on the screen and above it, without the spaces at line ends and the empty lines at the end. */
  text(): string;
  /** Resolves when the screen shows a text, wherever lines are broken, or what a condition says. */
  until(what: string | ((shown: string) => boolean)): Promise<void>;
  type(text: string): void;
  press(key: keyof typeof KEYS): void;
  /** The exit code, as a shell tells it. */
  readonly ended: Promise<number>;
  /** The last rows as they are shown, each a list of cells with their colours. */
  rows(): readonly (readonly Cell[])[];
  /** Everything that came over the line, escape sequences included. */
  raw(): string;
  /** Sends the process a signal, as another program would. */
  signal(name: NodeJS.Signals): void;
  kill(): void;
}

/** One character on the screen. */
export interface Cell {
  readonly text: string;
  /** One of the 16 colours of a terminal, or null for the usual one. */
  readonly colour: number | null;
  readonly bold: boolean;
  readonly dim: boolean;
}

export const KEYS = {
  enter: "\r",
  escape: "\u001b",
  up: "\u001b[A",
  down: "\u001b[B",
  space: " ",
  clearLine: "\u0015",
  interrupt: "\u0003",
} as const;

export interface ScreenOptions {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds that `until` waits at most. */
  readonly patience?: number;
}

const BIN = resolve("bin/orgwright.js");

/** Starts the built command in a terminal of its own. */
export function openScreen({ args, cwd, columns = 80, rows = 50, env = {}, patience = 60_000 }: ScreenOptions): Screen {
  const terminal = new headless.Terminal({ cols: columns, rows, scrollback: 5000, allowProposedApi: true });
  const pty = start({ args, cwd, columns, rows, env });
  const watchers = new Set<() => void>();
  let raw = "";
  pty.onData((data) => {
    raw += data;
    terminal.write(data, () => watchers.forEach((look) => void look()));
  });
  const ended = new Promise<number>((done) =>
    pty.onExit(({ exitCode, signal = 0 }) => void done(signal === 0 ? exitCode : 128 + signal)),
  );
  const text = () => screenText(terminal);
  return {
    ...{ text, ended, raw: () => raw, rows: () => screenRows(terminal) },
    until(what) {
      return new Promise((done, fail) => {
        const timer = setTimeout(() => finish(() => fail(new Error(`Never showed ${what}, but\n${text()}`))), patience);
        const finish = (outcome: () => void) => {
          clearTimeout(timer);
          watchers.delete(look);
          outcome();
        };
        const look = () => {
          if (typeof what === "string" ? unbroken(text()).includes(unbroken(what)) : what(text())) {
            finish(done);
          }
        };
        watchers.add(look);
        look();
      });
    },
    type: (typed) => void pty.write(typed),
    press: (key) => void pty.write(KEYS[key]),
    signal: (name) => void process.kill(pty.pid, name),
    kill: () => void pty.kill(),
  };
}

function unbroken(text: string): string {
  return text.replaceAll(/\s+/g, "");
}

function start({ args, cwd, columns, rows, env }: Required<Omit<ScreenOptions, "patience">>): IPty {
  const { NO_COLOR: _, AWS_PROFILE: __, ...inherited } = process.env;
  const whole = Object.fromEntries(Object.entries({ ...inherited, ...env }).filter(([, value]) => value !== undefined));
  return spawn(process.execPath, [BIN, ...args], {
    name: "xterm-256color",
    cols: columns,
    rows,
    cwd,
    env: whole as Record<string, string>,
  });
}

function screenText(terminal: InstanceType<typeof headless.Terminal>): string {
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? "");
  return lines.join("\n").trimEnd();
}

function screenRows({ buffer: { active }, rows, cols }: InstanceType<typeof headless.Terminal>): Cell[][] {
  return Array.from({ length: rows }, (_row, row) =>
    Array.from({ length: cols }, (_column, column) => {
      const cell = active.getLine(active.baseY + row)?.getCell(column);
      const colour = cell?.isFgPalette() === true ? cell.getFgColor() : null;
      return {
        text: cell?.getChars() || " ",
        colour: colour !== null && colour < 16 ? colour : null,
        bold: (cell?.isBold() ?? 0) !== 0,
        dim: (cell?.isDim() ?? 0) !== 0,
      };
    }),
  );
}
