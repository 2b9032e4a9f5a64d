import { CommanderError } from "commander";
import { AwsError } from "../aws/contract/aws-error.ts";
import { messageText } from "../report/text-line.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { buildProgram } from "./program.ts";
import { NoOrganizationFile } from "./source.ts";
import type { OpenTerminal } from "./terminal.ts";

/** Errors whose message is meant for the user and complete. */
const TOLD = new Set(["SandboxDirectoryError", "RangeError", "NoOrganizationFile", "CannotEnter", "NotRecorded"]);

/**
 * Runs one command line and says through a terminal what it has to say. Throws nothing: what goes wrong is told, and is
 * in the exit code.
 *
 * @param args without the program's name
 */
export async function runCommandLine(args: readonly string[], openTerminal: OpenTerminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  try {
    const ended = (exit: ExitCode) => {
      code = exit;
    };
    await buildProgram(ended, openTerminal).parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    const { err, errText } = openTerminal(false);
    return failure(error, (text) => err(messageText(text, errText)));
  }
}

type Say = (text: string) => void;

function failure(error: unknown, say: Say): ExitCode {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? EXIT.done : EXIT.error;
  }
  if (error instanceof AwsError) {
    sayAwsError(error, say);
    return error.waitedBecause === undefined ? EXIT.error : EXIT.unfinished;
  }
  if (error instanceof NoOrganizationFile || (error instanceof Error && TOLD.has(error.name))) {
    say(error.message);
    return EXIT.error;
  }
  if (error instanceof Error && "path" in error && "code" in error) {
    const why = error.code === "ENOENT" ? "There is no such file or folder" : error.message;
    say(`${String(error.path)} cannot be used. ${why}. Check the name and run the command again.`);
    return EXIT.error;
  }
  say("orgwright failed in a way that it does not know. Please report this with the command that you ran:");
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.error;
}

function sayAwsError({ operation, code, message, outcome, requestId, waitedBecause }: AwsError, say: Say): void {
  if (outcome === "not-sent") {
    say(`AWS could not be reached for ${operation} (${code}): ${message}`);
    say("Check the network, the credentials and --endpoint-url, then run the same command again. Nothing was changed.");
    return;
  }
  const request = requestId === undefined ? "" : ` (request ${requestId})`;
  say(`AWS ended ${operation} with ${code}${request}: ${message}`);
  if (waitedBecause !== undefined) {
    say(
      `It was tried again and again, because ${waitedBecause}. Nothing was changed. Run the same command in a while.`,
    );
    return;
  }
  say("Nothing was changed by looking. Put right what AWS names, then run the same command again.");
}
