import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type OpenedWorld, openWorld, type WorldRequest } from "../../src/cli/open-world.ts";
import { listening } from "./said.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "orgwright-world-"));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const request = (name: string, more: Partial<WorldRequest> = {}): WorldRequest => ({
  options: { file: "orgwright.yaml", sandbox: true, sandboxDir: join(FOLDER, name), color: false, logFormat: "text" },
  terminal: listening(),
  signal: new AbortController().signal,
  region: "us-east-1",
  ...more,
});

const whoAmI = ({ transport }: OpenedWorld) => transport.send({ is: "base" }, "us-east-1", "sts:GetCallerIdentity", {});

describe("the world of a command", () => {
  it("is a sandbox in a directory that is made when it is not there, with the file's management account", async () => {
    const world = await openWorld(request("new", { managementAccount: "222222222222" }));
    expect(await whoAmI(world)).toMatchObject({ Account: "222222222222" });
    await world.close();
    expect(existsSync(join(FOLDER, "new", "calls.jsonl"))).toBe(true);
  });

  it("has the account 111111111111 where the file pins none", async () => {
    const world = await openWorld(request("unpinned", { managementAccount: null }));
    expect(await whoAmI(world)).toMatchObject({ Account: "111111111111" });
    await world.close();
  });

  it("is there again as it was left", async () => {
    const first = await openWorld(request("again"));
    const input = { FeatureSet: "ALL" } as const;
    await first.transport.send({ is: "base" }, "us-east-1", "organizations:CreateOrganization", input);
    const time = first.clock.now().getTime();
    await first.close();
    const second = await openWorld(request("again"));
    const { Organization: found } = await second.transport.send(
      { is: "base" },
      "us-east-1",
      "organizations:DescribeOrganization",
      {},
    );
    expect(found?.FeatureSet).toBe("ALL");
    expect(second.clock.now().getTime()).toBeGreaterThanOrEqual(time);
    await second.close();
  });

  it("is nobody else's while it is open", async () => {
    const world = await openWorld(request("held"));
    await expect(openWorld(request("held"))).rejects.toMatchObject({ name: "SandboxDirectoryError" });
    await world.close();
    await (await openWorld(request("held"))).close();
  });

  it("keeps a run log only where it is asked to", async () => {
    const path = join(FOLDER, "runs", "run.jsonl");
    const world = await openWorld(request("logged", { run: { id: "r1", path } }));
    expect(world.runLog).toBeDefined();
    await world.close();
    expect(existsSync(path) ? readFileSync(path, "utf8") : "").toBe("");
    const other = await openWorld(request("unlogged"));
    expect(other.runLog).toBeUndefined();
    await other.close();
  });

  it("hears of waits, and ends with the signal that was given", async () => {
    const signal = new AbortController().signal;
    const waits: unknown[] = [];
    const world = await openWorld(request("signal", { signal, onWait: (why) => void waits.push(why) }));
    expect(world.signal).toBe(signal);
    expect(world.onWait).toBeDefined();
    await world.close();
  });

  it("is AWS where no sandbox is asked for, at the endpoint that was named", async () => {
    const live = request("live");
    const { sandbox: _, ...options } = live.options;
    const world = await openWorld({ ...live, options: { ...options, endpointUrl: "http://127.0.0.1:9" } });
    // Nothing listens there, and there are no credentials to send: what is told comes from the live side.
    const time = Math.abs(world.clock.now().getTime() - Date.now());
    expect(time).toBeLessThan(60_000);
    await world.close();
  });
});
