// Asks our evaluator and an independent one the same random questions: `npm run oracle -- --cases 100000 --seed 1`. Ends
// with 1 when they differ in a way that test/policy/oracle/differences.ts does not explain. `--write` writes
// docs/figures.md; `--workers N` says in how many processes.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { casesFor, compare } from "../test/policy/oracle/compare.ts";
import { DIFFERENCES } from "../test/policy/oracle/differences.ts";
import { writeFigures } from "./figures.ts";

/** Cases are made in portions, each from a seed of its own, so that few are in memory. */
const PORTION = 500;
const MOST_OUTPUT = 1 << 26;
/** So many unexplained differences are printed in full. */
const SHOWN = 5;

/** How often a comparison came to what, and examples of what must not happen. */
interface Tally {
  counts: Record<string, number>;
  examples: string[];
}

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    workers: { type: "string", default: "2" },
    write: { type: "boolean", default: false },
    part: { type: "string" },
  },
});
const [cases, seed, workers] = [values.cases, values.seed, values.workers].map(Number) as [number, number, number];
const portions = Array.from({ length: Math.ceil(cases / PORTION) }, (_, index) => ({
  seed: seed + index,
  count: Math.min(PORTION, cases - index * PORTION),
}));

if (values.part === undefined) {
  await compareAll();
} else {
  const part = Number(values.part);
  console.log(JSON.stringify(await tallyOf(portions.filter((_, index) => index % workers === part))));
}

async function compareAll(): Promise<void> {
  const started = performance.now();
  const script = fileURLToPath(import.meta.url);
  const run = promisify(execFile);
  const parts = await Promise.all(
    Array.from({ length: workers }, async (_, part) => {
      const args = ["--import", "tsx", script, ...process.argv.slice(2), "--part", String(part)];
      const { stdout } = await run(process.execPath, args, { maxBuffer: MOST_OUTPUT });
      return JSON.parse(stdout) as Tally;
    }),
  );
  const total: Tally = { counts: {}, examples: parts.flatMap(({ examples }) => examples) };
  for (const { counts } of parts) {
    add(total, counts);
  }
  report(total, Math.round((performance.now() - started) / 1000));
}

async function tallyOf(own: typeof portions): Promise<Tally> {
  const tally: Tally = { counts: {}, examples: [] };
  for (const portion of own) {
    for (const one of casesFor(portion.seed, portion.count)) {
      const { is, ...more } = await compare(one);
      add(tally, { [[is, ...Object.values(more)].join(": ")]: 1 });
      if ((is === "unexplained" || is === "refused") && tally.examples.length < SHOWN) {
        tally.examples.push(`${is}: ${JSON.stringify({ ...more, case: one })}`);
      }
    }
  }
  return tally;
}

function add(tally: Tally, counts: Tally["counts"]): void {
  for (const [name, count] of Object.entries(counts)) {
    tally.counts[name] = (tally.counts[name] ?? 0) + count;
  }
}

function report({ counts, examples }: Tally, seconds: number): void {
  const sorted = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const all = sorted.reduce((sum, [, count]) => sum + count, 0);
  const lines = sorted.map(([name, count]) => `| ${count} | ${name} |`);
  const reasons = DIFFERENCES.filter(({ name }) => sorted.some(([of]) => of.includes(name)));
  console.log(`${all} cases from seed ${seed} in ${seconds} s`);
  console.log(lines.join("\n"));
  for (const example of examples) {
    console.error(example);
  }
  const isFine = all === cases && examples.length === 0;
  console.log(isFine ? "No difference is unexplained." : `${examples.length} or more differences are unexplained.`);
  process.exitCode = isFine ? 0 : 1;
  if (values.write) {
    writeFigures("Evaluator and oracle", `npm run oracle -- --cases ${cases} --seed ${seed} --write`, [
      `${all} random requests with random policies in every layer, asked of our evaluator and of \`@cloud-copilot/iam-simulate\`,`,
      `in ${seconds} s with ${workers} processes.`,
      "",
      "| cases | came to |",
      "|--:|---|",
      ...lines,
      "",
      "`undecided` is where AWS's pages leave open what happens: we then say so instead of guessing. The differences:",
      "",
      ...reasons.map(({ name, reason, page }) => `- **${name}**: ${reason} <${page}>`),
    ]);
  }
}
