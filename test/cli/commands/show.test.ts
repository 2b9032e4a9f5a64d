import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runShow } from "../../../src/cli/commands/show.ts";
import { listening } from "../said.ts";

const folder = mkdtempSync(join(tmpdir(), "orgwright-show-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("what stands in an organization", () => {
  it("has nothing in it of accounts that are yet to be made", async () => {
    const terminal = listening();
    const options = {
      file: "test/scenarios/images-shared/organization.yaml",
      sandbox: true,
      sandboxDir: join(folder, "sandbox"),
      color: false,
      logFormat: "text",
      format: "json",
      all: true,
    } as const;
    expect(await runShow(undefined, options, terminal)).toBe(0);
    const shown = JSON.parse(terminal.said.out.join("")) as {
      format: number;
      resources: { place: { account: string } }[];
    };
    const { format, resources } = shown;
    expect(format).toBe(1);
    expect(resources.filter(({ place }) => place.account !== "management")).toEqual([]);
  });
});
