import type { Operation } from "../../src/aws/contract/operations.ts";
import { specOf } from "../../src/aws/contract/operations.ts";
import type { Transport } from "../../src/aws/contract/transport.ts";
import { openRunLog } from "../../src/aws/door/run-log.ts";
import type { Fault } from "../../src/aws/sandbox/faults.ts";
import { openSandbox, type Sandbox } from "../../src/aws/sandbox/sandbox.ts";
import type { World } from "../../src/aws/sandbox/world.ts";
import type { ApplyEvent } from "../../src/model/event.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Planned } from "../../src/pipeline.ts";
import { type Chance, chanceFrom } from "./chance.ts";
import { edit } from "./edits.ts";
import { type Mortal, mortal } from "./mortal.ts";
import type { FileName, Mishap, Run, Scenario } from "./scenario.ts";
import { openSchedule, type Schedule } from "./schedule.ts";
import { type Ended, problemsOf, runTool, type Tool } from "./tool.ts";
import { unseen, type Watch, type Watched, watch } from "./watch.ts";

/** What a story needs besides its scenario; the same for all. */
export interface Props {
  readonly tools: Readonly<Record<FileName, Tool>>;
  /** The plain organization as it was founded. */
  readonly founded: World;
  /** Breaks the tool on purpose. */
  readonly sabotage?: Sabotage;
}

/** What a broken tool, or a broken AWS, makes of the way between them: asked once for each process. */
export type Sabotage = (honest: Transport, world: World) => Transport;

/** What a story came to. */
export interface Story {
  /** Nothing when everything held. */
  readonly violations: readonly string[];
  /** What happened, in words, for whoever has to understand a violation. */
  readonly told: readonly string[];
  /** How often what came about. */
  readonly happened: ReadonlyMap<string, number>;
}

/** A line is put into words only when somebody reads it: of most stories nobody ever does. */
type Line = string | (() => string);

interface Stage extends Props {
  readonly scenario: Scenario;
  readonly sandbox: Sandbox;
  readonly faults: Fault[];
  readonly schedule: Schedule;
  readonly chance: Chance;
  readonly watch: Watch;
  readonly told: Line[];
  readonly happened: Map<string, number>;
  /** What was broken that no single call shows. */
  readonly broken: string[];
  /** The plan that was kept, and whether anybody but its own runs has changed anything since. */
  kept: { readonly plan: Plan; readonly file: FileName; isOthersFree: boolean } | null;
}

/** One virtual minute. */
const MINUTE = 60_000;
/** No run takes longer than this, in virtual time: accounts that never come, an organization that is being set up. */
const LONGEST = 8 * 60 * MINUTE;
/** A fault that is always there keeps the sandbox ready for stale reads. */
const NEVER: Fault = { kind: "stale-read", call: -1 };

/** Plays a scenario from its beginning to its end, which is that the tool has put everything right. */
export async function play(scenario: Scenario, props: Props): Promise<Story> {
  const hasStale = scenario.runs.some(({ mishaps }) =>
    mishaps.some((one) => one.is === "fault" && one.fault === "stale-read"),
  );
  const faults: Fault[] = hasStale ? [NEVER] : [];
  const { seed, tempo, begin } = scenario;
  const sandbox = await openSandbox({
    seed,
    tempo,
    faults,
    ...(begin === "founded" ? { world: withTempo(props.founded, tempo) } : {}),
  });
  const chance = chanceFrom(seed ^ 0x5eed);
  const stage: Stage = {
    ...props,
    scenario,
    sandbox,
    faults,
    chance,
    schedule: openSchedule(sandbox.world, chance.next),
    watch: watch(sandbox.world),
    told: [],
    happened: new Map(),
    broken: [],
    kept: null,
  };
  for (const run of scenario.runs) {
    if (violationsOf(stage).length === 0) {
      await playRun(run, stage);
    }
  }
  if (violationsOf(stage).length === 0) {
    await checkEnd(stage);
  }
  const { told, happened } = stage;
  return {
    violations: violationsOf(stage),
    get told() {
      return told.map((line) => (typeof line === "string" ? line : line()));
    },
    happened,
  };
}

function withTempo(world: World, tempo: Scenario["tempo"]): World {
  return { ...world, tempo: { ...world.tempo, ...tempo } };
}

function violationsOf({ watch: { violations }, broken }: Stage): string[] {
  return [...violations, ...broken];
}

function count(stage: Stage, what: string): void {
  stage.happened.set(what, (stage.happened.get(what) ?? 0) + 1);
}

async function playRun(run: Run, stage: Stage): Promise<void> {
  const { pause, mishaps } = run;
  stage.told.push(`-- ${run.plan} ${run.file}`);
  await sleep(pause * MINUTE, stage);
  const rivals: Promise<void>[] = [];
  const startRival = (file: FileName) => {
    count(stage, "second operator");
    rivals.push(playProcess({ ...run, file, plan: "now" }, [], stage, () => {}, "rival"));
  };
  const main = playProcess(run, mishaps, stage, startRival, "main");
  const both = main.then(() => Promise.all(rivals));
  if ((await stage.schedule.follow(both)) === "stuck") {
    stage.broken.push("I11: a run waits for something that never comes");
  }
}

async function sleep(milliseconds: number, { schedule }: Stage): Promise<void> {
  if (milliseconds > 0) {
    await schedule.follow(schedule.clock.sleep(milliseconds));
  }
}

/** One process: its calls pass the schedule, the mishaps and the watch. */
async function playProcess(
  run: Run,
  mishaps: readonly Mishap[],
  stage: Stage,
  startRival: (file: FileName) => void,
  name: string,
): Promise<void> {
  const { sandbox, tools, chance } = stage;
  const began = sandbox.world.time;
  const watched = unseen();
  const spoken: string[] = [];
  const process = openProcess({ mishaps, stage, watched, startRival, name });
  const runLog = openRunLog("run", { append: (line) => void spoken.push(line), sync: () => {} }, stage.schedule.clock);
  const emit = (event: ApplyEvent) => void spoken.push(JSON.stringify(event));
  await mishapsAt(0, mishaps, stage, startRival, process);
  let kept: Stage["kept"] = null;
  const review = (planned: Planned): boolean => {
    watched.plan = planned.plan;
    spoken.push(JSON.stringify(planned.plan));
    const isOthersFree =
      run.mishaps.every(({ is }) => is !== "edit" && is !== "rival") &&
      !isForeignOnOrder(planned, sandbox.world, began);
    kept = { plan: planned.plan, file: run.file, isOthersFree };
    return run.plan !== "save";
  };
  const saved = run.plan === "saved" && stage.kept?.file === run.file ? stage.kept.plan : undefined;
  const onSecondLook = () => {
    watched.sawPast = false;
    count(stage, "a second look at a saved plan");
  };
  try {
    const ended = await runTool(tools[run.file], process, {
      ...{ random: chance.next, runLog, emit, review, onSecondLook },
      ...(saved && { saved }),
    });
    stage.told.push(`${name}: ${ended.is} after ${watched.calls} calls. ${problemsOf(ended).join("; ")}`);
    count(stage, `a run ${ended.is === "applied" && ended.result.failed.length > 0 ? "is not finished" : ended.is}`);
    if (run.plan === "save") {
      stage.kept = kept;
    } else if (stage.kept !== null && (run.plan === "now" || run.file !== stage.kept.file)) {
      stage.kept.isOthersFree = false;
    }
    if (saved !== undefined) {
      checkSaved(ended, watched, stage);
    }
    checkRun(ended, spoken, stage);
  } catch (error) {
    stage.broken.push(`I11: a run breaks: ${error instanceof Error ? error.stack : String(error)}`);
  }
  if (sandbox.world.time - began > LONGEST) {
    stage.broken.push(`I11: a run takes ${Math.round((sandbox.world.time - began) / MINUTE)} minutes`);
  }
}

/** Whether an account that the file does not wish for, as one of another file, was on order while the plan was made. */
function isForeignOnOrder({ wished }: Planned, { creations }: World, began: number): boolean {
  const names = new Set(wished.filter(({ kind }) => kind === "account").map(({ properties }) => properties["name"]));
  return Object.values(creations).some(
    ({ name, completed }) => (completed === null || completed >= began) && !names.has(name),
  );
}

/**
 * Without anybody else's doing a saved plan must hold, however often it was begun. Only when AWS answered out of the past at
 * the last look too, nobody could know.
 */
function checkSaved(ended: Ended, { sawPast }: Watched, stage: Stage): void {
  if (ended.is === "applied") {
    count(stage, "a saved plan holds");
  }
  if (ended.is !== "stale") {
    return;
  }
  count(stage, "a saved plan no longer holds");
  if (stage.kept?.isOthersFree === true && !sawPast) {
    const why = ended.findings.map(({ detail }) => detail).join("; ");
    stage.broken.push(`I3: a saved plan is refused though nobody else did anything: ${why}`);
  }
}

interface Opening {
  readonly mishaps: readonly Mishap[];
  readonly stage: Stage;
  readonly watched: Watched;
  readonly startRival: (file: FileName) => void;
  readonly name: string;
  /** Whether lists come in another order each time. */
  readonly shuffles?: boolean;
}

function openProcess({ mishaps, stage, watched, startRival, name, shuffles }: Opening): Mortal {
  const { sandbox, faults, schedule, watch: looking, told, chance, sabotage = (honest) => honest } = stage;
  let waiting = mishaps.filter((one) => one.is === "fault");
  const process: Mortal = mortal({
    clock: schedule.clock,
    transport: {
      send: (as, region, operation, input, options) =>
        schedule.turn(async () => {
          if (process.isDead()) {
            return undefined as never;
          }
          const n = watched.calls + 1;
          await mishapsAt(n, mishaps, stage, startRival, process);
          if (process.isDead()) {
            return undefined as never;
          }
          const hit = waiting.find((one) => one.at <= n && concerns(one, operation));
          waiting = waiting.filter((one) => one !== hit);
          if (hit !== undefined) {
            faults.push({ kind: hit.fault, call: sandbox.callCount + 1, ...(hit.code && { code: hit.code }) });
            count(stage, hit.fault);
          }
          const account = as.is === "role" ? as.account : sandbox.world.managementAccount;
          const call = { operation, input, account, stale: hit?.fault === "stale-read" };
          watched.sawPast ||= call.stale;
          looking.before(watched, call);
          try {
            const answer = await sandbox.transport.send(as, region, operation, input, options);
            return shuffles === true ? shuffled(answer, chance) : answer;
          } finally {
            looking.after(watched, call);
            told.push(lineOf(stage, name, n, hit));
            if (mishaps.some((one) => one.is === "death" && one.sent && one.at === n)) {
              count(stage, "a death after a call");
              process.die();
            }
            if (violationsOf(stage).length > 0) {
              process.die();
            }
          }
        }),
    },
  });
  return { ...process, transport: sabotage(process.transport, sandbox.world) };
}

/** An answer with its lists in another order. */
function shuffled<T extends object>(answer: T, chance: Chance): T {
  const members = Object.entries(answer).map(([name, member]) => [
    name,
    Array.isArray(member)
      ? member
          .map((item) => ({ item, at: chance.next() }))
          .sort((a, b) => a.at - b.at)
          .map(({ item }) => item)
      : member,
  ]);
  return Object.fromEntries(members) as T;
}

function concerns({ fault }: Extract<Mishap, { is: "fault" }>, operation: Operation): boolean {
  switch (fault) {
    case "slow-account":
    case "failed-account":
      return operation === "organizations:CreateAccount";
    case "stale-read":
      return specOf(operation).access === "read" && !operation.startsWith("sts:");
    case "refused":
      return operation.startsWith("organizations:") && specOf(operation).access === "write";
    default:
      return true;
  }
}

function lineOf({ sandbox }: Stage, name: string, n: number, hit: Mishap | undefined): Line {
  const { service, operation, account, input, outcome } = sandbox.calls.at(-1) ?? {
    service: "",
    operation: "",
    account: "",
    input: {},
    outcome: "",
  };
  const fault = hit?.is === "fault" ? ` [${hit.fault}]` : "";
  return () =>
    `${name} ${n} ${service}:${operation} ${account} ${JSON.stringify(input).slice(0, 160)} ${outcome}${fault}`;
}

async function mishapsAt(
  n: number,
  mishaps: readonly Mishap[],
  stage: Stage,
  startRival: (file: FileName) => void,
  process: Mortal,
): Promise<void> {
  for (const mishap of mishaps.filter(({ at }) => at === n)) {
    if (mishap.is === "edit") {
      const done = await edit(stage.sandbox, mishap.edit, mishap.pick);
      stage.told.push(`somebody ${done ?? `finds nothing for ${mishap.edit}`}`);
      stage.watch.learnForeign();
      count(stage, `edit ${mishap.edit}`);
      if (stage.kept !== null) {
        stage.kept.isOthersFree = false;
      }
    } else if (mishap.is === "rival") {
      if (stage.kept !== null) {
        stage.kept.isOthersFree = false;
      }
      startRival(mishap.file);
    } else if (mishap.is === "death" && !mishap.sent && n > 0) {
      count(stage, "a death before a call");
      process.die();
    }
  }
}

/** A run says why it ended, and keeps its secrets. */
function checkRun(ended: Ended, spoken: readonly string[], { sandbox, broken }: Stage): void {
  const said = [...spoken, ...problemsOf(ended)].join("\n");
  for (const { secretAccessKey, sessionToken } of Object.values(sandbox.world.sessions)) {
    if (said.includes(secretAccessKey) || said.includes(sessionToken)) {
      broken.push("I12: a secret of a session is in a plan, an event, a log or an error");
    }
  }
}

/** With nothing in the way any more, one run puts everything right; the next has nothing to do, in whatever order lists come. */
async function checkEnd(stage: Stage): Promise<void> {
  const { schedule, scenario, sandbox, tools, watch: looking, broken, told } = stage;
  await sleep(120 * MINUTE, stage);
  let file = scenario.runs.at(-1)?.file ?? "plain";
  const runOnce = async (review: () => boolean, shuffles = false): Promise<Ended> => {
    const watched = unseen();
    const process = openProcess({ mishaps: [], stage, watched, startRival: () => {}, name: "end", shuffles });
    const run = runTool(tools[file], process, {
      random: () => 0.5,
      review: ({ plan }) => {
        watched.plan = plan;
        return review();
      },
    });
    const ended = await schedule.follow(run);
    return ended === "stuck" ? { is: "died" } : ended;
  };
  told.push(`-- the end: ${file}`);
  let first = await runOnce(() => true);
  if (problemsOf(first).length > 0 && problemsOf(first).every((problem) => problem.startsWith("looks-like-a-rename"))) {
    // An account left the file while another was never made: rightly refused. Of this file no account has left.
    count(stage, "what looks like a rename is refused");
    file = "grown";
    first = await runOnce(() => true);
  }
  const problems = problemsOf(first);
  if (problems.length > 0) {
    broken.push(`I2: undisturbed, it does not come to its end: ${problems.join("; ")}`);
    return;
  }
  const writes = sandbox.calls.filter(({ write }) => write).length;
  const again = await runOnce(() => true);
  const otherwise = await runOnce(() => false, true);
  if (again.is !== "applied" || again.plan.steps.length > 0) {
    const left =
      again.is === "applied" ? again.plan.steps.map(({ id, change }) => `${change.action} ${id}`) : problemsOf(again);
    broken.push(`I2: the second plan is not empty: ${left.join("; ")}`);
  }
  if (sandbox.calls.filter(({ write }) => write).length > writes) {
    broken.push("I2: a run with nothing to do writes");
  }
  if ("plan" in again && "plan" in otherwise && again.plan.digest !== otherwise.plan.digest) {
    broken.push("I9: two plans of the same world differ");
  }
  if (looking.violations.length > 0) {
    told.push("the end broke what must hold");
  }
}
