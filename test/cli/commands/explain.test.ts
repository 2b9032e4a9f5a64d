import { describe, expect, it } from "vitest";
import { runExplain } from "../../../src/cli/commands/explain.ts";
import type { Terminal } from "../../../src/cli/terminal.ts";

async function explain(code: string | undefined, colour = false) {
  const out: string[] = [];
  const err: string[] = [];
  const options = { width: 80, colour };
  const terminal: Terminal = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    outText: options,
    errText: options,
    interactive: false,
  };
  const exit = await runExplain(code, terminal);
  return { exit, out: out.join(""), err: err.join("") };
}

describe("explain", () => {
  it("shows a code's summary, its room and its text in 80 columns", async () => {
    const { exit, out, err } = await explain("account-not-entered");
    expect({ exit, err }).toEqual({ exit: 0, err: "" });
    expect(out).toMatch(/^An account cannot be entered \[account-not-entered\]\nWhere the caller stands\n\n/);
    expect(out).toContain("OrganizationAccountAccessRole");
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it.each(["[unknown-key]", "Unknown-Key", " unknown-key "])("knows a code that was copied as %j", async (typed) => {
    expect((await explain(typed)).out).toContain("A key is not known");
  });

  it.each([
    ["creates-accounts=8", "New AWS accounts are made"],
    ["--allow creates-accounts=8", "New AWS accounts are made"],
    ["takeover:house-rules/support-role:shop-dev", "is taken over"],
  ])("knows the consent that is given with %s", async (typed, summary) => {
    expect((await explain(typed)).out).toContain(summary);
  });

  it("renders links and emphasis away, and keeps the backticks of code", async () => {
    const { out } = await explain("unknown-key");
    expect(out).not.toMatch(/\]\(|\*\*/);
    expect((await explain("bad-use")).out).toContain("`use`");
  });

  it("colours code where there are colours", async () => {
    expect((await explain("bad-use", true)).out).toContain("\u001b[36m`use`\u001b[39m");
  });

  it("suggests the closest code for a misspelt one, and ends with 1", async () => {
    const { exit, out, err } = await explain("acount-not-entred");
    expect({ exit, out }).toEqual({ exit: 1, out: "" });
    expect(err).toContain("Did you mean account-not-entered?");
  });

  it("suggests codes that hold the word that was typed", async () => {
    expect((await explain("duplicate")).err).toContain("duplicate-email, ");
  });

  it("suggests nothing when nothing is near", async () => {
    const { exit, err } = await explain("xyz");
    expect(exit).toBe(1);
    expect(err).not.toContain("Did you mean");
  });

  it("lists every code below its room when none is given", async () => {
    const { exit, out } = await explain(undefined);
    expect(exit).toBe(0);
    expect(out).toMatch(/^Files as YAML\n {2}yaml-too-large +The file is too large\n/);
    expect(out).toMatch(/\nConsents\n {2}creates-organization /);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
