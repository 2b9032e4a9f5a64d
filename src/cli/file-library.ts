import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Blueprint } from "../blueprints/blueprint.ts";
import { loadBlueprint } from "../blueprints/load-blueprint.ts";
import type { Library } from "../wizard/content.ts";
import { shippedBlueprint, shippedBlueprints } from "./shipped.ts";

/** What everything else stands on comes first, what the organization is for last. */
const ORDER = ["foundation", "logging", "identity", "publishing", "guardrails", "tagging", "workload"];

/** The blueprints that ship, and those beside an organization file. */
export function fileLibrary(file: string): Library {
  const known = new Map<string, Blueprint | null>();
  const names = shippedBlueprints();
  return {
    shipped: [...ORDER.filter((name) => names.includes(name)), ...names.filter((name) => !ORDER.includes(name))],
    blueprint(use) {
      const before = known.get(use);
      if (before !== undefined) {
        return before;
      }
      const text = names.includes(use) ? shippedBlueprint(use) : ownText(file, use);
      const blueprint = text === null ? null : loadBlueprint(use, text).blueprint;
      known.set(use, blueprint);
      return blueprint;
    },
  };
}

function ownText(file: string, use: string): string | null {
  const path = join(dirname(file), use);
  return use.startsWith(".") && existsSync(path) ? readFileSync(path, "utf8") : null;
}
