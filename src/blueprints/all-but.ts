import type { JsonObject } from "../model/json.ts";

/** The actions of a service, by its prefix, as `blueprints/data/iam-actions.json` holds them. */
export type ListedServices = Readonly<Record<string, { readonly actions: string }>>;

/**
 * Patterns for everything that `patterns` stand for, but for what `exceptions` stand for: what `NotAction` would say where
 * AWS does not take it. Each pattern is as short as it can be, so that actions to come which are named alike are in it too.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export function allBut(
  services: ListedServices,
  patterns: readonly string[],
  exceptions: readonly string[],
): readonly string[] {
  const spared = exceptions.map(wildcard);
  return [
    ...new Set(
      patterns.flatMap((pattern) => {
        const service = pattern.slice(0, pattern.indexOf(":"));
        const listed = listedActions(services, service);
        const meant = listed.filter((action) => wildcard(pattern).test(action));
        const left = meant.filter((action) => !spared.some((one) => one.test(action)));
        return left.length === meant.length ? [pattern] : shortest(left, without(listed, left)).sort();
      }),
    ),
  ];
}

/** Whether this is a table of services with their actions. */
export function isListedServices(value: JsonObject): value is JsonObject & ListedServices {
  return Object.values(value).every(
    (service) => typeof (service as { actions?: unknown } | null)?.actions === "string",
  );
}

/** In the table a `-` stands before what names no resource. */
function listedActions(services: ListedServices, service: string): string[] {
  const names = (services[service]?.actions ?? "").split(" ").filter((name) => name !== "");
  return names.map((name) => `${service}:${name.replace(/^-/, "")}`);
}

function without(all: readonly string[], some: readonly string[]): string[] {
  const left = new Set(some);
  return all.filter((one) => !left.has(one));
}

/** The fewest beginnings that all of `wanted` have and none of `others`; a whole name where no beginning tells them apart. */
function shortest(wanted: readonly string[], others: readonly string[]): string[] {
  return wanted.map((action) => {
    const from = action.indexOf(":") + 2;
    for (let length = from; length <= action.length; length += 1) {
      const beginning = action.slice(0, length).toLowerCase();
      if (!others.some((other) => other.toLowerCase().startsWith(beginning))) {
        return length === action.length ? action : `${action.slice(0, length)}*`;
      }
    }
    return action;
  });
}

/** AWS reads the names of actions in any capitals. */
function wildcard(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i");
}
