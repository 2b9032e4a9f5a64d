import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSandbox } from "../../../src/aws/sandbox/sandbox.ts";
import { runPeopleReport, runWelcome } from "../../../src/cli/commands/people.ts";
import type { Terminal } from "../../../src/cli/terminal.ts";
import { openStage, plannedOf } from "../../support/plan-in-sandbox.ts";

const FILE = "test/identity/organization.yaml";

let folder: string;
let out: string[];
let err: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "orgwright-people-"));
  [out, err] = [[], []];
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function terminal(): Terminal {
  const text = { width: 80, colour: false };
  return {
    out: (said) => void out.push(said),
    err: (said) => void err.push(said),
    outText: text,
    errText: text,
    interactive: false,
  } as Terminal;
}

describe("people welcome", () => {
  it("says what two people do, in 80 columns, and makes no password", () => {
    expect(runWelcome("ben", { file: FILE, format: "text" }, terminal())).toBe(0);
    const text = out.join("\n");
    expect(text).toContain("create-login-profile --user-name ben --password-reset-required");
    expect(text).toContain("https://acme-identity.signin.aws.amazon.com/console");
    expect(text).toContain("switches to PowerUser in shop-dev.");
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("says it as JSON, with every role that the groups may take on", () => {
    expect(runWelcome("ana", { file: FILE, format: "json" }, terminal())).toBe(0);
    expect(JSON.parse(out.join(""))).toEqual({
      format: 1,
      name: "ana",
      account: "identity",
      alias: "acme-identity",
      groups: ["auditors", "force-mfa", "platform"],
      roles: [
        "Admin in identity",
        "Admin in shop-dev",
        "Admin in shop-prod",
        "ReadOnly in management",
        "SecurityAudit in every account that has it",
      ],
    });
  });

  it("knows nobody whom the file does not make", () => {
    expect(runWelcome("eve", { file: FILE, format: "text" }, terminal())).toBe(1);
    expect(err.join("")).toContain("It makes: ana, ben, keeper-one, keeper-two.");
  });
});

describe("people report", { timeout: 60_000 }, () => {
  it("tells who has no MFA, an old key or a password that nobody uses, and who is not in the file", async () => {
    const stage = await openStage({ file: FILE, directory: folder });
    const { failed } = await stage.apply(plannedOf(await stage.plan("apply")));
    expect(failed).toEqual([]);
    const account = Object.values(stage.sandbox.world.accounts).find(({ name }) => name === "identity")?.id ?? "";
    const by = (operation: string, input: object) => stage.sandbox.raw({ service: "iam", operation, input, account });
    await by("CreateAccessKey", { UserName: "ana" });
    await by("CreateLoginProfile", { UserName: "ana", Password: "One-time-passw0rd!" });
    await by("CreateVirtualMFADevice", { VirtualMFADeviceName: "ben" });
    await by("EnableMFADevice", {
      UserName: "ben",
      SerialNumber: `arn:aws:iam::${account}:mfa/ben`,
      AuthenticationCode1: "123456",
      AuthenticationCode2: "654321",
    });
    await stage.sandbox.clock.sleep(100 * 24 * 60 * 60 * 1000);
    await by("CreateUser", { UserName: "eve" });
    await stage.sandbox.close();

    const options = { file: FILE, sandbox: true, sandboxDir: folder, color: false, logFormat: "text" } as const;
    expect(await runPeopleReport({ ...options, format: "json", days: "90" }, terminal())).toBe(0);
    const { people } = JSON.parse(out.join("")) as {
      people: { name: string; account: string; remarks: { code: string }[] }[];
    };
    expect(people.map(({ account: at, name, remarks }) => [at, name, remarks.map(({ code }) => code)])).toEqual([
      ["identity", "ana", ["no-mfa", "old-key", "unused", "unused"]],
      ["identity", "ben", []],
      ["identity", "eve", ["not-in-the-file", "no-mfa"]],
      ["management", "admin", ["not-in-the-file"]],
      ["management", "keeper-one", ["no-mfa"]],
      ["management", "keeper-two", ["no-mfa"]],
    ]);

    out = [];
    expect(await runPeopleReport({ ...options, format: "text", days: "90" }, terminal())).toBe(0);
    const text = out.join("\n");
    expect(text).toContain("The password was not used for 90 days or more. [unused]");
    expect(text).toContain("6 users, 5 with something to look after.");
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
    await (await openSandbox({ directory: folder })).close();
  });

  it("tells of the users that stay when the blueprint leaves the file, and which account nobody looked into", async () => {
    const stage = await openStage({ file: FILE, directory: folder });
    await stage.apply(plannedOf(await stage.plan("apply")));
    await stage.sandbox.close();
    const text = readFileSync(FILE, "utf8");
    const [from, to] = [text.indexOf("  - use: identity"), text.indexOf("  - use: workload")];
    const file = join(folder, "without.yaml");
    writeFileSync(file, text.slice(0, from) + text.slice(to));

    const options = { file, sandbox: true, sandboxDir: folder, color: false, logFormat: "text" } as const;
    expect(await runPeopleReport({ ...options, format: "json", days: "90" }, terminal())).toBe(0);
    const { people } = JSON.parse(out.join("")) as { people: { name: string }[] };
    expect(people.map(({ name }) => name)).toEqual(["admin", "keeper-one", "keeper-two"]);
    expect(err.join("")).toContain("identity/account, which the file no longer has");
    expect(err.join("")).toContain("Nobody looked into it: put it back into the file");
  });
});
