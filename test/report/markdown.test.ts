import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import { COMMENT_LIMIT, pageMarkdown } from "../../src/report/markdown.ts";
import { codeSpan, fenced, prose } from "../../src/report/markdown-text.ts";
import { pageOf } from "../../src/report/plan-page.ts";
import { manyAccounts } from "./many-accounts.ts";
import { bareText, withoutCodeSpans, withoutFences } from "./markdown-parts.ts";
import { create, DRIFT, FLEET, FOUNDING, planOf, wish } from "./plans.ts";

const CONSENTS = {
  consents: [
    { code: "creates-organization", why: "This account becomes the management account.", given: true },
    { code: "creates-accounts", count: 1, why: "Accounts cannot be un-made.", given: false },
  ],
  least: { seconds: 95, calls: 31 },
};

describe("a plan as Markdown", () => {
  it.each([
    ["founding", pageMarkdown(pageOf(FOUNDING, CONSENTS))],
    ["drift", pageMarkdown(pageOf(DRIFT))],
    ["fleet", pageMarkdown(pageOf(FLEET))],
    ["nothing", pageMarkdown(pageOf(planOf([])))],
  ])("is what was reviewed: %s", async (name, text) => {
    await expect(text).toMatchFileSnapshot(`golden/${name}.golden.md`);
  });

  it("leaves nothing out while there is room, and says nothing of a cut", () => {
    const text = pageMarkdown(pageOf(FOUNDING));
    expect(text).not.toContain("cut to fit");
    expect(withoutFences(text).code.join(" ")).toContain('{ "CostCenter": "100", "Owner": "security" }');
  });

  it("opens and closes every section and every code block", () => {
    for (const text of [pageMarkdown(pageOf(DRIFT)), pageMarkdown(pageOf(manyAccounts(200)))]) {
      expect(text.match(/<details(?: open)?>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
      expect(() => withoutFences(text)).not.toThrow();
    }
  });
});

describe("a plan too large for a comment", () => {
  const plan = manyAccounts(1000);
  const text = pageMarkdown(pageOf(plan));

  it("fits into a comment with room for what a pipeline adds", () => {
    expect(text.length).toBeLessThan(COMMENT_LIMIT - 500);
    expect(text.length).toBeGreaterThan(COMMENT_LIMIT * 0.9);
  });

  it("says how much is left out and how to see it", () => {
    const [, brief = "", rows = "", missing = ""] =
      /(\d+) of (\d+) changes are named without what they write; (\d+) of \2 changes are not shown at all/.exec(text) ??
      [];
    expect(rows).toBe("2043");
    const shown = text.match(/^(?:- )?`[-+~>=] /gm)?.length ?? 0;
    const inFull = text.match(/^```diff/gm)?.length ?? 0;
    expect(shown + Number(missing)).toBe(2043);
    expect(shown - inFull).toBe(Number(brief));
    expect(text).toContain("`orgwright show PLAN --format html`");
    expect(text).toContain("the picture of the organization is left out");
  });

  it("names every change that cannot be undone before any other", () => {
    expect(text.match(/\*\*irreversible\*\*/g)).toHaveLength(1001);
  });

  it("fits whatever the limit and however long names and findings are", () => {
    const plans = fc.record({ names: fc.array(fc.string({ maxLength: 3000, unit: "grapheme" }), { maxLength: 30 }) });
    fc.assert(
      fc.property(plans, fc.integer({ min: 6000, max: 30_000 }), ({ names }, limit) => {
        const findings = names.map(
          (name): Finding => ({ code: "x", severity: "note", summary: "A summary", detail: name, fix: name }),
        );
        const steps = names.map(
          (name, index) => [create(wish(`a/b:${index}`, "kind", { name, more: [name, {}] }))] as [never],
        );
        expect(pageMarkdown(pageOf(planOf(steps, { findings })), limit).length).toBeLessThan(limit);
      }),
      { numRuns: 40 },
    );
  });

  it("says how many findings are left out, errors last", () => {
    const finding = (severity: Finding["severity"], index: number): Finding => {
      return { code: `c-${index}`, severity, summary: "A summary", detail: "word ".repeat(300) };
    };
    const findings = [
      ...Array.from({ length: 40 }, (_, index) => finding("note", index)),
      ...Array.from({ length: 5 }, (_, index) => finding("error", 100 + index)),
    ];
    const long = pageMarkdown(pageOf(planOf([], { findings })));
    expect(long.match(/\*\*error:\*\*/g)).toHaveLength(5);
    const notes = long.match(/\*\*note:\*\*/g)?.length ?? 0;
    expect(long).toContain(`… and ${40 - notes} more findings`);
  });
});

describe("text for Markdown", () => {
  it.each([
    ["plain", "`plain`"],
    ["a `b` c", "``a `b` c``"],
    ["`", "`` ` ``"],
    ["", "`  `"],
    [" a ", "`  a  `"],
    ["a\nb", "`a\\u{a}b`"],
  ])("puts %j into a code span", (text, span) => {
    expect(codeSpan(text)).toBe(span);
  });

  it("never lets anything out of a code span", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("`", "a", " ", "<", "\n", "@") }), (text) => {
        expect(withoutCodeSpans(`x ${codeSpan(text)} y`)).toBe("x · y");
      }),
    );
  });

  it("never lets anything out of a code block", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom("`", "a", " ", "~", "\n") })), (lines) => {
        const { text } = withoutFences(`before\n${fenced(lines, "diff")}\nafter`);
        expect(text).toBe("before\nafter");
      }),
    );
  });

  it.each([
    ["An account cannot be entered.", "An account cannot be entered."],
    ["the unit's account (ana) – 30 %", "the unit's account (ana) – 30 %"],
    ["Ask @ana, or #7.", "Ask `@ana`, or `#7`."],
    ["Use `--allow x` now", "Use `--allow x` now"],
    ["see https://example.com/x.", "see `https://example.com/x`."],
    ["fixes GH-12", "fixes `GH-12`"],
    ["the account (222222222222).", "the account (`222222222222`)."],
    ["set `a`. Then b", "set `a`. Then b"],
    [":: error ::", "`::` error `::`"],
    ["one\ntwo", "one<br>two"],
    ["`a``b`", "``` `a``b` ```"],
  ])("writes the sentence %j with everything but words as code", (text, written) => {
    expect(prose(text)).toBe(written);
  });

  it("leaves nothing but letters, small numbers and stops outside code", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        const bare = bareText(`x ${prose(text)}`);
        expect(bare.match(/[@#<>[\]`*_~|\\&$/^={}+]|\d{7}/)).toBeNull();
      }),
    );
  });
});
