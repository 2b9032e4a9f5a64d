import { jsonLines } from "./progress-json.ts";
import { plainLines } from "./progress-plain.ts";
import type { ProgressDisplay } from "./progress-port.ts";
import { stageTasks } from "./progress-tasks.ts";
import type { Terminal } from "./terminal.ts";

/** The display that fits: JSON lines when asked for, live stages in a terminal, plain lines everywhere else. */
export function progressDisplay(format: "text" | "json", terminal: Terminal): ProgressDisplay {
  if (format === "json") {
    return jsonLines(terminal);
  }
  return terminal.interactive ? stageTasks(terminal) : plainLines(terminal);
}
