import { Command, Option } from "commander";
import { messageText } from "../report/text-line.ts";
import type { ApplyCommandOptions } from "./commands/apply.ts";
import type { InitOptions } from "./commands/init.ts";
import type { PeopleReportOptions, WelcomeOptions } from "./commands/people.ts";
import type { PlanCommandOptions } from "./commands/plan.ts";
import type { ProveOptions } from "./commands/prove.ts";
import type { RunsOptions } from "./commands/runs.ts";
import type { SandboxCallOptions, SandboxNewOptions } from "./commands/sandbox.ts";
import type { ShowOptions } from "./commands/show.ts";
import type { ValidateOptions } from "./commands/validate.ts";
import type { ExitCode } from "./exit-code.ts";
import { toolVersion } from "./shipped.ts";
import { type OpenTerminal, processTerminal } from "./terminal.ts";

const DEFAULT_FILE = "orgwright.yaml";
const DEFAULT_SANDBOX = ".orgwright/sandbox";

/** Told how a command ended. */
type Ended = (code: ExitCode) => void;

/** The command line: each command loads what it needs only when it runs. `ended` is told the exit code. */
export function buildProgram(ended: Ended, openTerminal: OpenTerminal = processTerminal): Command {
  const terminalFor = ({ color }: { readonly color: boolean }) => openTerminal(color);
  const program = new Command("orgwright")
    .description("Found an AWS Organization from blueprints, review every change as a plan, apply exactly that plan.")
    .version(toolVersion())
    .exitOverride()
    .configureOutput({
      writeErr: (text) => openTerminal(false).err(text),
      outputError: (text, write) => write(`${messageText(text, openTerminal(false).errText)}\n`),
    })
    .showHelpAfterError("(add --help for the options)");

  addInitCommand(program, ended, openTerminal);

  addCommand(program, "validate", "check the files; nothing is sent to AWS")
    .addOption(formats("text", "json"))
    .action(async (options: ValidateOptions & { color: boolean }) => {
      const { runValidate } = await import("./commands/validate.ts");
      ended(await runValidate(options, terminalFor(options)));
    });

  addReportOptions(addWorldOptions(addCommand(program, "plan", "show what apply would do; only reads")))
    .addOption(formats("text", "markdown", "json", "html"))
    .option("--out <file>", "save the plan, for review and for `apply FILE`")
    .option("--detailed-exitcode", "exit 2 when changes are pending")
    .addOption(targetOption())
    .addOption(allowOption())
    .action(async (options: PlanCommandOptions) => {
      const { runPlan } = await import("./commands/plan.ts");
      ended(await runPlan(options, terminalFor(options)));
    });

  addWorldOptions(addCommand(program, "apply", "execute a plan: a saved one exactly, or the one that comes out now"))
    .argument("[plan]", "a plan saved with `plan --out`")
    .option("--yes", "do not ask whether to apply")
    .option("--digest <sha256>", "apply the saved plan only if it has this digest")
    .addOption(targetOption())
    .addOption(allowOption())
    .action(async (path: string | undefined, options: ApplyCommandOptions) => {
      const { runApply } = await import("./commands/apply.ts");
      ended(await runApply(path, options, terminalFor(options)));
    });

  addProveCommand(program, ended, openTerminal);

  addReportOptions(addWorldOptions(addCommand(program, "show", "show the organization as it stands, or a saved plan")))
    .argument("[plan]", "a plan saved with `plan --out`")
    .addOption(formats("text", "markdown", "json", "html", "mermaid"))
    .option("--all", "with --format json: everything that was seen, as resources")
    .option("--tags", "the tags of accounts and units, and which required ones are missing")
    .action(async (path: string | undefined, options: ShowOptions) => {
      const { runShow } = await import("./commands/show.ts");
      ended(await runShow(path, options, terminalFor(options)));
    });

  program
    .command("explain")
    .description("say what a finding's code means and what to do about it")
    .argument("[code]", "as printed in brackets; all codes when left out")
    .option("--no-color", "no colour")
    .action(async (code: string | undefined, options: { color: boolean }) => {
      const { runExplain } = await import("./commands/explain.ts");
      ended(await runExplain(code, terminalFor(options)));
    });

  program
    .command("runs")
    .description("list the applies on record, or show what one of them did, call by call")
    .argument("[id]", "a run's id or its beginning; `last` for the last one")
    .addOption(formats("text", "json"))
    .option("--all", "show every call, the reads too")
    .option("--no-color", "no colour")
    .action(async (id: string | undefined, options: RunsOptions & { color: boolean }) => {
      const { runRuns } = await import("./commands/runs.ts");
      ended(runRuns(id, options, terminalFor(options)));
    });

  program
    .command("demo")
    .description("found, tamper with and correct an example organization in a throw-away sandbox")
    .option("--no-color", "no colour")
    .action(async (options: { color: boolean }) => {
      const { runDemo } = await import("./commands/demo.ts");
      ended(await runDemo(terminalFor(options)));
    });

  addPeopleCommands(program, ended, openTerminal);
  addSandboxCommands(program, ended, openTerminal);
  return program;
}

function addPeopleCommands(program: Command, ended: Ended, openTerminal: OpenTerminal): void {
  const people = program.command("people").description("welcome a new user, or report on how users sign in");

  addCommand(people, "welcome", "say what is done for a new user; no password is made")
    .argument("<name>", "the user's name")
    .addOption(formats("text", "json"))
    .action(async (name: string, options: WelcomeOptions & { color: boolean }) => {
      const { runWelcome } = await import("./commands/people.ts");
      ended(runWelcome(name, options, openTerminal(options.color)));
    });

  addWorldOptions(addCommand(people, "report", "tell who has no MFA, old keys, or credentials that nobody uses"))
    .addOption(formats("text", "json"))
    .option("--days <n>", "from when on a key is old, and what is not used is unused", "90")
    .action(async (options: PeopleReportOptions) => {
      const { runPeopleReport } = await import("./commands/people.ts");
      ended(await runPeopleReport(options, openTerminal(options.color)));
    });
}

function addInitCommand(program: Command, ended: Ended, openTerminal: OpenTerminal): void {
  addWorldOptions(
    addCommand(program, "init", "ask what the organization shall be like, and write the organization file"),
  )
    .option("--offline", "do not look at AWS for defaults")
    .option("--defaults", "take every default, ask nothing")
    .option("--answers <file>", "take the answers from a file, ask nothing")
    .option("--answers-template", "print a file of answers to fill in")
    .addOption(repeatable("--set <id=value>", "one answer, as in logging.retentionDays=2555"))
    .addOption(repeatable("--blueprint <path>", "a blueprint of your own besides those that ship"))
    .option("--yes", "write although a file is there that would change")
    .action(async (options: InitOptions) => {
      const { runInit } = await import("./commands/init.ts");
      ended(await runInit(options, openTerminal(options.color)));
    });
}

function addProveCommand(program: Command, ended: Ended, openTerminal: OpenTerminal): void {
  addWorldOptions(
    addCommand(program, "prove", "tell which attacks the guardrails deny, and whether what must work does"),
  )
    .addOption(formats("text", "json"))
    .option("--offline", "prove the file alone, without a look at AWS")
    .option("--catalogue <file>", "another catalogue, as CSV or YAML")
    .option("--explain <id>", "show one row layer by layer")
    .action(async (options: ProveOptions) => {
      const { runProve } = await import("./commands/prove.ts");
      ended(await runProve(options, openTerminal(options.color)));
    });
}

function addSandboxCommands(program: Command, ended: Ended, openTerminal: OpenTerminal): void {
  const sandbox = program.command("sandbox").description("an AWS Organization in a directory, to try things in");

  sandbox
    .command("new")
    .description("make one")
    .argument("<directory>")
    .option("--management-account <id>", "twelve digits")
    .option("--seed <n>", "ids follow from it")
    .addOption(repeatable("--quota <name=n>", "a quota that differs from AWS's default, as in accounts=10"))
    .option("--faults <file>", "what shall go wrong")
    .action(async (directory: string, options: SandboxNewOptions) => {
      const { runSandboxNew } = await import("./commands/sandbox.ts");
      ended(await runSandboxNew(directory, options, openTerminal(true)));
    });

  sandbox
    .command("call")
    .description("make one raw call, in the SDK's input and output shapes")
    .argument("<service>", "as in organizations")
    .argument("<operation>", "as in ListAccounts")
    .option("--sandbox-dir <directory>", "where the sandbox is", DEFAULT_SANDBOX)
    .option("--account <id>", "whose administrator calls; the management account's when left out")
    .option("--region <region>", "us-east-1 when left out")
    .option("--as <arn>", "another principal, whose policies and guardrails then decide")
    .option("--mfa", "that principal has signed in with MFA")
    .option("--input <json>", "the input, or @FILE")
    .action(async (service: string, operation: string, options: SandboxCallOptions) => {
      const { runSandboxCall } = await import("./commands/sandbox.ts");
      ended(await runSandboxCall(service, operation, options, openTerminal(true)));
    });
}

function addCommand(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .option("-f, --file <file>", "the organization file", DEFAULT_FILE)
    .option("--no-color", "no colour");
}

function addWorldOptions(command: Command): Command {
  return command
    .option("--sandbox", "work on a sandbox instead of AWS")
    .option("--sandbox-dir <directory>", "where the sandbox is; made when it is not there", DEFAULT_SANDBOX)
    .option("--profile <name>", "an AWS profile")
    .option("--endpoint-url <url>", "send every call there instead of to AWS")
    .option("--founder", "use the caller's own credentials although the tool's roles stand")
    .addOption(
      new Option("--log-format <format>", "progress on standard error").choices(["text", "json"]).default("text"),
    )
    .option("--stats", "print how many calls were made and how long it took")
    .option("--stats-out <file>", "write the same as JSON");
}

function addReportOptions(command: Command): Command {
  return command
    .option("--out-markdown <file>", "write it as Markdown too, short enough for a comment on a pull request")
    .option("--out-html <file>", "write it as one HTML file too, with a picture of the organization")
    .option("--out-json <file>", "write it as JSON too, for other programs")
    .option("--redact", "hide people and e-mail addresses, in every format");
}

function allowOption(): Option {
  return repeatable("--allow <code>", "give a consent that the plan wants: CODE or CODE=N");
}

function targetOption(): Option {
  return repeatable("--target <address>", "only what is at this address, and what that needs");
}

function repeatable(flags: string, description: string): Option {
  return new Option(flags, `${description}; repeatable`)
    .default([], "none")
    .argParser((value: string, before: string[]) => [...before, value]);
}

function formats(...names: string[]): Option {
  return new Option("--format <format>", "how results are printed").choices(names).default("text");
}
