import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { pageHtml } from "../../src/report/html.ts";
import { pageMarkdown } from "../../src/report/markdown.ts";
import { codeSpan } from "../../src/report/markdown-text.ts";
import type { Page } from "../../src/report/page.ts";
import { pageOf } from "../../src/report/plan-page.ts";
import { pageText } from "../../src/report/text.ts";
import { HOSTILE } from "./hostile.ts";
import { create, DRIFT, FLEET, FOUNDING, planOf, update, wish } from "./plans.ts";

const PLAIN = { width: 80, colour: false };

const CONSENTS = {
  consents: [
    {
      code: "creates-organization",
      why: "This account becomes the management account of a new organization.",
      given: true,
    },
    {
      code: "creates-accounts",
      count: 1,
      why: "1 account is created. Accounts are never closed by orgwright.",
      given: false,
    },
  ],
  least: { seconds: 95, calls: 31 },
};

function golden(name: string): string {
  return `golden/${name}.golden.txt`;
}

describe("a plan as text", () => {
  it("shows the founding of an organization, with what is known only later in words", async () => {
    await expect(pageText(pageOf(FOUNDING, CONSENTS), PLAIN)).toMatchFileSnapshot(golden("founding"));
  });

  it("shows drift as differences, with the unchanged parts of a policy folded", async () => {
    await expect(pageText(pageOf(DRIFT), PLAIN)).toMatchFileSnapshot(golden("drift"));
  });

  it("shows one change of forty accounts once, and what differs by itself", async () => {
    await expect(pageText(pageOf(FLEET), PLAIN)).toMatchFileSnapshot(golden("fleet"));
  });

  it("shows colours by what a thing means", async () => {
    await expect(pageText(pageOf(DRIFT), { width: 80, colour: true })).toMatchFileSnapshot(golden("drift-colours"));
  });

  it("says that there is nothing to do", () => {
    expect(pageText(pageOf(planOf([])), PLAIN)).toBe(
      [
        "Plan for the organization acme",
        "o-abcdef1234, management account 111111111111, home region eu-west-1",
        "",
        "Nothing to do: the organization is as the file wants it.",
        "",
      ].join("\n"),
    );
  });

  it("does not say that the organization is as it should be when only a part of it was planned", () => {
    const page = pageOf(planOf([], { targets: ["w/account:shop"] }));
    const sentence = "Nothing to do: what --target names (w/account:shop) is as the file wants it.";
    expect(pageText(page, PLAIN)).toContain(sentence);
    expect(pageHtml(page)).toContain(sentence);
    expect(pageMarkdown(page)).toContain(sentence.replace("w/account:shop", "`w/account:shop`"));
  });

  it.each(HOSTILE)("lets no target become markup or a mention: %s", (_what, name) => {
    const page = pageOf(planOf([], { targets: [name] }));
    expect(pageMarkdown(page)).toContain(codeSpan(name));
    expect(pageHtml(page)).not.toMatch(/<script>alert|<img|<svg/);
  });

  it("shows the same words with and without colours", () => {
    const painted = pageText(pageOf(DRIFT), { width: 80, colour: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours
    expect(painted.replace(/\u001b\[\d+m/g, "")).toBe(pageText(pageOf(DRIFT), PLAIN));
  });

  for (const width of [60, 80, 200]) {
    it.each([
      ["founding", pageOf(FOUNDING, CONSENTS)],
      ["drift", pageOf(DRIFT)],
      ["fleet", pageOf(FLEET)],
    ] as [string, Page][])(`keeps within ${width} columns: %s`, (_name, page) => {
      const lines = pageText(page, { width, colour: false }).split("\n");
      expect(lines.filter((text) => stringWidth(text) > width)).toEqual([]);
    });

    it(`loses nothing of a long value at ${width} columns`, () => {
      const value = "x".repeat(500);
      const text = pageText(pageOf(planOf([[create(wish("a/b", "kind", { name: value }))]])), { width, colour: false });
      expect(text.replace(/\s/g, "")).toContain(value);
    });
  }

  it("counts the columns of wide characters", () => {
    const plan = planOf([[create(wish("a/b", "kind", { name: "組織".repeat(60) }))]]);
    const lines = pageText(pageOf(plan), PLAIN).split("\n");
    expect(lines.filter((text) => stringWidth(text) > 80)).toEqual([]);
    expect(lines.join("").replace(/\s/g, "")).toContain("組織".repeat(60));
  });

  it("begins no line with what a runner takes for a command, wherever it is folded", () => {
    const name = `${"word ".repeat(12)}::error::forged ${"x".repeat(71)}::error::forged`;
    for (const width of [60, 70, 80, 81, 90]) {
      const text = pageText(pageOf(planOf([[create(wish("a/b", "kind", { name }))]])), { width, colour: false });
      expect(text.split("\n").filter((line) => /^\s*::/.test(line))).toEqual([]);
      expect(text.split("\n").filter((line) => line.length > width)).toEqual([]);
    }
  });

  it("lets no name from AWS speak to the terminal", () => {
    const hostile = "\u001b[2J\u001b]0;owned\u0007\r\nApply complete!\u202efdp.exe\u200b\u009b31m\u2066";
    const plan = planOf(
      [
        [create(wish("a/b", "kind", { name: hostile, [hostile]: { [hostile]: [hostile, { x: hostile }] } }))],
        [
          update(wish("a/c", "kind", {}), [
            { path: `/tags/${hostile}`, before: hostile, after: { $after: `${hostile}#id` as never } },
          ]),
        ],
      ],
      {
        organization: { name: hostile, id: hostile, managementAccount: hostile, partition: "aws", homeRegion: hostile },
        findings: [
          {
            code: "x",
            severity: "error",
            summary: "s",
            detail: hostile,
            fix: hostile,
            at: { file: hostile, line: 1, column: 1 },
          },
        ],
      },
    );
    const text = pageText(pageOf(plan), PLAIN);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come out
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
    expect(text.split("\n").filter((line) => line.startsWith("Apply complete!"))).toEqual([]);
  });
});
