import type { CallRecord } from "../../src/aws/sandbox/call-record.ts";
import type { Fault } from "../../src/aws/sandbox/faults.ts";
import type { World } from "../../src/aws/sandbox/world.ts";
import { worldFromYaml } from "../../src/aws/sandbox/world-file/read.ts";
import { toolVersion } from "../../src/cli/shipped.ts";
import { hasErrors } from "../../src/model/finding.ts";
import type { Allowance } from "../../src/model/plan.ts";
import { consentsOf, organizationFile, readScenario, scenarioNames } from "../scenarios/files.ts";
import { openStage, plannedOf } from "../support/plan-in-sandbox.ts";
import { inWords } from "../support/world-in-words.ts";
import { changedLog, LOG, untaggedLog } from "./log-tampered.ts";
import { tamperedWorld } from "./tampered.ts";

/** A file before a world, to be applied. */
export interface Scene {
  readonly name: string;
  readonly file: string;
  /** An account that founds its organization when left out. */
  world?(): World | Promise<World>;
  /** The consents that it is planned with; none when left out. */
  readonly allowed?: readonly Allowance[];
}

/** What came of applying a scene. */
export interface Played {
  /** The calls of apply, without those of planning. */
  readonly calls: readonly CallRecord[];
  readonly failures: readonly string[];
  /** Steps that a second plan still has. */
  readonly left: readonly string[];
  readonly waits: readonly string[];
  readonly world: string;
}

/** Scenes that between them make every write that a kind makes: all scenarios, and what only many changes by hand lead to. */
export const SCENES: readonly Scene[] = [
  { name: "a founding", file: "test/apply/small.yaml" },
  { name: "the example", file: "examples/acme/orgwright.yaml" },
  { name: "a correction", file: "test/apply/small.yaml", world: tamperedWorld },
  { name: "an audit log", file: LOG },
  { name: "an audit log that was changed", file: LOG, world: changedLog },
  { name: "an audit log without tags", file: LOG, world: untaggedLog },
  ...scenarioNames().map((name) => ({
    name,
    file: organizationFile(name),
    allowed: consentsOf(name),
    world: () => worldFromYaml(readScenario(name, "world.yaml")),
  })),
];

/** Plans and applies a scene; null where there is nothing that may be applied. */
export async function play(scene: Scene, faults: readonly Fault[] = []): Promise<Played | null> {
  const world = await scene.world?.();
  const start = world === undefined ? {} : { world };
  const stage = await openStage({ file: scene.file, version: toolVersion(), faults, ...start });
  const outcome = await stage.plan("apply", scene.allowed);
  if (outcome.is === "refused" || hasErrors(outcome.plan.findings)) {
    return null;
  }
  const planning = stage.sandbox.callCount;
  const { failed } = await stage.apply(outcome);
  const calls = stage.sandbox.calls.filter(({ n }) => n > planning);
  const second = plannedOf(await stage.plan("apply", scene.allowed));
  return {
    calls,
    failures: failed.map(({ code, detail }) => `${code}: ${detail}`),
    left: second.plan.steps.map(({ id }) => id),
    waits: stage.events.flatMap((event) => (event.state === "waiting" ? [event.because] : [])),
    world: inWords(stage.sandbox.world),
  };
}

/** The call's name, as in `organizations:CreateAccount`. */
export function nameOf({ service, operation }: CallRecord): string {
  return `${service}:${operation}`;
}
