import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeFigures } from "../../scripts/figures.ts";
import { type Operation, specOf } from "../../src/aws/contract/operations.ts";
import type { CommandResult } from "../support/run-command.ts";
import { type PassingCall, type RecordingProxy, recordingProxy } from "./recording-proxy.ts";
import { CONSENTS, surplusAt } from "./small-organization.ts";
import { orgwright, ownMoto, reset, temporaryFolder, unhurriedPackage } from "./world.ts";

/** How many points of the founding, at least 20: a number, or `all`. */
const POINTS = process.env["ORGWRIGHT_KILL_POINTS"] ?? "20";
/** Whether the figure is written down. */
const RECORD = process.env["ORGWRIGHT_RECORD"] === "1";

/** So many motos are founded in beside each other. */
const LANES = 2;
const SECONDS_FOR_A_POINT = 30;
const MOST_POINTS = 200;

/**
 * Where the process dies: at a write, which then has not been sent, or has been done without anybody hearing of it, or has
 * just been answered.
 */
interface Point {
  /** Counts the writes from 1. */
  readonly write: number;
  readonly verdict: (typeof VERDICTS)[number];
}

const VERDICTS = ["unsent", "unheard", "heard"] as const;

/** All points of a founding with so many writes. Once the last one is answered the process may end by itself. */
function pointsOf(writes: number): Point[] {
  return Array.from({ length: writes }, (_, index) => index + 1)
    .flatMap((write) => VERDICTS.map((verdict) => ({ write, verdict })))
    .filter(({ write, verdict }) => write < writes || verdict !== "heard");
}

/**
 * So many of them, evenly spread, and among them every lost answer to a call that must not be sent twice: there is no
 * asking AWS again for what may have been made.
 */
function choose(all: readonly Point[], wanted: number, writes: readonly string[]): Point[] {
  const isOnce = ({ write }: Point) => specOf(writes[write - 1] as Operation).retry === "never";
  const must = all.filter((point) => point.verdict === "unheard" && isOnce(point));
  const others = all.filter((point) => !must.includes(point));
  const count = Math.min(Math.max(wanted - must.length, 2), others.length);
  const chosen = new Set(must);
  for (let index = 0; index < count; index += 1) {
    chosen.add(others[Math.round((index * (others.length - 1)) / (count - 1))] as Point);
  }
  return all.filter((point) => chosen.has(point));
}

const CALM: Parameters<RecordingProxy["watch"]> = [() => "pass", () => {}];

const isWrite = ({ operation }: PassingCall) => specOf(operation as Operation)?.access === "write";

/** A moto, the proxy before it, and the command that founds in it. */
interface Lane {
  readonly proxy: RecordingProxy;
  readonly endpoint: string;
  apply(kill?: AbortSignal): Promise<CommandResult>;
  plan(): Promise<CommandResult>;
  close(): void;
}

async function openLane(folder: string, bin: string): Promise<Lane> {
  const moto = await ownMoto({ managedPolicies: false });
  const proxy = await recordingProxy(moto.endpoint);
  const small = { file: "small.yaml", endpoint: proxy.endpoint, folder, bin };
  return {
    proxy,
    endpoint: moto.endpoint,
    apply: (kill) => orgwright(small, ["apply", "--yes", ...CONSENTS], kill),
    plan: () => orgwright(small, ["plan", "--detailed-exitcode"]),
    close() {
      proxy.close();
      moto.stop();
    },
  };
}

/** The writes of a founding that nobody disturbs. */
async function undisturbed({ proxy, endpoint, apply }: Lane): Promise<readonly string[]> {
  await reset(endpoint);
  proxy.watch(...CALM);
  const { code, stderr } = await apply();
  expect(code, stderr).toBe(0);
  return proxy.calls.filter(isWrite).map(({ operation }) => operation);
}

/** Founds until the process is killed at a point; answers the operation at which it was. */
async function foundUntil(point: Point, { proxy, endpoint, apply }: Lane): Promise<string> {
  await reset(endpoint);
  const killer = new AbortController();
  let writes = 0;
  let at = "no call";
  proxy.watch(
    (call) => {
      if (writes >= point.write) {
        return "unsent";
      }
      writes += isWrite(call) ? 1 : 0;
      const isPoint = isWrite(call) && writes === point.write;
      at = isPoint ? call.operation : at;
      return isPoint ? point.verdict : "pass";
    },
    () => killer.abort(),
  );
  const { signal } = await apply(killer.signal);
  expect(signal).toBe("SIGKILL");
  await proxy.settled();
  return at;
}

/** What is not as it should be after the next run. */
async function recover({ proxy, endpoint, apply, plan }: Lane): Promise<string[]> {
  proxy.watch(...CALM);
  const applied = await apply();
  const second = await plan();
  return [
    ...(applied.code === 0 ? [] : [`apply ended with ${applied.code}: ${applied.stderr}`]),
    ...(second.code === 0 ? [] : [`the second plan ended with ${second.code}: ${second.stdout}`]),
    ...(await surplusAt(endpoint)),
  ];
}

const COMMAND = `ORGWRIGHT_KILL_POINTS=${POINTS} ORGWRIGHT_RECORD=1 npm run test:moto -- test/moto/killed.test.ts`;

function figureOf(points: readonly Point[], all: readonly Point[], seconds: number): string[] {
  const [unsent, unheard, heard] = VERDICTS.map((verdict) => points.filter((one) => one.verdict === verdict).length);
  return [
    `The built command, founding \`test/moto/small.yaml\` in moto, was killed with SIGKILL at ${points.length} of the ${all.length} points of its`,
    `writes: ${unsent} times before one was sent, ${unheard} times after one was done and before its answer was seen, ${heard} times after its answer. Each`,
    "time the next run went on to the end; then the plan was empty, and nothing was there twice.",
    `${Math.round(seconds)} s in ${LANES} lanes.`,
  ];
}

describe("a founding that is killed", () => {
  const { path: folder, remove } = temporaryFolder();
  let lanes: readonly Lane[] = [];

  beforeAll(async () => {
    const bin = unhurriedPackage(folder);
    lanes = await Promise.all(Array.from({ length: LANES }, () => openLane(folder, bin)));
  });

  afterAll(() => {
    for (const lane of lanes) {
      lane.close();
    }
    remove();
  });

  it(
    "is taken up by the next run wherever that was, with no account, unit or policy made twice",
    async () => {
      const started = performance.now();
      const writes = await undisturbed(lanes[0] as Lane);
      const all = pointsOf(writes.length);
      const points = POINTS === "all" ? all : choose(all, Number(POINTS), writes);
      const outcomes: string[] = [];
      const problems: string[] = [];
      const left = [...points];
      const kill = async (lane: Lane) => {
        for (let point = left.shift(); point !== undefined; point = left.shift()) {
          const at = await foundUntil(point, lane);
          const wrong = await recover(lane);
          const where = `write ${point.write} of ${writes.length}, ${at}, ${point.verdict}`;
          outcomes.push(`${where}: ${wrong.length === 0 ? "taken up" : "WRONG"}`);
          problems.push(...wrong.map((what) => `killed at ${where}: ${what}`));
        }
      };
      await Promise.all(lanes.map(kill));
      console.log(`Killed at ${points.length} of ${all.length} points:\n  ${outcomes.join("\n  ")}`);
      expect(problems).toEqual([]);
      expect(outcomes.length).toBeGreaterThanOrEqual(POINTS === "all" ? 100 : 20);
      if (RECORD) {
        writeFigures("Real kills", COMMAND, figureOf(points, all, (performance.now() - started) / 1000));
      }
    },
    SECONDS_FOR_A_POINT * MOST_POINTS * 1000,
  );
});
