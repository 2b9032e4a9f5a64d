// Enforces the rooms of the design: who may import whom. `--root DIR` checks another tree.

import { parseArgs } from "node:util";
import { violationsIn } from "./rooms/rules.mjs";

const { values } = parseArgs({ options: { root: { type: "string", default: "." } } });
const violations = violationsIn(values.root);
for (const { file, line, rule, says } of violations) {
  console.error(`${file}:${line} [${rule}] ${says}`);
}
process.exitCode = violations.length === 0 ? 0 : 1;
