import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { REPOSITORY } from "../support/run-command.ts";

function counted(...args: readonly string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/count-calls.mjs", ...args], {
    cwd: REPOSITORY,
    encoding: "utf8",
  });
  return { code: status, said: stdout + stderr };
}

describe("a plan of the example that finds nothing to do", () => {
  it("makes no more calls than its listings need, give or take a twentieth, and four in each member account besides what its things take", () => {
    const { code, said } = counted();
    expect(said).toMatch(/Organization: \d+ calls, budget \d+\.\d \(1\.05 times what is needed\)\./);
    expect(said).toMatch(/Account shop-dev: [1-8] calls, budget 8\./);
    expect(said).toMatch(/Account logging: \d+ calls, budget 34\./);
    expect(code, said).toBe(0);
  }, 120_000);

  it("would be told to make too many", () => {
    const { code, said } = counted("--file", "test/apply/small.yaml", "--margin", "0.9");
    expect(code, said).toBe(1);
  }, 120_000);
});
