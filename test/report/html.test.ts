import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { pageHtml } from "../../src/report/html.ts";
import { PAINTS } from "../../src/report/html-style.ts";
import type { PageExtras } from "../../src/report/plan-page.ts";
import { pageOf } from "../../src/report/plan-page.ts";
import { comparableReport } from "../support/comparable-report.ts";
import { manyAccounts } from "./many-accounts.ts";
import { create, DRIFT, FLEET, FOUNDING, planOf, wish } from "./plans.ts";

const CONSENTS: PageExtras = {
  consents: [
    { code: "creates-organization", why: "It becomes `the` management account.", given: true },
    { code: "creates-accounts", count: 1, why: "Accounts cannot be un-made.", given: false },
  ],
  least: { seconds: 95, calls: 31 },
};

const founding = pageHtml(pageOf(FOUNDING, CONSENTS));
const drift = pageHtml(pageOf(DRIFT));

describe("a plan as HTML", () => {
  it.each([
    ["founding", founding],
    ["drift", drift],
    ["fleet", pageHtml(pageOf(FLEET))],
    ["nothing", pageHtml(pageOf(planOf([])))],
  ])("is what was reviewed: %s", async (name, text) => {
    await expect(comparableReport(text)).toMatchFileSnapshot(`golden/${name}.golden.html`);
  });

  it("lets nothing run but its own style and script, and loads nothing", () => {
    for (const element of ["style", "script"]) {
      const content = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(founding)?.[1] ?? "";
      const hash = createHash("sha256").update(content).digest("base64");
      expect(content.length).toBeGreaterThan(500);
      expect(founding).toContain(`${element}-src &#39;sha256-${hash}&#39;`);
    }
    expect(founding).toContain("default-src &#39;none&#39;");
    expect(founding.match(/\s(?:src|srcset|action|background|poster)=|url\(|@import|https?:|javascript:/g)).toBeNull();
    expect(founding.match(/ on[a-z]+=| style=/g)).toBeNull();
  });

  it("has landmarks, one main heading, and headings that skip no level", () => {
    for (const landmark of ["header", "nav", "main", "footer"]) {
      expect(founding.match(new RegExp(`<${landmark}[ >]`, "g"))).toHaveLength(1);
    }
    const levels = [...founding.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.every((level, index) => index === 0 || level <= (levels[index - 1] ?? 0) + 1)).toBe(true);
    expect(founding).toContain('<html lang="en">');
  });

  it("names every field and points every link and label somewhere", () => {
    const ids = new Set([...founding.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const aims = [...founding.matchAll(/(?:href="#|aria-labelledby=")([^"]+)"/g)].map(([, aim]) => aim);
    expect(aims.filter((aim) => !ids.has(aim))).toEqual([]);
    expect([...founding.matchAll(/<input/g)].length).toBe([...founding.matchAll(/<label>[^<]*<input/g)].length);
  });

  it.each(Object.entries(PAINTS))(
    "is readable: %s has a contrast of at least 4.5 on light and dark screens",
    (_name, paint) => {
      for (const [ink, ground] of [paint.light, paint.dark]) {
        expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it("is readable where the soft text stands on the page's own ground", () => {
    expect(contrast(PAINTS.soft.light[0], PAINTS.page.light[1])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(PAINTS.soft.dark[0], PAINTS.page.dark[1])).toBeGreaterThanOrEqual(4.5);
  });

  it("says what happens by a sign and a word, never by a colour alone", () => {
    expect(drift).toContain('<span class="sign" aria-hidden="true">&gt;</span><span class="vh">move</span>');
  });

  it("opens what changes things, and not what is only made", () => {
    expect(drift.match(/<details class="row[^>]* open>/g)).toHaveLength(4);
    expect(founding.match(/<details class="row[^>]* open>/g)).toBeNull();
  });

  it("says that proofs were not evaluated, and shows them when they were", () => {
    expect(founding).toContain("Not evaluated");
    expect(drift).toContain('<th scope="row">Attacks denied</th><td class="number">37</td>');
    expect(drift).toContain(
      '<th scope="row">Attacks open</th><td class="number"><span class="tag delete">1</span></td>',
    );
  });

  it("says that people are hidden", () => {
    expect(pageHtml(pageOf(DRIFT, { isRedacted: true }))).toContain("People and e-mail addresses are hidden.");
    expect(drift).not.toContain("are hidden.");
  });

  it("stays below 5 MB for a thousand accounts that are all different, with their units closed", () => {
    const text = pageHtml(pageOf(manyAccounts(1000)));
    expect(Buffer.byteLength(text)).toBeLessThan(5_000_000);
    expect(text.match(/<details class="row/g)).toHaveLength(2043);
    expect(text.match(/<li class="group create"><details>/g)).toHaveLength(40);
  });

  it("counts changes that are the same in many accounts as one row with all its accounts", () => {
    const text = pageHtml(pageOf(FLEET));
    expect(text).toContain("<b>× 39</b>");
    expect(text).toContain("shop-01, shop-02");
  });

  it("shows a role without further fields as one whose ownership is written", () => {
    const adopted = planOf([[create(wish("a/b", "kind", {}))]]);
    expect(pageHtml(pageOf(adopted))).toContain("Nothing but its ownership is written.");
  });
});

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
