import type { ApplyResult } from "../apply/apply.ts";
import type { Waiting } from "../aws/door/pause.ts";
import type { ApplyEvent } from "../model/event.ts";
import type { Step } from "../model/plan.ts";
import type { ExitCode } from "./exit-code.ts";

/** Shows how an apply goes on, on standard error. */
export interface ProgressDisplay {
  start(steps: readonly Step[]): void;
  event(event: ApplyEvent): void;
  /** The door waits, because of a rate or to try again. */
  readonly doorWaits: (why: Waiting) => void;
  /** Says something that is to be read now, whatever is being drawn. */
  readonly say: (text: string) => void;
  end(code: ExitCode, result: ApplyResult): void;
  /** Gives the terminal back, however the apply ended. */
  close(): Promise<void>;
}
