import { parse } from "yaml";
import type { World } from "../../src/aws/sandbox/world.ts";
import { worldToYaml } from "../../src/aws/sandbox/world-file/write.ts";
import { canonicalJson, type Json, type JsonObject } from "../../src/model/json.ts";

/** Keys have no names, and are told by their aliases; in other things' settings their ids stand. */
const KEY_ID = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;
/** Of users, groups, policies, roles and access keys, which an account with people tells whole. */
const IAM_ID = /\bA(?:GPA|IDA|KIA|NPA|ROA)[A-Z0-9]{16,17}\b/g;
const ACCOUNT_ID = /\b\d{12}\b/g;
/** When something was made or changed last. */
const TIMES = new Set(["createDate", "updateDate", "enableDate"]);

/** A world by names: in which order, when and under which ids things were made does not show. Equal worlds give equal texts. */
export function inWords(world: World): string {
  const told = toldOf(world);
  told.organization?.policyTypes?.sort();
  return textOf(told);
}

/** The same, with every list as the set that it is to AWS: of policies too, which may be written in another order later. */
export function inWordsAsSets(world: World): string {
  return textOf(inOrder(toldOf(world)));
}

/** Accounts go by their addresses of e-mail, in the names of other things too, of which no two have the same. */
function toldOf(world: World) {
  const told = JSON.stringify(parse(worldToYaml(world, { brief: true })));
  const emailOf = (id: string) => world.accounts[id]?.email ?? id;
  return JSON.parse(told.replaceAll(ACCOUNT_ID, (id) => JSON.stringify(emailOf(id)).slice(1, -1)));
}

function textOf(told: Json): string {
  return canonicalJson(timeless(told))
    .replaceAll(KEY_ID, "…")
    .replaceAll(IAM_ID, "…")
    .replaceAll(/,(?="|\{)/g, ",\n");
}

function timeless(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(timeless);
  }
  return mapMembers(value, (member, name) => (TIMES.has(name) ? [] : [timeless(member)]));
}

function inOrder(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(inOrder).sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
  }
  return mapMembers(value, (member) => [inOrder(member)]);
}

/** An object with other members, or without them; any other value as it is. */
function mapMembers(value: Json, change: (member: Json, name: string) => readonly Json[]): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  const members = Object.entries(value as JsonObject);
  return Object.fromEntries(members.flatMap(([name, member]) => change(member, name).map((kept) => [name, kept])));
}
