import { z } from "zod";
import type { Json } from "../../model/json.ts";

/** The IAM actions and condition keys that AWS lists, as of a day. */
export interface ActionTable {
  readonly services: ReadonlySet<string>;
  /** The actions that a pattern, in any capitals, stands for; whether each is asked for a resource. */
  matching(pattern: string): readonly ListedAction[];
  /** Whether there is a condition key of this name, in any capitals. */
  hasKey(key: string): boolean;
}

export interface ListedAction {
  readonly name: string;
  readonly takesResource: boolean;
}

const schema = z.object({
  asOf: z.string(),
  global: z.string(),
  services: z.record(z.string(), z.object({ actions: z.string(), keys: z.string() })),
});

/** Reads the shipped table; a service is taken apart when it is first asked for. */
export function readActionTable(json: Json): ActionTable {
  const { services, global } = schema.parse(json);
  const actions = new Map<string, readonly ListedAction[]>();
  const actionsOf = (service: string): readonly ListedAction[] => {
    const known = actions.get(service) ?? listed(service, services[service]?.actions ?? "");
    actions.set(service, known);
    return known;
  };
  return {
    services: new Set(Object.keys(services)),
    matching(pattern) {
      const [service = "", name = ""] = pattern.toLowerCase().split(":");
      const wanted = wildcard(name);
      return actionsOf(service).filter((action) => wanted.test(action.name.slice(service.length + 1)));
    },
    hasKey(key) {
      const lower = key.toLowerCase();
      const service = lower.slice(0, lower.indexOf(":"));
      const keys = service === "aws" ? global : (services[service]?.keys ?? null);
      return keys === null || keys.split(" ").some((one) => wildcard(one).test(lower));
    },
  };
}

function listed(service: string, text: string): ListedAction[] {
  return text
    .split(" ")
    .flatMap((name) =>
      name === ""
        ? []
        : [{ name: `${service}:${name.replace(/^-/, "").toLowerCase()}`, takesResource: !name.startsWith("-") }],
    );
}

function wildcard(text: string): RegExp {
  const escaped = text.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
}
