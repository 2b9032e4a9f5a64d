import type { Clock } from "../../model/clock.ts";
import type { Input } from "../contract/services.ts";
import type { Transport } from "../contract/transport.ts";
import type { Attempt, Send } from "./attempt.ts";
import { withLanes } from "./lanes.ts";
import type { Pause } from "./pause.ts";
import type { RateTable } from "./rates.ts";
import { type RetryOptions, withRetries } from "./retries.ts";
import { type Answer, type RunLog, withRunLog } from "./run-log.ts";
import { type Tally, withTally } from "./statistics.ts";

export interface SendingOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: () => number;
  readonly rates: RateTable;
  readonly tally: Tally;
  readonly runLog: RunLog | undefined;
  readonly pause: Pause;
  readonly surroundingsOf: RetryOptions["surroundingsOf"];
}

/** The layers that every call passes: tried again where that is right, at its turn in its lane, counted, on record. */
export function openSending(options: SendingOptions): Send {
  const { transport, tally, runLog } = options;
  const recorded = withRunLog((attempt) => answerOf(transport, attempt), runLog);
  return withRetries(withLanes(withTally(recorded, tally), options), options);
}

async function answerOf(transport: Transport, { as, region, operation, input, signal }: Attempt): Promise<Answer> {
  let requestId: string | null = null;
  const output = await transport.send(as, region, operation, input as Input<typeof operation>, {
    ...(signal === undefined ? {} : { signal }),
    answered: (id) => {
      requestId = id;
    },
  });
  return { output, requestId };
}
