import { type Json, sameJson } from "./json.ts";

/**
 * Whether a value is one that a field passes through on its way from one value to another. AWS takes the members of many
 * lists one call at a time, so that of such a list some may be gone already and some be there.
 *
 * @param from the value that it had
 * @param to the value that it shall have
 */
export function isOnTheWay(now: Json | undefined, from: Json | undefined, to: Json | undefined): boolean {
  if (sameJson(now, from) || sameJson(now, to)) {
    return true;
  }
  // A list that shall not be there any more is emptied.
  const end = to === undefined ? [] : to;
  if (!Array.isArray(now) || !Array.isArray(from) || !Array.isArray(end)) {
    return false;
  }
  const has = (list: readonly Json[], item: Json) => list.some((one) => sameJson(one, item));
  return (
    now.every((item) => has(from, item) || has(end, item)) && from.every((item) => !has(end, item) || has(now, item))
  );
}
