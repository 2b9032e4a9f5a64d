import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plain } from "../../src/report/safe-text.ts";

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
