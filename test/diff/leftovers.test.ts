import { describe, expect, it } from "vitest";
import { SHAPES } from "../../src/kinds/shapes.ts";
import { orderSteps } from "../../src/plan/steps.ts";
import {
  account,
  attachment,
  compared,
  GLOBEX,
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
  thing,
  told,
  unit,
  us,
} from "./things.ts";

const codes = ({ findings }: { findings: readonly { code: string }[] }) => findings.map(({ code }) => code);

describe("a user who left the file", () => {
  const PLACE = { account: "shop", region: "global" };
  const named = (name: string, owner = us("people/user:ben")) =>
    thing("iam-user", name, owner, { name, path: "/", policies: [], tags: {} }, PLACE);
  const access = (user: string) =>
    thing("iam-user-access", user, us("people/user:ben"), { user, password: true, keys: [], groups: [] }, PLACE);
  const released = new Set(["people/user:ben"]);

  it("stays with a note that names the consent, and nothing is planned", () => {
    const difference = compared([ORGANIZATION], [THE_ORGANIZATION, named("ben")]);
    expect(difference.changes).toEqual([]);
    expect(difference.findings).toMatchObject([{ code: "goes-with-consent", severity: "note" }]);
    expect(difference.findings[0]?.fix).toContain("--allow irreversible:people/user:ben.");
  });

  it("goes once a consent names its address, and nobody else goes with it", () => {
    const live = [THE_ORGANIZATION, named("ben"), named("lea", us("people/user:lea")), named("max", GLOBEX)];
    const difference = compared([ORGANIZATION], live, { released });
    expect(told(difference)).toEqual(["delete iam-user ben"]);
    expect(codes(difference)).toEqual(["goes-with-consent"]);
    expect(orderSteps(difference.changes, [], SHAPES)[0]?.risk).toBe("irreversible");
  });

  it("stays while its access is still to be taken away, whatever is allowed", () => {
    for (const more of [{}, { released }]) {
      const difference = compared([ORGANIZATION], [THE_ORGANIZATION, named("ben"), access("ben")], more);
      expect(told(difference)).toEqual(["delete iam-user-access ben"]);
      expect(codes(difference)).toEqual(["left-the-file"]);
      expect(difference.findings[0]?.fix).toContain("plan again");
    }
  });

  it("goes although another user of another account still has access under the same name", () => {
    const elsewhere = { ...access("ben"), place: { account: "other", region: "global" }, owner: us("people/user:b2") };
    const difference = compared([ORGANIZATION], [THE_ORGANIZATION, named("ben"), elsewhere], { released });
    expect(told(difference)).toContain("delete iam-user ben");
  });

  it("is not touched by a consent that names somebody whom the file wishes for", () => {
    const wished = compared([ORGANIZATION, role("people/user:ben", "shop", "Ben")], [THE_ORGANIZATION], { released });
    expect(told(wished)).toEqual(["create people/user:ben"]);
  });
});

describe("what left the file", () => {
  it("is deleted when it is ours", () => {
    const difference = compared([ORGANIZATION], [THE_ORGANIZATION, liveUnit("ou-1", us("foundation/ou:a"), "a")]);
    expect(told(difference)).toEqual(["delete organizational-unit ou-1"]);
    expect(difference.findings).toEqual([]);
  });

  it.each([
    ["nobody's", NOBODY],
    ["another organization file's", GLOBEX],
  ])("is left alone when it is %s", (_whose, owner) => {
    const live = [
      THE_ORGANIZATION,
      liveUnit("ou-1", owner, "a"),
      livePolicy("p-1", owner, "p"),
      liveAttachment("p-1", owner, "r-1"),
      liveRole("management", owner, "Admin"),
      liveAccount("222222222222", owner, "shop"),
    ];
    expect(compared([ORGANIZATION], live)).toMatchObject({ changes: [], findings: [] });
  });

  it("is deleted with what is in it, when that goes too", () => {
    const live = [
      THE_ORGANIZATION,
      liveUnit("ou-1", us("foundation/ou:a"), "a"),
      liveUnit("ou-2", us("foundation/ou:b"), "b", "ou-1"),
      liveUnit("ou-3", us("foundation/ou:c"), "c", "ou-2"),
    ];
    for (const order of [live, [...live].reverse()]) {
      const difference = compared([ORGANIZATION], order);
      expect(difference.findings).toEqual([]);
      const steps = orderSteps(difference.changes, difference.wished, SHAPES);
      expect(steps.map(({ id }) => id)).toEqual([
        "delete foundation/ou:c ou-3",
        "delete foundation/ou:b ou-2",
        "delete foundation/ou:a ou-1",
      ]);
      expect(steps.map(({ after }) => after)).toEqual([
        [],
        ["delete foundation/ou:c ou-3"],
        ["delete foundation/ou:b ou-2"],
      ]);
    }
  });

  it("stays while something stands in it, and says what", () => {
    const live = [
      THE_ORGANIZATION,
      liveUnit("ou-1", us("foundation/ou:a"), "a"),
      liveUnit("ou-2", us("foundation/ou:b"), "b", "ou-1"),
      liveAccount("222222222222", NOBODY, "theirs", { parent: "ou-2" }),
    ];
    const difference = compared([ORGANIZATION], live);
    expect(difference.changes).toEqual([]);
    expect(codes(difference)).toEqual(["unit-not-empty", "unit-not-empty"]);
    expect(difference.findings.map(({ detail }) => detail).join()).toContain("account theirs (222222222222)");
  });

  it("goes when the account in it is moved out by the same plan", () => {
    const live = [
      THE_ORGANIZATION,
      liveUnit("ou-1", us("foundation/ou:old"), "old"),
      liveUnit("ou-2", us("foundation/ou:new"), "new"),
      liveAccount("222222222222", us("workload/account:shop"), "shop", { parent: "ou-1" }),
    ];
    const difference = compared(
      [ORGANIZATION, unit("foundation/ou:new", "new"), account("shop", id("foundation/ou:new"))],
      live,
    );
    expect(told(difference)).toEqual(["move workload/account:shop", "delete organizational-unit ou-1"]);
  });

  it("stays when the account in it cannot be moved out because it is being closed", () => {
    const live = [
      THE_ORGANIZATION,
      liveUnit("ou-1", us("foundation/ou:old"), "old"),
      liveAccount("222222222222", us("workload/account:shop"), "shop", { parent: "ou-1", state: "SUSPENDED" }),
    ];
    const difference = compared([ORGANIZATION, account("shop")], live);
    expect(difference.changes).toEqual([]);
    expect(codes(difference)).toEqual(["account-not-active", "unit-not-empty"]);
  });

  it("is deleted in one order, whatever the order of AWS's lists", () => {
    const live = ["ou-3", "ou-1", "ou-2"].map((one) => liveUnit(one, us(`foundation/ou:${one}`), one));
    for (const order of [live, [...live].reverse()]) {
      expect(told(compared([ORGANIZATION], [THE_ORGANIZATION, ...order]))).toEqual(
        ["ou-1", "ou-2", "ou-3"].map((one) => `delete organizational-unit ${one}`),
      );
    }
  });

  it("is deleted when its address now is a thing of another kind", () => {
    const live = [THE_ORGANIZATION, liveUnit("ou-1", us("house/stay"), "stay")];
    expect(told(compared([ORGANIZATION, policy("house/stay", "stay")], live))).toEqual([
      "create house/stay",
      "delete organizational-unit ou-1",
    ]);
  });

  it("is never deleted when it is a setting, even if it carries our tags", () => {
    const type = thing("policy-type", "TAG_POLICY", us("foundation/type"), { type: "TAG_POLICY", root: "r-1" });
    const difference = compared([ORGANIZATION], [THE_ORGANIZATION, type]);
    expect([difference.changes, codes(difference)]).toEqual([[], ["left-as-it-is"]]);
  });

  it("is none of our business when it is of a kind that nobody knows", () => {
    const odd = thing("odd", "o-9", us("foundation/odd"), {});
    expect(compared([ORGANIZATION], [THE_ORGANIZATION, odd])).toMatchObject({ changes: [], findings: [] });
  });

  it("is deleted when its address now is a thing in another account", () => {
    const live = [liveRole("old", us("house/support"), "Support")];
    expect(told(compared([role("house/support", "new", "Support")], live))).toEqual([
      "create house/support",
      "delete iam-role Support",
    ]);
  });
});

describe("an attachment", () => {
  const wishes = [ORGANIZATION, policy("house/stay", "stay"), attachment("house/stay-root", id("house/stay"), ROOT)];
  const standing = [
    THE_ORGANIZATION,
    livePolicy("p-1", us("house/stay"), "stay"),
    liveAttachment("p-1", us("house/stay"), "r-1"),
  ];

  it("of our policy that the file does not wish for is taken away", () => {
    const extra = liveAttachment("p-1", us("house/stay"), "ou-7");
    expect(told(compared(wishes, [...standing, extra]))).toEqual(["delete policy-attachment p-1:ou-7"]);
  });

  it("of a policy of others is none of our business", () => {
    const theirs = [livePolicy("p-9", NOBODY, "theirs"), liveAttachment("p-9", NOBODY, "r-1")];
    expect(compared(wishes, [...standing, ...theirs]).changes).toEqual([]);
  });

  it("of a policy that this very plan adopts is taken away as if it were ours already", () => {
    const adopted = [THE_ORGANIZATION, livePolicy("p-1", NOBODY, "stay"), liveAttachment("p-1", NOBODY, "r-1")];
    const extra = liveAttachment("p-1", NOBODY, "ou-7");
    expect(told(compared(wishes, [...adopted, extra]))).toEqual([
      "adopt house/stay",
      "delete policy-attachment p-1:ou-7",
    ]);
  });

  it("is taken away wherever it is, but for accounts that left the file", () => {
    const live = [
      ...standing,
      liveAccount("333333333333", NOBODY, "theirs"),
      liveAttachment("p-1", us("house/stay"), "333333333333"),
      liveUnit("ou-1", us("foundation/ou:gone"), "gone"),
      liveAttachment("p-1", us("house/stay"), "ou-1"),
    ];
    expect(told(compared(wishes, live))).toEqual([
      "delete organizational-unit ou-1",
      "delete policy-attachment p-1:333333333333",
      "delete policy-attachment p-1:ou-1",
    ]);
  });

  it("goes before its policy", () => {
    const difference = compared([ORGANIZATION], standing);
    const steps = orderSteps(difference.changes, difference.wished, SHAPES);
    expect(steps.map(({ change }) => change.action === "delete" && change.from.id)).toEqual(["p-1:r-1", "p-1"]);
  });

  it("of a policy that two things in AWS claim to be stays, whichever it is of", () => {
    const twin = [livePolicy("p-2", us("house/stay"), "twin"), liveAttachment("p-2", us("house/stay"), "ou-7")];
    expect(compared(wishes, [...standing, ...twin]).changes).toEqual([]);
  });

  it("to a unit that two things in AWS claim to be stays on both", () => {
    const onUnit = [
      ...wishes,
      unit("foundation/ou:prod", "prod"),
      attachment("house/on-prod", id("house/stay"), id("foundation/ou:prod")),
    ];
    const twins = [
      liveUnit("ou-1", us("foundation/ou:prod"), "prod"),
      liveUnit("ou-2", us("foundation/ou:prod"), "production"),
      liveAttachment("p-1", us("house/stay"), "ou-1"),
    ];
    const difference = compared(onUnit, [...standing, ...twins]);
    expect(difference.changes).toEqual([]);
    expect(codes(difference)).toEqual(["two-claim-one-address", "needs-what-is-blocked"]);

    const other = [livePolicy("p-2", us("house/other"), "other"), liveAttachment("p-2", us("house/other"), "ou-7")];
    const both = compared([...onUnit, policy("house/other", "other")], [...standing, ...twins, ...other]);
    expect(told(both)).toEqual(["delete policy-attachment p-2:ou-7"]);
  });
});

describe("an account that left the file", () => {
  const FORMER = liveAccount("222222222222", us("workload/account:shop"), "shop");
  const left = [
    THE_ORGANIZATION,
    FORMER,
    livePolicy("p-1", us("house/stay"), "stay"),
    liveAttachment("p-1", us("house/stay"), "222222222222"),
    liveAttachment("p-1", us("house/stay"), "r-1"),
  ];

  it("stays with everything that is attached to it, and is told of once", () => {
    const wishes = [ORGANIZATION, policy("house/stay", "stay"), attachment("house/stay-root", id("house/stay"), ROOT)];
    const difference = compared(wishes, left);
    expect(difference.changes).toEqual([]);
    expect(codes(difference)).toEqual(["account-left-the-file"]);
    expect(difference.findings[0]?.severity).toBe("warning");
  });

  it("keeps a policy that left the file with it from being deleted, which AWS would refuse", () => {
    const difference = compared([ORGANIZATION], left);
    expect(told(difference)).toEqual(["delete policy-attachment p-1:r-1"]);
    expect(codes(difference)).toEqual(["account-left-the-file", "policy-still-attached"]);
    expect(difference.findings[1]?.detail).toContain("222222222222");
  });

  it("is not told of once it is closed", () => {
    const closed = liveAccount("222222222222", us("workload/account:shop"), "shop", { state: "SUSPENDED" });
    expect(compared([ORGANIZATION], [THE_ORGANIZATION, closed])).toMatchObject({ changes: [], findings: [] });
  });
});

describe("a plan that looks like a rename", () => {
  const former = liveAccount("222222222222", us("workload/account:old"), "old");

  it("is refused, with the line that says it is one", () => {
    const { findings } = compared([ORGANIZATION, account("new")], [THE_ORGANIZATION, former]);
    const rename = findings.find(({ code }) => code === "looks-like-a-rename");
    expect(rename?.severity).toBe("error");
    expect(rename?.fix).toContain("moved: [{ from: workload/account:old, to: workload/account:new }]");
  });

  it("is none when no account would be made", () => {
    expect(codes(compared([ORGANIZATION], [THE_ORGANIZATION, former]))).toEqual(["account-left-the-file"]);
  });

  it("is none when no account is what is made, or none is what left", () => {
    const unitMade = compared([ORGANIZATION, unit("foundation/ou:a", "a")], [THE_ORGANIZATION, former]);
    expect(codes(unitMade)).toEqual(["account-left-the-file"]);
    const gone = liveUnit("ou-1", us("foundation/ou:gone"), "gone");
    expect(codes(compared([ORGANIZATION, account("new")], [THE_ORGANIZATION, gone]))).toEqual([]);
    const renamed = liveAccount("333333333333", us("workload/account:shop"), "shop", { name: "old" });
    expect(codes(compared([ORGANIZATION, account("shop")], [THE_ORGANIZATION, former, renamed]))).toEqual([
      "account-left-the-file",
    ]);
  });

  it("is none when the former account is closed, as its way out says", () => {
    const closed = liveAccount("222222222222", us("workload/account:old"), "old", { state: "PENDING_CLOSURE" });
    const difference = compared([ORGANIZATION, account("new")], [THE_ORGANIZATION, closed]);
    expect(difference.findings).toEqual([]);
    expect(told(difference)).toEqual(["create workload/account:new"]);
  });

  it("is none when the account was moved in the file", () => {
    const moved = [{ from: "workload/account:old", to: "workload/account:new" }];
    const wishes = [ORGANIZATION, account("new"), account("third")];
    const difference = compared(wishes, [THE_ORGANIZATION, former], { moved });
    expect(codes(difference)).not.toContain("looks-like-a-rename");
    expect(told(difference)).toEqual(["adopt workload/account:new", "create workload/account:third"]);
  });

  it("is none for an account of others", () => {
    const theirs = liveAccount("333333333333", NOBODY, "theirs");
    expect(compared([ORGANIZATION, account("new")], [THE_ORGANIZATION, theirs]).findings).toEqual([]);
  });

  it("is none because two accounts carry an address that the file has", () => {
    const twins = ["444444444444", "555555555555"].map((one) => liveAccount(one, us("workload/account:shop"), one));
    const difference = compared([ORGANIZATION, account("shop"), account("new")], [THE_ORGANIZATION, ...twins]);
    expect(codes(difference)).toEqual(["two-claim-one-address"]);
  });
});

describe("settings that the file does not mention", () => {
  it("are left as they are, with one note that names them in order", () => {
    const type = (name: string) => thing("policy-type", name, NOBODY, { type: name, root: "r-1" });
    const service = thing("trusted-service", "ssm.amazonaws.com", NOBODY, { principal: "ssm.amazonaws.com" });
    const difference = compared([ORGANIZATION], [THE_ORGANIZATION, service, type("TAG_POLICY"), type("BACKUP_POLICY")]);
    expect(difference.changes).toEqual([]);
    expect(difference.findings).toEqual([
      expect.objectContaining({
        code: "left-as-it-is",
        severity: "note",
        detail:
          "Enabled in AWS and not in the file: policy type BACKUP_POLICY, policy type TAG_POLICY, trusted service ssm.amazonaws.com.",
      }),
    ]);
  });
});
