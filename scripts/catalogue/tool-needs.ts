import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { TOOL_CALLS } from "../../src/prove/lifelines.ts";
import { actionOf } from "./access-data.ts";
import type { Row } from "./row.ts";

const schema = z.strictObject({
  except: z.record(z.string(), z.string()),
  accounts: z.array(z.string()),
  things: z.array(z.strictObject({ name: z.string(), type: z.string(), resource: z.string(), account: z.string() })),
});

const NEEDED = schema.parse(parse(readFileSync("blueprints/data/catalogue/needed.yaml", "utf8")));

const PERMISSIONS = z
  .object({ member: z.object({ plan: z.array(z.string()), apply: z.array(z.string()) }) })
  .parse(parse(readFileSync("blueprints/data/permissions.yaml", "utf8"))).member;

const ROLES = [
  { actor: "plan-role", actions: PERMISSIONS.plan, name: "plan", why: "orgwright looks at it when it plans" },
  {
    actor: "tool-role",
    actions: PERMISSIONS.apply,
    name: "apply",
    why: "orgwright looks at it or sets it when it applies",
  },
] as const;

/**
 * What orgwright asks for in member accounts, in either of its roles: each call that it may make, on each thing that
 * blueprints make of a type that AWS lists for the call, and on `*` where the call is for no resource.
 */
export async function toolNeeds(): Promise<Row[]> {
  const rows = await Promise.all(
    ROLES.flatMap(({ actions, ...role }) =>
      actions.filter((action) => NEEDED.except[action] === undefined).map((action) => needsOf(action, role)),
    ),
  );
  return rows.flat();
}

type Role = Omit<(typeof ROLES)[number], "actions">;

async function needsOf(action: string, { actor, name, why }: Role): Promise<Row[]> {
  const listed = await actionOf(action);
  if (listed === undefined) {
    throw new Error(`AWS lists no action ${action}, which orgwright's roles are given.`);
  }
  const service = action.split(":")[0] ?? "";
  const row = (id: string, account: string, resource: string): Row => ({
    id: `T-${name}-${id}-${action.replace(":", "-")}`,
    ...{ actor, account, action, resource, expected: "allow", why, category: TOOL_CALLS, owner: account },
  });
  if (listed.types.length === 0) {
    return NEEDED.accounts.map((account) => row(account, account, "*"));
  }
  const types = new Set(listed.types.map((type) => `${service}:${type.name}`));
  return NEEDED.things
    .filter(({ type }) => types.has(type))
    .map((thing) => row(thing.name, thing.account, thing.resource));
}
