import type { ApplyResult } from "../apply/apply.ts";
import type { Waiting } from "../aws/door/pause.ts";
import type { ApplyEvent } from "../model/event.ts";
import type { Step } from "../model/plan.ts";
import type { ExitCode } from "./exit-code.ts";
import { jsonLines } from "./progress-json.ts";
import { plainLines } from "./progress-plain.ts";
import { stageTasks } from "./progress-tasks.ts";
import type { Terminal } from "./terminal.ts";

/** Shows how an apply goes on, on standard error. */
export interface ProgressDisplay {
  start(steps: readonly Step[]): void;
  event(event: ApplyEvent): void;
  /** The door waits, because of a rate or to try again. */
  readonly doorWaits: (why: Waiting) => void;
  end(code: ExitCode, result: ApplyResult): void;
  /** Gives the terminal back, however the apply ended. */
  close(): void;
}

/** The display that fits: JSON lines when asked for, live stages in a terminal, plain lines everywhere else. */
export function progressDisplay(format: "text" | "json", terminal: Terminal): ProgressDisplay {
  if (format === "json") {
    return jsonLines(terminal);
  }
  return terminal.interactive ? stageTasks(terminal) : plainLines(terminal);
}
