import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalogueFrom, readCatalogue } from "../../src/prove/catalogue.ts";

const HEADER = "id,actor,account,action,resource,condition_context,expected,why_source,category,resource_account";
const ROW = 'X-1,member-root,workload,s3:GetObject,arn:aws:s3:::b/x,"{""aws:TagKeys"":[""a""]}",deny,why,tests,logging';

describe("a catalogue", () => {
  it("is read from CSV, with as-planned where no premises are given", () => {
    const { rows, findings } = readCatalogue("own.csv", `${HEADER}\n${ROW}\n`);
    expect(findings).toEqual([]);
    expect(rows).toEqual([
      {
        id: "X-1",
        actor: "member-root",
        account: "workload",
        action: "s3:GetObject",
        resource: "arn:aws:s3:::b/x",
        context: { "aws:TagKeys": ["a"] },
        expected: "deny",
        source: "why",
        category: "tests",
        resourceAccount: "logging",
        premises: ["as-planned"],
      },
    ]);
  });

  it("is read from a list of objects too, with the caller's account as the resource's", () => {
    const row = { id: "X-1", actor: "developer", account: "workload", action: "s3:GetObject", resource: "*" };
    const { rows, findings } = catalogueFrom("own.yaml", [
      { ...row, expected: "allow", condition_context: { a: "b" } },
    ]);
    expect(findings).toEqual([]);
    expect(rows[0]).toMatchObject({ id: "X-1", resourceAccount: "workload", context: { a: "b" }, category: "other" });
  });

  it.each([
    ["an actor that there is not", ROW.replace("member-root", "somebody"), "somebody"],
    ["an account that there is not", ROW.replace("workload", "sales"), "sales"],
    ["an action without a service", ROW.replace("s3:GetObject", "GetObject"), "X-1"],
    ["an expectation that is none", ROW.replace(",deny,", ",maybe,"), "maybe"],
    ["a context that is no object of texts", ROW.replace('"{""aws:TagKeys"":[""a""]}"', '"{""a"":1}"'), "X-1"],
    ["an id that was there before", `${ROW}\n${ROW}`, "twice"],
    ["a record of another length", `${ROW},more`, "11 fields"],
  ])("with %s is refused, with file and line", (_, row, named) => {
    const [finding] = readCatalogue("own.csv", `${HEADER}\n${row}\n`).findings;
    expect(finding).toMatchObject({ code: "catalogue-unreadable", severity: "error", at: { file: "own.csv" } });
    expect(finding?.detail).toContain(named);
  });

  it("of YAML has to be a list", () => {
    expect(catalogueFrom("own.yaml", {}).findings).toHaveLength(1);
  });
});

describe("the shipped catalogue", () => {
  const read = (file: string) => readCatalogue(file, readFileSync(`blueprints/data/catalogue/${file}`, "utf8"));
  const [attacks, allowed] = [read("attacks.csv"), read("allowed.csv")];

  it("is readable to the last row", () => {
    expect([...attacks.findings, ...allowed.findings]).toEqual([]);
    expect(attacks.rows.length).toBeGreaterThan(200);
    expect(allowed.rows.length).toBeGreaterThan(45);
  });

  it("expects attacks to be denied and the rest to be allowed, and says of each row why it is there", () => {
    expect(attacks.rows.filter(({ expected }) => expected !== "deny")).toEqual([]);
    expect(allowed.rows.filter(({ expected }) => expected !== "allow")).toEqual([]);
    expect([...attacks.rows, ...allowed.rows].filter(({ source }) => source === "")).toEqual([]);
  });

  it("gives each row an id of its own", () => {
    const ids = [...attacks.rows, ...allowed.rows].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
