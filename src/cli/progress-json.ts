import { plainJson } from "../report/safe-text.ts";
import type { ProgressDisplay } from "./progress-port.ts";
import type { Terminal } from "./terminal.ts";

/** One JSON object a line, with the member `event`: step, waiting, note or end. */
export function jsonLines(terminal: Terminal): ProgressDisplay {
  const write = (event: string, fields: object) => terminal.err(plainJson({ event, ...fields }, 0));
  return {
    start() {},
    event(event) {
      if (event.state === "waiting") {
        write("waiting", { step: event.step, because: event.because });
      } else {
        write("step", event);
      }
    },
    doorWaits({ step, operation, because, milliseconds }) {
      write("waiting", { step, operation, because, milliseconds });
    },
    say: (text) => write("note", { text }),
    end(exit, { done, failed, skipped }) {
      write("end", { exit, done, failed: failed.length, skipped, remaining: failed.length + skipped });
    },
    async close() {},
  };
}
