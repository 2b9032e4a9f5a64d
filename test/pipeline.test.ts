import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AwsError } from "../src/aws/contract/aws-error.ts";
import type { Transport } from "../src/aws/contract/transport.ts";
import type { World } from "../src/aws/door/enter.ts";
import { startTally } from "../src/aws/door/statistics.ts";
import { openSandbox, type Sandbox, type SandboxOptions } from "../src/aws/sandbox/sandbox.ts";
import type { Source } from "../src/blueprints/read-wishes.ts";
import { shippedBlueprint, shippedTables } from "../src/cli/shipped.ts";
import type { Finding } from "../src/model/finding.ts";
import { applyPlan, makePlan, type Planned, type Refused, validate } from "../src/pipeline.ts";

const SMALL = readFileSync(new URL("apply/small.yaml", import.meta.url), "utf8");
const TABLES = shippedTables();
const MANAGEMENT = "111111111111";
const VERSION = "0.1.0";

const sourceOf = (text: string): Source => ({
  organization: { file: "orgwright.yaml", text },
  blueprint: (use) => ({ file: `blueprints/${use}.yaml`, text: shippedBlueprint(use) }),
});

interface Asking {
  readonly text?: string;
  readonly founder?: boolean;
  readonly role?: "plan" | "apply";
  /** Who asks; the management account's administrator when left out. */
  readonly transport?: Transport;
}

const worldOf = (sandbox: Sandbox, transport = sandbox.transport): World => ({
  transport,
  clock: sandbox.clock,
  random: () => 0.5,
  tally: startTally(sandbox.clock),
});

function planning(sandbox: Sandbox, { text = SMALL, founder = false, role = "apply", transport }: Asking = {}) {
  const options = { identity: { role, founder }, allowed: [], version: VERSION } as const;
  return makePlan(sourceOf(text), TABLES, worldOf(sandbox, transport), options);
}

async function refusal(sandbox: Sandbox, asking: Asking = {}): Promise<Finding> {
  const outcome = await planning(sandbox, asking);
  expect(outcome.is).toBe("refused");
  const { findings } = outcome as Refused;
  expect(findings.map(({ severity }) => severity)).toEqual(["error"]);
  return findings[0] as Finding;
}

async function planned(sandbox: Sandbox, asking: Asking = {}): Promise<Planned> {
  const outcome = await planning(sandbox, asking);
  if (outcome.is === "refused") {
    throw new Error(outcome.findings.map(({ code, detail }) => `${code}: ${detail}`).join("\n"));
  }
  return outcome;
}

const codes = ({ plan }: Planned) => plan.findings.map(({ code }) => code);
const writes = ({ calls }: Sandbox) => calls.filter(({ write }) => write);

async function founded(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await openSandbox(options);
  const { failed } = await applyPlan(await planned(sandbox), worldOf(sandbox), { emit: () => {} });
  expect(failed).toEqual([]);
  return sandbox;
}

async function withOrganization(input: object = { FeatureSet: "ALL" }): Promise<Sandbox> {
  const sandbox = await openSandbox();
  await sandbox.raw({ service: "organizations", operation: "CreateOrganization", input });
  return sandbox;
}

/** A transport in which nothing may be sent. */
const SEALED: Transport = {
  async send(_as, _region, operation) {
    throw new Error(`${operation} was sent.`);
  },
};

const member = (sandbox: Sandbox, name = "shop-dev") =>
  Object.values(sandbox.world.accounts).find((one) => one.name === name)?.id ?? "";
const inMember = (sandbox: Sandbox, account: string) =>
  sandbox.as(`arn:aws:sts::${account}:assumed-role/OrganizationAccountAccessRole/somebody`);
const pinned = (line: string) => SMALL.replace('  managementAccount: "111111111111"\n', line);

describe("files with errors", () => {
  it.each([
    ["no YAML", "version: [1"],
    ["no organization", "version: 1\n"],
    ["an unknown key", SMALL.replace("version: 1", "version: 1\nextra: 1")],
    ["an account in a unit that there is not", SMALL.replace("ou: workloads/dev", "ou: nowhere")],
    ["a newer orgwright required", SMALL.replace("version: 1", 'version: 1\nrequires: ">=99"')],
  ])("are refused before anything is sent: %s", async (_what, text) => {
    const sandbox = await openSandbox();
    const { findings } = (await planning(sandbox, { text, transport: SEALED })) as Refused;
    expect(findings.some(({ severity }) => severity === "error")).toBe(true);
    expect(findings).toEqual(validate(sourceOf(text), TABLES, VERSION).findings);
  });

  it("are none when all is well", () => {
    expect(validate(sourceOf(SMALL), TABLES, VERSION).findings.filter(({ severity }) => severity === "error")).toEqual(
      [],
    );
  });
});

describe("a caller without a place to plan from", () => {
  const refusing = (details: Partial<ConstructorParameters<typeof AwsError>[0]>): Transport => ({
    async send(_as, _region, operation) {
      throw new AwsError({ operation, code: "NoCredentials", message: "None.", outcome: "not-sent", ...details });
    },
  });

  it.each([
    ["no-credentials", {}],
    ["credentials-expired", { code: "ExpiredToken", outcome: "refused" }],
    ["credentials-refused", { code: "InvalidClientTokenId", outcome: "refused" }],
  ] as const)("is refused: %s", async (code, details) => {
    const finding = await refusal(await openSandbox(), { transport: refusing(details) });
    expect(finding).toMatchObject({ code, fix: expect.any(String) });
  });

  it("is refused with root credentials, at the first question", async () => {
    const sandbox = await openSandbox();
    const root = sandbox.as(`arn:aws:iam::${MANAGEMENT}:root`);
    expect((await refusal(sandbox, { transport: root })).code).toBe("root-credentials");
    expect(sandbox.calls.map(({ operation }) => operation)).toEqual(["GetCallerIdentity"]);
  });

  it("is refused in a member account, whatever the pin says", async () => {
    const sandbox = await founded();
    const account = member(sandbox);
    const transport = inMember(sandbox, account);
    for (const line of ["", `  managementAccount: "${MANAGEMENT}"\n`, `  managementAccount: "${account}"\n`]) {
      const finding = await refusal(sandbox, { transport, text: pinned(line), founder: true });
      expect(finding.code, line).toBe("member-account");
      expect(finding.detail).toContain(MANAGEMENT);
    }
  });

  it("is refused in another account than the pinned one", async () => {
    const sandbox = await openSandbox();
    const finding = await refusal(sandbox, { text: pinned('  managementAccount: "999999999999"\n') });
    expect(finding.code).toBe("wrong-account");
    expect(finding.detail).toContain("999999999999");
  });

  it("is warned as long as nothing is pinned, and is told what to write", async () => {
    const plan = await planned(await openSandbox(), { text: pinned("") });
    const warning = plan.plan.findings.find(({ code }) => code === "account-not-pinned");
    expect(warning).toMatchObject({ severity: "warning", fix: expect.stringContaining(MANAGEMENT) });
    expect(codes(await planned(await openSandbox()))).not.toContain("account-not-pinned");
  });

  it("is refused as none of the operators once the tool's roles stand", async () => {
    const sandbox = await founded();
    const eve = sandbox.as(`arn:aws:iam::${MANAGEMENT}:user/eve`, { mfa: true });
    expect((await refusal(sandbox, { transport: eve })).code).toBe("caller-is-no-operator");
    const withoutMfa = sandbox.as(`arn:aws:iam::${MANAGEMENT}:user/admin`);
    expect((await refusal(sandbox, { transport: withoutMfa })).code).toBe("caller-is-no-operator");
  });
});

describe("an organization that is not the file's", () => {
  const withPin = SMALL.replace("  managementAccount", "  id: o-abcdef1234\n  managementAccount");

  it("is refused when the pinned one is another", async () => {
    const finding = await refusal(await withOrganization(), { text: withPin });
    expect(finding.code).toBe("wrong-organization");
    expect(finding.detail).toContain("o-abcdef1234");
  });

  it("is refused when one is pinned and there is none", async () => {
    const finding = await refusal(await openSandbox(), { text: withPin });
    expect(finding).toMatchObject({ code: "wrong-organization", detail: expect.stringContaining("none") });
  });

  it("is refused with consolidated billing only", async () => {
    const sandbox = await withOrganization({ FeatureSet: "CONSOLIDATED_BILLING" });
    expect((await refusal(sandbox)).code).toBe("consolidated-billing");
  });

  it("is refused when its root says that it is another file's, or has another home region", async () => {
    const sandbox = await founded();
    const name = await refusal(sandbox, { text: SMALL.replace("name: small", "name: other") });
    expect(name).toMatchObject({ code: "another-organizations-file", detail: expect.stringContaining('"small"') });
    const region = await refusal(sandbox, {
      text: SMALL.replace("homeRegion: eu-west-1", "homeRegion: eu-central-1").replace("[eu-west-1]", "[eu-central-1]"),
    });
    expect(region).toMatchObject({ code: "another-home-region", fix: expect.stringContaining("eu-west-1") });
  });

  it("is the file's again when its root is freed", async () => {
    const sandbox = await founded();
    await sandbox.raw({
      service: "organizations",
      operation: "UntagResource",
      input: {
        ResourceId: sandbox.world.organization?.rootId,
        TagKeys: ["orgwright:organization", "orgwright:home-region", "orgwright:address"],
      },
    });
    const { plan } = await planned(sandbox);
    expect(plan.steps.map(({ id, change }) => [id, change.action])).toEqual([["foundation/organization", "adopt"]]);
  });
});

describe("a plan", () => {
  it("changes nothing", async () => {
    const sandbox = await founded();
    const before = writes(sandbox).length;
    const { time: _, sessions: __, sessionCounter: ___, ...world } = structuredClone(sandbox.world);
    await planned(sandbox, { role: "plan" });
    await planned(sandbox, { role: "apply" });
    await planned(sandbox, { founder: true });
    expect(writes(sandbox)).toHaveLength(before);
    expect(sandbox.world).toMatchObject(world);
  });

  it("says for which organization, by whom, from which files and by which version it was made", async () => {
    const sandbox = await founded();
    const { plan } = await planned(sandbox);
    expect(plan).toMatchObject({
      organization: {
        name: "small",
        id: sandbox.world.organization?.id,
        managementAccount: MANAGEMENT,
        partition: "aws",
        homeRegion: "eu-west-1",
      },
      caller: `arn:aws:iam::${MANAGEMENT}:user/admin`,
      madeBy: VERSION,
    });
    expect(Object.keys(plan.madeFrom).sort()).toEqual([
      "blueprints/foundation.yaml",
      "blueprints/workload.yaml",
      "orgwright.yaml",
    ]);
  });

  it("is the same when it is made twice", async () => {
    const sandbox = await openSandbox();
    const [one, two] = [await planned(sandbox), await planned(sandbox)];
    expect(two.plan.digest).toBe(one.plan.digest);
    expect(two.plan.createdAt).not.toBe(one.plan.createdAt);
  });

  it("says when it goes past the tool's roles, and only then", async () => {
    const sandbox = await founded();
    expect(codes(await planned(sandbox))).not.toContain("acts-as-founder");
    expect(codes(await planned(sandbox, { founder: true }))).toContain("acts-as-founder");
    expect(codes(await planned(await openSandbox()))).not.toContain("acts-as-founder");
  });

  it("goes as the plan's role in every account once that stands", async () => {
    const sandbox = await founded();
    const before = sandbox.calls.length;
    await planned(sandbox, { role: "plan" });
    const principals = new Set(sandbox.calls.slice(before).map(({ principal }) => principal));
    expect([...principals].every((arn) => arn.endsWith("user/admin") || arn.includes("/OrgwrightPlan/"))).toBe(true);
    expect(principals.size).toBe(4);
  });

  it("is not made when AWS fails in a way that says nothing about the caller", async () => {
    const sandbox = await openSandbox({
      faults: [{ kind: "refused", operation: "organizations:ListAccounts", code: "AccessDeniedException" }],
    });
    await sandbox.raw({ service: "organizations", operation: "CreateOrganization", input: { FeatureSet: "ALL" } });
    await expect(planned(sandbox)).rejects.toMatchObject({ code: "AccessDeniedException" });
  });
});
