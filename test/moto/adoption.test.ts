import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { look, type Seen } from "./seen.ts";
import { type Orgwright, orgwright, ownMoto, python, temporaryFolder, unhurriedPackage } from "./world.ts";

interface PlanJson {
  readonly steps: readonly {
    readonly address: string;
    readonly action: string;
    readonly risk: string;
    readonly fields: readonly { readonly path: string; readonly before?: unknown; readonly after?: unknown }[];
  }[];
}

/** What small.yaml does not wish for, exactly as boto3 gives it. */
function foreign({ units, accounts, policies, organization }: Seen) {
  const shop = accounts.find(({ email }) => email.toLowerCase() === "aws+shop-prod@small.example");
  return {
    units: units.filter(({ path }) => path === "legacy"),
    accounts: accounts.filter(({ name }) => name === "billing" || name === "master").map(({ roles, ...rest }) => rest),
    policies: policies.filter(({ name, awsManaged }) => name === "corp-baseline" && !awsManaged),
    roles: shop?.roles.filter(({ name }) => name === "DeployBot" || name === "OrganizationAccountAccessRole"),
    tags: shop?.tags["CostCenter"],
    trust: (organization["trustedServices"] as string[]).includes("ram.amazonaws.com"),
  };
}

/** The account billing stands under the root and is not in the file. */
const CONSENTS = ["--allow", "creates-accounts=2", "--allow", "binds-other-accounts=1"];

/** The tests below go on from each other. */
describe("an organization that was there before", () => {
  const { path: folder, remove } = temporaryFolder();
  let moto: { readonly endpoint: string; stop(): void };
  let small: Orgwright;
  let before: Seen;

  beforeAll(async () => {
    moto = await ownMoto({ managedPolicies: false });
    small = { file: "small.yaml", endpoint: moto.endpoint, folder, bin: unhurriedPackage(folder) };
    await python("strangers.py", moto.endpoint);
    before = await look(moto.endpoint);
  });

  afterAll(() => {
    moto.stop();
    remove();
  });

  it("is adopted step by step in the plan: nothing is made twice, and what grants access is called a takeover", async () => {
    const { code, stdout } = await orgwright(small, ["plan", "--format", "json", "--detailed-exitcode"]);
    const { steps } = JSON.parse(stdout) as PlanJson;
    const adopted = steps.filter(({ action }) => action === "adopt");
    expect(
      adopted.map(({ address, risk, fields }) => ({ address, risk, fields: fields.map(({ path }) => path) })),
    ).toEqual([
      { address: "foundation/organization", risk: "safe", fields: ["/name", "/homeRegion"] },
      { address: "foundation/ou:workloads", risk: "safe", fields: [] },
      { address: "foundation/ou:workloads/prod", risk: "safe", fields: [] },
      { address: "workload/account:shop-prod", risk: "disruptive", fields: ["/parent"] },
      {
        address: "foundation/plan-role:shop-prod",
        risk: "takeover",
        fields: expect.arrayContaining(["/trust"]),
      },
    ]);
    const others = steps.filter(({ action }) => action !== "adopt");
    expect(new Set(others.map(({ action }) => action))).toEqual(new Set(["create"]));
    expect(others.map(({ address }) => address)).not.toContain("foundation/policy-type:SERVICE_CONTROL_POLICY");
    expect(code).toBe(2);
  });

  it("is not touched while the takeover has no consent", async () => {
    const { code, stderr } = await orgwright(small, ["apply", "--yes", ...CONSENTS]);
    expect(stderr).toContain("--allow takeover:foundation/plan-role:shop-prod");
    expect(code).toBe(3);
    expect(await look(moto.endpoint)).toEqual(before);
  });

  it("is adopted with the consent, and leaves nothing to do for a second plan", async () => {
    const takeover = ["--allow", "takeover:foundation/plan-role:shop-prod"];
    const applied = await orgwright(small, ["apply", "--yes", ...CONSENTS, ...takeover]);
    expect(applied.stderr.split("\n").filter((line) => line.startsWith("error"))).toEqual([]);
    expect(applied.code).toBe(0);
    const again = await orgwright(small, ["plan", "--detailed-exitcode"]);
    expect(again.stdout).toContain("Nothing to do");
    expect(again.code).toBe(0);
  });

  it("keeps its ids and its address, under the unit and the trust of the file", async () => {
    const after = await look(moto.endpoint);
    const shop = after.accounts.filter(({ email }) => email.toLowerCase() === "aws+shop-prod@small.example");
    const shopBefore = before.accounts.find(({ name }) => name === "shop-prod");
    expect(shop).toEqual([
      expect.objectContaining({ id: shopBefore?.id, email: shopBefore?.email, unit: "workloads/prod" }),
    ]);
    expect(shop[0]?.tags).toEqual({
      Owner: "shop",
      CostCenter: "4711",
      "orgwright:address": "workload/account:shop-prod",
      "orgwright:organization": "small",
    });
    const trust = JSON.stringify(shop[0]?.roles.find(({ name }) => name === "OrgwrightPlan")?.trust);
    expect(trust).not.toContain("999999999999");
    const idOf = (seen: Seen, path: string) => seen.units.filter((unit) => unit.path === path).map(({ id }) => id);
    expect(idOf(after, "workloads/prod")).toEqual(idOf(before, "workloads/prod"));
  });

  it("keeps everything foreign byte for byte", async () => {
    const after = foreign(await look(moto.endpoint));
    expect(after.units).toHaveLength(1);
    expect(after.accounts).toHaveLength(2);
    expect(after.policies).toHaveLength(1);
    expect(after.roles).toHaveLength(2);
    expect(JSON.stringify(after)).toBe(JSON.stringify(foreign(before)));
  });
});
