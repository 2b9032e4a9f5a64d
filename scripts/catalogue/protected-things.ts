import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { actionsOf, asOf } from "./access-data.ts";
import type { Row } from "./row.ts";

const schema = z.strictObject({
  except: z.record(z.string(), z.string()),
  things: z.array(
    z.strictObject({
      name: z.string(),
      type: z.string().regex(/^[a-z0-9-]+:[a-z]/),
      resource: z.string(),
      owner: z.string(),
      category: z.string(),
      premises: z.string().default("as-planned"),
      callers: z.array(z.strictObject({ actor: z.string(), account: z.string(), premises: z.string().optional() })),
    }),
  ),
});

type Thing = z.infer<typeof schema>["things"][number];

const PROTECTED = schema.parse(parse(readFileSync("blueprints/data/catalogue/protected.yaml", "utf8")));

/** Actions for which there is no row, since they are no attack or nothing that AWS lets anybody do. */
export const LEFT_OUT: ReadonlySet<string> = new Set(Object.keys(PROTECTED.except));

/** An attack for each action that AWS lists as more than a look, on each thing that the guardrails protect. */
export async function attacksOnThings(): Promise<Row[]> {
  return (await Promise.all(PROTECTED.things.map(attacksOn))).flat();
}

async function attacksOn(thing: Thing): Promise<Row[]> {
  const [service = "", type = ""] = thing.type.split(":");
  const day = await asOf();
  const listed = (await actionsOf(service)).filter(
    ({ action, isLook, types }) => !isLook && !LEFT_OUT.has(action) && types.some(({ name }) => name === type),
  );
  return listed.flatMap(({ action, name, accessLevel }) =>
    thing.callers.map(({ actor, account, premises }): Row => {
      const { resource, category, owner } = thing;
      const why = `AWS lists it as ${accessLevel} for a ${thing.type} on ${day}`.replaceAll(",", " and");
      const id = `G-${thing.name}-${actor}-${name}`;
      return {
        ...{ id, actor, account, action, resource, expected: "deny", why, category, owner },
        premises: premises ?? thing.premises,
      };
    }),
  );
}
