import { describe, expect, it } from "vitest";
import type { Authorize } from "../../src/aws/sandbox/authorization/authorize.ts";
import type { World } from "../../src/aws/sandbox/world.ts";
import { denyingStatements, guardrailsInForce } from "../support/guardrails-in-force.ts";
import { openStage, plannedOf } from "../support/plan-in-sandbox.ts";

const EXAMPLE = { file: "examples/acme/orgwright.yaml", version: "0.1.0" };

/** What must hold after every single write, and how often it was looked at. */
function watching() {
  const broken = new Set<string>();
  const seen = { looks: 0, buckets: 0, trails: 0, bound: 0 };
  const authorize: Authorize = (request) => {
    const { world } = request;
    seen.looks += 1;
    seen.buckets += Object.keys(world.buckets).length;
    seen.trails += Object.keys(world.trails).length;
    seen.bound += request.at.account === world.managementAccount ? 0 : 1;
    for (const problem of problemsOf(world)) {
      broken.add(problem);
    }
    return guardrailsInForce(request);
  };
  return { broken, seen, authorize };
}

function problemsOf(world: World): string[] {
  return [...unlocked(world), ...openTrails(world), ...bare(world)];
}

function unlocked({ buckets }: World): string[] {
  return Object.values(buckets)
    .filter(({ name, objectLock }) => name.includes("org-trail") && objectLock === null)
    .map(({ name }) => `${name} is not locked`);
}

function openTrails({ trails, buckets, keys }: World): string[] {
  return Object.values(trails)
    .filter(({ bucket, kmsKey }) => {
      const { objectLock, versioning, publicAccessBlock, ownership, encryption, policy, lifecycle } =
        buckets[bucket] ?? {};
      const by = encryption?.[0]?.ApplyServerSideEncryptionByDefault;
      return !(
        objectLock?.retention?.mode === "GOVERNANCE" &&
        objectLock.retention.days === 2555 &&
        versioning === "Enabled" &&
        Object.values(publicAccessBlock ?? { none: false }).every(Boolean) &&
        ownership === "BucketOwnerEnforced" &&
        by?.KMSMasterKeyID === kmsKey &&
        policy?.includes("AWSCloudTrailOrganizationWrite20150319") === true &&
        lifecycle !== null &&
        Object.values(keys).some(({ id, rotation }) => kmsKey?.endsWith(id) === true && rotation !== null)
      );
    })
    .map(({ name, bucket }) => `the trail ${name} writes into ${bucket}, which is not protected`);
}

/** Every root, unit and account of the organization has one to ten service control policies. */
function bare({ organization, units, accounts, policies }: World): string[] {
  if (organization?.policyTypes["SERVICE_CONTROL_POLICY"]?.status !== "ENABLED") {
    return [];
  }
  const members = Object.values(accounts).filter(({ parent }) => parent !== null);
  const all = [organization.rootId, ...Object.keys(units), ...members.map(({ id }) => id)];
  const onThem = Object.values(policies).filter(({ type }) => type === "SERVICE_CONTROL_POLICY");
  return all
    .map((target) => ({ target, count: onThem.filter(({ targets }) => targets.includes(target)).length }))
    .filter(({ count }) => count < 1 || count > 10)
    .map(({ target, count }) => `${target} has ${count} service control policies`);
}

describe("founding the example with its guardrails in force", async () => {
  const watch = watching();
  const stage = await openStage({ ...EXAMPLE, authorize: watch.authorize });
  const result = await stage.apply(plannedOf(await stage.plan("apply")));
  const { world, calls } = stage.sandbox;
  const writes = calls.filter(({ write }) => write);

  it("does every step: no guardrail keeps it from one that is still to come", () => {
    expect(result).toMatchObject({ failed: [], unfinished: 0, skipped: 0 });
    expect(writes.filter(({ outcome }) => outcome !== "done")).toEqual([]);
  });

  it("leaves no bucket without its lock, no trail on an open bucket, no target without a policy after any write", () => {
    expect([...watch.broken, ...problemsOf(world)]).toEqual([]);
  });

  it("was looked at often enough to mean something", () => {
    console.log(
      `${writes.length} writes; the world was judged ${watch.seen.looks} times, ${watch.seen.bound} by guardrails`,
    );
    expect(writes.length).toBeGreaterThan(80);
    expect(watch.seen.looks).toBeGreaterThan(writes.length);
    expect(watch.seen.bound).toBeGreaterThan(50);
    expect(watch.seen.buckets).toBeGreaterThan(0);
    expect(watch.seen.trails).toBeGreaterThan(0);
  });

  it("has nothing to do when planned again, with the guardrails in force", async () => {
    expect(plannedOf(await stage.plan()).plan.steps).toEqual([]);
  });

  it("leaves others in the accounts to the guardrails", () => {
    const account = Object.values(world.accounts).find(({ name }) => name === "logging")?.id ?? "";
    const principalArn = `arn:aws:sts::${account}:assumed-role/LogReader/somebody`;
    const denied = ["s3:DeleteBucketPolicy", "kms:PutKeyPolicy", "organizations:LeaveOrganization", "iam:CreateUser"];
    for (const action of denied) {
      expect(denyingStatements({ principalArn, account, action, world }), action).not.toEqual([]);
    }
    const read = denyingStatements({ principalArn, account, action: "iam:ListRoles", world });
    expect(read).toEqual([]);
  });

  it("would be seen to fail: each of these worlds breaks what must hold", () => {
    const [name = "", bucket] = Object.entries(world.buckets).find(([one]) => one.includes("org-trail")) ?? [];
    const without = (change: object) => ({ ...world, buckets: { ...world.buckets, [name]: { ...bucket, ...change } } });
    const worse = [{ objectLock: null }, { policy: null }, { publicAccessBlock: null }, { encryption: [] }];
    for (const change of worse) {
      expect(problemsOf(without(change) as World)).not.toEqual([]);
    }
    expect(problemsOf({ ...world, policies: {} }).length).toBeGreaterThan(10);
  });
});
