import { describe, expect, it } from "vitest";
import { pageHtml } from "../../src/report/html.ts";
import { pageMarkdown } from "../../src/report/markdown.ts";
import { organizationHtml, organizationMarkdown } from "../../src/report/organization-picture.ts";
import { organizationView } from "../../src/report/organization-view.ts";
import { planJson } from "../../src/report/plan-json.ts";
import { pageOf } from "../../src/report/plan-page.ts";
import { plainJson } from "../../src/report/safe-text.ts";
import { pageText } from "../../src/report/text.ts";
import { HOSTILE, hostileConsents, hostilePlan } from "./hostile.ts";
import { bareText } from "./markdown-parts.ts";
import { live } from "./plans.ts";

/** What a terminal would obey or hide: control characters but the line feed, what turns the direction, what has no width. */
const RAW =
  /[^\P{Cc}\n]|[\p{Bidi_Control}\p{Zl}\p{Zp}\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]|\p{Surrogate}/u;

function pageFor(name: string) {
  return pageOf(hostilePlan(name), { consents: hostileConsents(name), least: { seconds: 3, calls: 4 } });
}

function seen(name: string) {
  const organization = { ...live("organization", name, { name }), outputs: { id: name, rootId: "r-ab12" } };
  const account = live("account", name, { name, email: name, parent: "r-ab12", tags: { [name]: name } });
  const things = [organization, account];
  return { view: organizationView(things, { all: true }), things };
}

const FORMATS: Readonly<Record<string, (name: string) => string>> = {
  text: (name) => pageText(pageFor(name), { width: 80, colour: false }),
  "narrow text": (name) => pageText(pageFor(name), { width: 60, colour: false }),
  markdown: (name) => pageMarkdown(pageFor(name)),
  json: (name) => plainJson(planJson(hostilePlan(name))),
  html: (name) => pageHtml(pageFor(name)),
  "organization, html": (name) => organizationHtml(seen(name).view, seen(name).things),
  "organization, markdown": (name) => organizationMarkdown(seen(name).view, seen(name).things),
  "organization, json": (name) => plainJson(seen(name).view),
};

const table = Object.entries(FORMATS).flatMap(([format, render]) =>
  HOSTILE.map(([what, name]) => ({ format, what, text: () => render(name) })),
);

/** The tags of an HTML text as they begin and end, whatever the values of their attributes. */
function tagsIn(html: string): string[] {
  const own = html.replace(/<(style|script)>[\s\S]*?<\/\1>/g, "<$1></$1>");
  const tags = (own.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'));
  return [...new Set(tags)].sort();
}

describe("names that would rather be something else", () => {
  it.each(table)("send no control byte: $format, $what", ({ text }) => {
    expect(text()).not.toMatch(RAW);
  });

  it.each(table)("begin no line that a runner obeys: $format, $what", ({ text }) => {
    expect(
      text()
        .split("\n")
        .filter((line) => /^\s*::|##(vso)?\[/.test(line)),
    ).toEqual([]);
  });

  it.each(HOSTILE)("are the same after JSON was read: %s", (_what, name) => {
    expect(JSON.parse(plainJson(planJson(hostilePlan(name))))).toEqual(
      JSON.parse(JSON.stringify(planJson(hostilePlan(name)))),
    );
  });

  it.each(HOSTILE)("add no tag, attribute or element to HTML: %s", (_what, name) => {
    const known = new Set([...tagsIn(pageHtml(pageFor("harmless"))), ...tagsIn(pageHtml(pageFor("h ".repeat(120))))]);
    expect(tagsIn(pageHtml(pageFor(name))).filter((tag) => !known.has(tag))).toEqual([]);
    expect(pageHtml(pageFor(name)).match(/<script/g)).toHaveLength(1);
  });

  it.each(HOSTILE)("are nothing but words and code in Markdown: %s", (_what, name) => {
    for (const markdown of [pageMarkdown(pageFor(name)), organizationMarkdown(seen(name).view, seen(name).things)]) {
      expect(bareText(markdown).match(/[@#<>[\]`*_~|\\&$/^={}]|https?:|www\.|^\s*(?:[-+]|\d+[.)])\s/gm)).toBeNull();
    }
  });

  it.each(HOSTILE)("begin no line with a slash in Markdown, nor in a code block: %s", (_what, name) => {
    const markdown = pageMarkdown(pageFor(name));
    expect(markdown.split("\n").filter((line) => /^\s*\//.test(line))).toEqual([]);
  });
});
