import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PlanCommandOptions, runPlan } from "../../../src/cli/commands/plan.ts";
import { runShow, type ShowOptions } from "../../../src/cli/commands/show.ts";
import type { Terminal } from "../../../src/cli/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "orgwright-formats-"));
const at = (name: string) => join(folder, name);
const text = (name: string) => readFileSync(at(name), "utf8");

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const COMMON = {
  file: "test/scenarios/found-from-nothing/organization.yaml",
  sandbox: true,
  sandboxDir: at("sandbox"),
  color: false,
  logFormat: "text",
} as const;

async function run(work: (terminal: Terminal) => Promise<number>) {
  const out: string[] = [];
  const err: string[] = [];
  const options = { width: 80, colour: false };
  const line = (into: string[]) => (said: string) => void into.push(said.endsWith("\n") ? said : `${said}\n`);
  const terminal = { out: line(out), err: line(err), outText: options, errText: options, interactive: false };
  return { exit: await work(terminal), out: out.join(""), err: err.join("") };
}

const plan = (options: Partial<PlanCommandOptions>) =>
  run((terminal) => runPlan({ ...COMMON, format: "text", allow: [], target: [], ...options }, terminal));
const show = (path: string | undefined, options: Partial<ShowOptions>) =>
  run((terminal) => runShow(path, { ...COMMON, format: "text", ...options }, terminal));

describe("a plan in several formats", () => {
  let first: Awaited<ReturnType<typeof plan>>;
  beforeAll(async () => {
    first = await plan({
      out: at("plan.json"),
      outHtml: at("plan.html"),
      outMarkdown: at("plan.md"),
      outJson: at("report.json"),
    });
  });

  it("prints one and writes the others at once, and says where", () => {
    expect(first.exit).toBe(0);
    expect(first.out).toMatch(/^Plan for the organization acme\n/);
    expect(first.out.trimEnd().split("\n").at(-1)).toMatch(/^\d+ to create\.$/);
    expect(text("plan.html")).toMatch(/^<!doctype html>\n/);
    expect(text("plan.md")).toMatch(/^## Plan for the organization `acme`\n/);
    expect(JSON.parse(text("report.json")).summary.create).toBeGreaterThan(10);
    for (const name of ["plan.html", "plan.md", "report.json"]) {
      expect(first.err).toContain(`Written to ${at(name)}.`);
      expect(statSync(at(name)).mode & 0o077).toBe(0);
    }
  });

  it("tells the least time and calls on the line before the summary", () => {
    expect(first.out.trimEnd().split("\n").at(-2)).toMatch(
      /^Takes .+ and \d+ writes at least: AWS's rates allow no less\.$/,
    );
  });

  it.each(["text", "markdown", "json", "html"] as const)(
    "shows the saved plan later as %s, as it was shown when it was made",
    async (format) => {
      const { exit, out } = await show(at("plan.json"), { format });
      expect(exit).toBe(0);
      const made = { text: first.out, markdown: text("plan.md"), json: text("report.json"), html: text("plan.html") };
      expect(out).toBe(made[format]);
    },
  );

  it("writes a saved plan into files too", async () => {
    await show(at("plan.json"), { outHtml: at("later.html") });
    expect(text("later.html")).toBe(text("plan.html"));
  });

  it.each(["text", "markdown", "json", "html"] as const)(
    "hides people and addresses as %s, and not in what is saved",
    async (format) => {
      const { out } = await plan({ format, redact: true, out: at("saved.json"), outHtml: at("hidden.html") });
      expect(out).not.toMatch(/@acme\.example|user\/admin/);
      expect(out).toContain("hidden-email-");
      expect(text("hidden.html")).not.toMatch(/@acme\.example|user\/admin/);
      expect(text("saved.json")).toContain("@acme.example");
      const later = await show(at("saved.json"), { format, redact: true });
      expect(later.out).not.toMatch(/@acme\.example|user\/admin/);
    },
  );

  it("does not draw a diagram of a plan, and says what it does", async () => {
    expect(await show(at("plan.json"), { format: "mermaid" })).toEqual({
      exit: 1,
      out: "",
      err: "A plan is shown as text, markdown, json, html; a diagram is drawn of the organization, without a plan.\n",
    });
  });
});

describe("an organization in several formats", () => {
  it.each(["text", "markdown", "json", "html", "mermaid"] as const)(
    "is shown as %s while there is none",
    async (format) => {
      const { exit, out } = await show(undefined, { format });
      expect(exit).toBe(0);
      expect(out.length).toBeGreaterThan(10);
    },
  );
});
