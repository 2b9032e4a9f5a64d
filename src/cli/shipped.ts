import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readRates } from "../aws/door/rates.ts";
import { readYaml } from "../config/strict-yaml.ts";
import type { Json } from "../model/json.ts";
import type { Tables } from "../pipeline.ts";
import { limitsSchema, rcpServicesSchema } from "../policy/limits.ts";
import { readActionTable } from "../policy/lint/action-table.ts";
import { type CatalogueRow, readCatalogue } from "../prove/catalogue.ts";
import { readSupposed } from "../prove/supposed.ts";

const PACKAGE = new URL("../../", import.meta.url);
const BLUEPRINTS = new URL("blueprints/", PACKAGE);

/** The tool's version. */
export function toolVersion(): string {
  const text = readFileSync(new URL("package.json", PACKAGE), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** The example organization that ships with the tool. */
export const EXAMPLE = fileURLToPath(new URL("examples/acme/orgwright.yaml", PACKAGE));

/** The names of the blueprints that ship with the tool. */
export function shippedBlueprints(): string[] {
  return yamlNames(BLUEPRINTS);
}

/** The text of a shipped blueprint. */
export function shippedBlueprint(name: string): string {
  return readFileSync(new URL(`${name}.yaml`, BLUEPRINTS), "utf8");
}

/** The form of organization files, as JSON Schema. */
export function packagedSchema(): string {
  return readFileSync(new URL("schemas/organization.schema.json", PACKAGE), "utf8");
}

/** The dated tables that ship with the tool. */
export function shippedTables(): Tables {
  const folder = new URL("data/", BLUEPRINTS);
  const data: Record<string, Json> = {};
  for (const name of yamlNames(folder)) {
    data[name] = readTable(`${name}.yaml`, folder);
  }
  const actions = JSON.parse(readFileSync(new URL("iam-actions.json", folder), "utf8")) as Json;
  data["iam-actions"] = actions;
  return {
    data,
    rates: readRates(data["rates"]),
    limits: limitsSchema.parse(data["quotas"]),
    rcpServices: rcpServicesSchema.parse(data["rcp-services"]).services,
    toolActions: toolActions(data["permissions"] as unknown as PermissionTable),
    iamActions: readActionTable(actions),
    catalogue: shippedCatalogue(),
    supposed: readSupposed(readTable("catalogue/supposed.yaml", folder)),
    loadBalancers: (data["load-balancers"] as { accounts: Record<string, string> }).accounts,
  };
}

function readTable(file: string, folder: URL): Json {
  const { document, findings } = readYaml(file, readFileSync(new URL(file, folder), "utf8"));
  if (document === null) {
    throw new Error(`The shipped table ${file} cannot be read: ${findings[0]?.detail}`);
  }
  return document.value;
}

type Actions = { readonly apply: readonly string[] };
type PermissionTable = { readonly management: Actions; readonly member: Actions };

/** Besides calling, the roles enter accounts. */
function toolActions({ management, member }: PermissionTable): Tables["toolActions"] {
  return { management: [...management.apply, "sts:AssumeRole"], member: member.apply };
}

function shippedCatalogue(): CatalogueRow[] {
  const folder = new URL("data/catalogue/", BLUEPRINTS);
  return ["attacks.csv", "generated.csv", "allowed.csv"].flatMap((file) => {
    const { rows, findings } = readCatalogue(file, readFileSync(new URL(file, folder), "utf8"));
    if (findings.length > 0) {
      throw new Error(`The shipped catalogue ${file} cannot be read: ${findings[0]?.detail}`);
    }
    return rows;
  });
}

function yamlNames(folder: URL): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.slice(0, -".yaml".length))
    .sort();
}
