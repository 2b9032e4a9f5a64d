import { describe, expect, it } from "vitest";
import {
  account,
  compared,
  GLOBEX,
  liveAccount,
  liveRole,
  liveUnit,
  NOBODY,
  ORGANIZATION,
  role,
  THE_ORGANIZATION,
  told,
  unit,
  us,
} from "./things.ts";

const SHOP = "workload/account:shop";
const inOrganization = [THE_ORGANIZATION];

describe("what a wish is in AWS", () => {
  it("is nothing yet, and is made", () => {
    expect(told(compared([ORGANIZATION, unit("foundation/ou:a", "a")], []))).toEqual([
      "create foundation/organization",
      "create foundation/ou:a",
    ]);
  });

  it("is told by its address tag before anything else", () => {
    const tagged = liveUnit("ou-1", us("foundation/ou:a"), "renamed");
    const namesake = liveUnit("ou-2", NOBODY, "a");
    const { changes, matched } = compared(
      [ORGANIZATION, unit("foundation/ou:a", "a")],
      [...inOrganization, namesake, tagged],
    );
    expect(changes).toEqual([
      expect.objectContaining({
        action: "update",
        from: tagged,
        fields: [{ path: "/name", before: "renamed", after: "a" }],
      }),
    ]);
    expect([...matched.values()]).toContain(tagged);
  });

  it("is told by its key when nothing carries its address, and is then adopted", () => {
    const untagged = liveUnit("ou-1", NOBODY, "a");
    const { changes } = compared([ORGANIZATION, unit("foundation/ou:a", "a")], [...inOrganization, untagged]);
    expect(changes).toEqual([expect.objectContaining({ action: "adopt", from: untagged, fields: [] })]);
  });

  it("is told by an e-mail address however it is written", () => {
    const standing = liveAccount("222222222222", NOBODY, "shop", { email: "AWS+Shop@acme.example" });
    expect(told(compared([ORGANIZATION, account("shop")], [...inOrganization, standing]))).toEqual([`adopt ${SHOP}`]);
  });

  it("is not a thing of the same name elsewhere", () => {
    const elsewhere = liveUnit("ou-2", NOBODY, "a", "ou-9");
    expect(told(compared([ORGANIZATION, unit("foundation/ou:a", "a")], [...inOrganization, elsewhere]))).toEqual([
      "create foundation/ou:a",
    ]);
    const otherAccount = liveRole("dev", NOBODY, "Support");
    expect(told(compared([role("house/support:prod", "prod", "Support")], [otherAccount]))).toEqual([
      "create house/support:prod",
    ]);
  });

  it("is not a thing of another kind that carries its address", () => {
    const policyLike = { ...liveUnit("p-1", us("foundation/ou:a"), "a"), kind: "organization-policy" };
    const properties = { name: "a", type: "TAG_POLICY", description: "", document: {}, order: "last" };
    const { changes } = compared(
      [ORGANIZATION, unit("foundation/ou:a", "a")],
      [...inOrganization, { ...policyLike, properties }],
    );
    expect(changes[0]).toMatchObject({ action: "create" });
  });
});

describe("a thing that was moved in the file", () => {
  const moved = [{ from: "old/account:shop", to: SHOP }];

  it("gets its new address and is otherwise left alone", () => {
    const standing = liveAccount("222222222222", us("old/account:shop"), "shop");
    const { changes, findings } = compared([ORGANIZATION, account("shop")], [...inOrganization, standing], { moved });
    expect(changes).toEqual([expect.objectContaining({ action: "adopt", from: standing, fields: [] })]);
    expect(findings).toEqual([]);
  });

  it("stays with what carries the new address already", () => {
    const before = liveAccount("222222222222", us("old/account:shop"), "old");
    const now = liveAccount("333333333333", us(SHOP), "shop");
    const { changes, findings, matched } = compared([ORGANIZATION, account("shop")], [...inOrganization, before, now], {
      moved,
    });
    expect(matched.get(account("shop").address)).toBe(now);
    expect(changes).toEqual([]);
    expect(findings.map(({ code }) => code)).toEqual(["account-left-the-file"]);
  });
});

describe("a thing that is not to be touched", () => {
  it("is one that belongs to another organization file", () => {
    const standing = liveAccount("222222222222", GLOBEX, "shop");
    const { changes, findings } = compared([ORGANIZATION, account("shop")], [...inOrganization, standing]);
    expect(changes).toEqual([]);
    expect(findings).toEqual([
      expect.objectContaining({ code: "owned-by-another-organization", severity: "error", at: expect.anything() }),
    ]);
    expect(findings[0]?.detail).toContain('"globex"');
  });

  it("is one that is another resource of this file, with the line that says it was renamed", () => {
    const standing = liveAccount("222222222222", us("old/account:shop"), "shop");
    const { changes, findings } = compared([ORGANIZATION, account("shop")], [...inOrganization, standing]);
    expect(changes).toEqual([]);
    const taken = findings.find(({ code }) => code === "owned-by-another-address");
    expect(taken?.fix).toContain(`moved: [{ from: old/account:shop, to: ${SHOP} }]`);
  });

  it("is either of two that carry one address, named in one order", () => {
    const pair = [liveAccount("333333333333", us(SHOP), "shop"), liveAccount("222222222222", us(SHOP), "two")];
    const results = [pair, [...pair].reverse()].map((live) =>
      compared([ORGANIZATION, account("shop")], [...inOrganization, ...live]),
    );
    for (const { changes, findings } of results) {
      expect(changes).toEqual([]);
      const codes = findings.map(({ code }) => code);
      expect(codes).toEqual(["two-claim-one-address"]);
      expect(findings[0]?.detail).toContain("222222222222 and 333333333333");
    }
    expect(results[0]?.findings).toEqual(results[1]?.findings);
  });
});
