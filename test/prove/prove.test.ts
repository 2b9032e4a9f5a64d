import { describe, expect, it } from "vitest";
import type { Json } from "../../src/model/json.ts";
import { exampleAccounts } from "../../src/prove/account-classes.ts";
import { workloadAccounts } from "../../src/prove/bindings.ts";
import type { CatalogueRow } from "../../src/prove/catalogue.ts";
import { explain } from "../../src/prove/explain.ts";
import { judgeRow } from "../../src/prove/judge.ts";
import { proofsOf, prove } from "../../src/prove/prove.ts";
import { sceneOf } from "../../src/prove/scene.ts";
import { waivedOn, withWaivers } from "../../src/prove/waivers.ts";
import { differing, offline, rowOf, TABLES, withPolicies } from "./proving.ts";

const scene = offline();
const LOGGING = offline("examples/logging/orgwright.yaml");
const judge = (row: CatalogueRow) => judgeRow(row, scene, workloadAccounts(scene));
const judged = (id: string) => judge(rowOf(id));

describe("a row", () => {
  it.each([
    ["A-GR-01", "denied", "foundation-protect-orgwright, ProtectRoles on the root"],
    ["A-OG-01", "denied", "foundation-stay, DenyLeaving"],
    ["A-IP-18", "denied", "foundation-root-user, DenyRootUser"],
    ["A-CF-01", "open", "no service control policy above the account denies it"],
    ["A-GR-34", "open", "a policy that is open to everybody"],
    ["A-LB-01", "not-applicable", "There is no bucket"],
    ["A-GR-36", "not-applicable", "No blueprint makes"],
    ["A-LG-01", "not-applicable", "There is no account `logging`"],
    ["P-37", "allowed", "AdministratorAccess"],
    ["P-46", "allowed", "S3UnlockBucketPolicy"],
    ["P-12", "not-applicable", "orgwright never asks for config:PutConfigurationRecorder"],
  ])("%s is %s, and says why", (id, verdict, because) => {
    const result = judged(id);
    expect(result.verdict).toBe(verdict);
    expect(result.because.join("\n")).toContain(because);
  });

  const own = (changes: Partial<CatalogueRow>): CatalogueRow => ({ ...rowOf("A-OG-01"), ...changes });

  it("that asks for what AWS never allows is vacuous", () => {
    const row = own({
      actor: "member-root",
      action: "sts:AssumeRole",
      resource: "arn:aws:iam::{W}:role/OrganizationAccountAccessRole",
    });
    expect(judge(row).verdict).toBe("vacuous");
  });

  it("that happens in the management account alone is beyond all guardrails", () => {
    const management = { account: "management", resourceAccount: "management" } as const;
    const row = own({ ...management, actor: "mgmt-admin", action: "cloudtrail:StopLogging" });
    expect(judge(row).verdict).toBe("not-provable");
  });

  it("comes to its worst case: one account without the guardrail is enough", () => {
    const stay = scene.world.things.find(({ properties }) => properties["name"] === "foundation-stay")?.id;
    const elsewhere = scene.world.things.map((thing) =>
      thing.kind === "policy-attachment" && thing.properties["policy"] === stay
        ? { ...thing, properties: { ...thing.properties, target: unitOf("dev") } }
        : thing,
    );
    const moved = sceneOf({ ...scene.world, things: elsewhere }, scene);
    const result = judgeRow(rowOf("A-OG-01"), moved, exampleAccounts(moved));
    expect(result).toMatchObject({ verdict: "open", account: "shop" });
  });

  const unitOf = (name: string) =>
    scene.world.things.find(({ kind, properties }) => kind === "organizational-unit" && properties["name"] === name)
      ?.id ?? "";
});

describe("accounts of one class", () => {
  it("answer for each other", () => {
    const many = offline("test/prove/alike.yaml");
    const examples = exampleAccounts(many);
    expect(workloadAccounts(many).length).toBe(6);
    expect(examples).toEqual(["shop", "given-up"]);
    for (const row of TABLES.catalogue) {
      const [some, all] = [examples, workloadAccounts(many)].map((keys) => judgeRow(row, many, keys).verdict);
      expect([row.id, some]).toEqual([row.id, all]);
    }
  });
});

describe("accounts that policies elsewhere name", () => {
  it("answer for each other when they are named alike", () => {
    const many = offline("test/prove/granted.yaml");
    const examples = exampleAccounts(many);
    expect(workloadAccounts(many)).toEqual(["shop", "shop-2", "shop-3"]);
    expect(examples).toEqual(["shop", "shop-2"]);
    for (const row of TABLES.catalogue) {
      const [some, all] = [examples, workloadAccounts(many)].map((keys) => judgeRow(row, many, keys).verdict);
      expect([row.id, some]).toEqual([row.id, all]);
    }
  });
});

describe("accounts of units that a policy asks for", () => {
  it("do not answer for each other", () => {
    const many = offline("test/prove/alike.yaml");
    const condition = { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ["o-*/r-*/ou-*/*"] } };
    const asking = withPolicies(many, (name, document) =>
      name === "foundation-stay"
        ? { ...document, Statement: [...(document["Statement"] as Json[]), { ...DENY_ALL, Condition: condition }] }
        : document,
    );
    expect(exampleAccounts(asking)).toEqual(["shop", "blog", "given-up"]);
  });
});

const DENY_ALL = { Effect: "Deny", Action: "*", Resource: "*" };

describe("the log's blueprint", () => {
  it("lets its services deliver, and whoever may read it read", () => {
    const results = prove(TABLES.catalogue, LOGGING).filter(({ category }) => /service|log-reader/.test(category));
    expect(results.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(results.map(({ id }) => `${id} allowed`));
    expect(results.length).toBeGreaterThan(8);
  });

  it("is attacked where it stands: no row about buckets and keys is left out", () => {
    const results = prove(TABLES.catalogue, LOGGING).filter(({ category }) => /log-bucket|kms/.test(category));
    const leftOut = results.filter(({ verdict }) => verdict === "not-applicable");
    expect(leftOut.filter(({ because }) => !because[0]?.startsWith("There is no "))).toEqual([]);
  });
});

describe("proofs", () => {
  it("count every row once", () => {
    const results = prove(TABLES.catalogue, scene);
    const { attacks, mustStay } = proofsOf(results);
    expect(attacks.denied + attacks.open + attacks.inconclusive + attacks.notApplicable).toBe(attacks.total);
    expect(attacks.total + mustStay.total).toBe(TABLES.catalogue.length);
    expect(mustStay.broken).toBe(0);
  });

  it("hang on nothing but the world: asked twice, they come to the same", () => {
    expect(differing(scene, offline(), "open")).toEqual([]);
  });

  it("tell what is waived, and only of what is amiss", () => {
    const waiver = {
      rows: ["A-*"],
      owner: "Ana",
      because: "We know",
      until: "2030-01-01",
      at: { file: "f", line: 1, column: 1 },
    };
    const waived = waivedOn([waiver], new Date("2026-11-22"));
    const [open, denied] = withWaivers([judged("A-CF-01"), judged("A-OG-01")], waived);
    expect(open?.waiver).toBe("Ana: We know; until 2030-01-01");
    expect(denied?.waiver).toBeUndefined();
  });
});

describe("an explanation", () => {
  it("has every layer, in every premise and every class of accounts", () => {
    const cases = explain(rowOf("A-GR-34"), scene);
    expect(new Set(cases.map(({ premise }) => premise))).toEqual(
      new Set(["as-planned", "open-resource-policy", "no-guardrails"]),
    );
    const [first] = explain(rowOf("A-GR-01"), scene);
    expect(first?.layers.map((layer) => layer.split(/ (allows|denies|does not|has no)/)[0])).toEqual([
      "service control policy on the root",
      "service control policy on the unit workloads",
      "service control policy on the unit workloads/prod",
      "service control policy on the account shop",
      "identity policy",
      "policy on the resource",
    ]);
    expect(first?.layers[0]).toContain("denies: foundation-protect-orgwright, ProtectRoles");
  });
});
