import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { foundedExample, newWorkplace, type Workplace } from "../support/founded-example.ts";

const PATIENCE = 60_000;
const TRUSTED = "access-analyzer.amazonaws.com";

let founded: Workplace;
beforeAll(async () => {
  founded = await foundedExample();
}, PATIENCE);
afterAll(() => founded.clear());

const places: Workplace[] = [];
function here(place: Workplace): Workplace {
  places.push(place);
  return place;
}
afterEach(() => {
  for (const place of places.splice(0)) {
    place.clear();
  }
});

interface CallLine {
  readonly operation: string;
  readonly write: boolean;
}

/** The calls on record that could change something. */
function writesIn({ sandbox }: Workplace): string[] {
  const lines = readFileSync(join(sandbox, "calls.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "");
  return lines
    .map((line) => JSON.parse(line) as CallLine)
    .flatMap(({ write, operation }) => (write ? [operation] : []));
}

/** The world on disk, to the byte. */
function worldIn({ sandbox }: Workplace): string[] {
  return ["world.json", "journal.jsonl"].map((file) => readFileSync(join(sandbox, file), "utf8"));
}

/** Says in the organization file that shop-dev belongs to somebody else. */
function renameOwner({ folder }: Workplace): void {
  const file = join(folder, "acme", "orgwright.yaml");
  const text = readFileSync(file, "utf8");
  const changed = text.replace(/(shop-dev: .*Owner: )shop/, "$1web");
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
}

describe("plan", { timeout: PATIENCE }, () => {
  it("sends no call that could change something, on a sandbox that it makes", async () => {
    const place = here(newWorkplace());
    expect(await place.run("plan", "--detailed-exitcode")).toMatchObject({ code: 2 });
    expect(writesIn(place)).toEqual([]);
  });

  it("leaves a founded world as it was to the byte, with changes pending", async () => {
    const place = here(founded.copy());
    renameOwner(place);
    const [world, writes] = [worldIn(place), writesIn(place).length];
    expect(await place.run("plan", "--detailed-exitcode", "--out", "p.json")).toMatchObject({ code: 2 });
    expect(worldIn(place)).toEqual(world);
    expect(writesIn(place)).toHaveLength(writes);
  });
});

describe("apply without --yes", { timeout: PATIENCE }, () => {
  it("does nothing and ends with 1 where nobody can be asked", async () => {
    const place = here(newWorkplace());
    const { code, stderr } = await place.run("apply");
    expect(code).toBe(1);
    expect(stderr).toContain("--yes");
    expect(writesIn(place)).toEqual([]);
  });
});

describe("a saved plan", { timeout: PATIENCE }, () => {
  it("founds an organization in another process, with ids that nobody knew when it was made", async () => {
    const place = here(newWorkplace());
    expect(await place.runApart("plan", "--out", "p.json")).toMatchObject({ code: 0 });
    expect(readFileSync(join(place.folder, "p.json"), "utf8")).toContain('"$after": "foundation/organization#rootId"');
    expect(await place.runApart("apply", "p.json", "--yes")).toMatchObject({ code: 0 });
    expect(await place.run("plan", "--detailed-exitcode")).toMatchObject({ code: 0 });
  });

  it("writes nothing and ends with 0 when it is applied again", async () => {
    const place = here(founded.copy());
    renameOwner(place);
    await place.runWell("plan", "--out", "p.json");
    await place.runWell("apply", "p.json", "--yes");
    const [world, writes] = [worldIn(place), writesIn(place).length];
    expect(await place.run("apply", "p.json", "--yes")).toMatchObject({ code: 0 });
    expect(writesIn(place)).toHaveLength(writes);
    expect(worldIn(place)).toEqual(world);
  });

  it("lists changes that it has nothing to do with, and is applied", async () => {
    const place = here(founded.copy());
    renameOwner(place);
    await place.runWell("plan", "--out", "p.json");
    await place.call("organizations", "EnableAWSServiceAccess", { ServicePrincipal: TRUSTED });
    const Tags = [{ Key: "Team", Value: "by hand" }];
    await place.call("organizations", "TagResource", { ResourceId: await accountId(place, "shop-dev"), Tags });
    const { code, stderr } = await place.run("apply", "p.json", "--yes");
    const said = stderr.replaceAll(/\s+/g, " ");
    expect(said).toContain("[changed-meanwhile]");
    expect(said).toContain(`the trusted service ${TRUSTED}`);
    expect(said).toContain('workload/account:shop-dev /tags/Team (nothing → "by hand")');
    expect(code).toBe(0);
  });

  it("is refused with the field and both values when somebody changed what it would write", async () => {
    const place = here(founded.copy());
    renameOwner(place);
    await place.runWell("plan", "--out", "p.json");
    const Tags = [{ Key: "Owner", Value: "theirs" }];
    await place.call("organizations", "TagResource", { ResourceId: await accountId(place, "shop-dev"), Tags });
    const said = await expectRefusal(place, "plan-is-stale");
    expect(said).toContain('workload/account:shop-dev: /tags/Owner was "shop" and is "theirs" now.');
  });

  it("goes on for its targets, whatever else differs", async () => {
    const place = here(founded.copy());
    renameOwner(place);
    const ResourceId = await accountId(place, "playground");
    await place.call("organizations", "TagResource", { ResourceId, Tags: [{ Key: "Owner", Value: "nobody" }] });
    const plan = await place.runWell("plan", "--target", "workload/account:shop-dev", "--out", "p.json");
    expect(plan).toContain("[left-out-by-target]");
    expect(plan).toContain("workload/account:playground (update)");
    expect(await place.run("apply", "p.json", "--yes", "--target", "workload/account:playground")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("--target"),
    });
    expect(await place.run("apply", "p.json", "--yes")).toMatchObject({ code: 0 });
    const left = JSON.parse(await place.runWell("plan", "--format", "json")) as Planned;
    expect(left.steps.map(({ id }) => id)).toEqual(["workload/account:playground"]);
    expect(await place.run("plan", "--target", "workload/account:shpo-dev")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("[target-not-found]"),
    });
  });

  it("is refused when one byte of what it does was changed", async () => {
    const place = here(founded.copy());
    renameOwner(place);
    await place.runWell("plan", "--out", "p.json");
    const path = join(place.folder, "p.json");
    writeFileSync(path, readFileSync(path, "utf8").replace('"after": "web"', '"after": "wed"'));
    await expectRefusal(place, "plan-not-usable");
  });

  it("is refused when the organization file was changed", async () => {
    const place = here(founded.copy());
    await place.runWell("plan", "--out", "p.json");
    renameOwner(place);
    await expectRefusal(place, "plan-is-stale");
  });

  it("is refused when something that it does not show has to be changed now", async () => {
    const place = here(founded.copy());
    renameOwner(place);
    await place.runWell("plan", "--out", "p.json");
    const ResourceId = await accountId(place, "playground");
    const Tags = [{ Key: "Owner", Value: "nobody" }];
    await place.call("organizations", "TagResource", { ResourceId, Tags });
    await expectRefusal(place, "plan-is-stale");
  });

  it("is refused when it has another digest than the one asked for", async () => {
    const place = here(founded.copy());
    await place.runWell("plan", "--out", "p.json");
    const result = await place.run("apply", "p.json", "--yes", "--digest", "0".repeat(64));
    expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining("plan-not-usable") });
  });
});

interface Planned {
  readonly steps: readonly { readonly id: string }[];
}

async function accountId(place: Workplace, name: string): Promise<string | undefined> {
  const { accounts } = JSON.parse(await place.runWell("show", "--format", "json")) as Shown;
  return accounts.find((account) => account.name === name)?.id;
}

interface Shown {
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
}

async function expectRefusal(place: Workplace, finding: string): Promise<string> {
  const writes = writesIn(place).length;
  const { code, stderr } = await place.run("apply", "p.json", "--yes");
  expect(stderr).toContain(`[${finding}]`);
  expect(code).toBe(3);
  expect(writesIn(place)).toHaveLength(writes);
  return stderr.replaceAll(/\s+/g, " ");
}
