import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { look } from "./seen.ts";
import { type Orgwright, orgwright, ownMoto, python, temporaryFolder, unhurriedPackage } from "./world.ts";

const CONSENTS = ["--allow", "creates-organization", "--allow", "creates-accounts=3"];

interface Statistics {
  readonly writes: number;
  readonly calls: Readonly<Record<string, unknown>>;
}

/** The tests below go on from each other. */
describe("a saved plan", () => {
  const { path: folder, remove } = temporaryFolder();
  const [plan, statistics] = [join(folder, "plan.json"), join(folder, "statistics.json")];
  let moto: { readonly endpoint: string; stop(): void };
  let small: Orgwright;
  const writes = () => (JSON.parse(readFileSync(statistics, "utf8")) as Statistics).writes;

  beforeAll(async () => {
    moto = await ownMoto({ managedPolicies: false });
    small = { file: "small.yaml", endpoint: moto.endpoint, folder, bin: unhurriedPackage(folder) };
  });

  afterAll(() => {
    moto.stop();
    remove();
  });

  it("is made in one process without a write", async () => {
    const made = await orgwright(small, ["plan", "--out", plan, ...CONSENTS, "--stats-out", statistics]);
    expect(made.code).toBe(0);
    expect(writes()).toBe(0);
  });

  it("is applied in another with no other consent than the word", async () => {
    const applied = await orgwright(small, ["apply", plan, "--yes"]);
    expect(applied.stderr.split("\n").filter((line) => line.startsWith("error"))).toEqual([]);
    expect(applied.code).toBe(0);
    const again = await orgwright(small, ["plan", "--detailed-exitcode"]);
    expect(again.code).toBe(0);
  });

  it("writes nothing when it is applied again", async () => {
    const again = await orgwright(small, ["apply", plan, "--yes", "--stats-out", statistics]);
    expect(again.code).toBe(0);
    expect(writes()).toBe(0);
  });

  it("is refused when the organization has changed in what it would change", async () => {
    const before = await look(moto.endpoint);
    await python("drift.py", moto.endpoint, "first");
    const saved = await orgwright(small, ["plan", "--out", plan, "--allow", "changes-guardrails=1"]);
    expect(saved.code).toBe(0);
    await python("drift.py", moto.endpoint, "second");
    const applied = await orgwright(small, ["apply", plan, "--yes", "--stats-out", statistics]);
    expect(applied.stderr).toContain("foundation/guardrail:stay");
    expect(applied.code).toBe(3);
    expect(writes()).toBe(0);
    const fresh = await orgwright(small, ["apply", "--yes", "--allow", "changes-guardrails=1"]);
    expect(fresh.code).toBe(0);
    expect(await look(moto.endpoint)).toEqual(before);
  });
});
