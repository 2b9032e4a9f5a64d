import type { Clock } from "../../model/clock.ts";
import type { Finding } from "../../model/finding.ts";
import type { Region } from "../../model/place.ts";
import type { AccountDirectory, Transport } from "../contract/transport.ts";
import { type Caller, identifyCaller } from "./caller.ts";
import { type Door, openDoor } from "./door.ts";
import type { Waiting } from "./pause.ts";
import type { RateTable } from "./rates.ts";
import type { RunLog } from "./run-log.ts";
import type { Tally } from "./statistics.ts";
import type { Identity } from "./way.ts";

/** AWS, live or sandbox, and everything else around a run that is not in its files. */
export interface World {
  readonly transport: Transport;
  readonly clock: Clock;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  readonly tally: Tally;
  readonly runLog?: RunLog;
  readonly onWait?: (why: Waiting) => void;
  readonly signal?: AbortSignal;
}

/** A run that knows who it is, and its door. */
export interface Entered {
  readonly caller: Caller;
  readonly door: Door;
  readonly directory: AccountDirectory;
}

/**
 * Finds out who the caller is and opens the door. The caller's account is taken for the management account; whether it
 * is has to be checked before anything is believed.
 *
 * @param region where to ask who the caller is
 * @param controlRegionOf the region in which what is global in a partition is asked, or null for an unknown partition
 * @throws CallerProblem, AwsError
 */
export async function enter(
  world: World,
  identity: Identity,
  rates: RateTable,
  region: Region,
  controlRegionOf: (partition: string) => Region | null,
): Promise<Entered> {
  const caller = await identifyCaller({ ...world, region });
  const ids = new Map<string, string>();
  const directory: AccountDirectory = { idOf: (key) => ids.get(key), learn: (key, id) => void ids.set(key, id) };
  const door = openDoor({
    ...world,
    caller,
    identity,
    rates,
    managementAccountId: caller.account,
    controlRegion: controlRegionOf(caller.partition) ?? region,
    accounts: directory,
  });
  return { caller, door, directory };
}

/** What a plan tells of how the run gets in: nothing when it goes the usual way. */
export async function entranceNote({ door, caller }: Entered): Promise<Finding[]> {
  const way = await door.way();
  if (way.is !== "own-credentials" || way.because !== "founder") {
    return [];
  }
  return [
    {
      code: "acts-as-founder",
      severity: "note",
      summary: "The run uses the caller's own credentials",
      detail: `With --founder everything is done as ${caller.arn} and, in members, as OrganizationAccountAccessRole.`,
      fix: "Leave --founder out once the roles OrgwrightPlan and OrgwrightApply stand and let you in.",
    },
  ];
}
