import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toolVersion } from "../../src/cli/shipped.ts";
import { openSource } from "../../src/cli/source.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { validate, wishedScene } from "../../src/pipeline.ts";
import { judgeRow } from "../../src/prove/judge.ts";
import { prove } from "../../src/prove/prove.ts";
import { type Scene, sceneOf } from "../../src/prove/scene.ts";
import { rowOf, TABLES } from "./proving.ts";

/** Everything that a file is free to call as it likes. */
interface Names {
  readonly organization: string;
  readonly user: string;
  readonly people: readonly [string, string];
  readonly group: string;
  readonly keepers: readonly [string, string];
  readonly accounts: readonly [string, string];
  readonly unit: string;
  readonly repository: string;
  readonly publisher: string;
  readonly image: string;
  readonly tags: readonly [string, string];
  readonly value: string;
  readonly partner: string;
  readonly managementAccount: string;
}

const EXAMPLE: Names = {
  organization: "acme",
  user: "admin",
  people: ["alice", "ben"],
  group: "developers",
  keepers: ["keeper-1", "keeper-2"],
  accounts: ["shop-dev", "shop-prod"],
  unit: "workloads/prod/shop",
  repository: "app",
  publisher: "repo:acme/app:ref:refs/heads/main",
  image: "base",
  tags: ["CostCenter", "Owner"],
  value: "100",
  partner: "888888888888",
  managementAccount: "111111111111",
};

function fileOf(names: Names): string {
  const { people, keepers, accounts, tags } = names;
  return `version: 1
organization:
  name: ${names.organization}
  email: aws+{account}@${names.organization}.example
  homeRegion: eu-west-1
  regions: [eu-west-1, eu-central-1]
  managementAccount: "${names.managementAccount}"
blueprints:
  - use: foundation
    with: { operators: { users: [${names.user}] }, units: [${names.unit}] }
  - use: logging
    with: { bucketPrefix: ${names.organization}-logs }
  - use: identity
    with:
      people: [{ name: ${people[0]}, groups: [${names.group}] }, { name: ${people[1]}, groups: [${names.group}] }]
      groups: { ${names.group}: { grants: [{ role: Admin, in: [workloads/**] }] } }
      breakGlass: [${keepers.join(", ")}]
      aliasPrefix: ${names.organization}-x
  - use: publishing
    with:
      repositories: [${names.repository}]
      publishers: ["${names.publisher}"]
      images: { ${names.image}: ami-0123456789abcdef0 }
  - use: tagging
    with: { required: { ${tags[0]}: { values: ["${names.value}"] }, ${tags[1]}: {} } }
  - use: guardrails
    with:
      detective: [access-analyzer, config, guardduty, inspector, macie, securityhub]
      trustedOutside:
        - { account: "${names.partner}", actions: [s3:GetObject, s3:ListBucket, sts:AssumeRole], why: Reads, until: "2027-12-31" }
  - use: workload
    with:
      accounts:
        ${accounts[0]}: { ou: ${names.unit} }
        ${accounts[1]}: { ou: workloads/dev }
`;
}

function sceneWith(names: Names): Scene {
  const validated = validate(openSource("orgwright.yaml", fileOf(names)), TABLES, toolVersion());
  const scene = wishedScene(validated, TABLES);
  if (scene === null) {
    throw new Error(validated.findings.map(({ detail }) => detail).join("\n"));
  }
  return scene;
}

const comesTo = (names: Names) =>
  prove(TABLES.catalogue, sceneWith(names)).map(({ id, verdict }) => `${id} ${verdict}`);

const name = fc.stringMatching(/^[a-z][a-z0-9]{5,9}$/);
const twoOf = (one: fc.Arbitrary<string>) =>
  fc.uniqueArray(one, { minLength: 2, maxLength: 2 }) as fc.Arbitrary<[string, string]>;
const accountId = fc.stringMatching(/^[2-7][0-9]{11}$/);
const part = fc.oneof(
  name.map((branch) => `ref:refs/heads/${branch}`),
  name.map((environment) => `environment:${environment}`),
);

const anyNames: fc.Arbitrary<Names> = fc.record({
  organization: name,
  user: name,
  people: twoOf(name),
  group: name,
  keepers: twoOf(name),
  accounts: twoOf(name),
  unit: name.map((unit) => `workloads/prod/${unit}`),
  repository: name,
  publisher: fc.tuple(name, name, part).map(([owner, repository, rest]) => `repo:${owner}/${repository}:${rest}`),
  image: name,
  tags: twoOf(name),
  value: name,
  partner: accountId,
  managementAccount: accountId,
});

describe("what the catalogue comes to does not hang on what the file calls things", { timeout: 120_000 }, () => {
  it("whatever its organization, people, groups, accounts, units, repositories, publishers and tags are called", () => {
    const asInTheExample = comesTo(EXAMPLE);
    expect(asInTheExample.filter((line) => / (broken|open)$/.test(line))).toEqual([]);
    fc.assert(
      fc.property(anyNames, (names) => {
        const known = new Set(asInTheExample);
        expect(comesTo(names).filter((line) => !known.has(line))).toEqual([]);
      }),
      { numRuns: 4, seed: 20261128, endOnFailure: true },
    );
  });
});

describe("who may publish is asked of every workflow that the file names", () => {
  const scene = sceneWith({
    ...EXAMPLE,
    publisher: 'repo:zebra/web:ref:refs/heads/main", "repo:zebra/api:environment:live',
  });
  /** The scene with other conditions in the trust of the role for publishing. */
  const trusting = (condition: JsonObject) => {
    const things = scene.world.things.map((thing) => {
      const trust = thing.properties["trust"] as JsonObject;
      if (thing.kind !== "iam-role" || thing.properties["name"] !== "GitHubPublisher") {
        return thing;
      }
      const [statement] = trust["Statement"] as readonly [JsonObject];
      const Statement = [{ ...statement, Condition: condition }];
      return { ...thing, properties: { ...thing.properties, trust: { ...trust, Statement } } };
    });
    return sceneOf({ ...scene.world, things }, scene);
  };
  const SUBJECT = "token.actions.githubusercontent.com:sub";
  const judged = (id: string, world: Scene) => judgeRow(rowOf(id), world, []);

  it("each gets in, and neither forks, nor other branches, nor pull requests do", () => {
    const ids = ["P-59", "A-IP-22", "A-IP-23", "A-PB-501", "A-PB-502"];
    expect(ids.map((id) => judged(id, scene).verdict)).toEqual(["allowed", "denied", "denied", "denied", "denied"]);
  });

  it("one that the role does not trust is named", () => {
    const { verdict, because } = judged(
      "P-59",
      trusting({ StringEquals: { [SUBJECT]: "repo:zebra/web:ref:refs/heads/main" } }),
    );
    expect(verdict).toBe("broken");
    expect(because[0]).toContain("as repo:zebra/api:environment:live asks for sts:AssumeRoleWithWebIdentity");
  });

  it.each([
    ["repo:zebra/web:*", "A-IP-22"],
    ["repo:zebra/*", "A-IP-22"],
    ["repo:*/web:ref:refs/heads/main", "A-IP-22"],
    ["repo:zebra/web:pull_*", "A-IP-23"],
  ])("a trust in %s opens an attack", (pattern, id) => {
    expect(judged(id, trusting({ StringLike: { [SUBJECT]: pattern } })).verdict).toBe("open");
  });
});
