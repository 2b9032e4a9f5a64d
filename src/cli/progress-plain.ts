import type { ApplyEvent } from "../model/event.ts";
import type { Step } from "../model/plan.ts";
import { SIGNS } from "../report/page.ts";
import { messageText } from "../report/text-line.ts";
import type { ProgressDisplay } from "./progress-port.ts";
import type { Terminal } from "./terminal.ts";

/** Waits of the door that are shorter are not worth a line. */
const WORTH_A_LINE_MILLISECONDS = 5_000;

/** Columns by which a line that is folded goes on deeper. */
const HANG = 2;

/** One line for each step that ends, and for each new reason to wait: for logs and pipes. */
export function plainLines(terminal: Terminal): ProgressDisplay {
  const steps = new Map<string, Step>();
  const reasons = new Map<string, string>();
  let ended = 0;

  function line(event: ApplyEvent): string | null {
    const step = steps.get(event.step);
    const sign = step === undefined ? " " : SIGNS[step.change.action];
    const count = `[${ended}/${steps.size}]`;
    switch (event.state) {
      case "started":
        return null;
      case "waiting":
        return newReason(event.step, event.because) ? `  … ${event.step}: waiting for ${event.because}` : null;
      case "done":
        return `${count} ${sign} ${event.step}`;
      case "failed":
        return `${count} ! ${event.step}: ${event.finding.summary}`;
      case "skipped":
        return `  - ${event.step}: not done, ${event.because}`;
    }
  }

  function newReason(step: string, because: string): boolean {
    const isNew = reasons.get(step) !== because;
    reasons.set(step, because);
    return isNew;
  }

  return {
    start(all) {
      for (const step of all) {
        steps.set(step.id, step);
      }
      terminal.err(all.length === 1 ? "Applying 1 step." : `Applying ${all.length} steps.`);
    },
    event(event) {
      ended += event.state === "done" || event.state === "failed" ? 1 : 0;
      const text = line(event);
      if (text !== null) {
        terminal.err(messageText(text, terminal.errText, HANG));
      }
    },
    doorWaits({ step, operation, because, milliseconds }) {
      if (milliseconds >= WORTH_A_LINE_MILLISECONDS && newReason(step ?? operation, because)) {
        terminal.err(messageText(`  … ${step ?? operation}: waiting, ${because}`, terminal.errText, HANG));
      }
    },
    say: (text) => terminal.err(`\n${messageText(text, terminal.errText)}`),
    end() {},
    async close() {},
  };
}
