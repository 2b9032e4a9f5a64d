import { describe, expect, it } from "vitest";
import {
  account,
  attachment,
  compared,
  id,
  liveAccount,
  liveAttachment,
  livePolicy,
  liveRole,
  liveUnit,
  NOBODY,
  ORGANIZATION,
  policy,
  ROOT,
  role,
  THE_ORGANIZATION,
  told,
  unit,
  us,
} from "./things.ts";

const SHOP = "workload/account:shop";

describe("a difference", () => {
  it("is an update of the fields that differ", () => {
    const { changes } = compared(
      [role("house/support:shop", "shop", "Support", { description: "new" })],
      [liveRole("shop", us("house/support:shop"), "Support", { description: "old" })],
    );
    expect(changes).toEqual([
      expect.objectContaining({
        action: "update",
        fields: [{ path: "/description", before: "old", after: "new" }],
      }),
    ]);
  });

  it("in where an account stands is a move, whatever else differs", () => {
    const standing = liveAccount("222222222222", us(SHOP), "shop", { parent: "ou-9", name: "old" });
    const { changes } = compared([ORGANIZATION, account("shop")], [THE_ORGANIZATION, standing]);
    expect(changes).toEqual([
      expect.objectContaining({
        action: "move",
        fields: [
          { path: "/name", before: "old", after: "shop" },
          { path: "/parent", before: "ou-9", after: "r-1" },
        ],
      }),
    ]);
  });

  it("in how a policy is written, and not in what it says, is none", () => {
    const written = {
      Version: "2012-10-17",
      Statement: { Effect: "Deny", Action: ["organizations:LeaveOrganization"], Resource: ["*"] },
    };
    const { changes } = compared(
      [ORGANIZATION, policy("house/stay", "stay")],
      [THE_ORGANIZATION, livePolicy("p-1", us("house/stay"), "stay", written)],
    );
    expect(changes).toEqual([]);
  });

  it("in a field that AWS cannot change is told, and hinders nothing else of the same thing", () => {
    const standing = liveUnit("ou-1", us("foundation/ou:a"), "renamed", "ou-9");
    const { changes, findings } = compared([ORGANIZATION, unit("foundation/ou:a", "a")], [THE_ORGANIZATION, standing]);
    expect(findings).toEqual([expect.objectContaining({ code: "immutable-field", severity: "error" })]);
    expect(findings[0]?.detail).toContain("/parent");
    expect(changes).toEqual([
      expect.objectContaining({ action: "update", fields: [{ path: "/name", before: "renamed", after: "a" }] }),
    ]);
  });

  it("in tags that others set is none", () => {
    const standing = liveAccount("222222222222", us(SHOP), "shop", { tags: { CostCenter: "7", Owner: "shop" } });
    const wish = account("shop", ROOT, { tags: { Owner: "shop" } });
    expect(compared([ORGANIZATION, wish], [THE_ORGANIZATION, standing]).changes).toEqual([]);
  });

  it("in an e-mail address is told: only its owner can change it", () => {
    const standing = liveAccount("222222222222", us(SHOP), "shop", { email: "old@acme.example" });
    const { changes, findings } = compared([ORGANIZATION, account("shop")], [THE_ORGANIZATION, standing]);
    expect(changes).toEqual([]);
    expect(findings).toEqual([expect.objectContaining({ code: "immutable-field" })]);
  });
});

describe("what is known only later", () => {
  it("stays open while what it stands for is not there", () => {
    const { changes, wished } = compared(
      [ORGANIZATION, unit("foundation/ou:a", "a"), account("shop", id("foundation/ou:a"))],
      [THE_ORGANIZATION],
    );
    expect(told({ changes })).toEqual(["create foundation/ou:a", `create ${SHOP}`]);
    expect(wished.at(-1)?.properties["parent"]).toEqual(id("foundation/ou:a"));
  });

  it("is filled in from what stands, however deep, so that nothing differs", () => {
    const resources = [
      attachment("house/stay-everywhere", id("house/stay"), ROOT),
      policy("house/stay", "stay"),
      ORGANIZATION,
    ];
    const live = [
      liveAttachment("p-1", us("house/stay"), "r-1"),
      livePolicy("p-1", us("house/stay"), "stay"),
      THE_ORGANIZATION,
    ];
    const { changes, wished } = compared(resources, live);
    expect(changes).toEqual([]);
    expect(wished.at(-1)?.properties).toMatchObject({ policy: "p-1", target: "r-1" });
  });
});

describe("a resource among its needs", () => {
  it("comes after them, however the file is written", () => {
    const { wished } = compared(
      [account("shop", id("foundation/ou:a")), unit("foundation/ou:a", "a"), ORGANIZATION],
      [],
    );
    expect(wished.map(({ address }) => address)).toEqual(["foundation/organization", "foundation/ou:a", SHOP]);
  });

  it("never needs itself", () => {
    const circle = [account("a", id("workload/account:b")), account("b", id("workload/account:a"))];
    expect(() => compared(circle, [])).toThrow("workload/account:a → workload/account:b");
  });
});

describe("an account that was not looked into", () => {
  const unobserved = new Set(["shop"]);

  it("has nothing planned in it", () => {
    const { changes, findings } = compared([role("house/support:shop", "shop", "Support")], [], { unobserved });
    expect(changes).toEqual([]);
    expect(findings).toEqual([]);
  });

  it("does not keep the others from being planned", () => {
    const resources = ["shop", "dev"].map((key) => role(`house/support:${key}`, key, "Support"));
    expect(told(compared(resources, [], { unobserved }))).toEqual(["create house/support:dev"]);
  });
});

describe("an account that is suspended or being closed", () => {
  it.each(["SUSPENDED", "PENDING_CLOSURE", "CLOSED"])("is neither changed nor made again: %s", (state) => {
    const standing = liveAccount("222222222222", us(SHOP), "old name", { state, parent: "ou-9" });
    const { changes, findings } = compared([ORGANIZATION, account("shop")], [THE_ORGANIZATION, standing]);
    expect(changes).toEqual([]);
    expect(findings).toEqual([expect.objectContaining({ code: "account-not-active" })]);
    expect(findings[0]?.detail).toContain(state);
  });

  it("is not taken for one while AWS activates it", () => {
    const standing = liveAccount("222222222222", us(SHOP), "shop", { state: "PENDING_ACTIVATION" });
    expect(compared([ORGANIZATION, account("shop")], [THE_ORGANIZATION, standing]).findings).toEqual([]);
  });
});

describe("what is adopted", () => {
  it("shows what changes along with it", () => {
    const standing = liveRole("shop", NOBODY, "Support", {
      maxSessionSeconds: 7200,
      managed: ["arn:aws:iam::aws:policy/X"],
    });
    const { changes } = compared([role("house/support:shop", "shop", "Support")], [standing]);
    expect(changes).toEqual([
      expect.objectContaining({
        action: "adopt",
        fields: [
          { path: "/managed", before: ["arn:aws:iam::aws:policy/X"], after: [] },
          { path: "/maxSessionSeconds", before: 7200, after: 3600 },
        ],
      }),
    ]);
  });
});
