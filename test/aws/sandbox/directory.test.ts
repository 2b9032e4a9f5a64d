import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newDirectory } from "../../../src/aws/sandbox/directory/directory.ts";
import { createWorld } from "../../../src/aws/sandbox/new-world.ts";
import { openSandbox, type Sandbox } from "../../../src/aws/sandbox/sandbox.ts";
import { accountId, callsOf, furnished, rootOf } from "./furnished.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sandbox-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const file = (name: string) => join(directory, name);
const read = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), "utf8") : "");

/** What of a world is persisted, time aside: reads let it pass. */
function kept({ world }: Sandbox): unknown {
  return { ...world, time: 0, sessions: {}, sessionCounter: 0 };
}

async function makeUnits(sandbox: Sandbox, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const input = { ParentId: rootOf(sandbox), Name: `unit ${n}` };
    await callsOf(sandbox)("organizations:CreateOrganizationalUnit", input);
  }
}

/** Where to cut a file of lines: at each end of a line, around it, and in the middle. */
function cutsOf(text: Buffer): number[] {
  const ends = [...text].flatMap((byte, index) => (byte === 0x0a ? [index + 1] : []));
  return [0, ...ends.flatMap((end, index) => [Math.floor(((ends[index - 1] ?? 0) + end) / 2), end - 1, end])];
}

describe("a sandbox's directory", () => {
  it("is made on first use, and gives back the same world", async () => {
    const first = await furnished({ directory, seed: 7 });
    const before = kept(first);
    await first.close();
    const second = await openSandbox({ directory });
    expect(kept(second)).toEqual(before);
    expect(readdirSync(directory).toSorted()).toEqual(["calls.jsonl", "journal.jsonl", "lock", "world.json"]);
    await second.close();
    expect(existsSync(file("lock"))).toBe(false);
  });

  it("has each write in the journal before its answer is known", async () => {
    const sandbox = await furnished({ directory });
    const lines = () => read("journal.jsonl").split("\n").length;
    const before = lines();
    await makeUnits(sandbox, 1);
    expect(lines()).toBe(before + 1);
    await callsOf(sandbox)("organizations:ListAccounts", {});
    expect(lines()).toBe(before + 1);
    await sandbox.close();
  });

  it("is left byte for byte as it was by who only reads", async () => {
    await (await furnished({ directory })).close();
    const before = [read("world.json"), read("journal.jsonl")];
    const reader = await openSandbox({ directory });
    const call = callsOf(reader);
    await call("organizations:ListAccounts", {});
    const role = `arn:aws:iam::${accountId(reader, "shop")}:role/OrganizationAccountAccessRole`;
    await call("sts:AssumeRole", { RoleArn: role, RoleSessionName: "reader" });
    await reader.clock.sleep(1_000_000);
    await call("organizations:ListRoots", {});
    await reader.close();
    expect([read("world.json"), read("journal.jsonl")]).toEqual(before);
  });

  it("numbers calls and lets time pass on from process to process", async () => {
    const first = await openSandbox({ directory });
    await callsOf(first)("organizations:CreateOrganization", {});
    await callsOf(first)("organizations:CreateAccount", { AccountName: "shop", Email: "shop@acme.example" });
    await first.clock.sleep(60_000);
    await callsOf(first)("organizations:ListRoots", {});
    await first.close();
    const second = await openSandbox({ directory });
    expect(second.callCount).toBe(3);
    const { Accounts } = await callsOf(second)("organizations:ListAccounts", {});
    expect(Accounts).toHaveLength(2);
    expect(second.clock.now().getTime()).toBeGreaterThan(first.clock.now().getTime());
    await second.close();
    const numbers = read("calls.jsonl").trimEnd().split("\n");
    expect(numbers.map((line) => JSON.parse(line).n)).toEqual([1, 2, 3, 4]);
  });

  it("tells every call", async () => {
    const sandbox = await furnished({ directory });
    await expect(callsOf(sandbox)("organizations:CreateOrganization", {})).rejects.toThrow();
    await sandbox.close();
    const lines = read("calls.jsonl").trimEnd().split("\n");
    expect(JSON.parse(lines[0] as string)).toEqual({
      n: 1,
      at: "2026-01-01T00:00:00.050Z",
      principal: "arn:aws:iam::111111111111:user/admin",
      account: "111111111111",
      region: "us-east-1",
      service: "organizations",
      operation: "CreateOrganization",
      write: true,
      input: { FeatureSet: "ALL" },
      outcome: "done",
    });
    expect(JSON.parse(lines.at(-1) as string)).toMatchObject({ outcome: "AlreadyInOrganizationException" });
  });

  it("holds no credentials", async () => {
    const sandbox = await furnished({ directory });
    const call = callsOf(sandbox);
    const role = `arn:aws:iam::${accountId(sandbox, "shop")}:role/OrganizationAccountAccessRole`;
    const { Credentials } = await call("sts:AssumeRole", { RoleArn: role, RoleSessionName: "test" });
    await makeUnits(sandbox, 201);
    await sandbox.close();
    const everything = ["world.json", "journal.jsonl", "calls.jsonl"].map(read).join();
    for (const secret of [Credentials?.AccessKeyId, Credentials?.SecretAccessKey, Credentials?.SessionToken]) {
      expect(everything).not.toContain(secret);
    }
  });

  it("gets a new snapshot when the journal has grown long", async () => {
    const sandbox = await furnished({ directory });
    await makeUnits(sandbox, 201);
    const before = kept(sandbox);
    await sandbox.close();
    expect(read("journal.jsonl")).toBe("");
    const again = await openSandbox({ directory });
    expect(kept(again)).toEqual(before);
    await again.close();
  });

  it("forgets nothing and repeats nothing when a process dies between snapshot and journal", async () => {
    const sandbox = await furnished({ directory });
    await makeUnits(sandbox, 201);
    const journal = read("journal.jsonl");
    const before = kept(sandbox);
    await sandbox.close();
    writeFileSync(file("journal.jsonl"), journal);
    const again = await openSandbox({ directory });
    expect(kept(again)).toEqual(before);
    await again.close();
  });

  it("opens with what was done up to there, wherever a process was killed", async () => {
    const sandbox = await furnished({ directory });
    await sandbox.close();
    const journal = readFileSync(file("journal.jsonl"));
    const worlds = new Set<string>();
    for (const length of cutsOf(journal)) {
      const copy = mkdtempSync(join(tmpdir(), "sandbox-cut-"));
      cpSync(directory, copy, { recursive: true });
      truncateSync(join(copy, "journal.jsonl"), length);
      truncateSync(join(copy, "calls.jsonl"), length);
      const cut = await openSandbox({ directory: copy });
      const whole = journal.subarray(0, length).toString().split("\n").length - 1;
      expect(cut.callCount).toBeGreaterThanOrEqual(whole);
      await callsOf(cut)("sts:GetCallerIdentity", {});
      worlds.add(JSON.stringify(kept(cut)));
      await cut.close();
      rmSync(copy, { recursive: true });
    }
    // As many different worlds as there were writes, and the one before them.
    expect(worlds.size).toBe(journal.toString().split("\n").length);
  });

  it("says which file is damaged, and what to do", async () => {
    await (await furnished({ directory })).close();
    writeFileSync(file("journal.jsonl"), `nonsense\n${read("journal.jsonl")}`);
    await expect(openSandbox({ directory })).rejects.toThrow(
      /journal\.jsonl is damaged: line 1 is not JSON\..*Put a copy/,
    );
    expect(existsSync(file("lock"))).toBe(false);
    writeFileSync(file("world.json"), "{}");
    await expect(openSandbox({ directory })).rejects.toThrow(/no world that this version of orgwright knows/);
  });

  it("says which call of the journal cannot be repeated", async () => {
    await (await furnished({ directory })).close();
    const [first = ""] = read("journal.jsonl").split("\n");
    writeFileSync(file("journal.jsonl"), `${first}\n${first}\n`);
    await expect(openSandbox({ directory })).rejects.toThrow(
      /journal\.jsonl cannot be followed: call 1, organizations:CreateOrganization, was done once.*Use that version/,
    );
  });

  it("of a version that imitated less is read, and has none of what that did not know", async () => {
    await (await openSandbox({ directory })).close();
    const snapshot = JSON.parse(read("world.json")) as { world: Record<string, unknown> };
    const { repositories: _, parameters: __, shares: ___, portfolios: ____, ...world } = snapshot.world;
    const accounts = world["accounts"] as Record<string, { iam: Record<string, unknown> }>;
    for (const { iam } of Object.values(accounts)) {
      delete iam["oidcProviders"];
      delete iam["groups"];
    }
    writeFileSync(join(directory, "world.json"), JSON.stringify({ ...snapshot, world }));
    const sandbox = await openSandbox({ directory });
    const asked = [
      "iam:ListOpenIDConnectProviders",
      "iam:ListGroups",
      "ecr:DescribeRepositories",
      "ram:GetResourceShares",
    ];
    for (const name of asked) {
      const [service = "", operation = ""] = name.split(":");
      const input = service === "ram" ? { resourceOwner: "SELF" } : {};
      await expect(sandbox.raw({ service, operation, input }), name).resolves.toBeDefined();
    }
    await sandbox.close();
  });

  it("is not made twice", () => {
    newDirectory(directory, createWorld());
    expect(() => newDirectory(directory, createWorld())).toThrow(/There is a sandbox .* already/);
  });

  it("keeps the seed and the quotas it was made with", async () => {
    newDirectory(directory, createWorld({ seed: 5, quotas: { accounts: 3 } }));
    const sandbox = await openSandbox({ directory, seed: 6 });
    expect(sandbox.world).toMatchObject({ seed: 5, quotas: { accounts: 3, units: 2000 } });
    await sandbox.close();
  });
});

describe("the lock of a directory", () => {
  it("refuses a second sandbox, and says who is in the way", async () => {
    const first = await openSandbox({ directory });
    await expect(openSandbox({ directory })).rejects.toThrow(
      new RegExp(`in use by process ${process.pid}.*Wait until it ends.*delete .*lock`),
    );
    await first.close();
    await (await openSandbox({ directory })).close();
  });

  it("is taken over from a process that is no more", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    writeFileSync(file("lock"), `${pid}\n`);
    await (await openSandbox({ directory })).close();
    expect(readdirSync(directory)).not.toContain(`lock.${process.pid}`);
  });

  it("is respected while its process lives", async () => {
    writeFileSync(file("lock"), `${process.ppid}\n`);
    await expect(openSandbox({ directory })).rejects.toThrow(`in use by process ${process.ppid}`);
    expect(read("lock")).toBe(`${process.ppid}\n`);
  });

  it("is taken over when it is empty: its process died while it wrote it", async () => {
    writeFileSync(file("lock"), "");
    await (await openSandbox({ directory })).close();
  });
});
