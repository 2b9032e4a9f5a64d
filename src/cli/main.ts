import { CommanderError } from "commander";
import { AwsError } from "../aws/contract/aws-error.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { buildProgram } from "./program.ts";
import { NoOrganizationFile } from "./source.ts";

/** Errors whose message is meant for the user and complete. */
const TOLD = new Set(["SandboxDirectoryError", "RangeError", "NoOrganizationFile", "CannotEnter"]);

async function main(): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  try {
    await buildProgram((ended) => {
      code = ended;
    }).parseAsync(process.argv);
    return code;
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): ExitCode {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? EXIT.done : EXIT.error;
  }
  if (error instanceof AwsError) {
    const request = error.requestId === undefined ? "" : ` (request ${error.requestId})`;
    say(`AWS ended ${error.operation} with ${error.code}${request}: ${error.message}`);
    say("Nothing was changed by looking. Put right what AWS names, then run the same command again.");
    return EXIT.error;
  }
  if (error instanceof NoOrganizationFile || (error instanceof Error && TOLD.has(error.name))) {
    say(error.message);
    return EXIT.error;
  }
  const isFile = error instanceof Error && "path" in error && "code" in error;
  if (isFile) {
    say(error.message);
    return EXIT.error;
  }
  say("orgwright failed in a way that it does not know. Please report this with the command that you ran:");
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.error;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

process.exitCode = await main();
