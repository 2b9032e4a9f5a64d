import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { EXIT } from "../../src/cli/exit-code.ts";
import { buildProgram } from "../../src/cli/program.ts";
import { code, page, section, tableRows } from "./pages.ts";

const text = page("docs/command-line.md");

/** The commands that do something, by how they are written with their arguments. */
function commandsOf(program: Command, above: string): [string, Command][] {
  return program.commands.flatMap((command) => {
    const name = `${above} ${command.name()}`;
    const written = command.registeredArguments.map((one) => (one.required ? ` <${one.name()}>` : ` [${one.name()}]`));
    return command.commands.length > 0 ? commandsOf(command, name) : [[name + written.join(""), command]];
  });
}

function optionsBelow(heading: string): string[] {
  return tableRows(section(text, heading) ?? "").map(([option]) => code(option));
}

const commands = commandsOf(
  buildProgram(() => {}),
  "orgwright",
);
const ofFile = optionsBelow("## Options of every command that reads the file");
const ofWorld = optionsBelow("## Options of every command that looks at AWS");

describe("docs/command-line.md", () => {
  it("has a section for every command, and none for one that is not there", () => {
    const sections = [...text.matchAll(/^## `(orgwright .+)`$/gm)].map(([, command]) => command);
    expect(sections.sort()).toEqual(commands.map(([written]) => written).sort());
  });

  it.each(commands)("lists every option of %s, and no other", (written, command) => {
    const there = command.options.filter(({ hidden }) => !hidden).map(({ flags }) => flags);
    const shared = [
      ...(there.includes("-f, --file <file>") ? ofFile : []),
      ...(there.includes("--profile <name>") ? ofWorld : []),
    ];
    expect([...optionsBelow(`## \`${written}\``), ...shared].sort()).toEqual(there.sort());
  });

  it("lists every exit code", () => {
    const listed = tableRows(section(text, "## Exit codes") ?? "").map(([exit]) => Number(exit));
    expect(listed.sort()).toEqual(Object.values(EXIT).sort());
  });
});
