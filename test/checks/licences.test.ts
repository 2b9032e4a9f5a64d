import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";

let folder = "";

/** Runs the check on a tree whose lock has `packages`, with `manifests` installed. */
function check(packages: Record<string, object>, manifests: Record<string, object> = {}) {
  folder = mkdtempSync(join(tmpdir(), "licences-"));
  const lock = { packages: { "": { name: "root", license: "GPL-3.0-only" }, ...packages } };
  for (const [file, content] of Object.entries({ "package-lock.json": lock, ...manifests })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), JSON.stringify(content));
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/licences.mjs", "--root", folder], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("the licences of what users install", () => {
  it("are counted when all of them are permissive", () => {
    const { status, stdout } = check({
      "node_modules/a": { version: "1.0.0", license: "MIT" },
      "node_modules/b": { version: "1.0.0", license: "ISC" },
      "node_modules/b/node_modules/c": { version: "1.0.0", license: "MIT" },
    });
    expect(stdout).toBe("3 packages: MIT 2, ISC 1\n");
    expect(status).toBe(0);
  });

  it.each(["MIT", "Apache-2.0", "BSD-2-Clause", "0BSD", "GPL-3.0-only OR MIT", "(MIT OR CC0-1.0)", "MIT AND ISC"])(
    "may be %s",
    (license) => {
      expect(check({ "node_modules/a": { version: "1.0.0", license } }).status).toBe(0);
    },
  );

  it.each([
    "AGPL-3.0-or-later",
    "MPL-2.0",
    "MIT AND GPL-3.0-only",
    "GPL-3.0-only AND (MIT OR ISC OR 0BSD)",
    "Apache-2.0 WITH LLVM-exception",
    "SEE LICENSE IN LICENSE.md",
    "UNLICENSED",
  ])("may not be %s", (license) => {
    const { status, stderr } = check({ "node_modules/@scope/a": { version: "2.1.0", license } });
    expect(stderr).toContain(`@scope/a 2.1.0: its licence ${license} is not permissive.`);
    expect(status).toBe(1);
  });

  it("do not matter for what only developers install", () => {
    const packages = { "node_modules/a": { version: "1.0.0", license: "MPL-2.0", dev: true } };
    expect(check(packages)).toMatchObject({ status: 0, stdout: "0 packages: \n" });
  });

  it("are looked up in the installed package where the lock names none", () => {
    const locked = { "node_modules/old": { version: "0.1.0" } };
    expect(check(locked, { "node_modules/old/package.json": { license: { type: "MIT" } } }).status).toBe(0);
    rmSync(folder, { recursive: true });
    expect(check(locked)).toMatchObject({ status: 1, stderr: expect.stringContaining("old 0.1.0: names no licence.") });
  });
});

describe("docs/dependencies.md", () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as Record<
    "dependencies" | "devDependencies",
    Record<string, string>
  >;
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { license: string }>;
  };
  const page = readFileSync("docs/dependencies.md", "utf8");

  it("tells of every dependency, and of no other", () => {
    const told = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
    expect(told.sort()).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)].sort());
  });

  it("names each one's licence as the lock does", () => {
    const told = [...page.matchAll(/^\| `([^`]+)` \|.*\| ([^|]+) \| [^|]+ \|$/gm)].map(([, name, licence]) => [
      name,
      licence,
    ]);
    const locked = Object.keys({ ...dependencies, ...devDependencies }).map((name) => [
      name,
      lock.packages[`node_modules/${name}`]?.license,
    ]);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(locked));
  });
});
