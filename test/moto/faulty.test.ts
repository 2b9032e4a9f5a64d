import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Operation, specOf } from "../../src/aws/contract/operations.ts";
import {
  MISHAPS,
  type Mishap,
  type PassingCall,
  type RecordingProxy,
  recordingProxy,
  type Verdict,
} from "./recording-proxy.ts";
import { CONSENTS, surplusAt } from "./small-organization.ts";
import { type Orgwright, orgwright, ownMoto, reset, temporaryFolder, unhurriedPackage } from "./world.ts";

/** A founding that nobody helps may have to be run so often. */
const MOST_RUNS = 4;
const MINUTE = 60_000;

const isWrite = ({ operation }: PassingCall) => specOf(operation as Operation)?.access === "write";

describe("a founding through a network that spoils calls", () => {
  const { path: folder, remove } = temporaryFolder();
  let moto: { readonly endpoint: string; stop(): void };
  let proxy: RecordingProxy;
  let small: Orgwright;

  beforeAll(async () => {
    moto = await ownMoto({ managedPolicies: false });
    proxy = await recordingProxy(moto.endpoint);
    small = { file: "small.yaml", endpoint: proxy.endpoint, folder, bin: unhurriedPackage(folder) };
  });

  afterAll(() => {
    proxy.close();
    moto.stop();
    remove();
  });

  /** Founds, run after run, while calls are spoiled; answers what was spoiled, and how many runs it took. */
  async function foundWhile(spoils: (call: PassingCall) => boolean) {
    await reset(moto.endpoint);
    const spoiled: { readonly operation: string; readonly mishap: Mishap }[] = [];
    const asked = new Set<string>();
    proxy.watch(
      (call): Verdict => {
        // The same thing asked for again gets through: it goes wrong once, not for ever.
        if (asked.has(call.asks) || !spoils(call)) {
          return "pass";
        }
        asked.add(call.asks);
        const mishap = MISHAPS[spoiled.length % MISHAPS.length] ?? "reset";
        spoiled.push({ operation: call.operation, mishap });
        return mishap;
      },
      () => {},
    );
    let said = "";
    for (let runs = 1; runs <= MOST_RUNS; runs += 1) {
      const { code, stderr } = await orgwright(small, ["apply", "--yes", ...CONSENTS]);
      if (code === 0) {
        return { runs, spoiled };
      }
      said += `\nrun ${runs} ended with ${code}: ${stderr}`;
    }
    throw new Error(`It was not founded in ${MOST_RUNS} runs.${said}`);
  }

  async function surplus(): Promise<string[]> {
    proxy.watch(
      () => "pass",
      () => {},
    );
    const { code, stdout } = await orgwright(small, ["plan", "--detailed-exitcode"]);
    return [
      ...(code === 0 ? [] : [`the second plan ended with ${code}: ${stdout}`]),
      ...(await surplusAt(moto.endpoint)),
    ];
  }

  it(
    "comes to its end with nothing doubled when every write goes wrong once, by turns in every way",
    async () => {
      const { runs, spoiled } = await foundWhile(isWrite);
      const ways = new Set(spoiled.map(({ mishap }) => mishap));
      console.log(
        `${spoiled.length} writes of a founding were spoiled, each in one of ${ways.size} ways: ${runs} runs.`,
      );
      expect(await surplus()).toEqual([]);
      expect([...ways].sort()).toEqual([...MISHAPS].sort());
      expect(spoiled.length).toBeGreaterThan(40);
    },
    10 * MINUTE,
  );

  it(
    "comes to its end with nothing doubled when every second read goes wrong once, by turns in every way",
    async () => {
      let reads = 0;
      const { runs, spoiled } = await foundWhile((call) => {
        reads += isWrite(call) ? 0 : 1;
        return !isWrite(call) && reads % 2 === 0;
      });
      const ways = new Set(spoiled.map(({ mishap }) => mishap));
      console.log(
        `${spoiled.length} reads of a founding were spoiled, each in one of ${ways.size} ways: ${runs} runs.`,
      );
      expect(await surplus()).toEqual([]);
      expect([...ways].sort()).toEqual([...MISHAPS].sort());
    },
    10 * MINUTE,
  );
});
