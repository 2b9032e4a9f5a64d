import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";

it("the generated attacks are those that the protected things and AWS's list come to", () => {
  const script = ["node_modules/tsx/dist/cli.mjs", "scripts/generate-attacks.ts", "--check"];
  expect(execFileSync(process.execPath, script, { encoding: "utf8" })).toBe("");
});
