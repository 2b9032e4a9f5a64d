// Compiles test/types/must-fail/: each of its files must be refused by the compiler, and nothing else may be.

import { spawnSync } from "node:child_process";
import { filesBelow } from "./source/files.mjs";

const FOLDER = "test/types/must-fail";

const { stdout } = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "--pretty", "false", "-p", FOLDER], {
  encoding: "utf8",
});
const refused = new Set([...stdout.matchAll(/^(\S+?)\(\d+,\d+\): error/gm)].map((match) => match[1]));
const files = filesBelow(".", FOLDER).filter((file) => file.endsWith(".ts"));
const accepted = files.filter((file) => !refused.has(file));
const others = [...refused].filter((file) => !files.includes(file ?? ""));

for (const file of accepted) {
  console.error(`${file} compiles, and must not: something that kept it from compiling is gone`);
}
for (const file of others) {
  console.error(`${file} does not compile`);
}
process.exitCode = files.length > 0 && accepted.length + others.length === 0 ? 0 : 1;
