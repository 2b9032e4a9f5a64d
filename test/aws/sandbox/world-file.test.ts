import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openSandbox, type Sandbox } from "../../../src/aws/sandbox/sandbox.ts";
import { worldFromYaml } from "../../../src/aws/sandbox/world-file/read.ts";
import { worldToYaml } from "../../../src/aws/sandbox/world-file/write.ts";
import { callsOf, furnished } from "./furnished.ts";
import { ALIAS, ask, BUCKET, TRAIL, withTrail } from "./trail-world.ts";

const SMALL = `
version: 1
managementAccount: "111111111111"
organization:
  policyTypes: [SERVICE_CONTROL_POLICY, TAG_POLICY]
  trustedServices: [cloudtrail.amazonaws.com]
  rootAccess: [RootSessions]
  tags: { owner: platform }
units:
  - path: /Workloads
  - path: /Workloads/Prod
    tags: { stage: prod }
accounts:
  - name: management
    id: "111111111111"
    email: root@acme.example
  - name: shop
    email: shop@acme.example
    in: /Workloads/Prod
    tags: { team: shop }
    roles:
      - name: Deploy
        trust: { Version: "2012-10-17", Statement: [] }
  - name: old
    email: old@acme.example
    state: SUSPENDED
policies:
  - name: deny-leaving
    type: SERVICE_CONTROL_POLICY
    document: { Version: "2012-10-17", Statement: [{ Effect: Deny, Action: "organizations:LeaveOrganization", Resource: "*" }] }
    attachedTo: [/Workloads, shop]
`;

describe("a world as YAML", () => {
  it("is read as AWS would have made it", async () => {
    const sandbox = await openSandbox({ world: worldFromYaml(SMALL) });
    const call = callsOf(sandbox);
    const { Accounts = [] } = await call("organizations:ListAccounts", {});
    expect(Accounts.map(({ Name, Email, State }) => [Name, Email, State])).toEqual([
      ["management", "root@acme.example", "ACTIVE"],
      ["shop", "shop@acme.example", "ACTIVE"],
      ["old", "old@acme.example", "SUSPENDED"],
    ]);
    const shop = Accounts[1]?.Id as string;
    expect(Accounts[1]?.Paths?.[0]).toMatch(new RegExp(`^o-[a-z0-9]{10}/r-[a-z0-9]{4}/ou-[^/]+/ou-[^/]+/${shop}/$`));
    const attached = await call("organizations:ListPoliciesForTarget", {
      TargetId: shop,
      Filter: "SERVICE_CONTROL_POLICY",
    });
    expect(attached.Policies?.map((policy) => policy.Name)).toEqual(["deny-leaving", "FullAWSAccess"]);
    expect(Object.keys(sandbox.world.accounts[shop]?.iam.roles ?? {})).toEqual([
      "OrganizationAccountAccessRole",
      "AWSServiceRoleForOrganizations",
      "Deploy",
    ]);
  });

  it("is read from the example in the specification", () => {
    const example = /```yaml\n(.*?)```/s.exec(readFileSync("docs/sandbox.md", "utf8"))?.[1] as string;
    const world = worldFromYaml(example);
    expect(Object.values(world.accounts).map(({ name, state }) => [name, state])).toEqual([
      ["management", "ACTIVE"],
      ["shop", "SUSPENDED"],
    ]);
    expect(Object.values(world.policies).find(({ name }) => name === "deny-leaving")?.targets).toHaveLength(3);
    expect(world.buckets["acme-org-trail"]).toMatchObject({ versioning: "Enabled", objectLock: { retention: {} } });
    expect(Object.values(world.trails)).toMatchObject([{ name: "acme-trail", organization: true }]);
  });

  it("comes back the same from a complete dump", async () => {
    const sandbox = await furnished();
    const { sessions: _, sessionCounter: __, ...world } = sandbox.world;
    expect(worldFromYaml(worldToYaml(sandbox.world))).toMatchObject(world);
    expect(worldToYaml(worldFromYaml(worldToYaml(sandbox.world)))).toBe(worldToYaml(sandbox.world));
  });

  it("comes back the same from a brief dump, but for ids and times", async () => {
    const brief = worldToYaml((await furnished()).world, { brief: true });
    expect(worldToYaml(worldFromYaml(brief), { brief: true })).toBe(brief);
    expect(brief).not.toMatch(/ou-|p-[a-z0-9]{10}|car-|joined/);
  });

  it("holds buckets, keys and trails, all that is known of them", async () => {
    const stand = await withTrail({ takenBuckets: ["taken-bucket"] });
    await ask(stand, "s3:PutObjectLockConfiguration", {
      Bucket: BUCKET,
      ObjectLockConfiguration: {
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Mode: "COMPLIANCE", Years: 7 } },
      },
    });
    await ask(stand, "s3:PutPublicAccessBlock", { Bucket: BUCKET, PublicAccessBlockConfiguration: {} });
    await ask(stand, "s3control:PutPublicAccessBlock", {
      AccountId: stand.logging,
      PublicAccessBlockConfiguration: { BlockPublicAcls: true },
    });
    await ask(stand, "kms:EnableKeyRotation", { KeyId: Object.keys(stand.sandbox.world.keys)[0] });
    await ask(stand, "cloudtrail:PutInsightSelectors", {
      TrailName: TRAIL,
      InsightSelectors: [{ InsightType: "ApiErrorRateInsight" }],
    });
    await stand.sandbox.clock.sleep(100 * 60_000);
    const { sessions: _, sessionCounter: __, ...world } = stand.sandbox.world;
    const dump = worldToYaml(stand.sandbox.world);
    expect(worldFromYaml(dump)).toMatchObject(world);
    expect(worldToYaml(worldFromYaml(dump))).toBe(dump);
  });

  it("holds buckets, keys and trails as a person would write them", async () => {
    const { sandbox } = await withTrail({ takenBuckets: ["taken-bucket"] });
    const brief = worldToYaml(sandbox.world, { brief: true });
    const again = worldFromYaml(brief);
    expect(worldToYaml(again, { brief: true })).toBe(brief);
    expect(brief).toContain(`key: ${ALIAS}`);
    expect(Object.values(again.trails)).toMatchObject([{ name: TRAIL, logging: true, logs: { latest: null } }]);
    expect(Object.values(again.trails)[0]?.logs.next).toBeGreaterThan(again.time);
  });

  it("is dumped briefly as a person wrote it", () => {
    const brief = worldToYaml(worldFromYaml(SMALL), { brief: true });
    expect(worldFromYaml(brief).units).toEqual(worldFromYaml(SMALL).units);
    expect(brief).toContain("rootAccess:\n    - RootSessions");
    expect(brief).toContain("roles:\n      - name: Deploy");
    expect(brief).not.toContain("FullAWSAccess");
  });

  it("tells two accounts of one name by their ids", async () => {
    const sandbox: Sandbox = await furnished();
    const call = callsOf(sandbox);
    await call("organizations:CreateAccount", { AccountName: "shop", Email: "other-shop@acme.example" });
    await sandbox.clock.sleep(60_000);
    const dump = worldToYaml(sandbox.world);
    expect(worldToYaml(worldFromYaml(dump))).toBe(dump);
  });

  it.each([
    ["accounts: [{ nam: shop }]", "nam"],
    ["units: [{ path: /A }]", "organization"],
    ["organization: {}\nunits: [{ path: /A/B }]", '"/A"'],
    ["buckets: [{ name: b, account: nobody, region: eu-west-1 }]", '"nobody"'],
    ["trails: [{ name: t, region: eu-west-1, bucket: b, key: alias/none }]", '"alias/none"'],
    ["organization: {}\npolicies: [{ name: p, type: TAG_POLICY }]", "document"],
  ])("says what is wrong with %s", (yaml, words) => {
    expect(() => worldFromYaml(`version: 1\n${yaml}`)).toThrow(words);
  });
});
