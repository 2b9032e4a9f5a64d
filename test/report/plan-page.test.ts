import { describe, expect, it } from "vitest";
import { pageOf } from "../../src/report/plan-page.ts";
import { create, FLEET, planOf, wish } from "./plans.ts";

const inAccount = (account: string, address: string, properties: Record<string, string>) =>
  create(wish(address, "iam-role", properties, { account, region: "global" }));

function rowsOf(changes: Parameters<typeof planOf>[0]) {
  return pageOf(planOf(changes)).sections.flatMap((section) => section.rows);
}

describe("a page", () => {
  it("groups what is the same in many accounts and keeps apart what is not", () => {
    const rows = pageOf(FLEET).sections.flatMap((section) => section.rows);
    expect(rows.map((row) => [row.address, row.places.length])).toEqual([
      ["identity/role:Admin/{account}", 39],
      ["identity/role:Admin/shop-08", 1],
    ]);
  });

  it("keeps the account's own name in a row that stands alone", () => {
    const [row] = rowsOf([[inAccount("shop", "identity/role:Admin/shop", { name: "shop-admin shop" })]]);
    expect(row?.fields).toEqual([{ path: "/name", after: "shop-admin shop" }]);
  });

  it("takes an account's key for one only where it stands as a word", () => {
    const rows = rowsOf([
      [inAccount("a", "identity/role:Admin/a", { name: "a-team of a" })],
      [inAccount("b", "identity/role:Admin/b", { name: "a-team of b" })],
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.fields).toEqual([{ path: "/name", after: "a-team of {account}" }]);
  });

  it("does not group two regions, two risks or two actions", () => {
    const home = create(wish("a/b:x", "kind", {}, { account: "x", region: "eu-west-1" }));
    const other = create(wish("a/b:y", "kind", {}, { account: "y", region: "us-east-1" }));
    expect(rowsOf([[home], [other]])).toHaveLength(2);
    expect(rowsOf([[inAccount("x", "a/b:x", {})], [inAccount("y", "a/b:y", {}), "irreversible"]])).toHaveLength(2);
  });

  it("has a section for each instance, in the order in which they begin", () => {
    const changes = ["b/x", "a/x", "b/y"].map((address) => [create(wish(address, "kind", { name: address }))] as const);
    const page = pageOf(planOf(changes.map(([change]) => [change])));
    expect(page.sections.map(({ heading, rows }) => [heading, rows.length])).toEqual([
      ["b", 2],
      ["a", 1],
    ]);
  });
});
