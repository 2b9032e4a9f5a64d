import { describe, expect, it } from "vitest";
import { documentText, type Hole, html, own } from "../../src/report/html-template.ts";

function bodyOf(markup: ReturnType<typeof html>): string {
  return documentText(markup).split("\n").slice(1, -1).join("\n");
}

describe("HTML from a template", () => {
  it.each([
    ["a tag", "<b>", "&lt;b&gt;"],
    ["both quotes", `"'`, "&quot;&#39;"],
    ["a backtick", "`", "&#96;"],
    ["an entity", "&lt;", "&amp;lt;"],
    ["a control character", "a\u0007b\u202e", "a\\u{7}b\\u{202e}"],
    ["a number", 7, "7"],
    ["nothing", null, ""],
  ] as [string, Hole, string][])("escapes %s", (_what, hole, shown) => {
    expect(bodyOf(html`<p title="${hole}">${hole}</p>`)).toBe(`<p title="${shown}">${shown}</p>`);
  });

  it("takes markup as it is, also in lists", () => {
    const items = ["a", "<b>"].map((text) => html`<li>${text}</li>`);
    expect(bodyOf(html`<ul>${items}${html`<li>c</li>`}</ul>`)).toBe("<ul><li>a</li><li>&lt;b&gt;</li><li>c</li></ul>");
  });

  it("takes no data for markup, whatever it claims to be", () => {
    const claim = JSON.parse('{"markup":"<script>","Symbol(markup)":"<script>"}') as never;
    expect(bodyOf(html`<p>${claim}</p>`)).not.toContain("<script>");
  });

  it("refuses a hole where escaping is not enough", () => {
    expect(() => html`<p title=${"x"}></p>`).toThrow("bare within a tag");
    expect(() => html`<p ${"x"}></p>`).toThrow("bare within a tag");
    expect(() => html`<${"x"}></p>`).toThrow("bare within a tag");
    expect(() => html`<p title="a" class=${"x"}></p>`).toThrow("bare within a tag");
  });

  it("refuses a style or script that would end its element early", () => {
    expect(() => own("script", 'x = "</script>"')).toThrow("ends the element early");
  });
});
