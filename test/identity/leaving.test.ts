import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { World } from "../../src/aws/sandbox/world.ts";
import { addressOfChange, kindOf } from "../../src/model/change.ts";
import type { Allowance } from "../../src/model/plan.ts";
import { type Outcome, openStage, plannedOf, type Stage, type StageOptions } from "../support/plan-in-sandbox.ts";

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

async function stageFor(text: string, world?: World, faults: StageOptions["faults"] = []): Promise<Stage> {
  const file = join(folder, "orgwright.yaml");
  writeFileSync(file, text);
  return await openStage({ file, faults, ...(world === undefined ? {} : { world }) });
}

async function apply(stage: Stage, allowed: readonly Allowance[] = []): Promise<string[]> {
  const planned = plannedOf(await stage.plan("apply", allowed));
  const { failed, unfinished } = await stage.apply(planned);
  expect([failed, unfinished]).toEqual([[], 0]);
  expect(plannedOf(await stage.plan("plan")).plan.steps).toEqual([]);
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

  it("is shut out though something else in the same run fails, and the next plan has only what failed", async () => {
    const file = TEXT.replace("{ name: ben, groups: [shop] }", "{ name: cleo, groups: [shop] }").replace(
      "groups: [platform, auditors]",
      "groups: [auditors]",
    );
    const faults = [{ kind: "refused", code: "LimitExceeded", operation: "iam:CreateUser", nth: 1 }] as const;
    const stage = await stageFor(file, structuredClone(await founded()), faults);
    const account = identityOf(stage.sandbox.world)?.id ?? "";
    await stage.sandbox.raw({ service: "iam", operation: "CreateAccessKey", input: { UserName: "ben" }, account });
    const planned = plannedOf(await stage.plan("apply"));
    expect(planned.plan.steps.slice(0, 2).map(({ id }) => id)).toEqual([
      "identity/group:platform",
      "delete identity/person:ben access of ben",
    ]);
    const { failed } = await stage.apply(planned);
    expect(failed.map(({ code }) => code)).toEqual(["aws-refused"]);
    const { ana, ben } = identityOf(stage.sandbox.world)?.iam.users ?? {};
    expect([ben?.groups, ben?.accessKeys?.map(({ active }) => active)]).toEqual([[], [false]]);
    expect(ana?.groups).not.toContain("platform");
    expect(await apply(stage)).toEqual([
      "create iam-user identity/person:cleo",
      "update iam-group identity/everybody",
      "update iam-group identity/group:shop",
    ]);
  });

  it("keeps nothing else waiting when the shutting out itself fails", async () => {
    const file = TEXT.replace("{ name: ben, groups: [shop] }", "{ name: cleo, groups: [shop] }");
    const faults = [{ kind: "refused", code: "ServiceFailure", operation: "iam:RemoveUserFromGroup", nth: 1 }] as const;
    const stage = await stageFor(file, structuredClone(await founded()), faults);
    const { failed, skipped } = await stage.apply(plannedOf(await stage.plan("apply")));
    expect([failed.length, skipped]).toEqual([1, 0]);
    expect(identityOf(stage.sandbox.world)?.iam.users["cleo"]?.groups).toContain("shop");
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

describe("deleting who left the file", { timeout: MINUTE }, () => {
  const WITHOUT_BEN = TEXT.replace("        - { name: ben, groups: [shop] }\n", "");
  const CONSENT: readonly Allowance[] = [{ code: "irreversible:identity/person:ben" }];
  const NOBODY_ELSE = ["delete iam-user identity/person:ben"];
  let left: World | undefined;

  /** Ben had a key and a virtual device, left the file, and can do nothing any more. */
  async function benLeft(faults: StageOptions["faults"] = []): Promise<Ben> {
    if (left === undefined) {
      const stage = await stageFor(WITHOUT_BEN, structuredClone(await founded()));
      const { raw } = handsOn(stage);
      await raw("CreateAccessKey", { UserName: "ben" });
      await raw("CreateVirtualMFADevice", { VirtualMFADeviceName: "ben" });
      await raw("EnableMFADevice", { ...DEVICE(stage), AuthenticationCode1: "123456", AuthenticationCode2: "654321" });
      await apply(stage);
      left = stage.sandbox.world;
    }
    return handsOn(await stageFor(WITHOUT_BEN, structuredClone(left), faults));
  }

  async function benWith(device: string, faults: StageOptions["faults"] = []): Promise<Ben> {
    const ben = await benLeft(faults);
    await ben.raw("CreateVirtualMFADevice", { VirtualMFADeviceName: device });
    const SerialNumber = DEVICE(ben.stage).SerialNumber.replace(/ben$/, device);
    const codes = { AuthenticationCode1: "123456", AuthenticationCode2: "654321" };
    await ben.raw("EnableMFADevice", { UserName: "ben", SerialNumber, ...codes });
    return ben;
  }

  interface Ben {
    readonly stage: Stage;
    raw(operation: string, input: object): Promise<unknown>;
    iam(): World["accounts"][string]["iam"] | undefined;
  }

  function handsOn(stage: Stage): Ben {
    const iam = () => identityOf(stage.sandbox.world)?.iam;
    const account = identityOf(stage.sandbox.world)?.id ?? "";
    return { stage, iam, raw: (operation, input) => stage.sandbox.raw({ service: "iam", operation, input, account }) };
  }

  const DEVICE = ({ sandbox }: Stage) => ({
    UserName: "ben",
    SerialNumber: `arn:aws:iam::${identityOf(sandbox.world)?.id}:mfa/ben`,
  });

  it("is in no plan without a consent: a note names the one that it wants", async () => {
    const { plan } = plannedOf(await (await benLeft()).stage.plan());
    expect([plan.steps, plan.consents]).toEqual([[], []]);
    const [note] = plan.findings.filter(({ code }) => code === "goes-with-consent");
    expect(note).toMatchObject({ severity: "note", fix: expect.stringContaining(`--allow ${CONSENT[0]?.code}`) });
  });

  it("takes keys, devices and the user with the consent, once and for all", async () => {
    const { stage, iam } = await benLeft();
    const { plan } = plannedOf(await stage.plan("plan", CONSENT));
    expect(plan.consents.map(({ code }) => code)).toEqual(["irreversible:identity/person:ben"]);
    expect(await apply(stage, CONSENT)).toEqual(NOBODY_ELSE);
    expect([iam()?.users["ben"], iam()?.mfaDevices]).toEqual([undefined, {}]);
    const { plan: second } = plannedOf(await stage.plan("plan", CONSENT));
    expect([second.steps, second.findings.filter(({ code }) => code === "goes-with-consent")]).toEqual([[], []]);
  });

  it("waits for a later plan where the access is still to be taken away, though the consent is given", async () => {
    const stage = await stageFor(WITHOUT_BEN, structuredClone(await founded()));
    const first = plannedOf(await stage.plan("apply", CONSENT));
    expect(first.plan.steps.map(({ change }) => kindOf(change))).not.toContain("iam-user");
    expect(first.plan.consents).toEqual([]);
    await stage.apply(first);
    expect(await apply(stage, CONSENT)).toEqual(NOBODY_ELSE);
  });

  it.each([
    ["a password", "CreateLoginProfile", { UserName: "ben", Password: "One-time-passw0rd!" }],
    ["a key", "CreateAccessKey", { UserName: "ben" }],
    ["a group", "AddUserToGroup", { UserName: "ben", GroupName: "shop" }],
  ])("leaves the MFA on a user who got %s back after it was planned, and takes that away first", async (...given) => {
    const [, operation, input] = given;
    const { stage, raw, iam } = await benLeft();
    const planned = plannedOf(await stage.plan("apply", CONSENT));
    await raw(operation, input);
    const { failed } = await stage.apply(planned);
    expect(failed).toMatchObject([
      {
        code: "aws-refused",
        detail: expect.stringContaining("DeleteConflict"),
        fix: expect.stringContaining("Run again"),
      },
    ]);
    expect(iam()?.users["ben"]?.mfaDevices).toHaveLength(1);
    expect((await apply(stage)).some((step) => step.startsWith("delete iam-user "))).toBe(false);
    expect(await apply(stage, CONSENT)).toEqual(NOBODY_ELSE);
  });

  it("is refused by AWS where something is left that orgwright does not touch, and goes on after that is gone", async () => {
    const faults = [{ kind: "refused", code: "DeleteConflictException", operation: "iam:DeleteUser", nth: 1 }] as const;
    const { stage, iam } = await benLeft(faults);
    const { failed } = await stage.apply(plannedOf(await stage.plan("apply", CONSENT)));
    expect(failed).toMatchObject([{ code: "aws-refused", fix: expect.stringContaining("SSH keys") }]);
    expect(iam()?.users["ben"]).toBeDefined();
    expect(await apply(stage, CONSENT)).toEqual(NOBODY_ELSE);
  });

  it("takes a device of any name and sort", async () => {
    const { stage, iam } = await benWith("bens-phone");
    iam()?.users["ben"]?.mfaDevices.push("GAHT12345678");
    await apply(stage, CONSENT);
    expect([iam()?.users["ben"], iam()?.mfaDevices]).toEqual([undefined, {}]);
  });

  it("leaves a device of another name behind, on nobody, when it is not told that it took it off", async () => {
    const { stage, iam } = await benWith("bens-phone", [
      { kind: "lost-answer", operation: "iam:DeactivateMFADevice", nth: 2 },
    ]);
    await apply(stage, CONSENT);
    expect(iam()?.users["ben"]).toBeUndefined();
    expect(Object.keys(iam()?.mfaDevices ?? {})).toEqual([expect.stringMatching(/:mfa\/bens-phone$/)]);
  });

  it("is somebody new when the person comes back", async () => {
    const { stage } = await benLeft();
    const before = handsOn(stage).iam()?.users["ben"]?.id;
    await apply(stage, CONSENT);
    const again = await stageFor(TEXT, stage.sandbox.world);
    expect(await apply(again)).toContain("create iam-user identity/person:ben");
    expect(handsOn(again).iam()?.users["ben"]?.id).not.toBe(before);
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

describe("names that differ in nothing but case", { timeout: MINUTE }, () => {
  it.each([
    [
      "people",
      "        - { name: ben, groups: [shop] }\n",
      "        - { name: ben, groups: [shop] }\n        - { name: ANA, groups: [shop] }\n",
      "`identity/person:ANA` and `identity/person:ana` are one user to AWS: the names `ANA` and `ana` differ",
      17,
    ],
    [
      "groups",
      "        auditors:",
      "        Shop: { grants: [{ role: PowerUser, in: [workloads/dev] }] }\n        auditors:",
      "`identity/grant:Shop` and `identity/grant:shop` are one policy to AWS: the names `Grants-Shop` and `Grants-shop`",
      23,
    ],
    [
      "users for emergencies",
      "breakGlass: [keeper-one, keeper-two]",
      "breakGlass: [keeper-one, keeper-two, Keeper-One]",
      "`identity/keeper:Keeper-One` and `identity/keeper:keeper-one` are one user to AWS",
      24,
    ],
    [
      "roles",
      "      groups:\n",
      "      roles: { admin: { policies: [PowerUserAccess], in: [workloads/**] } }\n      groups:\n",
      "`identity/role:admin/shop-dev` and `identity/role:Admin/shop-dev` are one role to AWS",
      12,
    ],
  ])("are one to AWS: two such %s are told where the second stands", async (_what, from, to, says, line) => {
    const outcome = await (await stageFor(TEXT.replace(from, to))).plan();
    expect(outcome.is).toBe("refused");
    const errors = errorsOf(outcome);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(new RegExp(`^duplicate-resource ${line}:`));
    expect(errors[0]).toContain(says);
  });

  it.each([
    ["user", "{ name: ben,", "{ name: Ben,", "identity/person:Ben: the user is called ben in AWS and Ben in the file."],
    [
      "user for emergencies",
      "[keeper-one,",
      "[Keeper-One,",
      "identity/keeper:Keeper-One: the user is called keeper-one in AWS",
    ],
    ["group", /\bshop(?=[\]:])/g, "Shop", "identity/group:Shop: the group is called shop in AWS and Shop in the file."],
  ])("are told by the plan where AWS has the %s under the other", async (_what, from, to, says) => {
    const stage = await stageFor(TEXT.replace(from, to), structuredClone(await founded()));
    const { plan } = plannedOf(await stage.plan());
    const told = plan.findings.filter(({ code }) => code === "name-differs-in-case");
    expect(told.map(({ detail }) => detail)).toEqual(expect.arrayContaining([expect.stringContaining(says)]));
    expect(told[0]).toMatchObject({ severity: "error", fix: expect.stringMatching(/^Write .* again/) });
    expect(plan.steps.filter(({ change }) => change.action === "delete" || change.action === "create")).toEqual([]);
  });
});

describe("a group that is renamed", { timeout: MINUTE }, () => {
  it("stays in AWS under its old name, and each plan names it with its members until it is gone", async () => {
    const stage = await stageFor(TEXT.replace(/\bshop(?=[\]:])/g, "store"), structuredClone(await founded()));
    const leftBehind = async () =>
      plannedOf(await stage.plan()).plan.findings.filter(({ code }) => code === "group-left-behind");
    const told = {
      severity: "note",
      detail: expect.stringContaining("The group shop stands in the account identity, with the members ben,"),
      fix: expect.stringContaining("delete it by hand"),
    };
    expect(await leftBehind()).toMatchObject([told]);
    await apply(stage);
    expect(await leftBehind()).toMatchObject([told]);
    const account = identityOf(stage.sandbox.world)?.id ?? "";
    for (const [operation, input] of [
      ["RemoveUserFromGroup", { GroupName: "shop", UserName: "ben" }],
      ["DeleteGroup", { GroupName: "shop" }],
    ] as const) {
      await stage.sandbox.raw({ service: "iam", operation, input, account });
    }
    expect(await leftBehind()).toEqual([]);
  });
});

describe("what may be meant and hardly is", { timeout: MINUTE }, () => {
  it.each([
    [
      "a single user for emergencies",
      "[keeper-one, keeper-two]",
      "[keeper-one]",
      24,
      "There is one user for emergencies.",
    ],
    [
      "a role without policies",
      "      groups:\n",
      "      roles: { DBA: { in: [workloads/dev] } }\n      groups:\n",
      17,
      "The role `DBA` has no policies",
    ],
  ])("is warned of: %s", async (_what, from, to, line, says) => {
    const { plan } = plannedOf(await (await stageFor(TEXT.replace(from, to))).plan());
    const told = plan.findings.filter(({ code, severity }) => code === "unmet-expectation" && severity === "warning");
    expect(told).toMatchObject([{ detail: expect.stringContaining(says), at: { line } }]);
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
