import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Document, parse, parseDocument } from "yaml";
import type { Json, JsonObject } from "../../src/model/json.ts";
import { editYaml } from "../../src/wizard/yaml-edit.ts";

const FILE = `# Ours.
version: 1

organization:
  name: acme # as in the contract
  email: "aws+{account}@acme.example"
  regions: [eu-west-1]   # one is enough

blueprints:
  # What everybody needs.
  - use: foundation
    with:
      # Parents first.
      units:
        - workloads/prod/shop   # Ana's
        - sandboxes
  - use: workload
    with:
      accounts:
        shop-dev: { ou: workloads/dev, tags: { Owner: shop } }
        # Moves in spring.
        shop-prod: { ou: workloads/prod }
  - use: ./ours.yaml
    as: ours
notes: |
  A text
  of two lines
`;

/** The file's content, changed. */
function changed(change: (file: Document) => void): JsonObject {
  const file = parseDocument(FILE);
  change(file);
  return file.toJS() as JsonObject;
}

function blueprintsWithLogging(): Json {
  const { blueprints } = parse(FILE) as { readonly blueprints: readonly Json[] };
  return [...blueprints.slice(0, 1), { use: "logging", with: { lock: "compliance" } }, ...blueprints.slice(1)];
}

/** The lines that differ, as in a diff. */
function difference(before: string, after: string): string[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `-${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}

describe("editing a file as text", () => {
  it("leaves a text alone that says what is wanted", () => {
    expect(editYaml(FILE, parse(FILE))).toBe(FILE);
  });

  it.each<[string, (file: Document) => void, string[]]>([
    [
      "a text, and keeps the comment behind it",
      (file) => file.setIn(["organization", "name"], "umbrella"),
      ["-  name: acme # as in the contract", "+  name: umbrella # as in the contract"],
    ],
    [
      "a list in brackets",
      (file) => file.addIn(["organization", "regions"], "us-east-1"),
      ["-  regions: [eu-west-1]   # one is enough", "+  regions: [eu-west-1, us-east-1]   # one is enough"],
    ],
    [
      "a list with a line an element",
      (file) => file.setIn(["blueprints", 0, "with", "units"], ["labs", "workloads/prod/shop", "sandboxes"]),
      ["+        - labs"],
    ],
    [
      "such a list by an element less",
      (file) => file.deleteIn(["blueprints", 0, "with", "units", 1]),
      ["-        - sandboxes"],
    ],
    [
      "one member in brackets",
      (file) => file.setIn(["blueprints", 1, "with", "accounts", "shop-dev", "tags", "Owner"], "ana"),
      [
        "-        shop-dev: { ou: workloads/dev, tags: { Owner: shop } }",
        "+        shop-dev: { ou: workloads/dev, tags: { Owner: ana } }",
      ],
    ],
    [
      "brackets by a member more",
      (file) => file.setIn(["blueprints", 1, "with", "accounts", "shop-prod", "name"], "Shop"),
      ["-        shop-prod: { ou: workloads/prod }", "+        shop-prod: { ou: workloads/prod, name: Shop }"],
    ],
    [
      "a map of lines by a member more",
      (file) => file.setIn(["blueprints", 1, "with", "accounts", "pay"], {}),
      ["+        pay: {}"],
    ],
    [
      "a map of lines by a member less, and keeps the comment before it",
      (file) => void file.deleteIn(["blueprints", 1, "with", "accounts", "shop-prod"]),
      ["-        shop-prod: { ou: workloads/prod }"],
    ],
    [
      "a list by a blueprint in the middle",
      (file) => file.setIn(["blueprints"], blueprintsWithLogging()),
      ["+  - use: logging", "+      lock: compliance"],
    ],
    [
      "a blueprint by its first parameter",
      (file) => file.setIn(["blueprints", 2, "with"], { days: 3 }),
      ["+      days: 3"],
    ],
    [
      "a text of several lines",
      (file) => file.setIn(["notes"], "short"),
      ["-notes: |", "-  A text", "-  of two lines", "+notes: short"],
    ],
    [
      "the file by a key at the end",
      (file) => file.setIn(["accounts"], { logging: { email: "a@b.example" } }),
      ["+accounts:", "+  logging: { email: a@b.example }"],
    ],
  ])("changes %s and no other line", (_what, change, lines) => {
    const wanted = changed(change);
    const text = editYaml(FILE, wanted);
    expect(parse(text)).toEqual(wanted);
    expect(difference(FILE, text)).toEqual(lines);
  });

  it("keeps the line ends of another system, and adds the last one that is missing", () => {
    const text = FILE.replaceAll("\n", "\r\n").trimEnd();
    const wanted = { ...(parse(text) as JsonObject), more: true };
    const edited = editYaml(text, wanted);
    expect(edited).toBe(`${text}\r\nmore: true\r\n`);
  });

  it("quotes what would read as something else", () => {
    const texts = [
      "012345678901",
      "no",
      "true",
      "null",
      "1e3",
      "~",
      "a: b",
      "# not a comment",
      "a #b",
      " a",
      "-",
      "- a",
      "",
      "é",
      "{a}",
      "a, b",
      "*a",
      "&a",
      "!a",
      "%a",
      "@a",
      "a:",
      "2026-11-28",
      "0x1f",
      "a\nb",
      "it's",
      "x'",
    ];
    for (const text of texts) {
      for (const wanted of [
        { a: text },
        { a: [text] },
        { a: { [text]: text } },
        { with: { [text]: [{ b: [[text]] }] } },
      ]) {
        expect(parse(editYaml("", wanted))).toEqual(wanted);
      }
    }
  });

  it("comes from any file to any other", () => {
    const name = fc.oneof(
      fc.constantFrom("a", "b", "use", "name", "with", "accounts"),
      fc.string({ minLength: 1, maxLength: 6 }),
    );
    const { value } = fc.letrec<{ value: Json; map: JsonObject }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(
          fc.constantFrom("x", "y: z", "10", "#"),
          fc.string({ maxLength: 8 }),
          fc.integer(),
          fc.boolean(),
          fc.constant(null),
        ),
        fc.array(tie("value"), { maxLength: 4 }),
        tie("map"),
      ),
      map: fc.dictionary(
        name.filter((key) => key !== "__proto__"),
        tie("value"),
        { maxKeys: 4, noNullPrototype: true },
      ),
    }));
    const file = fc.dictionary(
      name.filter((key) => key !== "__proto__"),
      value,
      { minKeys: 1, maxKeys: 4, noNullPrototype: true },
    );
    fc.assert(
      fc.property(file, file, file, (first, second, third) => {
        const one = editYaml("", first);
        const two = editYaml(one, second);
        const three = editYaml(two, third);
        expect(parse(one)).toEqual(first);
        expect(parse(two)).toEqual(second);
        expect(parse(three)).toEqual(third);
        expect(editYaml(three, third)).toBe(three);
      }),
      { numRuns: 100 },
    );
  });
});
