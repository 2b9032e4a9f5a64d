import type { Clock } from "../../model/clock.ts";
import { isObject } from "../../model/json.ts";
import { AwsError } from "../contract/aws-error.ts";
import { NotRecorded } from "../contract/not-recorded.ts";
import { specOf } from "../contract/operations.ts";
import { writeOf } from "../contract/writes.ts";
import type { Attempt, Send } from "./attempt.ts";

/** Where the lines of a run log go. Both throw when they cannot do it: what is not on record is not done. */
export interface LogFile {
  /** Adds one line, without its line end. */
  append(line: string): void;
  /** Returns once every line is safe on disk. */
  sync(): void;
}

/** What a run did, call by call. It is evidence; nothing ever reads it to decide what to do. */
export interface RunLog {
  /** What the run is: its first line. */
  begin(what: Readonly<Record<string, string | null>>): void;
  /** How it ended: its last line. A run without one was killed, or is still under way. */
  end(exit: number): void;
  /** Writes down that a call is about to be made; answers its number. */
  intend(attempt: Attempt): number;
  succeeded(call: number, requestId: string | null): void;
  failed(call: number, error: AwsError): void;
}

/**
 * The inputs that say which thing a call is about. No other input is written down: policies, tags and e-mail addresses
 * stay out of the log.
 */
const IDENTIFIERS = [
  "AccountId",
  "AccountName",
  "ChildId",
  "CreateAccountRequestId",
  "DestinationParentId",
  "Name",
  "OrganizationalUnitId",
  "ParentId",
  "PolicyArn",
  "PolicyId",
  "PolicyName",
  "PolicyType",
  "ResourceId",
  "RoleArn",
  "RoleName",
  "RootId",
  "ServicePrincipal",
  "SourceParentId",
  "TargetId",
] as const;

const LONGEST_IDENTIFIER = 256;

/** Writes a run's calls as JSON, one object a line, intent before the call and result after it. */
export function openRunLog(run: string, file: LogFile, clock: Clock): RunLog {
  let calls = 0;
  let broken: NotRecorded | undefined;
  // Once a line is missing the record has a gap, and stays broken whatever becomes of the disk.
  const record = (work: () => void): void => {
    if (broken !== undefined) {
      throw broken;
    }
    try {
      work();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      broken = new NotRecorded(`The run log cannot be written (${why}), and what is not on record is not done.`, {
        cause: error,
      });
      throw broken;
    }
  };
  const write = (line: Readonly<Record<string, unknown>>): void =>
    record(() => file.append(JSON.stringify({ at: clock.now().toISOString(), run, ...line })));
  return {
    begin: (what) => write({ event: "run", ...what }),
    end: (exit) => write({ event: "end", exit }),
    intend(attempt) {
      calls += 1;
      write({ event: "intent", call: calls, ...descriptionOf(attempt) });
      if (writeOf(attempt.operation)?.irreversible === true) {
        record(() => file.sync());
      }
      return calls;
    },
    succeeded: (call, requestId) => write({ event: "done", call, requestId }),
    failed(call, { code, outcome, reason, requestId, status }) {
      write({ event: "failed", call, code, outcome, reason, requestId, status });
    },
  };
}

/** Puts every attempt that `next` makes on record. An attempt that never ended, as in a crash, has no result there. */
export function withRunLog(next: (attempt: Attempt) => Promise<Answer>, log: RunLog | undefined): Send {
  return async (attempt) => {
    const call = log?.intend(attempt) ?? 0;
    try {
      const { output, requestId } = await next(attempt);
      log?.succeeded(call, requestId);
      return output;
    } catch (error) {
      if (error instanceof AwsError) {
        log?.failed(call, error);
      }
      throw error;
    }
  };
}

/** What a transport answered, and AWS's id of the request if it told. */
export interface Answer {
  readonly output: unknown;
  readonly requestId: string | null;
}

function descriptionOf({ operation, account, as, region, input, step, number }: Attempt): Record<string, unknown> {
  const members: Readonly<Record<string, unknown>> = isObject(input) ? input : {};
  const target: Record<string, string> = {};
  for (const name of IDENTIFIERS) {
    const value = members[name];
    if (typeof value === "string") {
      target[name] = value.slice(0, LONGEST_IDENTIFIER);
    }
  }
  return {
    step,
    operation,
    write: specOf(operation).access === "write",
    account,
    region,
    as: as.is === "role" ? as.roleArn : "caller",
    attempt: number,
    target,
  };
}
