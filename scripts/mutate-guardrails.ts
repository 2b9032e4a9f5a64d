// Tries every mutant of the shipped guardrails and policies against the whole catalogue: each statement dropped, each entry
// of an action, a resource or a condition dropped or widened. `--write` writes docs/figures.md. Ends with 1 when fewer than
// 90 % turn the proof red, or when no mutant breaks some request that must stay.

import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { allMutants, MISTAKES, mutationReport, ROWS, SHIPPED } from "../test/prove/mutation-report.ts";
import { effectOf, soundCases } from "../test/prove/mutation-run.ts";
import { writeFigures } from "./figures.ts";

const LEAST = 0.9;

const { values } = parseArgs({ options: { write: { type: "boolean" } } });
const started = performance.now();
const before = process.cpuUsage();
const cases = soundCases(ROWS, SHIPPED);
const mutants = allMutants();
const { red, carried, survivors, broken } = mutationReport(mutants, cases);
const breakers = new Map<string, string>();
const byMistake = [...MISTAKES].map(([name, scene]) => {
  const effect = effectOf(cases, scene());
  for (const id of effect.broken) {
    if (!breakers.has(id)) {
      breakers.set(id, name);
    }
  }
  return `| ${name} | ${effect.opened.length} | ${effect.broken.length} |`;
});
const mustStay = new Set(cases.flatMap(({ at: { row } }) => (row.expected === "allow" ? [row.id] : [])));
const never = [...mustStay].filter((id) => !broken.has(id) && !breakers.has(id));
const { user, system } = process.cpuUsage(before);
const share = red.length / (mutants.length - carried.size);
const seconds = (ms: number) => (ms / 1000).toFixed(0);

const lines = [
  `${red.length} of ${mutants.length} mutants turn the proof red. Under ${carried.size} more another layer still denies what the`,
  `changed statement denied; of the rest ${(share * 100).toFixed(1)} % are red. ${cases.length} cases were asked;`,
  `${seconds(performance.now() - started)} s, ${seconds((user + system) / 1000)} s of the processor.`,
  "",
  `Of ${mustStay.size} requests that must stay, ${broken.size} are broken by a generated mutant, ${breakers.size} by a mistake below,`,
  `${never.length} by none: ${never.join(", ") || "–"}.`,
  "",
  "| mistake | attacks that are open | requests that are broken |",
  "|---|---|---|",
  ...byMistake,
  "",
  "Another layer carries the denial:",
  "",
  ...[...carried].map(([name, by]) => `- ${name} (${by})`),
  "",
  "Survivors:",
  "",
  ...survivors.map((name) => `- ${name}`),
];
console.log(lines.join("\n"));
if (values.write === true) {
  writeFigures("Mutants of the guardrails", "npx tsx scripts/mutate-guardrails.ts --write", lines);
}
process.exitCode = share < LEAST || never.length > 0 ? 1 : 0;
