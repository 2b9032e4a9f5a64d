import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plain, plainJson, withoutCommand } from "../../src/report/safe-text.ts";

describe("plain text", () => {
  it.each([
    ["an escape sequence", "\u001b[31mred", "\\u{1b}[31mred"],
    ["a C1 control sequence introducer", "\u009b2J", "\\u{9b}2J"],
    ["a carriage return that would overwrite the line", "bad\rgood", "bad\\u{d}good"],
    ["a line break that would forge a line", "a\nb\u2028c", "a\\u{a}b\\u{2028}c"],
    ["a right-to-left override", "exe\u202etxt", "exe\\u{202e}txt"],
    ["an isolate", "\u2066a\u2069", "\\u{2066}a\\u{2069}"],
    ["a zero-width space between letters", "ad\u200bmin", "ad\\u{200b}min"],
    ["a byte order mark", "\ufeffadmin", "\\u{feff}admin"],
    ["an invisible tag character", "a\u{e0061}", "a\\u{e0061}"],
    ["half a surrogate pair", "a\ud800", "a\\u{d800}"],
    ["a delete", "a\u007f", "a\\u{7f}"],
    [
      "a command that a runner takes from anywhere in a line",
      "x ##[error]y ##vso[a]",
      "x ##\\u{5b}error]y ##vso\\u{5b}a]",
    ],
  ])("shows %s instead of obeying it", (_what, text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  it("leaves letters of every script and emoji alone", () => {
    const text = "Zürich 組織 עברית 😀 naïve — “x” × 40";
    expect(plain(text)).toBe(text);
  });

  it("is the same when done twice", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => plain(plain(text)) === plain(text)));
  });

  it("never lets a control or format character out", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => !/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(plain(text))),
    );
  });
});

describe("plain JSON", () => {
  it("is the same value, indented as asked", () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: "binary" }), fc.constantFrom(0, 2), (json, indent) => {
        const value = JSON.parse(json);
        expect(JSON.parse(plainJson(value, indent))).toEqual(value);
        expect(plainJson(value, indent).split("\n").length === 1 || indent === 2).toBe(true);
      }),
    );
  });

  it("holds no control or format character but its own line breaks", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        (text) => !/[^\P{Cc}\n]|[\p{Zl}\p{Zp}\p{Bidi_Control}]|##\[/u.test(plainJson({ [text]: text })),
      ),
    );
  });

  it("writes what is outside the basic plane as two escapes", () => {
    expect(plainJson("a\u{e0061}\u009b", 0)).toBe('"a\\udb40\\udc61\\u009b"');
  });
});

describe("a line of a log", () => {
  it.each([
    ["::error::forged", "\\u{3a}:error::forged"],
    ["   ::set-output name=x::y", "   \\u{3a}:set-output name=x::y"],
    ["arn:aws:iam::aws:policy/X", "arn:aws:iam::aws:policy/X"],
    [": a", ": a"],
  ])("is no command: %j", (line, shown) => {
    expect(withoutCommand(line)).toBe(shown);
  });
});
