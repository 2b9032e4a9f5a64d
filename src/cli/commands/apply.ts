import type { ApplyResult } from "../../apply/apply.ts";
import { SHAPES } from "../../kinds/shapes.ts";
import type { ApplyEvent } from "../../model/event.ts";
import { hasErrors } from "../../model/finding.ts";
import { sameJson } from "../../model/json.ts";
import type { Allowance } from "../../model/plan.ts";
import { applyPlan, type Planned, planFrom } from "../../pipeline.ts";
import { meanwhile } from "../../plan/meanwhile.ts";
import { applySummary, applySummaryText } from "../../report/apply-summary.ts";
import { findingsText } from "../../report/findings-text.ts";
import { messageText } from "../../report/text-line.ts";
import { getConsent, parseAllowances, terminalAsk } from "../consent.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { CommonOptions } from "../options.ts";
import { progressDisplay } from "../progress-display.ts";
import type { ProgressDisplay } from "../progress-port.ts";
import { newRun } from "../run-logs.ts";
import { holdAgainstWorld, readSavedPlan } from "../saved-plan.ts";
import { type CommandSession, reportRefusal, withSession } from "../session.ts";
import { toolVersion } from "../shipped.ts";
import type { Terminal } from "../terminal.ts";
import { printPlan } from "./plan.ts";

export interface ApplyCommandOptions extends CommonOptions {
  readonly yes?: boolean;
  readonly allow: readonly string[];
  readonly digest?: string;
  readonly target: readonly string[];
}

/** Executes a plan: the one that comes out now, or exactly a saved one. */
export async function runApply(
  path: string | undefined,
  options: ApplyCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const saved = path === undefined ? null : readSavedPlan(path, options.digest);
  if (saved !== null && "problem" in saved) {
    terminal.err(findingsText([saved.problem], terminal.errText));
    return EXIT.refused;
  }
  if (saved !== null && options.target.length > 0 && !sameJson(saved.plan.targets, options.target)) {
    throw new RangeError("--target: a saved plan is for what it was saved for. Leave the option out.");
  }
  const allowed = saved?.plan.allowed ?? parseAllowances(options.allow);
  const targets = saved?.plan.targets ?? options.target;
  const run = newRun(new Date());
  const display = progressDisplay(options.logFormat, terminal);
  return await withSession(
    options,
    terminal,
    "text",
    { run, onWait: display.doorWaits, say: display.say },
    async (session) => {
      const { source, tables, validated, world } = session;
      const identity = { role: "apply", founder: options.founder ?? false } as const;
      const look = () => planFrom(validated, tables, world, { identity, allowed, targets, version: toolVersion() });
      const applying = { allowed, options, terminal, session, display };
      if (saved === null) {
        const planned = await look();
        return planned.is === "refused"
          ? reportRefusal(planned.findings, "text", terminal, source)
          : await confirmAndApply({ ...applying, planned });
      }
      const held = await holdAgainstWorld(saved.plan, { ...world, look, onSecondLook: tellSecondLook(display) });
      if (held.is === "refused") {
        return reportRefusal(held.findings, "text", terminal, source);
      }
      const everyConsent = givesEveryConsent(options);
      const refusals = everyConsent ? held.stale.filter(({ code }) => code !== "consent-missing") : held.stale;
      if (refusals.length > 0) {
        terminal.err(findingsText(refusals, terminal.errText, source.frame));
        return EXIT.refused;
      }
      terminal.err(findingsText(meanwhile(saved.plan, { ...held, shapes: SHAPES }), terminal.errText));
      return await confirmAndApply({ ...applying, planned: held });
    },
  );
}

function tellSecondLook({ say }: ProgressDisplay): (milliseconds: number) => void {
  return (milliseconds) =>
    say(
      "AWS shows something else than the saved plan expects. Its answers can lag behind what was changed moments ago: " +
        `looking again in ${milliseconds / 1000} seconds.`,
    );
}

/** Nothing in a sandbox needs a second thought. */
function givesEveryConsent({ sandbox, yes }: ApplyCommandOptions): boolean {
  return sandbox === true && yes === true;
}

interface Applying {
  readonly planned: Planned;
  readonly allowed: readonly Allowance[];
  readonly options: ApplyCommandOptions;
  readonly terminal: Terminal;
  readonly session: CommandSession;
  readonly display: ProgressDisplay;
}

async function confirmAndApply(applying: Applying): Promise<ExitCode> {
  const { planned, allowed, options, terminal, session } = applying;
  const { plan } = planned;
  const { consents } = plan;
  printPlan(planned, { format: "text" }, terminal, session);
  if (hasErrors(plan.findings)) {
    terminal.err("The plan has errors that no consent lifts: nothing was done.");
    return EXIT.refused;
  }
  if (plan.steps.length === 0) {
    return EXIT.done;
  }
  const isEveryConsentGiven = givesEveryConsent(options);
  if (isEveryConsentGiven && consents.length > 0) {
    terminal.err("In the sandbox, --yes gives every consent.");
  }
  const verdict = await getConsent({
    consents: isEveryConsentGiven ? [] : consents,
    allowed,
    yes: options.yes ?? false,
    ask: terminal.interactive ? terminalAsk(session.interruption.stop, terminal.errText) : null,
  });
  switch (verdict.is) {
    case "declined":
      terminal.err(messageText(`Nothing was done. ${verdict.why}`, terminal.errText));
      return EXIT.error;
    case "withheld":
      terminal.err(messageText(`Nothing was done. No consent was given to ${verdict.consent.code}.`, terminal.errText));
      return EXIT.refused;
    case "missing":
      terminal.err(
        `Nothing was done. Consents are missing; if all of this is meant, add:\n  ${verdict.flags.join(" ")}`,
      );
      return EXIT.refused;
    case "granted":
      return await execute(applying);
  }
}

async function execute({ planned, terminal, session, display }: Applying): Promise<ExitCode> {
  const { world, interruption, source } = session;
  const { steps } = planned.plan;
  const events: ApplyEvent[] = [];
  const started = Date.now();
  display.start(steps);
  const emit = (event: ApplyEvent) => {
    events.push(event);
    display.event(event);
  };
  try {
    const result = await applyPlan(planned, world, { emit, stop: interruption.stop });
    const code = exitCodeOf(result);
    display.end(code, result);
    await display.close();
    const summary = applySummary(steps, events, (Date.now() - started) / 1000);
    terminal.out(applySummaryText(summary, terminal.outText, source.frame));
    return code;
  } finally {
    await display.close();
  }
}

function exitCodeOf({ failed, unfinished, stopped, skipped }: ApplyResult): ExitCode {
  if (stopped) {
    return EXIT.interrupted;
  }
  if (failed.length === 0 && skipped === 0) {
    return EXIT.done;
  }
  return failed.length === unfinished ? EXIT.unfinished : EXIT.error;
}
