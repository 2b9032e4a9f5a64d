import { createInterface } from "node:readline/promises";
import type { Transport } from "../aws/contract/transport.ts";
import type { World } from "../aws/door/enter.ts";
import { openLogFile } from "../aws/door/log-file.ts";
import { openRunLog } from "../aws/door/run-log.ts";
import { startTally } from "../aws/door/statistics.ts";
import { systemClock } from "../aws/door/system-clock.ts";
import type { Clock } from "../model/clock.ts";
import type { CommonOptions } from "./options.ts";
import { toolVersion } from "./shipped.ts";
import type { Terminal } from "./terminal.ts";

/** The world a command works on, and how to let go of it. */
export interface OpenedWorld extends World {
  close(): Promise<void>;
}

export interface WorldRequest {
  readonly options: CommonOptions;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Told of every wait of the door. */
  readonly onWait?: World["onWait"];
  /** The run to put on record, and where; none when left out. */
  readonly run?: { readonly id: string; readonly path: string };
  /** The region that the base credentials are asked with. */
  readonly region: string;
  /** The management account of a sandbox that is made now. */
  readonly managementAccount?: string | null;
}

/** Opens AWS, or the sandbox when the options ask for it. */
export async function openWorld(request: WorldRequest): Promise<OpenedWorld> {
  const { transport, clock, close } = await openSide(request);
  const { run } = request;
  const file = run === undefined ? undefined : openLogFile(run.path);
  return {
    transport,
    clock,
    random: Math.random,
    tally: startTally(clock),
    signal: request.signal,
    ...(request.onWait === undefined ? {} : { onWait: request.onWait }),
    ...(run === undefined || file === undefined ? {} : { runLog: openRunLog(run.id, file, clock) }),
    async close() {
      file?.close();
      await close();
    },
  };
}

interface Side {
  readonly transport: Transport;
  readonly clock: Clock;
  close(): Promise<void>;
}

async function openSide({ options, terminal, region, managementAccount }: WorldRequest): Promise<Side> {
  if (options.sandbox === true) {
    const { openSandbox } = await import("../aws/sandbox/sandbox.ts");
    const pin = managementAccount ?? null;
    const { transport, clock, close } = await openSandbox({
      directory: options.sandboxDir,
      ...(pin === null ? {} : { managementAccount: pin }),
    });
    return { transport: mortal(transport), clock, close };
  }
  const { openLive } = await import("../aws/live/live.ts");
  const endpoint = options.endpointUrl ?? process.env["AWS_ENDPOINT_URL"];
  const live = openLive({
    region,
    version: toolVersion(),
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...(endpoint === undefined || endpoint === "" ? {} : { endpoint }),
    ...(terminal.interactive ? { mfaCode: askForMfaCode } : {}),
  });
  return { transport: live.transport, clock: systemClock, close: async () => live.close() };
}

/** Where the sandbox's faults say that the process dies it does, at once: nothing is tidied up, as after `kill -9`. */
function mortal(transport: Transport): Transport {
  return {
    ...transport,
    async send(...call) {
      try {
        return await transport.send(...call);
      } catch (error) {
        if (error instanceof Error && error.name === "ProcessDeath") {
          process.kill(process.pid, "SIGKILL");
        }
        throw error;
      }
    },
  };
}

async function askForMfaCode(serial: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(`Code of the MFA device ${serial}: `);
  } finally {
    lines.close();
  }
}
