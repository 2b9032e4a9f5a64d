import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { violationsIn } from "../../scripts/rooms/rules.mjs";
import { ROOMS } from "../../scripts/rooms/table.mjs";

/** A file of each room of the table. */
const HOME: Record<string, string> = {
  model: "src/model/place.ts",
  policy: "src/policy/document.ts",
  config: "src/config/read.ts",
  blueprints: "src/blueprints/load.ts",
  shapes: "src/kinds/shapes.ts",
  verbs: "src/kinds/verbs.ts",
  "kind verbs": "src/kinds/account/account.aws.ts",
  "kind shapes": "src/kinds/account/account.ts",
  "any kind's verbs": "src/kinds/tags.aws.ts",
  "any kind": "src/kinds/key.ts",
  observe: "src/observe/observe.ts",
  diff: "src/diff/diff.ts",
  plan: "src/plan/order.ts",
  prove: "src/prove/worlds.ts",
  apply: "src/apply/walk.ts",
  report: "src/report/page.ts",
  "aws/contract": "src/aws/contract/call.ts",
  "aws/live": "src/aws/live/clients.ts",
  "aws/sandbox": "src/aws/sandbox/world.ts",
  "aws/door": "src/aws/door/lanes.ts",
  wizard: "src/wizard/questions.ts",
  story: "src/pipeline.ts",
  cli: "src/cli/main.ts",
};

let root = "";

/** Writes a tree of files and answers what the check says of it. */
function check(files: Record<string, string>): string[] {
  root = mkdtempSync(join(tmpdir(), "rooms-"));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return violationsIn(root).map(({ file, line, rule, says }) => `${file}:${line} [${rule}] ${says}`);
}

function specifier(from: string, to: string): string {
  const path = relative(dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}

function homeOf(room: string): string {
  return HOME[room] ?? `no file for ${room}`;
}

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe("the table of rooms", () => {
  it("is kept by this checkout", () => {
    expect(violationsIn(".")).toEqual([]);
  });

  it("has a file for each of its rows here", () => {
    expect(Object.keys(HOME).sort()).toEqual(ROOMS.map((room) => room.name).sort());
  });

  for (const room of ROOMS) {
    const strangers = ROOMS.filter((other) => other !== room && !room.rooms.includes(other.name));

    it(`keeps ${room.name} from every room that its row does not name`, () => {
      const home = homeOf(room.name);
      const imports = strangers.map((other) => specifier(home, homeOf(other.name)));
      const text = imports.map((from) => `import type {} from "${from}";\n`).join("");
      const said = check({ [home]: text });
      expect(said).toEqual(
        strangers.map(
          (other, index) =>
            `${home}:${index + 1} [import] imports ${imports[index]}: ${room.name} may import ${namesOf(room.rooms)}, not ${other.name}`,
        ),
      );
      expect(said.length).toBeGreaterThan(room.name === "cli" ? -1 : 0);
    });

    it(`lets ${room.name} import every room that its row names`, () => {
      const home = homeOf(room.name);
      const imports = room.rooms.map((other) => `import {} from "${specifier(home, homeOf(other))}";\n`);
      expect(check({ [home]: imports.join("") })).toEqual([]);
    });

    it(`keeps ${room.name} from a package that its row does not name`, () => {
      const said = check({ [homeOf(room.name)]: 'import {} from "left-pad";\n' });
      expect(said).toEqual([
        expect.stringContaining(`${homeOf(room.name)}:1 [package] imports left-pad: ${room.name}`),
      ]);
    });

    it(`${room.io ? "lets" : "keeps"} ${room.name} ${room.io ? "do" : "from"} I/O`, () => {
      const said = check({ [homeOf(room.name)]: 'import {} from "node:fs";\nexport const now = Date.now();\n' });
      expect(said.map((line) => line.split("]")[0])).toEqual(
        room.io ? [] : [`${homeOf(room.name)}:1 [io`, `${homeOf(room.name)}:2 [ambient`],
      );
    });
  }
});

function namesOf(rooms: readonly string[]): string {
  return rooms.length === 0 ? "nothing" : `only ${rooms.join(", ")}`;
}

describe("the rules of the rooms", () => {
  it.each([
    ["import type", 'import type { Main } from "../cli/main.ts";'],
    ["inline type import", 'import { type Main } from "../cli/main.ts";'],
    ["typeof import()", 'export type Main = typeof import("../cli/main.ts");'],
    ["import()", 'export const main = () => import("../cli/main.ts");'],
    ["side-effect import", 'import "../cli/main.ts";'],
    ["export from", 'export { main } from "../cli/main.ts";'],
  ])("see %s", (_form, text) => {
    expect(check({ "src/diff/diff.ts": `${text}\n` })).toContainEqual(
      expect.stringContaining("src/diff/diff.ts:1 [import] imports ../cli/main.ts: diff may import"),
    );
  });

  it("do not take words in comments and texts for imports", () => {
    const text = '// import "../cli/main.ts"\nexport const text = `import "../cli/main.ts"`;\n';
    expect(check({ "src/diff/diff.ts": text })).toEqual([]);
  });

  it("refuse a computed import, which nobody can check", () => {
    expect(check({ "src/cli/main.ts": "export const load = (name: string) => import(name);\n" })).toEqual([
      expect.stringContaining("src/cli/main.ts:1 [package] imports (computed)"),
    ]);
  });

  it("let the contract take the SDK's types, and nothing that runs", () => {
    const types = 'import type { IAMClient } from "@aws-sdk/client-iam";\n';
    const value = 'import { IAMClient } from "@aws-sdk/client-iam";\n';
    expect(check({ "src/aws/contract/services.ts": types })).toEqual([]);
    expect(check({ "src/aws/contract/services.ts": value })).toEqual([expect.stringContaining("[package]")]);
  });

  it("keep one kind from another", () => {
    const said = check({
      "src/kinds/account/account.ts": 'import {} from "../iam-role/iam-role.ts";\n',
      "src/kinds/account/account.aws.ts": 'import {} from "../iam-role/iam-role.ts";\nimport {} from "./account.ts";\n',
    });
    expect(said).toEqual([
      "src/kinds/account/account.aws.ts:1 [import] imports ../iam-role/iam-role.ts: a kind imports nothing of another kind",
      "src/kinds/account/account.ts:1 [import] imports ../iam-role/iam-role.ts: a kind imports nothing of another kind",
    ]);
  });

  it("refuse a circle of types", () => {
    const said = check({
      "src/diff/a.ts": 'import type { B } from "./b.ts";\nexport type A = B[];\n',
      "src/diff/b.ts": 'import type { A } from "./a.ts";\nexport type B = A[];\n',
      "src/diff/c.ts": 'import type { A } from "./a.ts";\nexport type C = A;\n',
    });
    expect(said).toEqual(["src/diff/a.ts:1 [cycle] imports itself through src/diff/a.ts → src/diff/b.ts"]);
  });

  it("refuse default exports", () => {
    expect(check({ "src/diff/diff.ts": "const a = 1;\nexport { a as default };\n" })).toEqual([
      "src/diff/diff.ts:2 [default-export] export default",
    ]);
  });

  it("refuse a barrel, also one that imports first and exports then", () => {
    const open = 'export * from "./b.ts";\n';
    const hidden = 'import { b } from "./b.ts";\nexport { b };\n';
    expect(check({ "src/diff/a.ts": open, "src/diff/c.ts": hidden })).toEqual([
      'src/diff/a.ts:1 [barrel] export * from "./b.ts";',
      "src/diff/c.ts:2 [barrel] export { b };",
    ]);
  });

  it("refuse names that say nothing", () => {
    const said = check({ "src/diff/string-utils.ts": "", "src/plan/core/order.ts": "" });
    expect(said).toEqual([expect.stringContaining('"utils"'), expect.stringContaining('"core"')]);
  });

  it("refuse code among the blueprints, and files in no room", () => {
    expect(check({ "blueprints/logging.ts": "", "src/stray.ts": "" })).toEqual([
      "blueprints/logging.ts:1 [code-in-blueprints] blueprints are data; code belongs into src/blueprints",
      "src/stray.ts:1 [no-room] belongs to no room; put it into one, or add a row to the table",
    ]);
  });
});
