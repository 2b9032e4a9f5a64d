import type { KindName } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";

const ALL: readonly Shape[] = [];

/** Every kind's shape, by the kind's name. */
export const SHAPES: ReadonlyMap<KindName, Shape> = new Map(ALL.map((shape) => [shape.kind, shape]));
