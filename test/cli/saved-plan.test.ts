import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { foundedExample, newWorkplace, type Workplace } from "../support/founded-example.ts";
import { sandboxCall } from "../support/run-command.ts";

const PATIENCE = 120_000;
const TRUSTED = "cloudtrail.amazonaws.com";

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
  const changed = text.replace(
    "shop-dev: { ou: workloads/dev, tags: { Owner: shop } }",
    "shop-dev: { ou: workloads/dev, tags: { Owner: web } }",
  );
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
    await place.runWell("plan", "--out", "p.json");
    expect(readFileSync(join(place.folder, "p.json"), "utf8")).toContain('"$after": "foundation/organization#rootId"');
    await place.runWell("apply", "p.json", "--yes");
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

  it("is not bothered by changes that it has nothing to do with", async () => {
    const place = here(founded.copy());
    renameOwner(place);
    await place.runWell("plan", "--out", "p.json");
    await sandboxCall(place.sandbox, "organizations", "EnableAWSServiceAccess", { ServicePrincipal: TRUSTED });
    expect(await place.run("apply", "p.json", "--yes")).toMatchObject({ code: 0 });
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
    const { accounts } = JSON.parse(await place.runWell("show", "--format", "json")) as Shown;
    const ResourceId = accounts.find(({ name }) => name === "playground")?.id;
    const Tags = [{ Key: "Owner", Value: "nobody" }];
    await sandboxCall(place.sandbox, "organizations", "TagResource", { ResourceId, Tags });
    await expectRefusal(place, "plan-is-stale");
  });

  it("is refused when it has another digest than the one asked for", async () => {
    const place = here(founded.copy());
    await place.runWell("plan", "--out", "p.json");
    const result = await place.run("apply", "p.json", "--yes", "--digest", "0".repeat(64));
    expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining("plan-not-usable") });
  });
});

interface Shown {
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
}

async function expectRefusal(place: Workplace, finding: string): Promise<void> {
  const writes = writesIn(place).length;
  const { code, stderr } = await place.run("apply", "p.json", "--yes");
  expect(stderr).toContain(`[${finding}]`);
  expect(code).toBe(3);
  expect(writesIn(place)).toHaveLength(writes);
}
