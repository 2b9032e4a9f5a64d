import { shippedTables, toolVersion } from "../../src/cli/shipped.ts";
import { openSource } from "../../src/cli/source.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Live } from "../../src/model/live.ts";
import type { RowVerdict } from "../../src/model/proof.ts";
import type { KindName } from "../../src/model/resource.ts";
import { validate, wishedScene } from "../../src/pipeline.ts";
import { workloadAccounts } from "../../src/prove/bindings.ts";
import type { CatalogueRow } from "../../src/prove/catalogue.ts";
import { casesOf, judgeCase } from "../../src/prove/judge.ts";
import { type Scene, sceneOf } from "../../src/prove/scene.ts";

export const FILE = "test/prove/organization.yaml";
export const TABLES = shippedTables();

/** A row of the shipped catalogue. */
export function rowOf(id: string): CatalogueRow {
  const row = TABLES.catalogue.find((one) => one.id === id);
  if (row === undefined) {
    throw new Error(`The catalogue has no row ${id}.`);
  }
  return row;
}

/** The organization as a file alone wishes for it. */
export function offline(file = FILE): Scene {
  const validated = validate(openSource(file), TABLES, toolVersion());
  const scene = wishedScene(validated, TABLES);
  if (scene === null) {
    throw new Error(validated.findings.map(({ detail }) => detail).join("\n"));
  }
  return scene;
}

/** Things that stand in the logging account besides what blueprints make, by their ARNs: a team's own blueprint made them. */
const OF_A_TEAM = [
  "arn:aws:logs:{R}:{L}:log-group:/org/cloudtrail",
  "arn:aws:logs:{R}:{L}:log-group:/org/cloudtrail:log-stream:x",
  "arn:aws:logs:{R}:{L}:destination:org",
  "arn:aws:cloudwatch:{R}:{L}:alarm:orgwright-root-login",
  "arn:aws:events:{R}:{L}:rule/orgwright-root-login",
  "arn:aws:sns:{R}:{L}:orgwright-alerts",
  "arn:aws:lambda:{R}:{L}:function:orgwright-forwarder",
];

/** The scene with what a team of the logging account made: log groups of the organization, and alarms on them. */
export function withTeamsThings(scene: Scene): Scene {
  const logging = scene.world.accounts.get("logging") ?? "";
  const things = OF_A_TEAM.map((text): Live => {
    const arn = text.replace("{R}", scene.homeRegion).replace("{L}", logging);
    const place = { account: "logging", region: scene.homeRegion };
    return {
      kind: "team-thing" as KindName,
      id: arn,
      place,
      owner: { is: "nobody" },
      properties: {},
      outputs: { arn },
    };
  });
  return sceneOf({ ...scene.world, things: [...scene.world.things, ...things] }, scene);
}

/** The scene with the document of each of its organization's policies changed; one that loses all statements is gone. */
export function withPolicies(scene: Scene, change: (name: string, document: JsonObject) => JsonObject): Scene {
  const things = scene.world.things.flatMap((thing) => {
    const { name, document } = thing.properties;
    if (thing.kind !== "organization-policy") {
      return [thing];
    }
    const changed = change(String(name), document as JsonObject);
    const isGone = (changed["Statement"] as readonly unknown[] | undefined)?.length === 0;
    return isGone ? [] : [{ ...thing, properties: { ...thing.properties, document: changed } }];
  });
  return sceneOf({ ...scene.world, things }, scene);
}

/** What every case of every row comes to, in every workload account, by a name that is the same in all scenes. */
export function verdicts(scene: Scene): ReadonlyMap<string, RowVerdict> {
  const known = VERDICTS.get(scene) ?? verdictsIn(scene);
  VERDICTS.set(scene, known);
  return known;
}

const VERDICTS = new WeakMap<Scene, ReadonlyMap<string, RowVerdict>>();

function verdictsIn(scene: Scene, rows = TABLES.catalogue): ReadonlyMap<string, RowVerdict> {
  const cases = rows.flatMap((row) => casesOf(row, scene, workloadAccounts(scene)));
  return new Map(
    cases.map((at) => [`${at.row.id} ${at.premise} ${at.workload}`, judgeCase(at, scene).verdict] as const),
  );
}

/** The rows with a case that comes to something else. */
export function differing(before: Scene, after: Scene, verdict: RowVerdict): string[] {
  const [old, now] = [verdicts(before), verdicts(after)];
  const names = [...now].filter(([name, one]) => one === verdict && old.get(name) !== verdict).map(([name]) => name);
  return [...new Set(names.map((name) => name.split(" ")[0] ?? ""))];
}
