import { describe, expect, it } from "vitest";
import { SHAPES } from "../../src/kinds/shapes.ts";
import type { Live } from "../../src/model/live.ts";
import type { Resource } from "../../src/model/resource.ts";
import { aimAt } from "../../src/plan/target.ts";
import {
  account,
  attachment,
  compared,
  id,
  liveAccount,
  liveAttachment,
  livePolicy,
  liveUnit,
  ORGANIZATION,
  policy,
  ROOT,
  role,
  THE_ORGANIZATION,
  told,
  unit,
  us,
  wish,
} from "../diff/things.ts";

const SCP = wish("policy-type", "foundation/policy-type", { type: "SERVICE_CONTROL_POLICY", root: ROOT });
const TAGS = wish("policy-type", "tagging/policy-type", { type: "TAG_POLICY", root: ROOT });
const FILE = [
  ORGANIZATION,
  SCP,
  TAGS,
  unit("foundation/ou:a", "a"),
  unit("foundation/ou:b", "b"),
  account("shop", id("foundation/ou:a")),
  account("web", id("foundation/ou:b")),
  role("house/support:shop", "shop", "Support"),
  policy("house/stay", "stay"),
  attachment("house/stay-on:a", id("house/stay"), id("foundation/ou:a")),
];

/** What is left of the changes for these targets, and what is said of the rest. */
function aimed(targets: readonly string[], live: readonly Live[] = [], file: readonly Resource[] = FILE) {
  const outcome = aimAt(compared(file, live), targets, SHAPES);
  return "unknown" in outcome
    ? { unknown: outcome.unknown }
    : { changes: told(outcome).sort(), findings: outcome.findings.map(({ code, detail }) => `${code}: ${detail}`) };
}

describe("a target", () => {
  it("is for everything when there is none", () => {
    expect(aimed([])).toEqual({ changes: told(compared(FILE, [])).sort(), findings: [] });
  });

  it("brings what it refers to, and what that refers to", () => {
    expect(aimed(["workload/account:shop"])).toEqual({
      changes: ["create foundation/organization", "create foundation/ou:a", "create workload/account:shop"],
      findings: [expect.stringContaining("left-out-by-target: It is for workload/account:shop and what that needs.")],
    });
  });

  it("brings the account that it lives in", () => {
    expect(aimed(["house/support:shop"]).changes).toContain("create workload/account:shop");
  });

  it("brings the policy type without which AWS takes no such policy, and no other", () => {
    const { changes } = aimed(["house/stay-on:a"]);
    expect(changes).toEqual([
      "create foundation/organization",
      "create foundation/ou:a",
      "create foundation/policy-type",
      "create house/stay",
      "create house/stay-on:a",
    ]);
  });

  it("brings nothing of what stands as it should", () => {
    const live = [THE_ORGANIZATION, liveUnit("ou-1", us("foundation/ou:a"), "a")];
    expect(aimed(["workload/account:shop"], live).changes).toEqual(["create workload/account:shop"]);
  });

  it("may be one of several", () => {
    const { changes } = aimed(["workload/account:shop", "workload/account:web"]);
    expect(changes).toEqual(expect.arrayContaining(["create workload/account:shop", "create workload/account:web"]));
  });

  it("tells by name and action what it leaves out", () => {
    const file = [ORGANIZATION, unit("foundation/ou:a", "a"), unit("foundation/ou:b", "b"), account("web")];
    const outcome = aimAt(compared(file, []), ["foundation/ou:a", "foundation/ou:b"], SHAPES);
    expect("findings" in outcome && outcome.findings).toEqual([
      {
        code: "left-out-by-target",
        severity: "warning",
        summary: "The plan is not for everything that differs",
        detail:
          "It is for foundation/ou:a, foundation/ou:b and what that needs. Left out: workload/account:web (create).",
        fix: "Plan again without --target soon: until then the organization is not what the file says.",
      },
    ]);
  });

  it("tells how many more there are when they are too many to name", () => {
    const many = Array.from({ length: 40 }, (_, n) => unit(`foundation/ou:n${n}`, `n${n}`));
    expect(aimed(["foundation/ou:n0"], [], [ORGANIZATION, ...many]).findings?.[0]).toMatch(/ and 29 more\.$/);
  });

  it("tells of nothing when nothing is left out", () => {
    const live = [THE_ORGANIZATION];
    const file = [ORGANIZATION, unit("foundation/ou:a", "a")];
    expect(aimed(["foundation/ou:a"], live, file).findings).toEqual([]);
  });

  it("that has nothing to do brings nothing", () => {
    expect(aimed(["foundation/organization"], [THE_ORGANIZATION])).toMatchObject({ changes: [] });
  });

  it("is refused when nothing has its address, with the nearest that there is", () => {
    expect(aimed(["workload/account:shpo", "foundation/ou:a"])).toMatchObject({
      unknown: [{ code: "target-not-found", fix: expect.stringContaining("workload/account:shop") }],
    });
  });

  it("is refused with what to do when nothing is near to its address", () => {
    expect(aimed(["somewhere/quite:else"], [], [ORGANIZATION])).toEqual({
      unknown: [
        {
          code: "target-not-found",
          severity: "error",
          summary: "There is nothing at the target's address",
          detail: "--target somewhere/quite:else: neither the file nor what would be deleted has this address.",
          fix: "`orgwright plan` without --target shows every address. There are `foundation/organization`.",
        },
      ],
    });
  });
});

describe("a target that is to be deleted", () => {
  const file = [ORGANIZATION, unit("foundation/ou:a", "a"), account("shop", id("foundation/ou:a"))];
  const standing = [
    THE_ORGANIZATION,
    liveUnit("ou-1", us("foundation/ou:a"), "a"),
    liveUnit("ou-2", us("foundation/ou:gone"), "gone"),
    liveUnit("ou-3", us("foundation/ou:gone-too"), "gone-too"),
    liveAccount("222222222222", us("workload/account:shop"), "shop", { parent: "ou-2" }),
    livePolicy("p-1", us("house/old"), "old"),
    liveAttachment("p-1", us("house/old"), "ou-1"),
  ];

  it("is known by the address that it carries", () => {
    expect(aimed(["foundation/ou:gone-too"], standing, file).changes).toEqual(["delete organizational-unit ou-3"]);
  });

  it("brings what has to leave it first, and nothing that is new", () => {
    const more = [...file, unit("foundation/ou:new", "new", id("foundation/ou:a"))];
    expect(aimed(["foundation/ou:gone"], standing, more).changes).toEqual([
      "delete organizational-unit ou-2",
      "move workload/account:shop",
    ]);
  });

  it("brings what hangs on it", () => {
    expect(aimed(["house/old"], standing, file).changes).toEqual([
      "delete organization-policy p-1",
      "delete policy-attachment p-1:ou-1",
    ]);
  });
});
