// Writes blueprints/data/catalogue/generated.csv: every action that AWS lists as more than a look, for each thing that the
// guardrails protect (protected.yaml); a request for each service that the region lock leaves alone; what is made and
// changed with and without the tags that guardrails demand; and what orgwright itself asks for (needed.yaml). With --check
// it writes nothing and fails when the file is stale.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tagRequests } from "./catalogue/demanded-tags.ts";
import { globalRequests } from "./catalogue/global-services.ts";
import { attacksOnThings } from "./catalogue/protected-things.ts";
import { HEADER, lineOf } from "./catalogue/row.ts";
import { toolNeeds } from "./catalogue/tool-needs.ts";

const FILE = "blueprints/data/catalogue/generated.csv";

const parts = await Promise.all([attacksOnThings(), globalRequests(), tagRequests(), toolNeeds()]);
const text = [HEADER, ...parts.flat().map(lineOf), ""].join("\n");

const isCurrent = existsSync(FILE) && readFileSync(FILE, "utf8") === text;
if (process.argv.includes("--check")) {
  if (!isCurrent) {
    console.log(`${FILE} is stale: run npx tsx scripts/generate-attacks.ts`);
  }
  process.exitCode = isCurrent ? 0 : 1;
} else if (!isCurrent) {
  writeFileSync(FILE, text);
  console.log(`${FILE} written`);
}
