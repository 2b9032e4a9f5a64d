import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Browser, findChromium, startChromium, type Tab } from "../../scripts/browser/chromium.mjs";
import type { Plan } from "../../src/model/plan.ts";
import { pageHtml } from "../../src/report/html.ts";
import { type PageExtras, pageOf } from "../../src/report/plan-page.ts";
import { HOSTILE, hostileConsents, hostilePlan } from "../report/hostile.ts";
import { manyAccounts } from "../report/many-accounts.ts";
import { DRIFT, FLEET, FOUNDING } from "../report/plans.ts";

const folder = mkdtempSync(join(tmpdir(), "orgwright-report-"));
let browser: Browser;
let tab: Tab;

beforeAll(async () => {
  const path = findChromium();
  if (path === null) {
    throw new Error("There is no Chromium. Install one (apt-get install chromium), or name it in CHROMIUM.");
  }
  browser = await startChromium(path);
  tab = await browser.newTab();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the report of a plan at a width, with nothing left of the last one. */
async function show(plan: Plan, width = 1280, extras: PageExtras = {}, fragment = ""): Promise<void> {
  const file = join(folder, "plan.html");
  writeFileSync(file, pageHtml(pageOf(plan, extras)));
  tab.problems.length = 0;
  await tab.resize(width, 800);
  await tab.open("about:blank");
  await tab.open(`${pathToFileURL(file)}${fragment}`);
}

async function visibleRows(): Promise<string[]> {
  await frame();
  return await tab.evaluate(
    '[...document.querySelectorAll(".row")].filter((row) => row.checkVisibility()).map((row) => row.id)',
  );
}

async function search(words: string): Promise<void> {
  await tab.evaluate(
    `query.value = ${JSON.stringify(words)}; query.dispatchEvent(new InputEvent("input", { bubbles: true }))`,
  );
}

/** Waits until what was changed is laid out: what is hidden by its content's visibility is told only then. */
async function frame(): Promise<void> {
  await tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
}

async function click(selector: string): Promise<void> {
  await tab.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);
}

const REPORTS: readonly (readonly [string, Plan, PageExtras])[] = [
  ["a founding", FOUNDING, { least: { seconds: 95, calls: 31 } }],
  ["drift", DRIFT, {}],
  ["a fleet", FLEET, {}],
  ...HOSTILE.map(([what, name]): [string, Plan, PageExtras] => [
    `names of ${what}`,
    hostilePlan(name),
    { consents: hostileConsents(name) },
  ]),
];

describe("a report in a browser", () => {
  it.each(REPORTS)(
    "has no problem in the console, and runs nothing but its own script: %s",
    async (_what, plan, extras) => {
      await show(plan, 1280, extras);
      expect(tab.problems).toEqual([]);
      expect(await tab.evaluate("document.scripts.length")).toBe(1);
      expect(
        await tab.evaluate('document.querySelectorAll("img, svg, iframe, link, object, form[action]").length'),
      ).toBe(0);
      expect(
        await tab.evaluate(
          "[...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames()).filter((name) => name.startsWith('on'))",
        ),
      ).toEqual([]);
    },
  );

  it.each(REPORTS)("does not scroll sideways on a phone: %s", async (_what, plan, extras) => {
    await show(plan, 360, extras);
    await tab.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
    expect(await tab.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
    expect(await tab.evaluate("innerWidth")).toBe(360);
  });

  it("would run nobody else's script, were one in it", async () => {
    await show(FOUNDING);
    await tab.evaluate(
      'window.ran = false; const s = document.createElement("script"); s.textContent = "window.ran = true"; document.body.append(s)',
    );
    await tab.evaluate('document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=\\"window.ran = true\\">")');
    expect(await tab.evaluate("new Promise((done) => setTimeout(() => done(window.ran), 50))")).toBe(false);
    expect(tab.problems.join(" ")).toContain("Content Security Policy");
  });

  it("finds steps by what they are called and by what they write, and says how many", async () => {
    await show(DRIFT);
    expect(await visibleRows()).toEqual(["s1", "s2", "s3", "s4"]);
    await search("shop-dev");
    expect(await visibleRows()).toEqual(["s2"]);
    expect(await tab.evaluate("shown.textContent")).toBe("1 of 4 changes shown");
    await search("LEAVEorganization  iam-role");
    expect(await visibleRows()).toEqual(["s3"]);
    await search("no such thing");
    expect(await visibleRows()).toEqual([]);
    expect(await tab.evaluate('document.querySelector(".stage").checkVisibility()')).toBe(false);
    await search("");
    expect(await visibleRows()).toHaveLength(4);
  });

  it("filters by action and by risk", async () => {
    await show(DRIFT);
    await click("input[value=move]");
    expect(await visibleRows()).toEqual(["s1", "s3", "s4"]);
    await click("input[value=disruptive]");
    expect(await visibleRows()).toEqual(["s3"]);
    await click("input[value=move]");
    await click("input[value=disruptive]");
    expect(await visibleRows()).toHaveLength(4);
  });

  it("opens and closes all at once", async () => {
    await show(FOUNDING);
    const open = 'document.querySelectorAll(".row[open]").length';
    expect(await tab.evaluate(open)).toBe(0);
    await click("#open");
    expect(await tab.evaluate(open)).toBe(4);
    await click("#close");
    expect(await tab.evaluate(open)).toBe(0);
  });

  it("leads from the picture to the step, and opens it although it is filtered away", async () => {
    await show(FOUNDING);
    await search("nothing of it");
    await click(".picture a[href='#s4']");
    expect(
      await tab.evaluate(
        "new Promise((done) => requestAnimationFrame(() => done(document.getElementById('s4').open)))",
      ),
    ).toBe(true);
    expect(await visibleRows()).toContain("s4");
  });

  it("opens the step that its address names", async () => {
    await show(FOUNDING, 1280, {}, "#s3");
    expect(await tab.evaluate("document.getElementById('s3').open")).toBe(true);
  });

  it("can be read without its script", async () => {
    await tab.send("Emulation.setScriptExecutionDisabled", { value: true });
    try {
      await show(DRIFT);
      expect(tab.problems).toEqual([]);
    } finally {
      await tab.send("Emulation.setScriptExecutionDisabled", { value: false });
    }
    expect(await tab.evaluate('document.querySelector("#tools").checkVisibility()')).toBe(false);
    expect(await visibleRows()).toHaveLength(4);
    expect(await tab.evaluate("document.querySelector('#s1 summary').innerText")).toContain("guardrails/lock");
  });

  it("prints everything that it shows, closed or not, without what only works on a screen", async () => {
    await show(FOUNDING);
    await tab.send("Emulation.setEmulatedMedia", { media: "print" });
    const shown = async (selector: string) => {
      await frame();
      return await tab.evaluate(
        `document.querySelector(${JSON.stringify(selector)}).checkVisibility({ contentVisibilityAuto: true })`,
      );
    };
    expect(await shown("#s4 pre")).toBe(true);
    expect(await shown("#tools")).toBe(false);
    expect(await shown("nav")).toBe(false);
    await tab.send("Emulation.setEmulatedMedia", { media: "" });
    expect(await shown("#s4 pre")).toBe(false);
    await tab.send("Page.printToPDF");
    expect(await tab.evaluate('document.querySelectorAll(".row[open]").length')).toBe(0);
  });

  it("is worked with the keyboard alone: skip link first, then every link, field and step in sight", async () => {
    await show(DRIFT);
    const stops: string[] = [];
    for (let presses = 0; presses < 40; presses += 1) {
      await tab.send("Input.dispatchKeyEvent", { type: "keyDown", key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 });
      await tab.send("Input.dispatchKeyEvent", { type: "keyUp", key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 });
      stops.push(
        await tab.evaluate("document.activeElement.matches('.skip') ? 'skip' : document.activeElement.tagName"),
      );
    }
    expect(stops[0]).toBe("skip");
    expect(stops.filter((stop) => stop === "SUMMARY").length).toBeGreaterThanOrEqual(5);
    expect(stops).toContain("INPUT");
    expect(stops).toContain("BUTTON");
  });

  it("names every landmark, field and step for those who cannot see it", async () => {
    await show(DRIFT, 1280, { consents: hostileConsents("x") });
    const { nodes } = await tab.send("Accessibility.getFullAXTree");
    const seen = (nodes as { ignored: boolean; role?: { value: string }; name?: { value: string } }[]).filter(
      (node) => !node.ignored,
    );
    const named = (role: string) =>
      seen.filter((node) => node.role?.value === role).map((node) => node.name?.value ?? "");
    for (const role of ["checkbox", "searchbox", "button", "link", "heading", "navigation", "search"]) {
      expect(named(role).length, role).toBeGreaterThan(0);
      expect(
        named(role).filter((name) => name.trim() === ""),
        role,
      ).toEqual([]);
    }
    for (const landmark of ["banner", "main", "contentinfo"]) {
      expect(named(landmark)).toHaveLength(1);
    }
  });

  it("stays usable with a thousand accounts", async () => {
    await show(manyAccounts(1000));
    await search("team-0777@acme.example");
    expect(await visibleRows()).toHaveLength(1);
    expect(tab.problems).toEqual([]);
  });
});
