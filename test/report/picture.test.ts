import { describe, expect, it } from "vitest";
import type { Change } from "../../src/model/change.ts";
import type { Live } from "../../src/model/live.ts";
import type { Plan } from "../../src/model/plan.ts";
import { pictureOf } from "../../src/report/picture.ts";
import { pictureLines } from "../../src/report/picture-text.ts";
import { create, FOUNDING, live, ours, planOf, update, wish } from "./plans.ts";

function drawn(plan: Plan, seen: readonly Live[] | null = null): string[] {
  const picture = pictureOf(plan, seen);
  return picture === null ? [] : pictureLines(picture, plan.organization.managementAccount);
}

const unit = (id: string, name: string, parent: string, address?: string) =>
  live("organizational-unit", id, { name, parent }, address === undefined ? { is: "nobody" } : ours(address));
const account = (id: string, name: string, parent: string, address?: string) =>
  live("account", id, { name, email: "", parent, tags: {} }, address === undefined ? { is: "nobody" } : ours(address));

const WORLD: readonly Live[] = [
  { ...live("organization", "o-abcdef1234", { name: "acme" }, ours("f/organization")), outputs: { rootId: "r-ab12" } },
  unit("ou-dev", "dev", "r-ab12", "f/ou:dev"),
  unit("ou-prod", "prod", "r-ab12", "f/ou:prod"),
  unit("ou-shop", "shop", "ou-prod", "f/ou:prod/shop"),
  account("111111111111", "head office", "r-ab12"),
  account("222222222222", "shop", "ou-dev", "w/account:shop"),
  account("333333333333", "strange", "ou-dev"),
  live("organization-policy", "p-stay", { name: "stay" }, ours("g/guardrail:stay")),
  live("policy-attachment", "p-stay:r-ab12", { policy: "p-stay", target: "r-ab12" }, ours("g/guardrail:stay")),
];

function move(parent: string | { $after: string }): Change {
  const to = wish("w/account:shop", "account", { name: "shop", email: "", parent, tags: {} });
  return { action: "move", from: WORLD[5] as Live, to, fields: [{ path: "/parent", before: "ou-dev", after: parent }] };
}

describe("the picture of an organization", () => {
  it("is the whole organization as it stands, when nothing changes", () => {
    expect(drawn(planOf([]), WORLD)).toEqual([
      "acme",
      "│  guardrails: stay",
      "├─ dev  (unit)",
      "│  ├─ shop",
      "│  └─ strange",
      "├─ prod  (unit)",
      "│  └─ shop  (unit)",
      "└─ head office  (management account)",
    ]);
  });

  it("is a new organization from its plan alone, and then it is whole", () => {
    expect(drawn(FOUNDING)).toEqual([
      "+ acme",
      "├─ + security  (unit)",
      "│  └─ + logging",
      "└─ management  (management account)",
    ]);
    expect(pictureOf(FOUNDING, null)?.isWhole).toBe(true);
  });

  it("shows a moved account where it will stand, and where it comes from", () => {
    expect(drawn(planOf([[move("ou-shop")]]), WORLD)).toContain("│     └─ > shop  (from dev)");
  });

  it("finds a unit that is there already by its address", () => {
    expect(drawn(planOf([[move({ $after: "f/ou:prod/shop#id" })]]), WORLD)).toContain("│     └─ > shop  (from dev)");
  });

  it("keeps what is deleted in the picture, marked so", () => {
    const gone: Change = { action: "delete", from: WORLD[3] as Live };
    const loose: Change = { action: "delete", from: WORLD[8] as Live };
    const lines = drawn(planOf([[gone], [loose]]), WORLD);
    expect(lines).toContain("│  └─ - shop  (unit)");
    expect(lines).toContain("│  guardrails: - stay");
  });

  it("marks a guardrail wherever it hangs when its text changes", () => {
    const change = update(wish("g/guardrail:stay", "organization-policy", { name: "stay" }), []);
    const changed: Change = change.action === "update" ? { ...change, from: WORLD[7] as Live } : change;
    expect(drawn(planOf([[changed]]), WORLD)).toContain("│  guardrails: ~ stay");
  });

  it("hangs a new guardrail on an account, under its name", () => {
    const policy = wish("g/guardrail:mfa", "organization-policy", { name: "mfa" });
    const attachment = wish("g/mfa", "policy-attachment", {
      policy: { $after: "g/guardrail:mfa#id" },
      target: { $after: "w/account:shop#id" },
    });
    expect(drawn(planOf([[create(policy)], [create(attachment)]]), WORLD)).toContain("│  │     guardrails: + mfa");
  });

  it("counts what changes inside an account, found by its key", () => {
    const role = wish("i/role:x", "iam-role", {}, { account: "shop", region: "global" });
    const own = wish("i/role:y", "iam-role", {}, { account: "management", region: "global" });
    const setting = wish("f/policy-type:x", "policy-type", {});
    const lines = drawn(planOf([[create(role)], [create(own)], [create(setting)]]), WORLD);
    expect(lines).toContain("│  ├─ shop  (1 change inside)");
    expect(lines).toContain("└─ head office  (management account; 1 change inside)");
  });

  it("draws from a saved plan what it knows, and says that this is not all", () => {
    const inside = wish("i/role:x", "iam-role", {}, { account: "blog", region: "global" });
    const plan = planOf([[move("ou-shop")], [create(inside)]]);
    expect(drawn(plan)).toEqual([
      "acme",
      "├─ ou-shop  (unit)",
      "│  └─ > shop  (from ou-dev)",
      "└─ blog  (1 change inside)",
    ]);
    expect(pictureOf(plan, null)?.isWhole).toBe(false);
  });

  it("is nothing when there is nothing to draw", () => {
    expect(pictureOf(planOf([]), null)).toBeNull();
  });

  it("comes to an end when units claim to stand in each other, or a thousand levels deep", () => {
    const circle = [unit("ou-a", "a", "ou-b"), unit("ou-b", "b", "ou-a")];
    expect(drawn(planOf([]), [...WORLD, ...circle]).length).toBe(8);
    const deep = Array.from({ length: 1000 }, (_, index) =>
      unit(`ou-${index}`, `u${index}`, index === 0 ? "r-ab12" : `ou-${index - 1}`),
    );
    expect(drawn(planOf([]), [...WORLD, ...deep]).length).toBeLessThan(30);
  });
});
