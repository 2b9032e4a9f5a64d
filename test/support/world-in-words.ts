import { parse } from "yaml";
import type { World } from "../../src/aws/sandbox/world.ts";
import { worldToYaml } from "../../src/aws/sandbox/world-file/write.ts";
import { canonicalJson, type Json } from "../../src/model/json.ts";

/** A world by names: in which order and under which ids things were made does not show. Equal worlds give equal texts. */
export function inWords(world: World): string {
  const told = parse(worldToYaml(world, { brief: true }));
  told.organization?.policyTypes?.sort();
  return canonicalJson(told as Json).replaceAll(/,(?="|\{)/g, ",\n");
}
