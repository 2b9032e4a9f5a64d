// Measures the proofs: what the catalogue comes to on an organization file alone, and how fast requests are evaluated.
// Prints to stdout. `--file FILE` measures another file.

import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { register } from "tsx/esm/api";

register();
const { shippedTables, toolVersion } = await import("../src/cli/shipped.ts");
const { openSource } = await import("../src/cli/source.ts");
const { validate, wishedScene } = await import("../src/pipeline.ts");
const { exampleAccounts } = await import("../src/prove/account-classes.ts");
const { workloadAccounts } = await import("../src/prove/bindings.ts");
const { caseOf } = await import("../src/prove/cases.ts");
const { casesOf } = await import("../src/prove/judge.ts");
const { prove } = await import("../src/prove/prove.ts");
const { evaluate } = await import("../src/policy/evaluate/evaluate.ts");

const ROUNDS = 5;

const { values } = parseArgs({ options: { file: { type: "string", default: "examples/acme/orgwright.yaml" } } });
const tables = shippedTables();
const scene = wishedScene(validate(openSource(values.file), tables, toolVersion()), tables);
if (scene === null) {
  throw new Error(`${values.file} has errors: orgwright validate -f ${values.file} shows them.`);
}

const started = performance.now();
const results = prove(tables.catalogue, scene);
const took = performance.now() - started;

console.log(`file             ${values.file}`);
console.log(`attacks          ${countsOf("deny")}`);
console.log(`must stay        ${countsOf("allow")}`);
console.log(
  `accounts         ${workloadAccounts(scene).length} for workloads, judged as ${exampleAccounts(scene).length} classes`,
);
console.log(`the catalogue    ${Math.round(took)} ms, once and cold`);
console.log(`evaluations      ${Math.round(evaluationsPerSecond(scene))} a second`);

/** @param {"deny" | "allow"} expected */
function countsOf(expected) {
  const rows = results.filter((row) => row.expected === expected);
  const verdicts = [...new Set(rows.map(({ verdict }) => verdict))].sort();
  const counts = verdicts.map((verdict) => `${rows.filter((row) => row.verdict === verdict).length} ${verdict}`);
  return `${rows.length}: ${counts.join(", ")}`;
}

/**
 * Of requests that are ready to be evaluated, one after the other.
 * @param {import("../src/prove/scene.ts").Scene} scene
 */
function evaluationsPerSecond(scene) {
  const cases = tables.catalogue
    .flatMap((row) => casesOf(row, scene, workloadAccounts(scene)))
    .map((at) => caseOf(at, scene))
    .flatMap((one) => ("missing" in one ? [] : [one]));
  const start = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { request, environment } of cases) {
      evaluate(request, environment);
    }
  }
  return (cases.length * ROUNDS * 1000) / (performance.now() - start);
}
