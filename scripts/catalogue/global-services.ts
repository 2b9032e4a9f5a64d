import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { actionsOf, arnForm, asOf } from "./access-data.ts";
import { LEFT_OUT } from "./protected-things.ts";
import { type Row, sampleOf } from "./row.ts";

const schema = z.object({ actions: z.array(z.string()) });

/**
 * A request for each action that a region lock leaves alone, where the service answers: one that looks, if there is one.
 * Entries of which AWS lists no action any more are left out.
 */
export async function globalRequests(): Promise<Row[]> {
  const { actions } = schema.parse(parse(readFileSync("blueprints/data/global-services.yaml", "utf8")));
  return (await Promise.all(actions.map(requestFor))).flat();
}

async function requestFor(entry: string): Promise<Row[]> {
  const [service = "", pattern = ""] = entry.split(":");
  const matcher = new RegExp(`^${pattern.toLowerCase().replaceAll("*", ".*")}$`);
  const actions = (await actionsOf(service)).filter(({ name }) => matcher.test(name.toLowerCase()));
  const action = actions.find(({ isLook }) => isLook) ?? actions[0];
  if (LEFT_OUT.has(entry) || action === undefined) {
    return [];
  }
  const needed = action.types.find(({ required }) => required);
  return [
    {
      id: `G-global-${entry.replace(/:\*$/, "").replace(/[:*]+/g, "-")}`,
      ...{ actor: "developer", account: "workload", action: action.action },
      resource: needed === undefined ? "*" : sampleOf(await arnForm(service, needed.name), "us-east-1"),
      context: { "aws:RequestedRegion": "us-east-1" },
      expected: "allow",
      why: `a global service that a region lock leaves alone; AWS lists the action on ${await asOf()}`,
      ...{ category: "regions", owner: "workload" },
    },
  ];
}
