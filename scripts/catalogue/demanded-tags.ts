import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { actionOf, actionsOf, arnForm, isOfForm, type ListedAction } from "./access-data.ts";
import { type Row, sampleOf } from "./row.ts";

const TAGGING = z
  .object({
    create: z.object({ actions: z.array(z.string()), resources: z.array(z.string()) }),
    remove: z.array(z.string()),
  })
  .parse(parse(readFileSync("blueprints/data/tagging.yaml", "utf8")));

const PAGE = "Organizations user guide: example SCPs for tagging resources";
const OWN = { account: "workload", category: "tagging", owner: "workload" } as const;

/**
 * For each call that makes something and takes tags: without the first tag that guardrails demand, without the last one, and
 * with all; what is done later with the same thing; and for each call that takes tags off, a demanded tag and another.
 * `{G}` and `{H}` are the first and the last of the demanded tags.
 */
export async function tagRequests(): Promise<Row[]> {
  const making = await Promise.all(TAGGING.create.actions.map(requestsThatMake));
  const removing = await Promise.all(TAGGING.remove.map(requestsThatRemove));
  const rows = [...making, ...removing].flat();
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

async function requestsThatMake(written: string): Promise<Row[]> {
  const action = await listed(written);
  const service = written.split(":")[0] ?? "";
  const samples = TAGGING.create.resources
    .filter((pattern) => pattern.split(":")[2] === service)
    .map((pattern) => `${pattern.replace(":*:*:", ":{R}:{W}:").replace("arn:*", "arn:aws").replace(/\*$/, "x")}`);
  const rows = await Promise.all(
    samples.map(async (resource): Promise<Row[]> => {
      const type = await typeOf(service, action, resource);
      return type === null ? [] : [...making(action, type, resource), ...(await later(service, type, resource))];
    }),
  );
  return rows.flat();
}

function making({ action, name }: ListedAction, type: string, resource: string): Row[] {
  const without = (tag: string) => ({ _tags: "first", [`aws:RequestTag/${tag}`]: [] });
  const attack = { ...OWN, actor: "member-admin", action, resource, expected: "deny" } as const;
  const why = `makes something without a tag that it must carry; ${PAGE}`;
  return [
    { ...attack, id: `G-untagged-${name}-${type}-first`, context: without("{G}"), why },
    { ...attack, id: `G-untagged-${name}-${type}-last`, context: without("{H}"), why },
    ...["first", "last"].map(
      (which): Row => ({
        ...attack,
        id: `G-tagged-${name}-${type}-${which}`,
        ...{ actor: "developer", context: { _tags: which }, expected: "allow" },
        why: `makes something with all tags that it must carry; ${PAGE}`,
      }),
    ),
  ];
}

/** Whoever changes what is there sends no tags. */
async function later(service: string, type: string, resource: string): Promise<Row[]> {
  const change = (await actionsOf(service)).find(
    ({ accessLevel, types, keys }) =>
      accessLevel === "Write" &&
      types.some(({ name }) => name === type) &&
      !keys.some((key) => key.startsWith("aws:RequestTag")),
  );
  if (change === undefined) {
    return [];
  }
  const why = `changes something that carries its tags already; ${PAGE}`;
  const { action, name } = change;
  return [{ ...OWN, id: `G-later-${name}-${type}`, actor: "developer", action, resource, expected: "allow", why }];
}

async function requestsThatRemove(written: string): Promise<Row[]> {
  const service = written.split(":")[0] ?? "";
  const { action, name, types } = await listed(written);
  const [type] = types;
  const resource = type === undefined ? "*" : sampleOf(await arnForm(service, type.name), "{R}");
  const id = `${service}-${name}`;
  const attack = { ...OWN, actor: "member-admin", action, resource, expected: "deny" } as const;
  const work = { ...attack, actor: "developer", expected: "allow" } as const;
  const why = `takes off a tag that must stay; ${PAGE}`;
  const setting = (await actionsOf(service)).find(
    (other) => other.accessLevel === "Tagging" && !/Untag|Remove|Delete/.test(other.name) && hasType(other, type?.name),
  );
  return [
    { ...attack, id: `G-tag-off-${id}-first`, context: { "aws:TagKeys": ["{G}"] }, why },
    { ...attack, id: `G-tag-off-${id}-last`, context: { "aws:TagKeys": ["{H}"] }, why },
    { ...work, id: `G-tag-off-${id}-other`, context: { "aws:TagKeys": ["team"] }, why: "takes off a tag of one's own" },
    ...(setting === undefined
      ? []
      : [
          {
            ...work,
            id: `G-tag-on-${id}`,
            action: setting.action,
            context: { _tags: "first" },
            why: `sets the tags that must be there; ${PAGE}`,
          },
        ]),
  ];
}

async function listed(written: string): Promise<ListedAction> {
  const action = await actionOf(written);
  if (action === undefined) {
    throw new Error(`AWS lists no action ${written}, which blueprints/data/tagging.yaml names.`);
  }
  return action;
}

/** The type of a resource that an action is asked for; null when it is never asked for one of that form. */
async function typeOf(service: string, { types }: ListedAction, resource: string): Promise<string | null> {
  for (const { name } of types) {
    if (isOfForm(resource.replaceAll(/\{[A-Z]\}/g, "x"), await arnForm(service, name))) {
      return name;
    }
  }
  return null;
}

function hasType({ types }: ListedAction, type: string | undefined): boolean {
  return type === undefined || types.some(({ name }) => name === type);
}
