import { describe, expect, it } from "vitest";
import type { Change } from "../../src/model/change.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Json } from "../../src/model/json.ts";
import type { Live } from "../../src/model/live.ts";
import type { Risk, Step } from "../../src/model/plan.ts";
import {
  consentFlag,
  consentsFor,
  LARGE_FROM,
  LARGE_SHARE,
  missingConsents,
  releasedBy,
} from "../../src/plan/consents.ts";
import {
  account,
  attachment,
  id,
  liveAccount,
  liveAttachment,
  livePolicy,
  liveRole,
  liveUnit,
  ORGANIZATION,
  policy,
  role,
  unit,
  us,
} from "../diff/things.ts";

const ACME = { name: "acme", id: "o-1", managementAccount: "111111111111", partition: "aws", homeRegion: "eu-west-1" };

const steps = (changes: readonly Change[], risk: Risk = "safe"): Step[] =>
  changes.map((change, n) => ({ id: `s${n}`, change, after: [], stage: 10, risk }));
const codes = (changes: readonly Change[], managed = 0, findings: readonly Finding[] = [], risk: Risk = "safe") =>
  consentsFor({ steps: steps(changes, risk), findings, managed, live: [], organization: ACME }).map(
    ({ code, count }) => (count === undefined ? code : `${code}=${count}`),
  );

const updates = (count: number): Change[] =>
  Array.from({ length: count }, (_, n) => ({
    action: n % 2 === 0 ? "update" : "move",
    from: liveUnit(`ou-${n}`, us(`foundation/ou:u${n}`), "old"),
    to: unit(`foundation/ou:u${n}`, "new"),
    fields: [{ path: "/name", before: "old", after: "new" }],
  }));

describe("consents", () => {
  it("are wanted for the organization and for each account that is made", () => {
    const changes = [ORGANIZATION, account("a"), account("b")].map((to): Change => ({ action: "create", to }));
    expect(codes(changes)).toEqual(["creates-organization", "creates-accounts=2"]);
  });

  it("are not wanted to make what can be un-made", () => {
    expect(
      codes([unit("foundation/ou:a", "a"), role("a/b", "shop", "R")].map((to) => ({ action: "create", to }))),
    ).toEqual([]);
  });

  it("are wanted for each takeover by its address", () => {
    const change: Change = {
      action: "adopt",
      from: liveRole("shop", { is: "nobody" }, "Support"),
      to: role("house/support:a=b", "shop", "Support"),
      fields: [],
    };
    expect(codes([change], 0, [], "takeover")).toEqual(["takeover:house/support:a=b"]);
    expect(codes([change], 0, [], "safe")).toEqual([]);
  });

  it("are wanted for any deletion, and for taking away a guardrail twice over", () => {
    expect(codes([{ action: "delete", from: liveUnit("ou-1", us("foundation/ou:a"), "a") }])).toEqual(["deletes=1"]);
    expect(codes([{ action: "delete", from: livePolicy("p-1", us("a/b"), "p") }])).toEqual([
      "deletes=1",
      "changes-guardrails=1",
    ]);
    expect(codes([{ action: "delete", from: liveAttachment("p-1", us("a/b"), "r-1") }])).toEqual([
      "changes-guardrails=1",
    ]);
  });

  it("are wanted by address for what goes for good, which is not counted with what else goes", () => {
    const gone = (address: string): Change => ({ action: "delete", from: liveUnit(address, us(address), "a") });
    expect(codes([gone("people/user:ben")], 0, [], "irreversible")).toEqual(["irreversible:people/user:ben"]);
    expect(codes([gone("people/user:ben")])).toEqual(["deletes=1"]);
  });

  it("release by address what goes for good, and nothing else", () => {
    const given = ["irreversible:people/user:ben", "takeover:a/b", "deletes", "irreversible"].map((code) => ({ code }));
    expect([...releasedBy(given)]).toEqual(["people/user:ben"]);
    expect(releasedBy([]).size).toBe(0);
  });

  it("are wanted to change what a guardrail says, and not to rename a unit", () => {
    const document: Change = {
      action: "update",
      from: livePolicy("p-1", us("a/b"), "p"),
      to: policy("a/b", "p"),
      fields: [{ path: "/document", before: {}, after: {} }],
    };
    expect(codes([document])).toEqual(["changes-guardrails=1"]);
    expect(codes(updates(1))).toEqual([]);
  });

  it("are wanted to adopt a guardrail only if what it says changes", () => {
    const adopted = (...paths: string[]): Change => ({
      action: "adopt",
      from: livePolicy("p-1", { is: "nobody" }, "p"),
      to: policy("a/b", "p"),
      fields: paths.map((path) => ({ path })),
    });
    expect(codes([adopted("/description", "/document")])).toEqual(["changes-guardrails=1"]);
    expect(codes([adopted("/description")])).toEqual([]);
    expect(codes([adopted()])).toEqual([]);
    const unit = { ...updates(1)[0], fields: [{ path: "/document" }] } as Change;
    expect(codes([unit])).toEqual([]);
  });

  it("are not wanted to make a guardrail, nor to take from people what they can be given again", () => {
    expect(codes([{ action: "create", to: policy("a/b", "p") }])).toEqual([]);
    const access = { ...liveUnit("ana", us("identity/access:ana"), "ana"), kind: "iam-user-access" };
    expect(codes([{ action: "delete", from: access }])).toEqual([]);
  });

  it("say why they are wanted", () => {
    const made: Change[] = [ORGANIZATION, account("a")].map((to) => ({ action: "create", to }));
    const rest: Change[] = [{ action: "delete", from: livePolicy("p-1", us("a/b"), "p") }, ...updates(4)];
    const finding: Finding = { code: "account-not-entered", severity: "warning", summary: "", detail: "" };
    const other: Finding = { ...finding, code: "trail-silent" };
    const grounds = { findings: [finding, other], managed: 10, live: [], organization: ACME };
    const wanted = consentsFor({ ...grounds, steps: [...steps(made, "irreversible"), ...steps(rest)] });
    expect(wanted).toEqual([
      { code: "creates-organization", why: "This account becomes the management account of a new organization." },
      { code: "creates-accounts", count: 1, why: "Accounts cannot be un-made; closing one takes 90 days." },
      { code: "deletes", count: 1, why: "What left the file is deleted." },
      { code: "large-update", count: 4, why: "More than 30 % of the 10 managed things change at once." },
      { code: "changes-guardrails", count: 1, why: "A guardrail in force is changed, detached or deleted." },
      { code: "skips-accounts", count: 1, why: "Accounts that cannot be entered are left out this time." },
    ]);
    const one = (risk: Risk) => consentsFor({ ...grounds, findings: [], steps: steps(updates(1), risk) });
    expect([...one("irreversible"), ...one("takeover")]).toEqual([
      {
        code: "irreversible:foundation/ou:u0",
        why: "Nobody can undo it afterwards, neither the management account nor AWS.",
      },
      {
        code: "takeover:foundation/ou:u0",
        why: "It exists already, was not made by orgwright, and who may use it changes.",
      },
    ]);
  });

  describe("to bind accounts that are not in the file", () => {
    const live = [
      liveUnit("ou-1", us("foundation/ou:a"), "a"),
      liveUnit("ou-2", { is: "nobody" }, "b", "ou-1"),
      liveAccount("111111111111", { is: "nobody" }, "management"),
      liveAccount("222222222222", us("workload/account:shop"), "shop", { parent: "ou-1" }),
      liveAccount("333333333333", { is: "nobody" }, "legacy", { parent: "ou-2" }),
      liveAccount("444444444444", { is: "other", name: "globex" }, "theirs"),
    ];
    const bound = (target: Json, more: readonly Change[] = []) => {
      const attached: Change = { action: "create", to: attachment("house/stay-on", "p-1", target) };
      const changes = steps([attached, ...more]);
      return consentsFor({ steps: changes, findings: [], managed: 0, live, organization: ACME });
    };

    it.each([
      ["r-1", "legacy (333333333333), theirs (444444444444)"],
      ["ou-1", "legacy (333333333333)"],
      ["ou-2", "legacy (333333333333)"],
      ["333333333333", "legacy (333333333333)"],
    ])("are wanted with count and names: attached to %s", (target, names) => {
      const count = names.split(", ").length;
      expect(bound(target)).toEqual([
        {
          code: "binds-other-accounts",
          count,
          why: `Guardrails will bind accounts that are not in the file: ${names}.`,
        },
      ]);
    });

    it.each([["222222222222"], [id("foundation/ou:new")]])("are not wanted where there are none: %j", (target) => {
      expect(bound(target)).toEqual([]);
    });

    it("are not wanted for an account that the same plan takes into the file", () => {
      const from = live[4] as Live;
      expect(bound("ou-1", [{ action: "adopt", from, to: account("legacy"), fields: [] }])).toEqual([]);
    });
  });

  it("are wanted to leave accounts out that cannot be entered", () => {
    const finding: Finding = { code: "account-not-entered", severity: "warning", summary: "", detail: "" };
    expect(codes([], 0, [finding, finding])).toEqual(["skips-accounts=2"]);
  });
});

describe("a large update", () => {
  it("has the thresholds that the pages promise", () => {
    expect([LARGE_FROM, LARGE_SHARE]).toEqual([10, 0.3]);
  });

  it.each([
    [9, 9, false],
    [10, 3, false],
    [10, 4, true],
    [11, 3, false],
    [11, 4, true],
    [100, 30, false],
    [100, 31, true],
    [10, 0, false],
  ])("of %i managed things changes %i: wants a consent: %s", (managed, changed, wanted) => {
    expect(codes(updates(changed), managed)).toEqual(wanted ? [`large-update=${changed}`] : []);
  });

  it("does not count what is made or adopted", () => {
    const made: Change[] = Array.from({ length: 10 }, (_, n) => ({
      action: "create",
      to: unit(`foundation/ou:n${n}`, `n${n}`),
    }));
    const adopted: Change = {
      action: "adopt",
      from: liveAccount("222222222222", { is: "nobody" }, "shop"),
      to: account("shop"),
      fields: [],
    };
    expect(codes([...made, adopted], 10)).toEqual([]);
  });
});

describe("an allowance", () => {
  const wanted = [
    { code: "creates-accounts", count: 3, why: "" },
    { code: "creates-organization", why: "" },
  ];

  it.each([
    [[], ["creates-accounts", "creates-organization"]],
    [[{ code: "creates-accounts", count: 2 }], ["creates-accounts", "creates-organization"]],
    [[{ code: "creates-accounts", count: 3 }], ["creates-organization"]],
    [[{ code: "creates-accounts", count: 4 }], ["creates-organization"]],
    [[{ code: "creates-accounts" }, { code: "creates-organization", count: 0 }], []],
    [[{ code: "creates-accounts", count: 0 }], ["creates-accounts", "creates-organization"]],
    [[{ code: "creates-organization" }], ["creates-accounts"]],
    [[{ code: "deletes", count: 99 }], ["creates-accounts", "creates-organization"]],
  ])("of %j leaves %j wanting", (allowed, missing) => {
    expect(missingConsents(wanted, allowed).map(({ code }) => code)).toEqual(missing);
  });

  it("does not add up from two", () => {
    const twice = [1, 2].map((count) => ({ code: "creates-accounts", count }));
    expect(missingConsents(wanted, twice).map(({ code }) => code)).toContain("creates-accounts");
  });

  it("is asked for as the flag that gives it", () => {
    expect(wanted.map(consentFlag)).toEqual(["--allow creates-accounts=3", "--allow creates-organization"]);
  });
});
