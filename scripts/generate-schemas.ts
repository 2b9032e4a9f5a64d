// Writes the JSON Schemas that editors use into schemas/. With --check it writes nothing and fails when one is stale.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { blueprintJsonSchema } from "../src/blueprints/format.ts";
import { fileLibrary } from "../src/cli/file-library.ts";
import { organizationJsonSchema } from "../src/config/json-schema.ts";
import type { Json } from "../src/model/json.ts";
import { answersJsonSchema } from "../src/wizard/answers-schema.ts";

const SCHEMAS: readonly { readonly file: string; readonly schema: () => Json }[] = [
  { file: "schemas/organization.schema.json", schema: organizationJsonSchema },
  { file: "schemas/blueprint.schema.json", schema: blueprintJsonSchema },
  { file: "schemas/answers.schema.json", schema: () => answersJsonSchema(fileLibrary("orgwright.yaml")) },
];

/** Formats as the repository's own formatter does, so that the two never disagree. */
function formatted(file: string, json: Json): string {
  const arguments_ = ["node_modules/@biomejs/biome/bin/biome", "format", `--stdin-file-path=${file}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, arguments_, {
    input: JSON.stringify(json, null, 2),
    encoding: "utf8",
  });
  if (status !== 0) {
    throw new Error(`${file} cannot be formatted: ${stderr}`);
  }
  return stdout;
}

const isCheck = process.argv.includes("--check");
const stale = SCHEMAS.filter(({ file, schema }) => {
  const text = formatted(file, schema());
  const isCurrent = existsSync(file) && readFileSync(file, "utf8") === text;
  if (!isCurrent && !isCheck) {
    mkdirSync("schemas", { recursive: true });
    writeFileSync(file, text);
  }
  return !isCurrent;
});

for (const { file } of stale) {
  console.log(isCheck ? `${file} is stale: run npx tsx scripts/generate-schemas.ts` : `${file} written`);
}
process.exitCode = isCheck && stale.length > 0 ? 1 : 0;
