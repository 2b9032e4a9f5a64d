import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { foundedExample, type Workplace } from "../support/founded-example.ts";
import { type Shown, TAMPERINGS } from "./tamperings.ts";

const GOLDEN = fileURLToPath(new URL("./expected.golden.json", import.meta.url));

const PATIENCE = 60_000;

interface ExpectedStep {
  readonly action: string;
  readonly address: string;
  readonly kind: string;
  /** JSON Pointers of what differs. */
  readonly fields: readonly string[];
}

interface PrintedPlan {
  readonly steps: readonly (Omit<ExpectedStep, "fields"> & { readonly fields: readonly { readonly path: string }[] })[];
  readonly findings: readonly { readonly severity: string }[];
}

const seen: Record<string, readonly ExpectedStep[]> = {};
const expected = JSON.parse(readFileSync(GOLDEN, "utf8")) as Record<string, readonly ExpectedStep[]>;

let founded: Workplace;
let shown: Shown;

beforeAll(async () => {
  founded = await foundedExample();
  shown = JSON.parse(await founded.runWell("show", "--format", "json")) as Shown;
}, PATIENCE);

afterAll(() => {
  founded.clear();
  if (process.env["UPDATE_GOLDENS"] === "1") {
    const inOrder = Object.keys(TAMPERINGS).map((name) => [name, seen[name]]);
    writeFileSync(GOLDEN, `${JSON.stringify(Object.fromEntries(inOrder), null, 2)}\n`);
  }
});

describe("the founded example", () => {
  it("has nothing pending", { timeout: PATIENCE }, async () => {
    const { code, stdout } = await founded.run("plan", "--detailed-exitcode", "--format", "json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ steps: [], findings: [] });
  });
});

describe("when by hand", () => {
  it.each(Object.entries(TAMPERINGS))(
    "%s, the next plan shows exactly that, and one apply corrects it",
    { timeout: PATIENCE },
    async (name, tampering) => {
      const here = founded.copy();
      for (const { service, operation, input, account } of tampering(shown)) {
        await here.call(service, operation, input, account);
      }
      const drifted = await here.run("plan", "--detailed-exitcode", "--format", "json");
      const plan = JSON.parse(drifted.stdout) as PrintedPlan;
      seen[name] = plan.steps.map(({ action, address, kind, fields }) => {
        return { action, address, kind, fields: fields.map(({ path }) => path) };
      });
      expect(drifted.code).toBe(2);
      expect(seen[name]).toEqual(expected[name]);
      expect(plan.findings.filter(({ severity }) => severity !== "note")).toEqual([]);

      const corrected = await here.run("apply", "--yes");
      expect(corrected).toMatchObject({ code: 0 });
      const again = await here.run("plan", "--detailed-exitcode");
      expect(again).toMatchObject({ code: 0 });
      here.clear();
    },
  );
});
