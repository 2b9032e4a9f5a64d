import { describe, expect, it } from "vitest";
import type { Address } from "../../src/model/address.ts";
import { pageHtml } from "../../src/report/html.ts";
import { pageMarkdown } from "../../src/report/markdown.ts";
import { planJson } from "../../src/report/plan-json.ts";
import { pageOf } from "../../src/report/plan-page.ts";
import { redact } from "../../src/report/redact.ts";
import { plainJson } from "../../src/report/safe-text.ts";
import { pageText } from "../../src/report/text.ts";
import { create, live, ours, planOf, update, wish } from "./plans.ts";

const TRUST = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: ["arn:aws:iam::111111111111:user/staff/berta", "arn:aws:iam::111111111111:root"] },
      Condition: { StringLike: { "aws:userid": ["*:carla@acme.example"] } },
    },
  ],
};

const PLAN = planOf(
  [
    [
      create(
        wish("w/account:shop", "account", {
          name: "shop",
          email: "aws+shop@acme.example",
          tags: { Owner: "berta", "mail-dora@acme.example": "x" },
        }),
      ),
    ],
    [create(wish("i/user:emil", "iam-user", { name: "emil" }))],
    [
      create({
        ...wish("i/member:emil/platform", "iam-membership", {
          user: { $after: "i/user:emil#name" },
          group: "platform",
        }),
        needs: ["i/user:emil" as Address],
      }),
    ],
    [
      update(wish("i/role:Admin", "iam-role", { name: "Admin" }), [
        { path: "/trust", before: TRUST },
        { path: "/tags/Owner", before: "DORA@acme.example", after: "dora@acme.example" },
      ]),
    ],
    [
      {
        action: "delete",
        from: live("account", "5", { name: "old", email: "frida@acme.example" }, ours("w/account:old")),
      },
    ],
  ],
  {
    caller: "arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/gerda@acme.example",
    consents: [{ code: "takeover:i/user:emil", why: "The user emil changes." }],
    targets: ["i/user:emil"],
    seen: { "iam-user management/global emil": "0".repeat(16), "iam-user i/global ines": "0".repeat(16) },
    findings: [
      {
        code: "x",
        severity: "note",
        summary: "Somebody",
        detail: "The user berta (arn:aws:iam::111111111111:user/staff/berta) and hanna@acme.example; Admin stays.",
        fix: "Ask emil.",
      },
      {
        code: "goes-with-consent",
        severity: "note",
        summary: "Somebody left",
        detail: "The user /ines (ines) carries the address i/user:ines.",
        fix: "Plan with --allow irreversible:i/user:ines.",
      },
    ],
  },
);

const PEOPLE = /berta|carla|dora|emil|frida|gerda|hanna|ines|@acme\.example/i;

describe("a redacted plan", () => {
  const hidden = redact({ plan: PLAN, live: [live("iam-user", "emil", { name: "emil" })] });
  const page = pageOf(hidden.plan, {
    isRedacted: true,
    consents: hidden.plan.consents.map((one) => ({ ...one, given: false })),
  });

  it.each([
    ["text", () => pageText(page, { width: 200, colour: false })],
    ["Markdown", () => pageMarkdown(page)],
    ["JSON", () => plainJson(planJson(hidden.plan))],
    ["HTML", () => pageHtml(page)],
    ["the world", () => JSON.stringify(hidden.live)],
    ["the plan itself", () => JSON.stringify(hidden.plan)],
  ])("names nobody: %s", (_format, text) => {
    expect(text()).not.toMatch(PEOPLE);
  });

  it("has people in it before it is redacted", () => {
    expect(JSON.stringify(PLAN)).toMatch(PEOPLE);
  });

  it("has one stand-in for a person wherever they stand, in whatever case", () => {
    expect(JSON.stringify(hidden.plan)).toMatch(/:user\/hidden-person-\d+"/);
    const role = hidden.plan.steps[3]?.change;
    const owner = role?.action === "update" ? role.fields[1] : undefined;
    expect(owner?.before).toMatch(/^hidden-email-\d+$/);
    expect(owner?.before).toBe(owner?.after);
  });

  it("keeps references whole: addresses change the same way everywhere", () => {
    const [, user, member] = hidden.plan.steps;
    const address = user?.change.action === "create" ? user.change.to.address : "";
    expect(address).toMatch(/^i\/user:hidden-person-\d+$/);
    expect(JSON.stringify(member)).toContain(`"$after":"${address}#name"`);
    expect(JSON.stringify(member)).toContain(`"needs":["${address}"]`);
  });

  it("leaves alone what is nobody's name", () => {
    const text = JSON.stringify(hidden.plan);
    for (const kept of ["w/account:shop", "111111111111:root", "i/role:Admin", "Admin stays", "platform"]) {
      expect(text).toContain(kept);
    }
    expect(hidden.plan.digest).toBe(PLAN.digest);
  });

  it("is as quick with a long text without an address in it", () => {
    const long = "a".repeat(200_000);
    const plan = planOf([[create(wish("a/b", "kind", { name: long, more: `${"b.".repeat(50_000)}@` }))]]);
    expect(JSON.stringify(redact({ plan, live: null }).plan)).toContain(long);
  });
});
