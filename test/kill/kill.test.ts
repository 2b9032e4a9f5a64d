import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { REPOSITORY } from "../support/run-command.ts";

/** Twenty kills with ORGWRIGHT_FULL=1, a few else. */
const KILLS = process.env["ORGWRIGHT_FULL"] === "1" ? 20 : 4;

describe("a founding whose process is killed", () => {
  let said = "";
  let code: number | null = null;

  beforeAll(() => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["scripts/kill-sweep.mjs", "--kills", String(KILLS)],
      { cwd: REPOSITORY, encoding: "utf8" },
    );
    [said, code] = [stdout + stderr, status];
    if (KILLS > 4) {
      console.log(said);
    }
  }, 1_200_000);

  const lines = () => said.split("\n").filter((line) => line.startsWith("call "));

  it("dies at once, wherever it is, most often while a write is in flight", () => {
    expect(lines()).toHaveLength(KILLS);
    expect(lines().filter((line) => line.includes("killed by SIGKILL"))).toHaveLength(KILLS);
    expect(lines().filter((line) => line.includes("(write)")).length).toBeGreaterThanOrEqual(KILLS / 2);
  });

  it("comes to the same world when it is run again, without a second account, and then has nothing to do", () => {
    for (const line of lines()) {
      expect(line).toContain("run again to the end; second plan empty; same world");
    }
    expect(code, said).toBe(0);
  });
});
