import { isObject } from "../model/json.ts";

/** One call of a run, from its intent and its result. */
export interface RunCall {
  readonly call: number;
  /** When it was about to be sent, ISO 8601. */
  readonly at: string;
  readonly step: string | null;
  readonly operation: string;
  readonly write: boolean;
  readonly account: string;
  readonly region: string;
  readonly attempt: number;
  /** `unanswered`: the record ends before its result, as after a kill. */
  readonly outcome: "done" | "refused" | "not-sent" | "unknown" | "unanswered";
  /** AWS's name of the error, or null. */
  readonly error: string | null;
  readonly requestId: string | null;
  /** What it was about, by name or id. */
  readonly target: Readonly<Record<string, string>>;
}

/** A run as its log tells it. */
export interface RunRecord {
  readonly id: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Null when it was killed, or is still under way. */
  readonly exit: number | null;
  /** What the run was, as its first line says. */
  readonly what: Readonly<Record<string, string>>;
  readonly calls: readonly RunCall[];
}

/** Errors with which AWS says that what was asked for is not there. */
const ABSENT = /NotFound|NoSuch|DoesNotExist|NotInUse|^404$/;

/** Whether a read was answered with an error that AWS has for what is not there, as before everything that is made. */
export function isAbsent({ write, outcome, error }: RunCall): boolean {
  return !write && outcome === "refused" && ABSENT.test(error ?? "");
}

/** Whether a call came to nothing: refused, lost, or never answered. */
export function isWithoutSuccess(call: RunCall): boolean {
  return call.outcome !== "done" && !isAbsent(call);
}

type Entry = Readonly<Record<string, unknown>>;

/** Reads a run log. A line that was cut off, as by a kill or a full disk, is passed over. */
export function runRecord(id: string, text: string): RunRecord {
  const entries = text.split("\n").flatMap(entryIn);
  const results = new Map<unknown, Entry>();
  for (const entry of entries.filter(({ event }) => event === "done" || event === "failed")) {
    results.set(entry["call"], entry);
  }
  const first = entries.find(({ event }) => event === "run") ?? {};
  const last = entries.find(({ event }) => event === "end");
  return {
    id,
    startedAt: textOrNull(entries[0]?.["at"]),
    endedAt: textOrNull(last?.["at"]),
    exit: typeof last?.["exit"] === "number" ? last["exit"] : null,
    what: textsIn(first, ["at", "run", "event"]),
    calls: entries.filter(({ event }) => event === "intent").map((intent) => callOf(intent, results)),
  };
}

function entryIn(line: string): Entry[] {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? [value] : [];
  } catch {
    return [];
  }
}

function callOf(intent: Entry, results: ReadonlyMap<unknown, Entry>): RunCall {
  const result = results.get(intent["call"]);
  return {
    call: Number(intent["call"]),
    at: String(intent["at"]),
    step: textOrNull(intent["step"]),
    operation: String(intent["operation"]),
    write: intent["write"] === true,
    account: String(intent["account"]),
    region: String(intent["region"]),
    attempt: Number(intent["attempt"]),
    outcome: outcomeOf(result),
    error: textOrNull(result?.["code"]),
    requestId: textOrNull(result?.["requestId"]),
    target: isObject(intent["target"]) ? textsIn(intent["target"], []) : {},
  };
}

function outcomeOf(result: Entry | undefined): RunCall["outcome"] {
  if (result === undefined) {
    return "unanswered";
  }
  const outcome = result["outcome"];
  const isKnown = outcome === "refused" || outcome === "not-sent" || outcome === "unknown";
  return result["event"] === "done" || !isKnown ? "done" : outcome;
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function textsIn(entry: Entry, without: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entry).flatMap(([name, value]) =>
      typeof value === "string" && !without.includes(name) ? [[name, value]] : [],
    ),
  );
}
