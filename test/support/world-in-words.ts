import { parse } from "yaml";
import type { World } from "../../src/aws/sandbox/world.ts";
import { worldToYaml } from "../../src/aws/sandbox/world-file/write.ts";
import { canonicalJson, type Json } from "../../src/model/json.ts";

/** Keys have no names, and are told by their aliases; in other things' settings their ids stand. */
const KEY_ID = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** A world by names: in which order and under which ids things were made does not show. Equal worlds give equal texts. */
export function inWords(world: World): string {
  const told = parse(worldToYaml(world, { brief: true }));
  told.organization?.policyTypes?.sort();
  return canonicalJson(told as Json)
    .replaceAll(KEY_ID, "…")
    .replaceAll(/,(?="|\{)/g, ",\n");
}
