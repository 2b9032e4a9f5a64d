import type { Blueprint } from "../blueprints/blueprint.ts";
import { isObject, type Json, type JsonObject } from "../model/json.ts";

/** What an organization file says, as plain data. */
export type FileContent = JsonObject;

/** The blueprints that can be used. */
export interface Library {
  /** The names of those that ship with orgwright, in the order in which a person would list them. */
  readonly shipped: readonly string[];
  /** The blueprint of a `use:`, or null when there is none that can be read. */
  blueprint(use: string): Blueprint | null;
}

/** One `use:` of the content. */
export interface Use {
  readonly use: string;
  /** The name under which its parameters are asked for. */
  readonly instance: string;
  readonly blueprint: Blueprint | null;
  readonly parameters: JsonObject;
}

/** A file that says nothing yet but which format it has. */
export const EMPTY_CONTENT: FileContent = { version: 1, organization: {}, blueprints: [] };

/** The blueprints that a content uses, in its order. */
export function usesOf(content: FileContent, library: Library): Use[] {
  return usesIn(content).map((written) => {
    const use = String(written["use"] ?? "");
    const blueprint = library.blueprint(use);
    const instance = typeof written["as"] === "string" ? written["as"] : (blueprint?.name ?? use);
    return { use, instance, blueprint, parameters: mapIn(written["with"]) };
  });
}

/** The content with just these blueprints used: those that were used keep their parameters and their order. */
export function withUses(content: FileContent, uses: readonly string[], library: Library): FileContent {
  const kept = usesIn(content).filter(({ use }) => uses.includes(String(use)));
  const added = uses.filter((use) => !kept.some((one) => one["use"] === use));
  const blueprints = added.reduce<readonly JsonObject[]>((list, use) => inserted(list, use, library), kept);
  return { ...content, blueprints };
}

/** A new one goes before the first that comes after it in the library; a team's own go last. */
function inserted(list: readonly JsonObject[], use: string, { shipped }: Library): JsonObject[] {
  const rank = (name: string) => (shipped.includes(name) ? shipped.indexOf(name) : shipped.length);
  const after = list.findIndex((one) => rank(String(one["use"])) > rank(use));
  const at = after === -1 ? list.length : after;
  return [...list.slice(0, at), { use }, ...list.slice(at)];
}

/** What `organization:` says under a key. */
export function organizationValue(content: FileContent, key: string): Json | undefined {
  return mapIn(content["organization"])[key];
}

/** The content with a value under a key of `organization:`, or with nothing there. */
export function withOrganizationValue(content: FileContent, key: string, value: Json | undefined): FileContent {
  return { ...content, organization: withMember(mapIn(content["organization"]), key, value) };
}

/** The content with a parameter of one use set, or left out. */
export function withParameter(
  content: FileContent,
  library: Library,
  { instance, name }: { readonly instance: string; readonly name: string },
  value: Json | undefined,
): FileContent {
  const at = usesOf(content, library).findIndex((use) => use.instance === instance);
  const blueprints = usesIn(content).map((written, index): JsonObject => {
    if (index !== at) {
      return written;
    }
    const { with: before, ...rest } = written;
    const parameters = withMember(mapIn(before), name, value);
    return Object.keys(parameters).length === 0 ? rest : { ...rest, with: parameters };
  });
  return { ...content, blueprints };
}

function usesIn(content: FileContent): JsonObject[] {
  const { blueprints } = content;
  return Array.isArray(blueprints) ? blueprints.filter((one): one is JsonObject => isObject(one)) : [];
}

function mapIn(value: Json | undefined): JsonObject {
  return isObject(value) ? (value as JsonObject) : {};
}

/** A map with a member set in its place, added at the end, or left out. */
export function withMember(map: JsonObject, key: string, value: Json | undefined): JsonObject {
  if (value !== undefined) {
    return { ...map, [key]: value };
  }
  return Object.fromEntries(Object.entries(map).filter(([name]) => name !== key));
}
