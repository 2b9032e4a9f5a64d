// Builds dist/ with the TypeScript compiler. The new build takes the old one's place in one step, so that a command
// that runs meanwhile finds the one or the other.

import { spawnSync } from "node:child_process";
import { existsSync, renameSync, rmSync } from "node:fs";

const [fresh, old] = [`dist.new-${process.pid}`, `dist.old-${process.pid}`];
const compiler = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json", "--outDir", fresh];
const { status } = spawnSync(process.execPath, compiler, { stdio: "inherit" });
if (status === 0) {
  if (existsSync("dist")) {
    renameSync("dist", old);
  }
  renameSync(fresh, "dist");
}
for (const folder of [fresh, old]) {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(status ?? 1);
