import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Address } from "../../src/model/address.ts";
import {
  type After,
  after,
  fill,
  isAfter,
  isDeferred,
  isJoin,
  joinOf,
  known,
  outputRefs,
  refOf,
} from "../../src/model/deferred.ts";
import type { Json } from "../../src/model/json.ts";
import { keyOf } from "../../src/model/natural-key.ts";

const id = (address: string) => after(address as Address, "id");
const knows =
  (values: Readonly<Record<string, string>>) =>
  ({ address, output }: { address: string; output: string }) =>
    values[`${address}#${output}`];

const parts = fc.array(
  fc.oneof(
    fc.string(),
    fc.constantFrom("a/b", "a/c:k", "x/y:m#n").map((address) => id(address)),
  ),
);

describe("what is known only later", () => {
  it("names the output that it stands for", () => {
    expect(refOf(after("workload/account:shop" as Address, "id"))).toEqual({
      address: "workload/account:shop",
      output: "id",
    });
  });

  it("is found wherever it stands, in order", () => {
    const value = { a: [id("a/b"), { b: joinOf(["x", id("a/c"), "y", id("a/d")]) }], c: "text" };
    expect(outputRefs(value).map(({ address }) => address)).toEqual(["a/b", "a/c", "a/d"]);
    expect(isDeferred(value)).toBe(true);
    expect(isDeferred({ a: ["x", 1, null] })).toBe(false);
  });

  it("is told from a text, a list and nothing", () => {
    for (const value of ["$after", null, undefined, [], ["$after"], { $after: 1 }, { after: "a/b#id" }]) {
      expect(isAfter(value)).toBe(false);
      expect(isJoin(value)).toBe(false);
    }
  });

  it("may not be used before it is known", () => {
    expect(known("o-1")).toBe("o-1");
    expect(() => known(id("a/b"))).toThrow("a/b#id");
  });

  it("makes no natural key", () => {
    expect(keyOf("name", id("a/b") as unknown as Json)).toBeNull();
    expect(keyOf("a", "b")).not.toBe(keyOf("ab"));
    expect(keyOf("a", "b")).not.toBe(keyOf("b", "a"));
  });
});

describe("a text of several parts", () => {
  it("is a plain text once all parts are", () => {
    expect(joinOf(["a", "b"])).toBe("ab");
    expect(joinOf([])).toBe("");
    expect(joinOf(["", ""])).toBe("");
  });

  it("is the part itself when there is only one", () => {
    expect(joinOf(["", id("a/b"), ""])).toEqual(id("a/b"));
  });

  it("has one form, wherever it was cut", () => {
    fc.assert(
      fc.property(parts, fc.array(fc.nat()), (all, cuts) => {
        const cut = all.flatMap((part, n): (string | After)[] => {
          const at = cuts[n] ?? 0;
          return typeof part === "string" ? [part.slice(0, at), part.slice(at)] : [part];
        });
        expect(joinOf(cut)).toEqual(joinOf(all));
      }),
    );
  });

  it("never holds two texts in a row, nor an empty one", () => {
    fc.assert(
      fc.property(parts, (all) => {
        const joined = joinOf(all);
        const inside = isJoin(joined) ? joined.$join : [];
        inside.forEach((part, n) => {
          expect(part).not.toBe("");
          expect(typeof part === "string" && typeof inside[n + 1] === "string").toBe(false);
        });
      }),
    );
  });
});

describe("filling in", () => {
  it("puts in what is known and leaves the rest", () => {
    const value = { a: id("a/b"), b: [id("a/c")], c: { d: joinOf(["arn:", id("a/b"), ":", id("a/c")]) } } as Json;
    expect(fill(value, knows({ "a/b#id": "o-1" }))).toEqual({
      a: "o-1",
      b: [id("a/c")],
      c: { d: { $join: ["arn:o-1:", id("a/c")] } },
    });
  });

  it("does not change what it is given", () => {
    const value = { a: [id("a/b")] } as unknown as Json;
    const before = JSON.stringify(value);
    fill(value, knows({ "a/b#id": "x" }));
    expect(JSON.stringify(value)).toBe(before);
  });

  it("in two turns comes to the same as in one", () => {
    fc.assert(
      fc.property(parts, fc.string(), fc.string(), (all, one, other) => {
        const [first, second] = [{ "a/b#id": one }, { "a/c:k#id": other, "x/y:m#n#id": "z" }];
        const value = { text: joinOf(all) } as Json;
        expect(fill(fill(value, knows(first)), knows(second))).toEqual(fill(value, knows({ ...first, ...second })));
      }),
    );
  });

  it("leaves nothing deferred once everything is known, and knows an empty text too", () => {
    fc.assert(
      fc.property(parts, fc.string(), (all, text) => {
        const filled = fill({ text: joinOf(all) } as Json, () => text);
        expect(isDeferred(filled)).toBe(false);
        expect(filled).toEqual({ text: all.map((part) => (typeof part === "string" ? part : text)).join("") });
      }),
    );
  });

  it("keeps a key that is called __proto__", () => {
    const value = JSON.parse('{"__proto__":"x"}') as Json;
    expect(Object.keys(fill(value, () => undefined) as object)).toEqual(["__proto__"]);
  });
});
