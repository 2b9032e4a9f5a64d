// Plays random stories of the tool in the sandbox, each from a seed: `npm run simulate -- --seeds 10000`. One seed decides
// the order of calls, what goes wrong, what other people do meanwhile, and when processes die. After every call the
// simulator looks whether what must always hold still does. A failure prints its seed, how to replay it, and the least
// story that still fails; the run then ends with 1. `--seed S` plays one seed and tells its story; `--from N` begins at
// another seed than 1; `--record` writes the figures to docs/figures.md; `--workers N`.

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openTheatre } from "../test/simulation/theatre.ts";
import { writeFigures } from "./figures.ts";
import { inParts, ownPart, type Part, tell } from "./workers.ts";

/** What one part tells. */
type Told =
  | {
      readonly is: "figures";
      readonly played: number;
      readonly happened: readonly (readonly [string, number])[];
      /** Seconds of a processor. */
      readonly worked: number;
    }
  | { readonly is: "failure"; readonly seed: number; readonly text: string };

const MOST_FAILURES = 5;
const LAST_LINES = 25;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    workers: { type: "string", default: "2" },
    record: { type: "boolean", default: false },
  },
});
const part = ownPart();
if (values.seed !== undefined) {
  await tellSeed(Number(values.seed));
} else if (part === null) {
  await simulate();
} else {
  await playPart(part);
}

async function simulate(): Promise<void> {
  const started = performance.now();
  const happened = new Map<string, number>();
  let [played, failures, worked] = [0, 0, 0];
  await inParts<Told>(fileURLToPath(import.meta.url), Number(values.workers), (told) => {
    if (told.is === "failure") {
      failures += 1;
      console.log(told.text);
      return failures >= MOST_FAILURES ? "stop" : undefined;
    }
    played += told.played;
    worked += told.worked;
    for (const [what, times] of told.happened) {
      happened.set(what, (happened.get(what) ?? 0) + times);
    }
    return undefined;
  });
  const seconds = Math.round((performance.now() - started) / 1000);
  const each = Math.round((1000 * worked) / Math.max(1, played));
  const lines = [
    `${played} seeds from ${values.from} on, ${failures} of them failed; ${seconds} s with ${values.workers} workers, ${each} ms of a processor for a seed.`,
    "What came about, and how often:",
    ...[...happened].sort((a, b) => b[1] - a[1]).map(([what, times]) => `- ${what}: ${times}`),
  ];
  console.log(lines.join("\n"));
  if (values.record && failures === 0) {
    const from = values.from === "1" ? "" : `--from ${values.from} `;
    const command = `npm run simulate -- ${from}--seeds ${values.seeds} --record`;
    writeFigures("Random simulation", command, lines.toSpliced(1, 0, "").toSpliced(3, 0, ""));
  }
  process.exitCode = failures === 0 ? 0 : 1;
}

async function playPart({ index, of }: Part): Promise<void> {
  const theatre = await openTheatre();
  const happened = new Map<string, number>();
  const [from, count] = [Number(values.from), Number(values.seeds)];
  let played = 0;
  for (let seed = from + index; seed < from + count; seed += of) {
    const story = await theatre.playSeed(seed);
    played += 1;
    for (const [what, times] of story.happened) {
      happened.set(what, (happened.get(what) ?? 0) + times);
    }
    if (story.violations.length > 0) {
      const { scenario, story: least } = await theatre.shrinkSeed(seed);
      const text = [
        `Seed ${seed} fails: ${story.violations[0]}`,
        `  Replay: npm run simulate -- --seed ${seed}`,
        `  The least that fails like it: ${JSON.stringify(scenario)}`,
        ...least.told.slice(-LAST_LINES).map((line) => `    ${line}`),
        ...least.violations.map((violation) => `  ${violation}`),
      ].join("\n");
      tell({ is: "failure", seed, text });
    }
  }
  const { user, system } = process.cpuUsage();
  tell({ is: "figures", played, happened: [...happened], worked: (user + system) / 1_000_000 });
}

async function tellSeed(seed: number): Promise<void> {
  const theatre = await openTheatre();
  const story = await theatre.playSeed(seed);
  if (story.violations.length === 0) {
    console.log(`${story.told.join("\n")}\nSeed ${seed} holds.`);
    return;
  }
  const { scenario, story: least } = await theatre.shrinkSeed(seed);
  console.log(`${least.told.join("\n")}\nSeed ${seed} fails. This is the least that fails like it:`);
  console.log(JSON.stringify(scenario, null, 2));
  console.log(least.violations.join("\n"));
  process.exitCode = 1;
}
