import { Listr, ListrLogger, type ListrTaskWrapper, ProcessOutput } from "listr2";
import { durationText } from "../report/duration-text.ts";
import {
  type ProgressState,
  progressOf,
  reduceProgress,
  type StageProgress,
  startProgress,
} from "../report/progress.ts";
import { plain } from "../report/safe-text.ts";
import type { ProgressDisplay } from "./progress-port.ts";
import type { Terminal } from "./terminal.ts";

const REDRAW_MILLISECONDS = 500;
const MOST_REASONS = 3;

// biome-ignore lint/suspicious/noExplicitAny: listr2's own type for "whatever renderer"
type Task = ListrTaskWrapper<unknown, any, any>;

/** One live line for each stage, with its count, the time it takes and what it waits for; never one for each step. */
export function stageTasks(terminal: Terminal): ProgressDisplay {
  let state: ProgressState = startProgress([], Date.now());
  let doorReason: string | null = null;
  // What is written past listr2 while it draws is kept back until it ends, so it has to be drawn as well.
  let notice: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const stages = new Map<number, Stage>();

  function redraw(): void {
    const progress = progressOf(state, Date.now());
    for (const stage of progress.stages) {
      stages.get(stage.stage)?.show(stage, doorReason, notice);
    }
  }

  async function close(): Promise<void> {
    clearInterval(timer);
    redraw();
    for (const stage of stages.values()) {
      stage.end();
    }
    await running;
  }

  return {
    start(steps) {
      state = startProgress(steps, Date.now());
      const list = progressOf(state).stages.map((stage) => {
        const one = openStage(stage);
        stages.set(stage.stage, one);
        return one.task;
      });
      running = new Listr(list, {
        concurrent: false,
        exitOnError: false,
        registerSignalListeners: false,
        rendererOptions: {
          collapseSubtasks: false,
          collapseErrors: false,
          showErrorMessage: false,
          logger: onStandardError(),
        },
        // Taken when standard output is redirected: results go there, and nothing else.
        fallbackRendererOptions: { logger: onStandardError() },
      }).run();
      timer = setInterval(redraw, REDRAW_MILLISECONDS);
      timer.unref();
    },
    event(event) {
      doorReason = null;
      state = reduceProgress(state, event, Date.now());
      redraw();
    },
    doorWaits({ because }) {
      doorReason = because;
    },
    say(text) {
      if (timer === undefined) {
        terminal.err(`\n${text}`);
        return;
      }
      notice = text;
      redraw();
    },
    end() {},
    close,
  };
}

interface Stage {
  readonly task: { title: string; task: (context: unknown, task: Task) => Promise<void> };
  show(stage: StageProgress, doorReason: string | null, notice: string | null): void;
  end(): void;
}

function openStage(first: StageProgress): Stage {
  let shown: Task | undefined;
  let settled = false;
  let startedAt: number | undefined;
  let latest = first;
  let settle: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    settle = resolve;
  });
  // A stage that ended is listr's own: what is written to it afterwards has nowhere to go.
  function end(): void {
    settled = true;
    settle();
  }
  return {
    task: {
      title: titleOf(first, undefined),
      async task(_context, task) {
        shown = task;
        startedAt = Date.now();
        await ended;
        task.title = titleOf(latest, startedAt);
        if (latest.done < latest.total) {
          throw new Error("not finished");
        }
      },
    },
    show(stage, doorReason, notice) {
      latest = stage;
      if (shown !== undefined && !settled) {
        shown.title = titleOf(stage, startedAt);
        shown.output = [...(notice === null ? [] : [notice]), ...reasonsOf(stage, doorReason)].map(plain).join("\n");
      }
      if (stage.done === stage.total) {
        end();
      }
    },
    end,
  };
}

function titleOf({ name, done, total }: StageProgress, startedAt: number | undefined): string {
  const time = startedAt === undefined ? "" : `, ${durationText((Date.now() - startedAt) / 1000)}`;
  return plain(`${name} ${done}/${total}${time}`);
}

function reasonsOf({ waiting }: StageProgress, doorReason: string | null): string[] {
  const reasons = waiting.slice(0, MOST_REASONS).map(({ step, because }) => `${step}: waiting for ${because}`);
  const more = waiting.length > MOST_REASONS ? [`and ${waiting.length - MOST_REASONS} more waiting`] : [];
  const door = doorReason === null ? [] : [`waiting: ${doorReason}`];
  return [...reasons, ...more, ...door];
}

function onStandardError(): ListrLogger {
  return new ListrLogger({
    useIcons: false,
    toStderr: [],
    processOutput: new ProcessOutput(process.stderr, process.stderr),
  });
}
