import { isAbsent, isWithoutSuccess, type RunRecord, runRecord } from "../../report/run-record.ts";
import { runsText, runText } from "../../report/run-text.ts";
import { plainJson } from "../../report/safe-text.ts";
import { messageText } from "../../report/text-line.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { readRunLog, runIds } from "../run-logs.ts";
import type { Terminal } from "../terminal.ts";

export interface RunsOptions {
  readonly format: string;
  readonly all?: boolean;
}

/** Lists the runs on record, or shows one: by its id, its beginning if that is enough, or as `last`. */
export function runRuns(id: string | undefined, options: RunsOptions, terminal: Terminal): ExitCode {
  const ids = runIds();
  if (id === undefined) {
    const runs = ids.map(recordOf);
    terminal.out(
      options.format === "json"
        ? plainJson({ format: 1, runs: runs.map(summaryOf) })
        : runsText(runs, terminal.outText),
    );
    return EXIT.done;
  }
  const fitting = id === "last" ? ids.slice(0, 1) : ids.filter((one) => one.startsWith(id));
  const [only] = fitting;
  if (only === undefined || fitting.length > 1) {
    const why = only === undefined ? "No run" : `More than one run (${fitting.length})`;
    const text = `${why} on record is called ${id}. \`orgwright runs\` lists them; \`orgwright runs last\` shows the last.`;
    terminal.err(messageText(text, terminal.errText));
    return EXIT.error;
  }
  const run = recordOf(only);
  terminal.out(
    options.format === "json"
      ? plainJson({ format: 1, run: summaryOf(run), calls: run.calls })
      : runText(run, options.all ?? false, terminal.outText),
  );
  return EXIT.done;
}

function recordOf(id: string): RunRecord {
  return runRecord(id, readRunLog(id));
}

function summaryOf({ id, startedAt, endedAt, exit, what, calls }: RunRecord) {
  const writes = calls.filter(({ write }) => write).length;
  const absent = calls.filter(isAbsent).length;
  const failed = calls.filter(isWithoutSuccess).length;
  return { id, startedAt, endedAt, exit, what, calls: calls.length, writes, absent, failed };
}
