import type { Verbs } from "../aws/contract/verbs.ts";
import type { KindName } from "../model/resource.ts";

const ALL: readonly Verbs[] = [];

/** Every kind's verbs, by the kind's name. */
export const VERBS: ReadonlyMap<KindName, Verbs> = new Map(ALL.map((verbs) => [verbs.kind, verbs]));
