import type { Json, JsonObject } from "../model/json.ts";
import { type FileContent, type Library, usesOf } from "./content.ts";
import { ORGANIZATION_KEYS } from "./questions.ts";
import { itemLines, pairLines } from "./yaml-write.ts";

/**
 * A new organization file: its sections in the order in which people read them, a comment for each blueprint, and
 * nothing that goes without saying.
 *
 * @param schema where editors find the form of the file
 */
export function newFileText(content: FileContent, library: Library, schema: string): string {
  const { version = 1, organization = {}, blueprints, ...rest } = content;
  const uses = usesOf(content, library);
  const items = Array.isArray(blueprints) ? (blueprints as readonly JsonObject[]) : [];
  const useLines = items.flatMap((item, index) => {
    const blueprint = uses[index]?.blueprint ?? null;
    const parameters = [...(blueprint?.parameters.keys() ?? [])];
    return [...(blueprint === null ? [] : [`  # ${blueprint.title}`]), ...itemLines(inOrder(item, parameters), 2)];
  });
  const more = Object.entries(rest as JsonObject).flatMap(([key, value]) => ["", ...pairLines(key, value, 0)]);
  const lines = [
    `# yaml-language-server: $schema=${schema}`,
    "# `orgwright plan` shows what this file would change, `orgwright init` asks its questions again.",
    ...pairLines("version", version, 0),
    "",
    ...pairLines("organization", sorted(organization as JsonObject, ORGANIZATION_KEYS), 0),
    "",
    ...(useLines.length === 0 ? ["blueprints: []"] : ["blueprints:", ...useLines]),
    ...more,
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** A use with its parameters in the order in which the blueprint has them. */
function inOrder(use: JsonObject, parameters: readonly string[]): JsonObject {
  const { with: written } = use;
  return written === undefined ? use : { ...use, with: sorted(written as JsonObject, parameters) };
}

function sorted(map: JsonObject, keys: readonly string[]): JsonObject {
  const known = keys.filter((key) => Object.hasOwn(map, key));
  return { ...Object.fromEntries(known.map((key) => [key, map[key] as Json])), ...map };
}
