import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { newDirectory } from "../../../src/aws/sandbox/directory/directory.ts";
import { type Fault, parseFaults } from "../../../src/aws/sandbox/faults.ts";
import { createWorld } from "../../../src/aws/sandbox/new-world.ts";
import { openSandbox, type Sandbox } from "../../../src/aws/sandbox/sandbox.ts";
import { callsOf, furnished, rootOf } from "./furnished.ts";

async function withFaults(...faults: Fault[]): Promise<Sandbox> {
  return openSandbox({ world: (await furnished()).world, faults });
}

const makeUnit = (sandbox: Sandbox) =>
  callsOf(sandbox)("organizations:CreateOrganizationalUnit", { ParentId: rootOf(sandbox), Name: "New" });
const units = (sandbox: Sandbox) => Object.values(sandbox.world.units).map((unit) => unit.name);
const operation = "organizations:CreateOrganizationalUnit";

describe("a fault", () => {
  it.each([
    ["throttle", { code: "TooManyRequestsException", outcome: "refused", status: 400 }, false],
    ["refused", { code: "ConcurrentModificationException", outcome: "refused" }, false],
    ["lost-answer", { code: "TimeoutError", outcome: "unknown" }, true],
    ["not-sent", { code: "ECONNREFUSED", outcome: "not-sent" }, false],
    ["server-error", { code: "ServiceException", outcome: "unknown", status: 500 }, false],
    ["server-error-applied", { code: "ServiceException", outcome: "unknown", status: 500 }, true],
  ] as const)("of kind %s looks like it does in life", async (kind, error, done) => {
    const sandbox = await withFaults({ kind, operation, nth: 1 });
    await expect(makeUnit(sandbox)).rejects.toMatchObject({ name: "AwsError", operation, ...error });
    expect(units(sandbox).includes("New")).toBe(done);
  });

  it.each([
    ["crash-before", false],
    ["crash-after", true],
  ] as const)("of kind %s ends the process for good", async (kind, done) => {
    const sandbox = await withFaults({ kind, operation });
    await expect(makeUnit(sandbox)).rejects.toMatchObject({ name: "ProcessDeath" });
    await expect(callsOf(sandbox)("organizations:ListRoots", {})).rejects.toMatchObject({ name: "ProcessDeath" });
    expect(units(await openSandbox({ world: sandbox.world })).includes("New")).toBe(done);
  });

  it("makes an account slow, or fail", async () => {
    const sandbox = await withFaults(
      { kind: "slow-account", nth: 1, operation: "organizations:CreateAccount", milliseconds: 30_000 },
      { kind: "failed-account", nth: 2, operation: "organizations:CreateAccount", reason: "INTERNAL_FAILURE" },
    );
    const call = callsOf(sandbox);
    for (const name of ["slow", "failed"]) {
      await call("organizations:CreateAccount", { AccountName: name, Email: `${name}@acme.example` });
    }
    const states = async () => {
      const { CreateAccountStatuses = [] } = await call("organizations:ListCreateAccountStatus", {});
      return CreateAccountStatuses.slice(1).map(({ State, FailureReason }) => [State, FailureReason]);
    };
    await sandbox.clock.sleep(60_000);
    expect(await states()).toEqual([
      ["IN_PROGRESS", undefined],
      ["FAILED", "INTERNAL_FAILURE"],
    ]);
    await sandbox.clock.sleep(30_000);
    expect((await states())[0]).toEqual(["SUCCEEDED", undefined]);
  });

  it("makes a read show the world before the last write", async () => {
    const list = "organizations:ListOrganizationalUnitsForParent";
    const sandbox = await withFaults({ kind: "stale-read", operation: list, nth: 1 });
    await makeUnit(sandbox);
    const names = async () => {
      const { OrganizationalUnits } = await callsOf(sandbox)(list, { ParentId: rootOf(sandbox) });
      return OrganizationalUnits?.map((unit) => unit.Name);
    };
    expect(await names()).toEqual(["Workloads"]);
    expect(await names()).toEqual(["Workloads", "New"]);
  });

  it("hits the call with a number", async () => {
    const sandbox = await withFaults({ kind: "throttle", call: 2 });
    const identity = () => callsOf(sandbox)("sts:GetCallerIdentity", {});
    await identity();
    await expect(identity()).rejects.toMatchObject({ code: "Throttling" });
    await identity();
  });

  it("does not hit who tampers with the sandbox", async () => {
    const sandbox = await withFaults({ kind: "throttle" });
    const input = { ParentId: rootOf(sandbox), Name: "New" };
    await sandbox.raw({ service: "organizations", operation: "CreateOrganizationalUnit", input });
    expect(units(sandbox)).toContain("New");
  });

  it("of a directory is counted over all processes, and happens once", async () => {
    const directory = mkdtempSync(join(tmpdir(), "sandbox-"));
    newDirectory(directory, createWorld(), [
      { kind: "crash-after", operation: "organizations:CreateOrganization", nth: 1 },
    ]);
    const first = await openSandbox({ directory });
    await expect(callsOf(first)("organizations:CreateOrganization", {})).rejects.toMatchObject({
      name: "ProcessDeath",
    });
    const second = await openSandbox({ directory });
    await expect(callsOf(second)("organizations:CreateOrganization", {})).rejects.toMatchObject({
      code: "AlreadyInOrganizationException",
    });
    await second.close();
    rmSync(directory, { recursive: true });
  });

  it("is repeated with the deed it changed, after a restart", async () => {
    const directory = mkdtempSync(join(tmpdir(), "sandbox-"));
    const faults: Fault[] = [{ kind: "failed-account", reason: "INTERNAL_FAILURE" }];
    const first = await openSandbox({ directory, faults });
    await callsOf(first)("organizations:CreateOrganization", {});
    await callsOf(first)("organizations:CreateAccount", { AccountName: "shop", Email: "shop@acme.example" });
    await first.close();
    const second = await openSandbox({ directory });
    await second.clock.sleep(60_000);
    expect(Object.values(second.world.creations)).toMatchObject([{ state: "FAILED", failure: "INTERNAL_FAILURE" }]);
    await second.close();
    rmSync(directory, { recursive: true });
  });
});

describe("faults as text", () => {
  it("are a list of kinds that there are", () => {
    expect(parseFaults(`[{"kind":"throttle","nth":2}]`)).toEqual([{ kind: "throttle", nth: 2 }]);
    expect(() => parseFaults(`[{"kind":"thunder"}]`)).toThrow('There is no fault "thunder". There are: throttle,');
    expect(() => parseFaults(`{}`)).toThrow("a JSON list");
  });
});
