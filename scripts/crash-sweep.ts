// Kills runs at every call, in every way, and runs the tool again: `npm run sweep`. First a founding of the example, then
// corrections of everything that may be changed by hand in a small organization, and of its people and their groups, then
// foundings of the small one that are killed twice. Prints figures; ends with 1 when one kill did not come to the world of
// a run that was not killed.
// `--scene NAME` for one of them, `--every N` for a sample, `--workers N`.

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { World } from "../src/aws/sandbox/world.ts";
import { worldFromYaml } from "../src/aws/sandbox/world-file/read.ts";
import { DEATHS, type Kill, openSweep, type Recovery, SMALL, type Sweep } from "../test/apply/crash-sweep.ts";
import { tamperedWorld } from "../test/apply/tampered.ts";
import { organizationFile, readScenario } from "../test/scenarios/files.ts";
import { inParts, ownPart, type Part, tell } from "./workers.ts";

interface Scene {
  readonly name: string;
  readonly title: string;
  readonly file: string;
  before?(): Promise<World>;
  readonly twice?: true;
  /** The plan of the recovery from each so many-th world is proved. */
  readonly provedEvery?: number;
}

const SCENES: readonly Scene[] = [
  { name: "founding", title: "A founding of the example", file: "examples/acme/orgwright.yaml", provedEvery: 4 },
  {
    name: "correction",
    title: "A correction of the small organization",
    file: SMALL,
    before: tamperedWorld,
    provedEvery: 1,
  },
  {
    name: "people",
    title: "A correction of people and their groups",
    file: organizationFile("people-changed"),
    before: async () => worldFromYaml(readScenario("people-changed", "world.yaml")),
    provedEvery: 1,
  },
  { name: "twice", title: "A founding of the small organization, killed, and killed again", file: SMALL, twice: true },
];

interface Figures {
  /** Seconds of processor time. */
  processor: number;
  calls: number;
  writes: number;
  kills: number;
  atWrites: number;
  /** Different worlds that kills left behind, each of which a run recovered from. */
  worlds: number;
  problems: string[];
}

const { values } = parseArgs({
  options: { scene: { type: "string" }, every: { type: "string" }, workers: { type: "string", default: "2" } },
});
const every = Number(values.every ?? "1");
const part = ownPart();
const scenes = SCENES.filter(({ name }) => values.scene === undefined || values.scene === name);
if (part === null) {
  for (const scene of scenes) {
    await report(scene);
  }
} else {
  const scene = SCENES.find(({ name }) => name === process.env["ORGWRIGHT_SCENE"]);
  if (scene !== undefined) {
    tell(await sweepPart(scene, part));
  }
}

async function report({ name, title, twice, provedEvery }: Scene): Promise<void> {
  const started = performance.now();
  const all: Figures[] = [];
  process.env["ORGWRIGHT_SCENE"] = name;
  await inParts<Figures>(fileURLToPath(import.meta.url), Number(values.workers), (figures) => {
    all.push(figures);
    return undefined;
  });
  const sum = (of: "kills" | "atWrites" | "worlds" | "processor") =>
    all.reduce((total, figures) => total + figures[of], 0);
  const problems = all.flatMap((figures) => figures.problems);
  const seconds = Math.round((performance.now() - started) / 1000);
  const { calls, writes } = all[0] ?? { calls: 0, writes: 0 };
  console.log(`${title}: ${calls} calls, ${writes} of them writes.`);
  console.log(
    twice === true
      ? `  ${sum("kills")} pairs of kills, one in the founding and one in the run after it, left ${sum("worlds")} worlds;`
      : `  ${sum("kills")} kills at every call (${DEATHS.join("; ")}), ${sum("atWrites")} at writes, left ${sum("worlds")} worlds;`,
  );
  const went = problems.length === 0 ? "all of them" : `NOT all of them (${problems.length} problems)`;
  console.log(
    `  ${went} converged in the next run, with 0 accounts twice, 0 orphaned policies, units or keys, and an empty second plan. ${seconds} s, ${Math.round(sum("processor"))} s of processor time.`,
  );
  if (provedEvery !== undefined && provedEvery > 1) {
    console.log(
      `  Of the worlds left, every ${provedEvery}th was recovered from with proofs in the plan, the others without.`,
    );
  }
  for (const problem of problems) {
    console.error(`  ${problem}`);
  }
  process.exitCode = problems.length === 0 ? (process.exitCode ?? 0) : 1;
}

async function sweepPart(scene: Scene, own: Part): Promise<Figures> {
  const before = await scene.before?.();
  const sweep = await openSweep({
    file: scene.file,
    ...(scene.provedEvery === undefined ? {} : { provedEvery: scene.provedEvery }),
    ...(before === undefined ? {} : { before }),
  });
  const { calls } = sweep.calm;
  const figures: Figures = {
    ...{ calls: calls.length, writes: calls.filter(({ write }) => write).length },
    ...{ kills: 0, atWrites: 0, worlds: 0, processor: 0, problems: [] },
  };
  for (const kill of killsOf(sweep, own, scene.twice === true)) {
    await (scene.twice === true ? killTwice(sweep, kill, figures) : killOnce(sweep, kill, figures));
  }
  figures.worlds = sweep.worlds();
  const { user, system } = process.cpuUsage();
  figures.processor = (user + system) / 1_000_000;
  return figures;
}

/** Neighbours go to one part: they often leave the same world behind. A second kill needs each first world once. */
function killsOf({ calm: { calls } }: Sweep, { index, of }: Part, twice: boolean): Kill[] {
  const [from, to] = [Math.floor((calls.length * index) / of), Math.floor((calls.length * (index + 1)) / of)];
  const own = calls.slice(from, to).filter(({ n }) => n % every === 0);
  return twice
    ? own.filter(({ write }) => write).map(({ n }) => ({ call: n, death: "after the answer" }))
    : own.flatMap(({ n }) => DEATHS.map((death) => ({ call: n, death })));
}

async function killOnce(sweep: Sweep, kill: Kill, figures: Figures): Promise<void> {
  const survival = await sweep.survive(kill);
  if (survival !== null) {
    figures.kills += 1;
    figures.atWrites += survival.write ? 1 : 0;
    judge(sweep, survival.recovery, `${kill.death}, at call ${kill.call}, ${survival.at}`, figures);
  }
}

async function killTwice(sweep: Sweep, kill: Kill, figures: Figures): Promise<void> {
  const { kills, recoveries } = await sweep.surviveTwice(kill);
  figures.kills += kills;
  for (const recovery of recoveries) {
    judge(sweep, recovery, `after call ${kill.call} and then once more`, figures);
  }
}

function judge({ calm }: Sweep, { failures, left, world }: Recovery, where: string, { problems }: Figures): void {
  const wrong = [
    ...failures,
    ...left.map((step) => `${step} is left to do`),
    ...(world === calm.world ? [] : ["the world is another one in the end"]),
  ];
  if (wrong.length > 0) {
    problems.push(`Killed ${where}: ${wrong.join("; ")}`);
  }
}
