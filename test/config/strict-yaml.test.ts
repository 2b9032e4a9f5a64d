import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_BYTES, readYaml, type YamlDocument } from "../../src/config/strict-yaml.ts";
import { isObject } from "../../src/model/json.ts";

const FILE = "some.yaml";

function told(text: string): string[] {
  return readYaml(FILE, text).findings.map(({ code, at }) => `${code} ${at?.line}:${at?.column}`);
}

function document(text: string): YamlDocument {
  const { document, findings } = readYaml(FILE, text);
  expect(findings).toEqual([]);
  return document as YamlDocument;
}

describe("the values of a file", () => {
  test("are those of YAML 1.2's core schema", () => {
    const text = 'a: yes\nb: 010:20\nc: 0x1F\nd: ~\ne: true\nf: 1.5\ng: "07"\nh: 2001-01-01\ni: |\n  x\n  y\n';
    expect(document(text).value).toEqual({
      a: "yes",
      b: "010:20",
      c: 31,
      d: null,
      e: true,
      f: 1.5,
      g: "07",
      h: "2001-01-01",
      i: "x\ny\n",
    });
  });

  test("hold no key that the file does not", () => {
    const { value } = document("a: {}\n");
    expect(isObject(value) && value["toString"]).toBeUndefined();
    expect(Object.getPrototypeOf(value)).toBeNull();
  });

  test("are those of JSON too, for any JSON whose keys are harmless", () => {
    const key = fc
      .string({ minLength: 1, unit: "grapheme-ascii" })
      .filter((text) => !/^(<<|__proto__|constructor|prototype)$/.test(text));
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 5 },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.array(tie("json"), { maxLength: 4 }),
        fc.dictionary(key, tie("json"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, json), (value) => {
        const { document, findings } = readYaml(FILE, JSON.stringify(value, null, 2));
        expect(findings).toEqual([]);
        expect(document?.value).toEqual(value);
      }),
    );
  });
});

describe("the places of a file", () => {
  const text = "# first\na:\n  - b: 1\n    ~/x: two\n  - {}\nc:\n";

  test("are found by JSON Pointer", () => {
    const { positionOf, keyPositionOf } = document(text);
    expect(positionOf("/a/0/b")).toEqual({ file: FILE, line: 3, column: 8 });
    expect(keyPositionOf("/a/0/b")).toEqual({ file: FILE, line: 3, column: 5 });
    expect(positionOf("/a/0/~0~1x")).toMatchObject({ line: 4, column: 10 });
    expect(positionOf("/a/1")).toMatchObject({ line: 5, column: 5 });
    expect(keyPositionOf("/a/1")).toMatchObject({ line: 5, column: 5 });
    expect(positionOf("")).toMatchObject({ line: 2, column: 1 });
  });

  test("are those of the nearest parent where a pointer leads nowhere", () => {
    const { positionOf, keyPositionOf } = document(text);
    expect(positionOf("/a/1/none/deeper")).toMatchObject({ line: 5, column: 5 });
    expect(keyPositionOf("/a/9")).toMatchObject({ line: 2, column: 1 });
    expect(positionOf("/none")).toMatchObject({ line: 2, column: 1 });
  });

  test("are the key's where no value is written", () => {
    expect(document(text).positionOf("/c")).toMatchObject({ line: 6, column: 1 });
  });

  test("do not count a byte order mark", () => {
    expect(document("\ufeffa: 1\n").positionOf("/a")).toMatchObject({ line: 1, column: 4 });
  });

  test("come with how a plain value was written", () => {
    const { sourceOf } = document("a: 0x1F\nb: []\n");
    expect(sourceOf("/a")).toBe("0x1F");
    expect(sourceOf("/b")).toBeNull();
  });
});

describe("a file that must not be read", () => {
  test("is refused when it is larger than 1 MiB, in bytes", () => {
    expect(told(`a: "${"x".repeat(2 * MAX_BYTES)}"`)).toEqual(["yaml-too-large 1:1"]);
    expect(told(`a: "${"é".repeat(MAX_BYTES / 2)}"`)).toEqual(["yaml-too-large 1:1"]);
    expect(told(`a: "${"x".repeat(MAX_BYTES - 5)}"`)).toEqual([]);
  });

  test.each([
    ["brackets", "[".repeat(20_000)],
    ["closed brackets", `${"[".repeat(20_000)}${"]".repeat(20_000)}`],
    ["braces", "{a: ".repeat(20_000)],
    ["list items on one line", "- ".repeat(20_000)],
    ["explicit keys", "? ".repeat(20_000)],
    ["keys on one line", "a: ".repeat(20_000)],
    ["indented keys", Array.from({ length: 1000 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")],
  ])("is refused when it is far too deep: %s", (_, text) => {
    expect(readYaml(FILE, text).document).toBeNull();
    expect(readYaml(FILE, text).findings.map(({ code }) => code)).toEqual(["yaml-too-deep"]);
  });

  test("is refused from 51 levels on", () => {
    expect(told(`${"[".repeat(50)}${"]".repeat(50)}`)).toEqual([]);
    expect(told(`${"[".repeat(51)}${"]".repeat(51)}`)).toEqual(["yaml-too-deep 1:51"]);
    expect(told(`${"[a: ".repeat(26)}1${"]".repeat(26)}`)).toEqual(["yaml-too-deep 1:101"]);
  });

  test("is not expanded when it is an alias bomb", () => {
    const levels = Array.from({ length: 20 }, (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n}, `.repeat(9)}]`);
    const { document, findings } = readYaml(FILE, ["l0: &l0 [x]", ...levels].join("\n"));
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(["yaml-alias"]));
    expect(findings).toHaveLength(1 + 20 * 10);
    expect(JSON.stringify(document?.value).length).toBeLessThan(2000);
  });

  test("is refused for a carriage return that does not end a line", () => {
    expect(told("a: 1\r\nb: 2\rc: 3\n")).toEqual(["yaml-hidden-character 2:5"]);
  });

  test("is told only the first ten of many hidden characters", () => {
    expect(told(`a: ${"\u0000".repeat(1000)}`)).toHaveLength(10);
  });

  test("is told one error for each run of broken lines", () => {
    expect(told('a: "\\q"\nb: 1\nc: 2\nd: "\\q"\n')).toEqual(["yaml-syntax 1:5", "yaml-syntax 4:5"]);
    expect(told("a:\n\tb: 1\n\tc: 2\n")).toEqual(["yaml-syntax 2:1"]);
  });
});

describe("keys that could reach a prototype", () => {
  test.each(["__proto__", "constructor", "prototype", '"__proto__"', '"\\u005f_proto__"'])("%s is refused", (key) => {
    const { document, findings } = readYaml(FILE, `a:\n  ${key}: { polluted: true }\n`);
    expect(findings.map(({ code, at }) => [code, at?.line, at?.column])).toEqual([["yaml-forbidden-key", 2, 3]]);
    expect(document?.value).toEqual({ a: {} });
    expect({}).not.toHaveProperty("polluted");
  });
});

test("a merge key in quotes is an ordinary key", () => {
  expect(document('"<<": 1\n').value).toEqual({ "<<": 1 });
});

test("what an alias or a tag stands for, or a merge key adds to, counts as unread", () => {
  const { document } = readYaml(FILE, "a: *x\nb: !t 1\nc:\n  <<: 1\n  d: 2\ne: 3\n");
  const unread = ["", "/a", "/a/b", "/b", "/c", "/c/d", "/e"].filter((pointer) => document?.isUnread(pointer));
  expect(unread).toEqual(["/a", "/a/b", "/b", "/c", "/c/d"]);
});

describe("any text at all", () => {
  const fragment = fc.constantFrom(
    ..."[ ] { } : , - ? | > & * ! % @ ` # \" ' ~ << a b 0 012 .inf true null --- ...".split(" "),
    ...[
      "\n",
      "\n  ",
      "\n\t",
      " ",
      "\t",
      "\r\n",
      "\r",
      ": ",
      "- ",
      "&a ",
      "*a ",
      "!!str ",
      "\u0000",
      "\ufeff",
      "\ud800",
    ],
    ...["__proto__", "é", "\u202e", "\u0002", "\u0018", "\u001f", "%YAML 1.1\n"],
  );
  const soup = fc.array(fragment, { maxLength: 60 }).map((parts) => parts.join(""));

  test("is read without throwing, to a document or to findings, at places that exist", () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: "binary" })), (text) => {
        const { document, findings } = readYaml(FILE, text);
        expect(document !== null || findings.length > 0).toBe(true);
        const lines = text.split("\n").length;
        for (const { at } of findings) {
          expect(at?.line).toBeGreaterThanOrEqual(1);
          expect(at?.line).toBeLessThanOrEqual(lines);
          expect(at?.column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });
});

test("messages stay short however long a broken value is", () => {
  for (const text of [`a: ${"1".repeat(100_000)}`, `a: >${"x".repeat(100_000)}`, `${"k".repeat(100_000)}: 1`]) {
    for (const { detail, fix } of readYaml(FILE, text).findings) {
      expect(detail.length + (fix?.length ?? 0)).toBeLessThan(600);
    }
  }
});
