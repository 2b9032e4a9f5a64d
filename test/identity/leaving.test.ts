import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { World } from "../../src/aws/sandbox/world.ts";
import { addressOfChange, kindOf } from "../../src/model/change.ts";
import { type Outcome, openStage, plannedOf, type Stage } from "../support/plan-in-sandbox.ts";

/** Without the guardrails, which have no part in this and take the most time to prove. */
const TEXT = readFileSync(new URL("organization.yaml", import.meta.url), "utf8").replace("  - use: guardrails\n", "");
const MINUTE = 60_000;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "orgwright-identity-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function stageFor(text: string, world?: World): Promise<Stage> {
  const file = join(folder, "orgwright.yaml");
  writeFileSync(file, text);
  return await openStage({ file, ...(world === undefined ? {} : { world }) });
}

async function apply(stage: Stage): Promise<string[]> {
  const planned = plannedOf(await stage.plan("apply"));
  const { failed, unfinished } = await stage.apply(planned);
  expect([failed, unfinished]).toEqual([[], 0]);
  expect(plannedOf(await stage.plan()).plan.steps).toEqual([]);
  return planned.plan.steps.map(({ change }) => `${change.action} ${kindOf(change)} ${addressOfChange(change)}`).sort();
}

let first: World | undefined;

/** The organization as it was founded, once for all. */
async function founded(): Promise<World> {
  if (first === undefined) {
    const stage = await stageFor(TEXT);
    await apply(stage);
    first = stage.sandbox.world;
  }
  return first;
}

function errorsOf(outcome: Outcome): string[] {
  const findings = outcome.is === "refused" ? outcome.findings : outcome.plan.findings;
  return findings
    .filter(({ severity }) => severity === "error")
    .map(({ code, at, detail }) => `${code} ${at?.line}:${at?.column} ${detail}`);
}

const identityOf = (world: World) => Object.values(world.accounts).find(({ name }) => name === "identity");

describe("who leaves the file", { timeout: MINUTE }, () => {
  it("loses password, keys and groups at once and without a consent, and stays as a user", async () => {
    const stage = await stageFor(TEXT.replace("        - { name: ben, groups: [shop] }\n", ""), await founded());
    const account = identityOf(stage.sandbox.world)?.id ?? "";
    for (const [operation, input] of [
      ["CreateAccessKey", { UserName: "ben" }],
      ["CreateLoginProfile", { UserName: "ben", Password: "One-time-passw0rd!" }],
    ] as const) {
      await stage.sandbox.raw({ service: "iam", operation, input, account });
    }
    const planned = plannedOf(await stage.plan("apply"));
    expect(planned.plan.consents).toEqual([]);
    expect(planned.plan.findings.map(({ code }) => code)).toContain("left-the-file");
    expect(await apply(stage)).toEqual([
      "delete iam-user-access identity/person:ben",
      "update iam-group identity/everybody",
      "update iam-group identity/group:shop",
    ]);
    const ben = identityOf(stage.sandbox.world)?.iam.users["ben"];
    expect([ben?.loginProfile, ben?.groups, ben?.accessKeys?.map(({ active }) => active)]).toEqual([null, [], [false]]);
  });

  it("changes nothing about anybody else when somebody is added", async () => {
    const more = TEXT.replace("groups: [shop] }\n", "groups: [shop] }\n        - { name: cleo, groups: [shop] }\n");
    expect(await apply(await stageFor(more, await founded()))).toEqual([
      "create iam-user identity/person:cleo",
      "update iam-group identity/everybody",
      "update iam-group identity/group:shop",
    ]);
  });

  it("is the old name when somebody is renamed: the new one is made, the old one shut out", async () => {
    const renamed = TEXT.replace("name: ben", "name: benjamin");
    expect(await apply(await stageFor(renamed, await founded()))).toEqual([
      "create iam-user identity/person:benjamin",
      "delete iam-user-access identity/person:ben",
      "update iam-group identity/everybody",
      "update iam-group identity/group:shop",
    ]);
  });
});

describe("a role", { timeout: MINUTE }, () => {
  const role = "      roles: { Deployer: { policies: [PowerUserAccess], in: [workloads/dev] } }\n";

  it("is added in the accounts that it is for, with the guardrail that keeps it, and goes again", async () => {
    const stage = await stageFor(TEXT.replace("      groups:\n", `${role}      groups:\n`), await founded());
    expect(await apply(stage)).toEqual([
      "create iam-role identity/role:Deployer/shop-dev",
      "update organization-policy foundation/guardrail:protect-orgwright",
    ]);
    expect(await apply(await stageFor(TEXT, stage.sandbox.world))).toEqual([
      "delete iam-role identity/role:Deployer/shop-dev",
      "update organization-policy foundation/guardrail:protect-orgwright",
    ]);
  });

  it("is another role under another name: one is made and one goes, and nothing else of either account changes", async () => {
    const stage = await stageFor(TEXT.replace("      groups:\n", `${role}      groups:\n`), await founded());
    await apply(stage);
    const renamed = role.replace("Deployer", "Releaser");
    const next = await stageFor(TEXT.replace("      groups:\n", `${renamed}      groups:\n`), stage.sandbox.world);
    expect(await apply(next)).toEqual([
      "create iam-role identity/role:Releaser/shop-dev",
      "delete iam-role identity/role:Deployer/shop-dev",
      "update organization-policy foundation/guardrail:protect-orgwright",
    ]);
  });
});

describe("bad input", { timeout: MINUTE }, () => {
  it.each([
    [
      "a mode that is to come",
      "      people:\n",
      "      mode: saml\n      people:\n",
      "14:13 The mode `saml` is not there yet.",
    ],
    ["a person in no group", "groups: [shop] }", "groups: [] }", "16:11 `ben` is in no group"],
    ["an unknown group", "groups: [shop] }", "groups: [shpo] }", "16:33 There is no group `shpo`."],
    ["an unknown role", "role: PowerUser", "role: Root", "22:26 There is no role `Root`"],
    [
      "a pattern that matches nothing",
      "in: [workloads/dev]",
      "in: [workload/dev]",
      "22:50 No account is in `workload/dev`",
    ],
    [
      "a grant that reaches nowhere",
      "in: [workloads/dev]",
      "in: []",
      "22:26 The group `shop` may take on `PowerUser` nowhere.",
    ],
    [
      "a role that management has not",
      "role: ReadOnly",
      "role: Admin",
      "21:35 The management account has no role `Admin`",
    ],
    [
      "a role that the account has not",
      "role: Admin, in: [workloads/**",
      "role: PowerUser, in: [workloads/**",
      "The account `identity` has no role `PowerUser`",
    ],
  ])("finds %s, where it is written", async (_what, from, to, says) => {
    const errors = errorsOf(await (await stageFor(TEXT.replace(from, to))).plan());
    expect(errors.filter((error) => error.startsWith("unmet-expectation") && error.includes(says))).toHaveLength(1);
  });

  it("finds more grants than fit into a policy, and says how to ask for less", async () => {
    const names = Array.from({ length: 30 }, (_, n) => `Specialist-${n}`);
    const roles = names.map((name) => `${name}: { in: ["**"] }`).join(", ");
    const grants = names.map((name) => `{ role: ${name}, in: ["**"] }`).join(", ");
    const many = TEXT.replace("      groups:\n", `      roles: { ${roles} }\n      groups:\n`).replace(
      "shop: { grants: [{ role: PowerUser, in: [workloads/dev] }] }",
      `shop: { grants: [${grants}] }`,
    );
    const outcome = await (await stageFor(many)).plan();
    expect(errorsOf(outcome)).toEqual([
      expect.stringMatching(/^policy-too-large \d+:\d+ identity\/grant:shop: the policy has \d+ characters/),
    ]);
    expect(plannedOf(outcome).plan.findings.find(({ code }) => code === "policy-too-large")?.fix).toContain(
      "`everywhere: true`",
    );
  });
});

describe("what only AWS can know", { timeout: MINUTE }, () => {
  it("is told by apply with the place in the file, as that somebody else's account has an alias", async () => {
    const stage = await stageFor(TEXT);
    stage.sandbox.world.takenAliases = ["acme-shop-dev"];
    const { failed } = await stage.apply(plannedOf(await stage.plan("apply")));
    expect(failed).toMatchObject([
      {
        code: "aws-refused",
        detail: expect.stringMatching(
          /^identity\/alias:shop-dev: iam:CreateAccountAlias ended with EntityAlreadyExists/,
        ),
        fix: expect.stringContaining("`aliasPrefix`"),
        at: { file: expect.stringMatching(/orgwright\.yaml$/), line: 12, column: 5 },
      },
    ]);
    const other = TEXT.replace("      people:\n", "      aliasPrefix: acme-inc\n      people:\n");
    const left = await apply(await stageFor(other, stage.sandbox.world));
    expect(left.filter((step) => step.includes("identity/alias:shop-dev"))).toEqual([
      "create account-alias identity/alias:shop-dev",
    ]);
  });
});
