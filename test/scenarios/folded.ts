import { SHAPES } from "../../src/kinds/shapes.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import type { Live } from "../../src/model/live.ts";
import { MANAGEMENT, placeName } from "../../src/model/place.ts";
import type { Planned } from "../../src/pipeline.ts";
import { type World, worldAfter } from "../../src/prove/world.ts";

/** A world in a form that can be compared: each thing as text, without what the file does not speak of. */
export type Comparable = readonly string[];

/** The world that proofs take a plan to lead to, with the ids that AWS then really assigned. */
export function foldedWorld({ plan, standing }: Planned, after: World): Comparable {
  const changes = plan.steps.map(({ change }) => change);
  const folded = worldAfter(standing.world, changes, SHAPES);
  return comparable(folded, idsBetween(folded, after));
}

/** The world as it was observed after an apply. */
export function observedWorld({ standing }: Planned): Comparable {
  return comparable(standing.world, new Map());
}

/** What was made up, and what AWS assigned in its place. */
function idsBetween(folded: World, after: World): ReadonlyMap<string, string> {
  const pairs = [...folded.outputs].flatMap(([address, outputs]) =>
    Object.entries(outputs).map(([name, value]): [string, string] => [
      value,
      after.outputs.get(address)?.[name] ?? value,
    ]),
  );
  return new Map(pairs.filter(([made, assigned]) => made !== assigned));
}

/** The management account becomes a member when AWS founds the organization; nobody planned it. */
function comparable({ things, accounts }: World, ids: ReadonlyMap<string, string>): Comparable {
  const planned = things.filter(({ kind, id }) => kind !== "account" || id !== accounts.get(MANAGEMENT));
  const texts = planned.map((thing) => JSON.stringify(known(thing)));
  return texts.map((text) => [...ids].reduce((so, [made, assigned]) => so.replaceAll(made, assigned), text)).sort();
}

function known({ kind, place, owner, properties }: Live): JsonObject {
  const fields = Object.entries(SHAPES.get(kind)?.fields ?? {});
  const watched = fields.filter(([, { rule }]) => rule !== "unwatched" && rule !== "createOnly");
  const told = watched.map(([name]): [string, Json] => [name, properties[name] ?? null]);
  return { kind, place: placeName(place), owner, properties: Object.fromEntries(told) };
}
