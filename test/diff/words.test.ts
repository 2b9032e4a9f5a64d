import { describe, expect, it } from "vitest";
import type { Difference } from "../../src/diff/diff.ts";
import type { Finding } from "../../src/model/finding.ts";
import {
  account,
  attachment,
  compared,
  GLOBEX,
  id,
  liveAccount,
  liveAttachment,
  livePolicy,
  liveUnit,
  ORGANIZATION,
  policy,
  ROOT,
  THE_ORGANIZATION,
  unit,
  us,
} from "./things.ts";

const SHOP = "workload/account:shop";
const AT = { file: "orgwright.yaml", line: 1, column: 1 };

/** A difference's findings without their fixed summaries. */
function said({ findings }: Difference): Omit<Finding, "summary">[] {
  return findings.map(({ summary, ...words }) => {
    expect(summary).toMatch(/^An? |^Two |^Some|^Settings /);
    return words;
  });
}

describe("what a difference says about something the file wishes for", () => {
  it("names both values of a field that AWS cannot change, and why", () => {
    const standing = liveAccount("222222222222", us(SHOP), "shop", { email: "old@acme.example" });
    expect(said(compared([ORGANIZATION, account("shop")], [THE_ORGANIZATION, standing]))).toEqual([
      {
        code: "immutable-field",
        severity: "error",
        detail: `${SHOP}: /email of the account is "old@acme.example" in AWS and "aws+shop@acme.example" in the file.`,
        fix: "The address of the root user is changed by its owner, with a code that AWS mails. Change it there, or write the address the account has under `accounts`.",
        at: AT,
      },
    ]);
  });

  it("names both things that carry one address, and whatever is left out for it", () => {
    const twins = ["ou-2", "ou-1"].map((one) => liveUnit(one, us("foundation/ou:a"), one));
    const wishes = [ORGANIZATION, unit("foundation/ou:a", "a"), account("shop", id("foundation/ou:a")), account("dev")];
    expect(said(compared(wishes, [THE_ORGANIZATION, ...twins]))).toEqual([
      {
        code: "two-claim-one-address",
        severity: "warning",
        detail: "ou-1 and ou-2 both carry the tag orgwright:address = foundation/ou:a. Nothing is done about either.",
        fix: "Take the tags orgwright:address and orgwright:organization off the one that is not meant, then run again.",
        at: AT,
      },
      {
        code: "needs-what-is-blocked",
        severity: "warning",
        detail: `Left out, because they need foundation/ou:a: ${SHOP}.`,
        fix: "Put right what is said about foundation/ou:a, then run again.",
        at: AT,
      },
    ]);
  });

  it("names the other file that a thing belongs to", () => {
    const standing = liveAccount("222222222222", GLOBEX, "shop");
    expect(said(compared([ORGANIZATION, account("shop")], [THE_ORGANIZATION, standing]))).toEqual([
      {
        code: "owned-by-another-organization",
        severity: "error",
        detail: `The account shop (222222222222), wished for as ${SHOP}, is tagged as belonging to the organization file "globex".`,
        fix: "If it shall belong to this file, take its orgwright:* tags off: the next plan adopts it. Else give yours another name.",
        at: AT,
      },
    ]);
  });

  it("names the other resource that a thing is", () => {
    const standing = liveAccount("222222222222", us("old/account:shop"), "shop");
    const [taken] = said(compared([ORGANIZATION, account("shop")], [THE_ORGANIZATION, standing]));
    expect(taken).toEqual({
      code: "owned-by-another-address",
      severity: "error",
      detail: `The account shop (222222222222), wished for as ${SHOP}, is already old/account:shop.`,
      fix: `If it was renamed in the file, add \`moved: [{ from: old/account:shop, to: ${SHOP} }]\`.`,
      at: AT,
    });
  });

  it("passes on what the kind says of a thing that nothing can be done about, with where it is wished for", () => {
    const standing = liveAccount("222222222222", us(SHOP), "shop", { state: "SUSPENDED" });
    expect(said(compared([ORGANIZATION, account("shop")], [THE_ORGANIZATION, standing]))).toEqual([
      expect.objectContaining({ code: "account-not-active", at: AT, detail: expect.stringContaining("SUSPENDED") }),
    ]);
  });
});

describe("what a difference says about something that left the file", () => {
  it("tells that an account stays, and what can be done", () => {
    const standing = liveAccount("222222222222", us(SHOP), "shop");
    expect(said(compared([ORGANIZATION], [THE_ORGANIZATION, standing]))).toEqual([
      {
        code: "account-left-the-file",
        severity: "warning",
        detail: `The account shop (222222222222) carries the address ${SHOP}, which the file no longer has. It stays as it is.`,
        fix: "Accounts are never closed by orgwright. Close it by hand if it is no longer needed, or put it back into the file.",
      },
    ]);
  });

  it("tells that the organization itself stays", () => {
    expect(said(compared([], [THE_ORGANIZATION]))).toEqual([
      {
        code: "left-the-file",
        severity: "warning",
        detail:
          "The organization acme (o-1) carries the address foundation/organization, which the file no longer has. It stays as it is.",
        fix: "Remove it by hand if it is no longer needed, or put it back into the file.",
      },
    ]);
  });

  it("names what a unit still holds, in one order", () => {
    const live = [
      THE_ORGANIZATION,
      liveUnit("ou-1", us("foundation/ou:a"), "a"),
      liveUnit("ou-9", GLOBEX, "theirs", "ou-1"),
      liveAccount("222222222222", GLOBEX, "shop", { parent: "ou-1" }),
    ];
    expect(said(compared([ORGANIZATION], live))).toEqual([
      {
        code: "unit-not-empty",
        severity: "warning",
        detail:
          "The organizational unit a (ou-1) left the file, but still holds account shop (222222222222), organizational-unit theirs (ou-9). It stays.",
        fix: "Move what it holds elsewhere; the next plan removes it.",
      },
    ]);
  });

  it("names where a policy is still attached, in one order", () => {
    const former = ["333333333333", "222222222222"];
    const live = [
      THE_ORGANIZATION,
      ...former.map((one) => liveAccount(one, us(`workload/account:${one}`), one)),
      livePolicy("p-1", us("house/stay"), "stay"),
      ...former.map((one) => liveAttachment("p-1", us("house/stay"), one)),
    ];
    const findings = said(compared([ORGANIZATION], live));
    expect(findings.filter(({ code }) => code === "policy-still-attached")).toEqual([
      {
        code: "policy-still-attached",
        severity: "warning",
        detail:
          "The organization policy stay (p-1) left the file, but is attached to 222222222222, 333333333333, where nothing is changed. It stays.",
        fix: "Detach it by hand; the next plan deletes it.",
      },
    ]);
  });

  it("names each former account when another one would be made", () => {
    const former = ["b", "a"].map((key, n) =>
      liveAccount(String(n + 2).repeat(12), us(`workload/account:${key}`), key),
    );
    const renames = (live: typeof former) =>
      said(compared([ORGANIZATION, account("new")], [THE_ORGANIZATION, ...live])).filter(
        ({ code }) => code === "looks-like-a-rename",
      );
    const fix =
      "If the account got a new key, add `moved: [{ from: workload/account:a, to: workload/account:new }]`. If it is really another one, first close the old account or take its orgwright:address tag off.";
    expect(renames(former)).toEqual([
      {
        code: "looks-like-a-rename",
        severity: "error",
        detail:
          "workload/account:new would be a new account, while workload/account:a, workload/account:b left the file and still stand in AWS.",
        fix,
        at: AT,
      },
    ]);
    expect(renames(former.slice(1))[0]?.detail).toBe(
      "workload/account:new would be a new account, while workload/account:a left the file and still stands in AWS.",
    );
  });

  it("says that settings nobody mentions may stay", () => {
    const type = { ...THE_ORGANIZATION, kind: "policy-type", id: "TAG_POLICY", properties: { type: "TAG_POLICY" } };
    expect(said(compared([ORGANIZATION], [THE_ORGANIZATION, type]))).toEqual([
      {
        code: "left-as-it-is",
        severity: "note",
        detail: "Enabled in AWS and not in the file: policy type TAG_POLICY.",
        fix: "Nothing has to be done. Name them in the file to have them watched.",
      },
    ]);
  });
});

describe("an attachment that cannot be told from one that is left out", () => {
  it("says what it waits for", () => {
    const twins = ["ou-1", "ou-2"].map((one) => liveUnit(one, us("foundation/ou:prod"), one));
    const wishes = [
      ORGANIZATION,
      policy("house/stay", "stay"),
      unit("foundation/ou:prod", "prod"),
      attachment("house/on-prod", id("house/stay"), id("foundation/ou:prod")),
      attachment("house/on-root", id("house/stay"), ROOT),
    ];
    const difference = compared(wishes, [THE_ORGANIZATION, livePolicy("p-1", us("house/stay"), "stay"), ...twins]);
    expect(said(difference).map(({ detail }) => detail)).toContain(
      "Left out, because they need foundation/ou:prod: house/on-prod.",
    );
    expect([...difference.held]).toEqual(["foundation/ou:prod", "house/on-prod"]);
  });
});
