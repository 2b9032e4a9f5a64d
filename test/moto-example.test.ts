import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";

const EXAMPLE = new URL("../examples/acme/orgwright.yaml", import.meta.url);
const FOR_MOTO = new URL("moto/acme.yaml", import.meta.url);

interface Difference {
  readonly pointer: readonly string[];
  readonly reason: string;
}

/** The list at the top of the file: a JSON Pointer and a reason on each line. */
function listedIn(text: string): Difference[] {
  return [...text.matchAll(/^# {3}\/(\S+): (.+)$/gm)].map(([, pointer = "", reason = ""]) => ({
    pointer: pointer.split("/"),
    reason,
  }));
}

type Tree = Record<string, unknown>;

function parentOf(document: Tree, pointer: readonly string[]): Tree {
  return pointer.slice(0, -1).reduce((node, key) => node[key] as Tree, document);
}

it("runs moto on the example, changed only where the file for moto says so and why", () => {
  const text = readFileSync(FOR_MOTO, "utf8");
  const [example, forMoto] = [parse(readFileSync(EXAMPLE, "utf8")) as Tree, parse(text) as Tree];
  const listed = listedIn(text);
  expect(listed.length).toBeGreaterThan(0);
  for (const { pointer, reason } of listed) {
    const key = pointer.at(-1) as string;
    const [there, here] = [parentOf(example, pointer), parentOf(forMoto, pointer)];
    expect(here[key], `/${pointer.join("/")} is listed as a difference (${reason})`).not.toEqual(there[key]);
    if (here[key] === undefined) {
      delete there[key];
    } else {
      there[key] = here[key];
    }
  }
  expect(forMoto).toEqual(example);
});

it("gives the example's own blueprint to moto as it is", () => {
  const { blueprints } = parse(readFileSync(FOR_MOTO, "utf8")) as { blueprints: { use: string }[] };
  const own = blueprints.map(({ use }) => use).filter((use) => use.startsWith("."));
  expect(own.map((use) => new URL(use, FOR_MOTO).pathname)).toEqual([
    new URL("blueprints/house-rules.yaml", EXAMPLE).pathname,
  ]);
});
