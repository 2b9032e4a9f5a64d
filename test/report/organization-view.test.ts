import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { organizationMermaid } from "../../src/report/organization-mermaid.ts";
import { organizationTagsText } from "../../src/report/organization-tags.ts";
import { organizationText } from "../../src/report/organization-text.ts";
import { organizationView } from "../../src/report/organization-view.ts";
import { ACME } from "./organizations.ts";
import { live } from "./plans.ts";

const PLAIN = { width: 80, colour: false };

describe("the view of an organization", () => {
  const view = organizationView(ACME);

  it("has the promised parts", () => {
    expect(Object.keys(view)).toEqual(["organization", "units", "accounts", "policies"]);
    expect(view.organization).toEqual({
      id: "o-abcdef1234",
      name: "acme",
      rootId: "r-ab12",
      managementAccount: "111111111111",
      features: "ALL",
      policyTypes: ["SERVICE_CONTROL_POLICY", "TAG_POLICY"],
      trustedServices: ["cloudtrail.amazonaws.com"],
    });
  });

  it("names units by their path, whatever the order they were found in", () => {
    expect(view.units.map(({ path, address }) => [path, address])).toEqual([
      ["legacy", null],
      ["workloads", "foundation/ou:workloads"],
      ["workloads/prod", "foundation/ou:workloads/prod"],
    ]);
  });

  it("says of each account where it stands, how it is and whose it is", () => {
    expect(view.accounts).toEqual([
      expect.objectContaining({ name: "acme", ou: "root", state: "ACTIVE", owner: "nobody", address: null }),
      expect.objectContaining({
        name: "old-shop",
        ou: "legacy",
        state: "SUSPENDED",
        owner: "other",
        ownerName: "acme-old",
      }),
      {
        id: "222222222222",
        name: "shop-prod",
        email: "aws+shop-prod@acme.example",
        state: "ACTIVE",
        ou: "workloads/prod",
        parent: "ou-ab12-2",
        tags: { Owner: "shop" },
        address: "workload/account:shop-prod",
        owner: "us",
      },
    ]);
  });

  it("says of each policy how large it is and what it is attached to", () => {
    const lock = view.policies.find(({ name }) => name === "lock");
    expect(lock?.attachedTo).toEqual(["ou-ab12-2", "r-ab12"]);
    expect(lock?.bytes).toBe(JSON.stringify(lock?.document).length);
  });

  it("counts bytes, not characters", () => {
    const [policy] = organizationView([
      live("organization-policy", "p-1", { name: "x", type: "T", document: { a: "é" } }),
    ]).policies;
    expect(policy?.bytes).toBe(10);
  });

  it("has everything that was observed when asked for all", () => {
    const { resources = [] } = organizationView(ACME, { all: true });
    expect(resources).toHaveLength(ACME.length);
    expect(Object.keys(resources[0] ?? {})).toEqual(["kind", "id", "place", "address", "owner", "properties"]);
  });

  it("is empty, not broken, where there is no organization", () => {
    const empty = organizationView([]);
    expect(empty.organization.id).toBe(null);
    expect(organizationText(empty, PLAIN)).toBe("There is no organization yet. Found it with orgwright apply.\n");
    expect(organizationMermaid(empty)).toBe("flowchart TD\n");
  });

  it("does not run in circles when the data does", () => {
    const units = [
      live("organizational-unit", "ou-1", { name: "a", parent: "ou-2" }),
      live("organizational-unit", "ou-2", { name: "b", parent: "ou-1" }),
    ];
    expect(organizationView(units).units.map(({ path }) => path)).toEqual(["a/b", "b/a"]);
  });
});

describe("an organization for people", () => {
  it("is a tree with policies and owners", async () => {
    await expect(organizationText(organizationView(ACME), PLAIN)).toMatchFileSnapshot("golden/organization.golden.txt");
  });

  it.each([60, 80, 200])("keeps within %i columns", (width) => {
    const text = organizationText(organizationView(ACME), { width, colour: false });
    expect(text.split("\n").filter((line) => stringWidth(line) > width)).toEqual([]);
  });

  it("is a Mermaid chart with an edge to each unit and account", () => {
    expect(organizationMermaid(organizationView(ACME)).split("\n")).toEqual([
      "flowchart TD",
      '  n1(["root<br/>r-ab12"])',
      '  n2(["legacy<br/>ou-ab12-3"])',
      "  n1 --> n2",
      '  n4["old-shop<br/>333333333333"]',
      "  n2 --> n4",
      '  n6(["workloads<br/>ou-ab12-1"])',
      "  n1 --> n6",
      '  n8(["prod<br/>ou-ab12-2"])',
      "  n6 --> n8",
      '  n10["shop-prod<br/>222222222222"]',
      "  n8 --> n10",
      '  n12["acme<br/>111111111111"]',
      "  n1 --> n12",
      "",
    ]);
  });

  it("lets no name become chart syntax or markup", () => {
    const evil = '"]; click n1 "javascript:alert(1)"\n<script>`#quot;';
    const world = [...ACME, live("organizational-unit", "ou-9", { name: evil, parent: "r-ab12" })];
    const line = organizationMermaid(organizationView(world))
      .split("\n")
      .find((text) => text.includes("ou-9"));
    expect(line).toMatch(/^ {2}n\d+\(\["[^"<>`;]*(#\d+;[^"<>`;]*)*<br\/>ou-9"\]\)$/);
  });
});

describe("the tags of an organization", () => {
  it("stand beside each account and unit, with what a tag policy requires and an account lacks", () => {
    const view = organizationView(ACME);
    const required = { "@@assign": ["ec2:instance"] };
    const document = {
      tags: { costcenter: { tag_key: { "@@assign": "CostCenter" }, report_required_tag_for: required } },
    };
    const owned = { address: null, owner: "nobody" } as const;
    const policy = {
      id: "p-tags",
      type: "TAG_POLICY",
      name: "tags",
      bytes: 0,
      document,
      attachedTo: ["ou-ab12-2"],
      ...owned,
    };
    const text = organizationTagsText({ ...view, policies: [policy] }, PLAIN);
    expect(text).toMatch(/shop-prod +Owner=shop {2}lacks CostCenter/);
    expect(text).toMatch(/old-shop +(none|\S+=\S+)$/m);
    expect(text).toMatch(/workloads\/prod +none/);
    expect(text).toContain("1 account lacks a tag that a tag policy requires.");
  });
});
