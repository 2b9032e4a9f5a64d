import { z } from "zod";
import type { KindName } from "../model/resource.ts";
import type { Shape } from "../model/shape.ts";
import { STAGE } from "../model/stage.ts";

/** Of a switch nothing is known but that it is on. */
export type Switch = Readonly<Record<string, never>>;

/**
 * The shape of a setting that is on or off. It is switched on, never off: that would take from everybody who uses it, and
 * is a person's decision.
 */
export function switchShape(
  about: Pick<Shape<Switch>, "noun" | "scope"> & {
    readonly kind: KindName;
    /** AWS's name of the service. */
    readonly service: string;
    /** What whoever switches it on must be allowed. */
    readonly actions: readonly string[];
  },
): Shape<Switch> {
  const { kind, noun, scope, service, actions } = about;
  return {
    kind,
    noun,
    schema: z.strictObject({}),
    scope,
    ownership: "place",
    removal: "tell",
    stage: () => STAGE.settings,
    key: () => kind,
    label: () => service,
    normal: () => ({}),
    fields: {},
    assigned: [],
    computed: {},
    risk: () => "safe",
    requests: () => actions.map((action) => ({ action, resource: "*" })),
  };
}
