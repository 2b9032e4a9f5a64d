import { writeFileSync } from "node:fs";
import { NotRecorded } from "../aws/contract/not-recorded.ts";
import type { Finding } from "../model/finding.ts";
import { hasErrors } from "../model/finding.ts";
import { type Tables, type Validated, validate } from "../pipeline.ts";
import { findingsText } from "../report/findings-text.ts";
import { findingJson } from "../report/plan-json.ts";
import { plainJson } from "../report/safe-text.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { type Interruption, listenForInterruption } from "./interruption.ts";
import { type OpenedWorld, openWorld, type WorldRequest } from "./open-world.ts";
import type { CommonOptions } from "./options.ts";
import { shippedTables, toolVersion } from "./shipped.ts";
import { type DiskSource, NoOrganizationFile, openSource } from "./source.ts";
import type { Terminal } from "./terminal.ts";

/** What a command that looks at AWS works with. */
export interface CommandSession {
  readonly source: DiskSource;
  readonly tables: Tables;
  readonly validated: Validated;
  readonly world: OpenedWorld;
  readonly interruption: Interruption;
}

const FALLBACK_REGION = "us-east-1";

/**
 * Opens files and world for a command, runs it, and lets go of everything however it ends. Files with errors are refused
 * before anything else is touched.
 *
 * @param format in which findings are printed when the files are refused
 */
export async function withSession(
  options: CommonOptions,
  terminal: Terminal,
  format: string,
  more: Pick<WorldRequest, "onWait" | "run"> & { readonly say?: (text: string) => void },
  work: (session: CommandSession) => Promise<ExitCode>,
): Promise<ExitCode> {
  const source = openOrRefuse(options.file, format, terminal);
  if (source === null) {
    return EXIT.error;
  }
  const tables = shippedTables();
  const validated = validate(source, tables, toolVersion());
  if (hasErrors(validated.findings)) {
    return reportRefusal(validated.findings, format, terminal, source);
  }
  const { organization } = validated.wishes;
  const region = organization?.homeRegion ?? FALLBACK_REGION;
  const managementAccount = organization?.pins.managementAccount ?? null;
  const { say = (text: string) => terminal.err(`\n${text}`), ...watched } = more;
  const interruption = listenForInterruption(() =>
    say("Stopping: what is under way is finished first. Press Ctrl-C again to stop at once."),
  );
  const request = { options, terminal, signal: interruption.now, region, managementAccount, ...watched };
  const world = await openWorld(request);
  let exit: ExitCode = EXIT.error;
  try {
    world.runLog?.begin({ file: options.file, orgwright: toolVersion() });
    const code = await work({ source, tables, validated, world, interruption });
    reportStatistics(options, terminal, world, tables);
    exit = interruption.stop.aborted && code !== EXIT.done ? EXIT.interrupted : code;
    return exit;
  } catch (error) {
    if (interruption.now.aborted) {
      terminal.err("Stopped. What was under way may or may not have been done: the next run looks first.");
      exit = EXIT.interrupted;
      return exit;
    }
    throw error;
  } finally {
    interruption.release();
    recordEnd(world, exit);
    await world.close();
  }
}

/** A record that is broken has been told of already, and has no end. */
function recordEnd({ runLog }: OpenedWorld, exit: ExitCode): void {
  try {
    runLog?.end(exit);
  } catch (error) {
    if (!(error instanceof NotRecorded)) {
      throw error;
    }
  }
}

/** The organization file, or null once it was told, in the format that was asked for, that it cannot be read. */
export function openOrRefuse(file: string, format: string, terminal: Terminal): DiskSource | null {
  try {
    return openSource(file);
  } catch (error) {
    if (!(error instanceof NoOrganizationFile)) {
      throw error;
    }
    reportRefusal([error.finding], format, terminal, { frame: () => null });
    return null;
  }
}

/** Prints why no plan could be made, in the format that was asked for. */
export function reportRefusal(
  findings: readonly Finding[],
  format: string,
  terminal: Terminal,
  source: Pick<DiskSource, "frame">,
): ExitCode {
  if (format === "json") {
    terminal.out(plainJson({ format: 1, findings: findings.map(findingJson) }));
  } else {
    terminal.err(findingsText(findings, terminal.errText, source.frame));
  }
  return EXIT.error;
}

function reportStatistics(options: CommonOptions, terminal: Terminal, world: OpenedWorld, { rates }: Tables): void {
  const statistics = world.tally.statistics(rates);
  if (options.statsOut !== undefined) {
    writeFileSync(options.statsOut, `${JSON.stringify(statistics, null, 2)}\n`);
  }
  if (options.stats === true) {
    const { reads, writes, accountsEntered, seconds } = statistics;
    const time = `${seconds.wall.toFixed(1)} s, ${seconds.waiting.toFixed(1)} s of it waiting`;
    terminal.err(`${reads} reads, ${writes} writes, ${accountsEntered} accounts entered; ${time}`);
  }
}
