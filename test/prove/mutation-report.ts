import { readFileSync } from "node:fs";
import type { JsonObject } from "../../src/model/json.ts";
import { type CatalogueRow, readCatalogue } from "../../src/prove/catalogue.ts";
import type { Scene } from "../../src/prove/scene.ts";
import { sceneOf } from "../../src/prove/scene.ts";
import { everywhere, type Mutant, mutantsOf } from "./mutants.ts";
import { carriedBy, type Effect, effectOf, soundCases } from "./mutation-run.ts";
import { offline, TABLES, withTeamsThings } from "./proving.ts";

/** All shipped blueprints together, with what a team made, and the catalogue with rows for the operators of that file. */
export const SHIPPED = withTeamsThings(offline("test/prove/shipped.yaml"));
export const ROWS: readonly CatalogueRow[] = [
  ...TABLES.catalogue,
  ...readCatalogue("operators.csv", readFileSync("test/prove/operators.csv", "utf8")).rows,
];

/** What mutants came to. */
export interface MutationReport {
  readonly red: readonly string[];
  /** Mutants under which another layer denies what the changed statement denied, with that layer. */
  readonly carried: ReadonlyMap<string, string>;
  readonly survivors: readonly string[];
  /** The rows of what must stay that a mutant broke. */
  readonly broken: ReadonlySet<string>;
}

/** Tries each of these mutants. */
export function mutationReport(mutants: readonly Mutant[], cases = soundCases(ROWS, SHIPPED)): MutationReport {
  const red: string[] = [];
  const carried = new Map<string, string>();
  const survivors: string[] = [];
  const broken = new Set<string>();
  for (const mutant of mutants) {
    const effect = effectOf(cases, mutant.scene(), mutant);
    for (const id of effect.broken) {
      broken.add(id);
    }
    const others = isRed(effect) || mutant.denies === "more" ? new Map() : carriedBy(cases, SHIPPED, mutant);
    if (isRed(effect)) {
      red.push(mutant.name);
    } else if (others.size > 0) {
      carried.set(mutant.name, [...new Set(others.values())].join("; "));
    } else {
      survivors.push(mutant.name);
    }
  }
  return { red, carried, survivors, broken };
}

function isRed({ opened, broken }: Effect): boolean {
  return opened.length + broken.length > 0;
}

/** Every generated mutant. */
export function allMutants(): readonly Mutant[] {
  return mutantsOf(SHIPPED);
}

const TOOL = "arn:*:iam::*:role/orgwright/OrgwrightApply";
const ENTRANCE = "arn:*:iam::*:role/OrganizationAccountAccessRole";
const BREAK_GLASS = "arn:*:iam::*:role/breakglass/BreakGlass";

/** Mistakes that people make, by name. */
export const MISTAKES: ReadonlyMap<string, () => Scene> = new Map([
  ["the tool is not exempt", () => everywhere(SHIPPED, TOOL, null)],
  ["the entrance is not exempt", () => everywhere(SHIPPED, ENTRANCE, null)],
  ["break-glass is not exempt", () => everywhere(SHIPPED, BREAK_GLASS, null)],
  ["whoever ends like the tool is exempt", () => everywhere(SHIPPED, TOOL, "arn:*:iam::*:role/*OrgwrightApply")],
  ["whoever is named like the tool is exempt", () => everywhere(SHIPPED, TOOL, "arn:*:iam::*:*OrgwrightApply*")],
  ["the exemption names the session", () => everywhere(SHIPPED, TOOL, "arn:*:sts::*:assumed-role/OrgwrightApply/*")],
  ["every role is exempt", () => everywhere(SHIPPED, ENTRANCE, "arn:*:iam::*:role/*")],
  ["Bool where BoolIfExists was meant", () => inTexts('"BoolIfExists"', '"Bool"')],
  ["a misspelt action", () => inTexts("cloudtrail:StopLogging", "cloudtrail:StpoLogging")],
  ["federation is held to the organization too", () => inTexts("sts:AssumeRole", "sts:*")],
  [
    "no room for services",
    () => inTexts('"aws:PrincipalIsAWSService":["false"]', '"aws:PrincipalIsAWSService":["true"]'),
  ],
  ["root sessions are root users", () => inTexts(',"BoolIfExists":{"aws:AssumedRoot":["false"]}', "")],
  ["everything is denied at the root", () => denyAll("SERVICE_CONTROL_POLICY")],
  ["everything is denied to everybody on the organization's data", () => denyAll("RESOURCE_CONTROL_POLICY")],
]);

/** The scene with a text of the guardrails replaced. */
function inTexts(from: string, to: string): Scene {
  return changed((document) => JSON.parse(JSON.stringify(document).replaceAll(from, to)) as JsonObject);
}

function denyAll(type: string): Scene {
  const principal = type === "RESOURCE_CONTROL_POLICY" ? { Principal: "*" } : {};
  const statement = { Effect: "Deny", ...principal, Action: ["*"], Resource: ["*"] };
  return changed((document, own) => (own === type ? { ...document, Statement: [statement] } : document));
}

function changed(change: (document: JsonObject, type: string) => JsonObject): Scene {
  const things = SHIPPED.world.things.map((thing) =>
    thing.kind === "organization-policy"
      ? {
          ...thing,
          properties: {
            ...thing.properties,
            document: change(thing.properties["document"] as JsonObject, String(thing.properties["type"])),
          },
        }
      : thing,
  );
  return sceneOf({ ...SHIPPED.world, things }, SHIPPED);
}
