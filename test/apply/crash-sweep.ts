import { AwsError } from "../../src/aws/contract/aws-error.ts";
import type { CallRecord } from "../../src/aws/sandbox/call-record.ts";
import { openSandbox, type Sandbox } from "../../src/aws/sandbox/sandbox.ts";
import type { World } from "../../src/aws/sandbox/world.ts";
import type { Allowance } from "../../src/model/plan.ts";
import { mortal, type Ports } from "../simulation/mortal.ts";
import { problemsOf, runTool, type Tool, toolFor } from "../simulation/tool.ts";
import { inWordsAsSets } from "../support/world-in-words.ts";

/** The organization that is founded over and over. */
export const SMALL = "test/apply/small.yaml";

/** How a process dies at a call: before it sends it, after it has heard that the answer is lost, after the answer. */
export const DEATHS = ["before sending", "sent, answer lost", "after the answer"] as const;
export type Death = (typeof DEATHS)[number];

/** A process that dies. */
export interface Kill {
  /** Counts the calls of the run from 1. */
  readonly call: number;
  readonly death: Death;
}

/** What became of a world that a kill left behind, when the tool was run again. */
export interface Recovery {
  readonly failures: readonly string[];
  /** Steps that a third run would still do. */
  readonly left: readonly string[];
  /** The world in the end, without ids: equal worlds give equal texts. */
  readonly world: string;
}

/** One kill and what became of it. */
export interface Survival extends Kill {
  /** The call at which it died, as in `organizations:CreateAccount`. */
  readonly at: string;
  readonly write: boolean;
  readonly recovery: Recovery;
}

/** A run that nobody disturbs. */
export interface Calm {
  readonly calls: readonly CallRecord[];
  /** The world in the end, without ids. */
  readonly world: string;
}

/** What is killed, again and again. */
export interface Scene {
  /** Path of the organization file. */
  readonly file: string;
  /** The world in which every run begins; an account that founds its organization when left out. */
  readonly before?: World;
  /** The plan of the recovery from each so many-th world is proved, which takes most of its time; of none when left out. */
  readonly provedEvery?: number;
  /** The consents that plans are made with; none when left out. */
  readonly allowed?: readonly Allowance[];
}

/** Kills runs in one scene, and looks what becomes of them. */
export interface Sweep {
  readonly calm: Calm;
  /** Kills one run, and runs the tool again. Null when the run ended before it came to that call. */
  survive(kill: Kill): Promise<Survival | null>;
  /** Kills one run, kills the next one at each of its calls, and runs the tool a third time each time. */
  surviveTwice(kill: Kill): Promise<{ readonly kills: number; readonly recoveries: readonly Recovery[] }>;
  /** How many different worlds the kills have left behind so far. */
  readonly worlds: () => number;
}

/**
 * Gets ready to kill. Nothing that a process keeps outlives it, so what comes after a kill follows from the world that it
 * leaves: every kill is carried out, and each world that kills leave behind is recovered from once.
 */
export async function openSweep({ file, before, provedEvery, allowed = [] }: Scene): Promise<Sweep> {
  const tools = {
    proving: toolFor(file, { proofs: true, allowed }),
    dying: toolFor(file, { proofs: false, allowed }),
  };
  const recoveries = new Map<string, Recovery>();
  const begin = () => openSandbox(before === undefined ? {} : { world: before });
  const isProved = (nth: number) => provedEvery !== undefined && nth % provedEvery === 0;
  const calm = await calmly(isProved(0) ? tools.proving : tools.dying, await begin());

  async function recoveryOf(world: World): Promise<Recovery> {
    const key = signatureOf(world);
    const known = recoveries.get(key);
    if (known !== undefined) {
      return known;
    }
    const recovering = isProved(recoveries.size) ? tools.proving : tools.dying;
    const recovery = await recover({ recovering, dying: tools.dying }, world);
    recoveries.set(key, recovery);
    return recovery;
  }

  async function killed({ call, death }: Kill, sandbox: Sandbox): Promise<boolean> {
    const ports = dyingAt(call, death, sandbox);
    const { is } = await runTool(tools.dying, ports);
    const last = death === "sent, answer lost" ? call + 1 : call;
    const sent = death === "after the answer" ? last : last - 1;
    if (is === "died" ? sandbox.callCount !== sent : sandbox.callCount >= last) {
      throw new Error(`Killed ${death} at call ${call}, it ended at call ${sandbox.callCount}: ${is}.`);
    }
    return is === "died";
  }

  return {
    calm,
    worlds: () => recoveries.size,
    async survive(kill) {
      const sandbox = await begin();
      if (!(await killed(kill, sandbox))) {
        return null;
      }
      const { service, operation, write } = calm.calls[kill.call - 1] ?? { service: "", operation: "", write: false };
      return { ...kill, at: `${service}:${operation}`, write, recovery: await recoveryOf(sandbox.world) };
    },
    async surviveTwice(kill) {
      const sandbox = await begin();
      if (!(await killed(kill, sandbox))) {
        return { kills: 0, recoveries: [] };
      }
      const left = await worldsOnTheWay(tools.dying, sandbox.world);
      const found = await inTurn(left.worlds, recoveryOf);
      return { kills: left.calls * DEATHS.length, recoveries: found };
    },
  };
}

async function calmly(tool: Tool, sandbox: Sandbox): Promise<Calm> {
  const problems = problemsOf(await runTool(tool, sandbox));
  if (problems.length > 0) {
    throw new Error(`A run without a mishap failed.\n${problems.join("\n")}`);
  }
  return { calls: sandbox.calls, world: inWordsAsSets(sandbox.world) };
}

async function recover(
  { recovering, dying }: { readonly recovering: Tool; readonly dying: Tool },
  world: World,
): Promise<Recovery> {
  const sandbox = await openSandbox({ world });
  const failures = problemsOf(await runTool(recovering, sandbox));
  // Whether anything is left to do is no question of proofs.
  const third = await runTool(dying, sandbox, { review: () => false });
  const left = third.is === "planned" ? third.plan.steps.map(({ id }) => id) : problemsOf(third);
  return { failures, left, world: inWordsAsSets(sandbox.world) };
}

/** The worlds that a kill at any call of a run from here leaves behind: the one before each call and the last. */
async function worldsOnTheWay(tool: Tool, world: World): Promise<{ readonly calls: number; readonly worlds: World[] }> {
  const sandbox = await openSandbox({ world });
  const seen = new Map<string, World>();
  const look = () => {
    const signature = signatureOf(sandbox.world);
    if (!seen.has(signature)) {
      seen.set(signature, structuredClone(sandbox.world));
    }
  };
  look();
  const { transport, clock } = sandbox;
  const send: Ports["transport"]["send"] = async (...call) => {
    try {
      return await transport.send(...call);
    } finally {
      look();
    }
  };
  await runTool(tool, { transport: { send }, clock });
  return { calls: sandbox.calls.length, worlds: [...seen.values()] };
}

/** Ports of a process that dies at a call. */
function dyingAt(call: number, death: Death, { transport, clock }: Sandbox) {
  let calls = 0;
  const dying = mortal({
    clock,
    transport: {
      async send(as, region, operation, input, options) {
        calls += 1;
        const isHere = calls === call;
        if ((isHere && death === "before sending") || calls > call) {
          dying.die();
          return undefined as never;
        }
        const output = await transport.send(as, region, operation, input, options);
        if (isHere && death === "after the answer") {
          dying.die();
        }
        if (isHere && death === "sent, answer lost") {
          throw new AwsError({ operation, code: "TimeoutError", message: "No answer came.", outcome: "unknown" });
        }
        return output;
      },
    },
  });
  return dying;
}

/** What follows from a world follows from this. The time is part of it only while something is waited for. */
function signatureOf({ time, sessions: _, sessionCounter: __, ...rest }: World): string {
  const isAwaited =
    rest.inCreation.length > 0 ||
    Object.values(rest.organization?.policyTypes ?? {}).some(({ due }) => due !== null) ||
    Object.values(rest.trails).some(({ logging, logs }) => logging && logs.latest === null);
  return JSON.stringify(isAwaited ? { ...rest, time } : rest);
}

async function inTurn<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const one of all) {
    results.push(await work(one));
  }
  return results;
}
