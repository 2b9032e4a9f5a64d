import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { buildProgram } from "../../src/cli/program.ts";
import { shippedBlueprint, shippedTables, toolVersion } from "../../src/cli/shipped.ts";
import { validate } from "../../src/pipeline.ts";
import { blocks, page } from "./pages.ts";

const text = page("docs/ci.md");
const documents = blocks(text, "yaml").map((block) => ({
  block,
  document: parseDocument(block, { prettyErrors: true }),
}));
const program = buildProgram(() => {});

/** Every text in a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The calls of the tool in a shell text, as words. What a shell fills in is one word. */
function callsIn(shell: string): string[][] {
  const joined = shell.replace(/\$\([^)]*\)/g, "").replaceAll("\\\n", " ");
  return [...joined.matchAll(/\borgwright ([^\n|&;#`]*)/g)].map(([, rest = ""]) => rest.trim().split(/\s+/));
}

/** What is wrong with a call, or null. */
function problemOf(words: readonly string[]): string | null {
  const [name = "", ...args] = words;
  const command = program.commands.find((one) => one.name() === name);
  if (command === undefined) {
    return `there is no command ${name}`;
  }
  const positional: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? "";
    if (!word.startsWith("-")) {
      positional.push(word);
      continue;
    }
    const option = command.options.find((one) => one.long === word || one.short === word);
    if (option === undefined) {
      return `${name} has no option ${word}`;
    }
    if (option.required) {
      index += 1;
      const value = args[index];
      if (value === undefined || (option.argChoices !== undefined && !option.argChoices.includes(value))) {
        return `${word} does not take ${value}`;
      }
    }
  }
  return positional.length <= argumentsOf(command) ? null : `${name} takes no ${positional.at(-1)}`;
}

function argumentsOf(command: Command): number {
  return command.registeredArguments.length;
}

const inYaml = documents.flatMap(({ document }) => textsIn(document.toJS())).flatMap(callsIn);
const inProse = [...text.matchAll(/`(?:npx )?(orgwright [^`]+)`/g)].flatMap(([, call = ""]) => callsIn(call));

describe("docs/ci.md", () => {
  it("has YAML that parses, without a duplicate key or an unknown anchor", () => {
    expect(documents).toHaveLength(5);
    expect(documents.flatMap(({ document }) => [...document.errors, ...document.warnings])).toEqual([]);
  });

  it("uses only commands, options and values that there are", () => {
    expect(inYaml.length).toBeGreaterThanOrEqual(7);
    expect(inProse.length).toBeGreaterThanOrEqual(2);
    expect([...inYaml, ...inProse].map(problemOf).filter((problem) => problem !== null)).toEqual([]);
  });

  it.each([
    [["plan", "--no-such"], "plan has no option --no-such"],
    [["plna"], "there is no command plna"],
    [["plan", "--format", "pdf"], "--format does not take pdf"],
    [["plan", "plan.json"], "plan takes no plan.json"],
    [["show", "plan.json", "--format", "html"], null],
  ])("would notice what is wrong with %j", (words, problem) => {
    expect(problemOf(words)).toBe(problem);
  });

  it("gives each workflow's jobs a protected environment and no more permissions than they need", () => {
    const workflows = documents.map(({ document }) => document.toJS()).filter((one) => "on" in one);
    expect(workflows).toHaveLength(3);
    for (const workflow of workflows) {
      expect(workflow.permissions).toEqual({});
      expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
      for (const job of Object.values(workflow.jobs) as {
        environment: string;
        permissions: Record<string, string>;
      }[]) {
        expect(job.environment).toMatch(/^orgwright-(plan|apply|drift)$/);
        expect(job.permissions).toMatchObject({ contents: "read", "id-token": "write" });
      }
    }
  });

  it("lets no text that others write into a shell", () => {
    const scripts = documents.flatMap(
      ({ block }) => block.match(/^ *(?:- )?run: (?:[|>]-?\n(?: {10}.*\n)+|.*\n)/gm) ?? [],
    );
    expect(scripts.length).toBeGreaterThan(8);
    expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
  });

  it("names operators in the form that the blueprint takes", () => {
    const section = documents.find(({ block }) => block.startsWith("blueprints:"))?.block ?? "";
    const source = {
      organization: { file: "orgwright.yaml", text: HEAD + section },
      blueprint: (use: string) => ({ file: `${use}.yaml`, text: shippedBlueprint(use) }),
    };
    expect(validate(source, shippedTables(), toolVersion()).findings).toEqual([]);
  });
});

const HEAD = `
version: 1
organization:
  name: acme
  email: aws+{account}@acme.example
  homeRegion: eu-west-1
  regions: [eu-west-1]
  managementAccount: "111111111111"
`;
