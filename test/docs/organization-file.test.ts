import { describe, expect, it } from "vitest";
import { organizationJsonSchema } from "../../src/config/json-schema.ts";
import { readOrganization } from "../../src/config/read-organization.ts";
import { isObject, type Json } from "../../src/model/json.ts";
import { blocks, code, page, section, tableRows } from "./pages.ts";

const text = page("docs/organization-file.md");
const rows = tableRows(section(text, "## Every key") ?? "");

interface Key {
  readonly key: string;
  readonly needed: boolean;
}

/** The keys of a JSON Schema, as the page writes them: `accounts.KEY.name`, `moved[].from`. */
function keysOf(schema: Json | undefined, above = ""): Key[] {
  if (!isObject(schema)) {
    return [];
  }
  const required = (schema["required"] ?? []) as readonly string[];
  const named = Object.entries((schema["properties"] ?? {}) as Record<string, Json>).flatMap(([name, member]) => {
    const key = `${above}${name}`;
    const ofElements = isObject(member) ? keysOf(member["items"], `${key}[].`) : [];
    return [{ key, needed: required.includes(name) }, ...keysOf(member, `${key}.`), ...ofElements];
  });
  return [...named, ...keysOf(schema["additionalProperties"], `${above}KEY.`)];
}

/** `organization` alone is no row: its members are. */
const keys = keysOf(organizationJsonSchema()).filter(({ key }) => key !== "organization");

describe("docs/organization-file.md", () => {
  it("describes every key that the file may have, and no other", () => {
    expect(rows.map(([key]) => code(key)).sort()).toEqual(keys.map(({ key }) => key).sort());
  });

  it("says which keys are needed", () => {
    const needed = rows.filter(([, mark]) => mark === "yes").map(([key]) => code(key));
    expect(needed.sort()).toEqual(
      keys
        .filter((one) => one.needed)
        .map(({ key }) => key)
        .sort(),
    );
  });

  it("has an example that is read without a finding", () => {
    const examples = blocks(text, "yaml");
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.flatMap((example) => readOrganization("orgwright.yaml", example).findings)).toEqual([]);
  });

  it("has an example in which every key occurs", () => {
    const [example = ""] = blocks(text, "yaml");
    const last = keys.map(({ key }) => key.replace(/^.*\./, "")).filter((name) => name !== "name");
    expect(last.filter((name) => !new RegExp(`\\b${name}:`).test(example))).toEqual([]);
  });
});
