// Tries every mutant of the shipped guardrails and policies against the whole catalogue: each statement dropped, each entry
// of an action, a resource or a condition dropped or widened. Ends with 1 when fewer than 90 % turn the proof red, or when
// no mutant breaks some request that must stay. `--survivors` also looks whether each of the others makes any difference at
// all; `--write` does so too and writes docs/figures.md.

import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { type Equivalence, equivalenceOf } from "../test/prove/equivalence.ts";
import type { Mutant } from "../test/prove/mutants.ts";
import { mutationReport, ROWS, SHIPPED } from "../test/prove/mutation-report.ts";
import { writeFigures } from "./figures.ts";

const LEAST = 0.9;

const { values } = parseArgs({ options: { write: { type: "boolean" }, survivors: { type: "boolean" } } });
const started = performance.now();
const before = process.cpuUsage();
const report = mutationReport();
const { mutants, red, survivors, breakers, mistakes, unbroken, cases } = report;
const { user, system } = process.cpuUsage(before);
const seconds = (ms: number) => (ms / 1000).toFixed(0);
const took = `${seconds(performance.now() - started)} s, ${seconds((user + system) / 1000)} s of the processor`;
const percent = (part: number, of: number) => `${((100 * part) / of).toFixed(1)} %`;

const found = new Map<Mutant, Equivalence>();
if (values.survivors === true || values.write === true) {
  for (const [index, mutant] of survivors.entries()) {
    process.stderr.write(`\r${index + 1} of ${survivors.length} survivors`);
    found.set(mutant, await equivalenceOf(mutant, SHIPPED, ROWS));
  }
  process.stderr.write("\n");
}
const equal = [...found].filter(([, { is }]) => is === "equivalent");
const others = survivors.filter((mutant) => found.get(mutant)?.is !== "equivalent");

const lines = [
  `${red} of ${mutants} mutants turn the proof red: ${percent(red, mutants)}. ${cases} cases were asked; ${took}.`,
  ...(found.size === 0
    ? []
    : [
        `Of the ${survivors.length} others ${equal.length} change nothing that anybody could ask; of the rest`,
        `${percent(red, mutants - equal.length)} are red.`,
      ]),
  "",
  `Of ${breakers.size + unbroken.length} requests that must stay, ${breakers.size} are broken by a mutant or a mistake, ${unbroken.length} by none${unbroken.length === 0 ? "" : `: ${unbroken.join(", ")}`}.`,
  "",
  "| mistake | does it open an attack | requests that are broken |",
  "|---|---|--:|",
  ...[...mistakes].map(
    ([name, { opened, broken }]) => `| ${name} | ${opened.length > 0 ? "yes" : "no"} | ${broken.length} |`,
  ),
  ...(equal.length === 0
    ? []
    : [
        "",
        "No difference: each action that AWS lists for the changed statement, on each thing and for each caller that the catalogue",
        "knows, in every premise, comes to the same. In brackets how many requests were asked, and what denies them.",
        "",
        ...equal.map(([{ name }, one]) => `- ${name} (${one.is === "equivalent" ? equalWords(one) : ""})`),
      ]),
  "",
  "Survivors:",
  "",
  ...others.map((mutant) => `- ${mutant.name}${exampleWords(found.get(mutant))}`),
];
console.log(lines.join("\n"));
if (values.write === true) {
  writeFigures("Mutants of the guardrails", "npm run mutants -- --write", lines);
}
process.exitCode = red / mutants < LEAST || unbroken.length > 0 ? 1 : 0;

function equalWords({ asked, by }: Extract<Equivalence, { is: "equivalent" }>): string {
  return [String(asked), ...by.slice(0, 3)].join("; ");
}

function exampleWords(of: Equivalence | undefined): string {
  if (of === undefined) {
    return "";
  }
  return of.is === "differs" ? `: ${of.example}` : ": no request was found that the statement applies to";
}
