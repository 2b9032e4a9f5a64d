import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { RawCall } from "../../src/aws/sandbox/sandbox.ts";
import type { Finding } from "../../src/model/finding.ts";
import { foreignParts } from "../scenarios/untouched.ts";
import { openStage, plannedOf, type Stage } from "../support/plan-in-sandbox.ts";

const PATIENCE = { timeout: 60_000 };
/** The log, its guardrails, and an office that others may hold already. */
const WHOLE = "test/kinds/adopted-organization.yaml";
/** The log alone, which is planned in less time. */
const LOG = "test/scenarios/log-founded/organization.yaml";
const HOME = "eu-west-1";
const ELSEWHERE = "us-east-1";
const CLOUDTRAIL = "cloudtrail.amazonaws.com";

/** An organization that somebody else made, and what they did in it. */
async function theirs(file: string, ...calls: readonly RawCall[]): Promise<Stage> {
  const stage = await openStage({ file, version: "0.1.0" });
  await does(stage, organizations("CreateOrganization", { FeatureSet: "ALL" }), ...calls);
  return stage;
}

async function does({ sandbox }: Stage, ...calls: readonly RawCall[]): Promise<void> {
  for (const call of calls) {
    await sandbox.raw(call);
  }
}

const organizations = (operation: string, input: object): RawCall => {
  return { service: "organizations", operation, input, region: "us-east-1" };
};
const trails = (operation: string, input: object, region = HOME): RawCall => {
  return { service: "cloudtrail", operation, input, region };
};

const rootOf = ({ sandbox }: Stage) => sandbox.world.organization?.rootId ?? "";
const accountCalled = ({ sandbox }: Stage, name: string) =>
  Object.values(sandbox.world.accounts).find((account) => account.name === name)?.id ?? "";

/** A bucket into which CloudTrail may write whatever it likes. */
const BUCKET: readonly RawCall[] = [
  { service: "s3", operation: "CreateBucket", input: { Bucket: "theirs" }, region: "us-east-1" },
  {
    service: "s3",
    operation: "PutBucketPolicy",
    region: "us-east-1",
    input: {
      Bucket: "theirs",
      Policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: CLOUDTRAIL },
            Action: ["s3:GetBucketAcl", "s3:PutObject"],
            Resource: ["arn:aws:s3:::theirs", "arn:aws:s3:::theirs/*"],
          },
        ],
      }),
    },
  },
];

/** CloudTrail ready for trails of the organization. */
const READY: readonly RawCall[] = [
  ...BUCKET,
  organizations("EnableAWSServiceAccess", { ServicePrincipal: CLOUDTRAIL }),
  {
    service: "iam",
    operation: "CreateServiceLinkedRole",
    input: { AWSServiceName: CLOUDTRAIL },
    region: "us-east-1",
  },
];

const denying = (sid: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: sid, Effect: "Deny", Action: "lightsail:*", Resource: "*" }],
  });

/** Makes a policy of somebody's, and attaches it. */
async function hang(stage: Stage, name: string, targets: readonly string[], Type = "SERVICE_CONTROL_POLICY") {
  const content = JSON.parse(denying("Theirs")) as { Statement: object[] };
  const Content =
    Type === "SERVICE_CONTROL_POLICY"
      ? denying("Theirs")
      : JSON.stringify({
          ...content,
          Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:PutBucketWebsite", Resource: "*" }],
        });
  await does(stage, organizations("CreatePolicy", { Name: name, Description: "", Type, Content }));
  const id = Object.values(stage.sandbox.world.policies).find((policy) => policy.name === name)?.id ?? "";
  await does(stage, ...targets.map((TargetId) => organizations("AttachPolicy", { PolicyId: id, TargetId })));
  return id;
}

async function addAccount(stage: Stage, AccountName: string, Email: string): Promise<string> {
  await does(stage, organizations("CreateAccount", { AccountName, Email }));
  await stage.sandbox.clock.sleep(600_000);
  return accountCalled(stage, AccountName);
}

/** The findings of the next plan that are more than how much room there is, where they point, and what to do. */
async function told(stage: Stage): Promise<readonly Finding[]> {
  const { plan } = plannedOf(await stage.plan("apply"));
  return plan.findings.filter(({ code }) => code !== "policy-room");
}

const codes = (findings: readonly Finding[]) => findings.map(({ code, severity }) => `${severity} ${code}`);

/** The line of the file that a finding points at. */
function lineOf(finding: Finding | undefined): string | undefined {
  const { file, line } = finding?.at ?? { file: WHOLE, line: 0 };
  return readFileSync(file, "utf8").split("\n")[line - 1]?.trim();
}

/** Applies the next plan, and holds that nothing of others changes and nothing is left to do. */
async function adopted(stage: Stage) {
  const before = structuredClone(stage.sandbox.world);
  const planned = plannedOf(await stage.plan("apply"));
  expect(await stage.apply(planned)).toMatchObject({ failed: [], unfinished: 0, skipped: 0 });
  const { before: were, after: are } = foreignParts(before, structuredClone(stage.sandbox.world), planned);
  expect(are).toEqual(were);
  const { plan } = plannedOf(await stage.plan());
  expect(plan.steps.map(({ id }) => id)).toEqual([]);
  return planned.plan;
}

describe("an organization that has a trail already", PATIENCE, () => {
  it("keeps one of another name, and is told that it pays twice", async () => {
    const other = { Name: "all-events", S3BucketName: "theirs", IsOrganizationTrail: true, IsMultiRegionTrail: true };
    const stage = await theirs(
      LOG,
      ...READY,
      trails("CreateTrail", other, ELSEWHERE),
      trails("StartLogging", { Name: "all-events" }, ELSEWHERE),
    );
    const findings = await told(stage);
    const [finding] = findings;
    expect(codes(findings)).toEqual(["note another-organization-trail"]);
    expect(finding?.detail).toContain("the bucket theirs");
    expect(finding?.fix).toContain("CloudTrail charges");
    expect(lineOf(finding)).toBe("- use: logging");
    await adopted(stage);
    expect(codes(await told(stage))).toEqual(["note another-organization-trail"]);
  });

  it("has the one of our name taken over, with bucket and prefix, and whoever had it made keeps the bucket", async () => {
    const other = { Name: "org-trail", S3BucketName: "theirs", S3KeyPrefix: "audit", IsOrganizationTrail: true };
    const stage = await theirs(
      LOG,
      ...READY,
      trails("CreateTrail", other),
      trails("StartLogging", { Name: "org-trail" }),
    );
    expect(await told(stage)).toEqual([]);
    const { steps } = await adopted(stage);
    const change = steps.find(({ id }) => id === "logging/trail")?.change;
    expect(change).toMatchObject({ action: "adopt" });
    const fields = change !== undefined && "fields" in change ? change.fields : [];
    expect(fields).toContainEqual({ path: "/prefix", before: "audit", after: null });
    expect(fields.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["/bucket", "/key", "/multiRegion", "/validation"]),
    );
    const [trail] = Object.values(stage.sandbox.world.trails);
    expect(trail).toMatchObject({ prefix: null, organization: true, multiRegion: true, logging: true });
    expect(stage.sandbox.world.buckets["theirs"]).toBeDefined();
  });

  it("is told, before anything is made, that one of our name has its home elsewhere, and what to do", async () => {
    const other = { Name: "org-trail", S3BucketName: "theirs", IsMultiRegionTrail: true };
    const stage = await theirs(LOG, ...BUCKET, trails("CreateTrail", other, ELSEWHERE));
    const findings = await told(stage);
    const [finding] = findings;
    expect(codes(findings)).toEqual(["error trail-name-taken"]);
    expect(lineOf(finding)).toBe("- use: logging");
    expect(finding?.fix).toContain("update-trail --region us-east-1 --name org-trail --no-is-multi-region-trail");
    await does(stage, trails("UpdateTrail", { Name: "org-trail", IsMultiRegionTrail: false }, ELSEWHERE));
    expect(await told(stage)).toEqual([]);
    await adopted(stage);
  });

  it("is told that there is no room for one more, and which there are", async () => {
    const five = [1, 2, 3, 4, 5].map((n) =>
      trails(
        "CreateTrail",
        { Name: `trail-${n}`, S3BucketName: "theirs", IsMultiRegionTrail: true },
        n < 3 ? ELSEWHERE : HOME,
      ),
    );
    const stage = await theirs(LOG, ...BUCKET, ...five);
    const findings = await told(stage);
    const [finding] = findings;
    expect(codes(findings)).toEqual(["error too-many-trails"]);
    expect(finding?.detail).toContain("trail-1, trail-2, trail-3, trail-4, trail-5");
    expect(lineOf(finding)).toBe("- use: logging");
    await does(stage, trails("DeleteTrail", { Name: "trail-1" }, ELSEWHERE));
    expect(await told(stage)).toEqual([]);
    await adopted(stage);
  });
});

describe("an organization in which others hold offices", PATIENCE, () => {
  it("is told who administers what the file speaks of, and who administers more, and nobody loses an office", async () => {
    const stage = await theirs(WHOLE);
    const security = await addAccount(stage, "security", "security@else.example");
    const services = ["config.amazonaws.com", CLOUDTRAIL, "servicecatalog.amazonaws.com"];
    for (const ServicePrincipal of services) {
      await does(
        stage,
        organizations("EnableAWSServiceAccess", { ServicePrincipal }),
        organizations("RegisterDelegatedAdministrator", { AccountId: security, ServicePrincipal }),
      );
    }
    const findings = await told(stage);
    expect(codes(findings)).toEqual(["note another-administrator", "note left-as-it-is"]);
    const [another, left] = findings;
    expect(another?.detail).toContain(`The account ${security} administers servicecatalog.amazonaws.com`);
    expect(another?.fix).toContain(`deregister-delegated-administrator --account-id ${security}`);
    expect(lineOf(another)).toBe("- use: publishing");
    expect(left?.detail).toContain(`delegated administrator ${security} for ${CLOUDTRAIL}`);
    expect(left?.detail).toContain(`delegated administrator ${security} for config.amazonaws.com`);
    const before = structuredClone(stage.sandbox.world.organization?.delegatedAdministrators[security]);
    expect(await stage.apply(plannedOf(await stage.plan("apply")))).toMatchObject({ failed: [], unfinished: 0 });
    expect(stage.sandbox.world.organization?.delegatedAdministrators[security]).toEqual(before);
    expect(plannedOf(await stage.plan()).plan.steps).toEqual([]);
  });
});

describe("an organization with guardrails of others", PATIENCE, () => {
  it("is told where ours do not fit beside them, with their names, until there is room", async () => {
    const stage = await theirs(WHOLE);
    const names = ["a", "b", "c"].map((name) => `their-${name}`);
    const ids = await Promise.all(names.map(async (name) => await hang(stage, name, [rootOf(stage)])));
    const findings = await told(stage);
    const [finding] = findings;
    expect(codes(findings)).toEqual(["error too-many-attachments"]);
    expect(finding?.detail).toMatch(
      /1\d policies .* on root, AWS's own among them and of others their-a, their-b, their-c/,
    );
    expect(finding?.fix).toContain("Detach 1 of those");
    expect(lineOf(finding)).toBe("- use: foundation");
    await does(stage, organizations("DetachPolicy", { PolicyId: ids[0], TargetId: rootOf(stage) }));
    expect(await told(stage)).toEqual([]);
    await adopted(stage);
  });

  it("counts those on a unit, and resource control policies, likewise", async () => {
    const stage = await theirs(WHOLE);
    await does(
      stage,
      organizations("EnablePolicyType", { RootId: rootOf(stage), PolicyType: "RESOURCE_CONTROL_POLICY" }),
      organizations("CreateOrganizationalUnit", { ParentId: rootOf(stage), Name: "suspended" }),
    );
    const unit = Object.keys(stage.sandbox.world.units)[0] ?? "";
    for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      await hang(stage, `unit-${n}`, [unit]);
    }
    await hang(stage, "data-a", [rootOf(stage)], "RESOURCE_CONTROL_POLICY");
    await hang(stage, "data-b", [rootOf(stage)], "RESOURCE_CONTROL_POLICY");
    await hang(stage, "data-c", [rootOf(stage)], "RESOURCE_CONTROL_POLICY");
    const findings = await told(stage);
    expect(codes(findings)).toEqual(["error too-many-attachments", "error too-many-attachments"]);
    const details = findings.map(({ detail }) => detail).join("\n");
    expect(details).toContain("11 policies of the type SERVICE_CONTROL_POLICY would hang on foundation/ou:suspended");
    expect(details).toContain("6 policies of the type RESOURCE_CONTROL_POLICY would hang on root");
  });

  it("has the one of our name rewritten with a consent, taken off where we do not want it, and put where we do", async () => {
    const stage = await theirs(WHOLE);
    await does(stage, organizations("CreateOrganizationalUnit", { ParentId: rootOf(stage), Name: "legacy" }));
    const legacy = Object.keys(stage.sandbox.world.units)[0] ?? "";
    const id = await hang(stage, "guardrails-regions", [legacy]);
    const { steps, consents } = await adopted(stage);
    expect(consents.map(({ code }) => code)).toContain("changes-guardrails");
    const touching = steps.filter(({ id: step }) => step.includes("guardrails/guardrail:regions"));
    expect(touching.map(({ change }) => change.action)).toEqual(["adopt", "delete"]);
    expect(stage.sandbox.world.policies[id]?.targets).toEqual([rootOf(stage)]);
  });

  it("gets resource control policies switched on, and on again with ours attached after somebody switched them off", async () => {
    const stage = await theirs(WHOLE);
    const { steps } = await adopted(stage);
    expect(steps.map(({ id }) => id)).toContain("foundation/policy-type:RESOURCE_CONTROL_POLICY");
    const input = { RootId: rootOf(stage), PolicyType: "RESOURCE_CONTROL_POLICY" };
    await does(stage, organizations("DisablePolicyType", input));
    await stage.sandbox.clock.sleep(600_000);
    await does(stage, organizations("ListRoots", {}));
    const again = await adopted(stage);
    expect(again.steps.map(({ id, change }) => `${change.action} ${id}`)).toEqual([
      "create foundation/policy-type:RESOURCE_CONTROL_POLICY",
      "create guardrails/guardrail-attachment:only-the-organization/root",
      "create guardrails/guardrail-attachment:log-buckets/root",
    ]);
  });
});

describe("an organization for bills alone", () => {
  it("is no organization that can be guarded, which is told with what to do", async () => {
    const stage = await openStage({ file: WHOLE, version: "0.1.0" });
    await does(stage, organizations("CreateOrganization", { FeatureSet: "CONSOLIDATED_BILLING" }));
    const outcome = await stage.plan("apply");
    const findings = outcome.is === "refused" ? outcome.findings : [];
    expect(codes(findings)).toEqual(["error consolidated-billing"]);
    expect(findings.map(lineOf)).toEqual(["organization:"]);
    expect(findings[0]?.fix).toContain("Enable all features");
    expect(stage.sandbox.calls.filter(({ write, operation }) => write && operation !== "CreateOrganization")).toEqual(
      [],
    );
  });
});

describe("a logging account that somebody else has used", PATIENCE, () => {
  async function withKey(Policy?: string): Promise<{ stage: Stage; account: string; key: string }> {
    const stage = await theirs(LOG);
    const account = await addAccount(stage, "logging", "aws+logging@acme.example");
    const kms = (operation: string, input: object): RawCall => {
      return { service: "kms", operation, input, account, region: HOME };
    };
    await does(stage, kms("CreateKey", { Description: "theirs", ...(Policy === undefined ? {} : { Policy }) }));
    const key = Object.keys(stage.sandbox.world.keys)[0] ?? "";
    await does(stage, kms("CreateAlias", { AliasName: "alias/org-trail", TargetKeyId: key }));
    return { stage, account, key };
  }

  it("has the key under our alias taken over with a consent of its own, and whom it let in is out", async () => {
    const { stage, account, key } = await withKey();
    const statement = (sid: string, id: string, Action: string) => {
      return { Sid: sid, Effect: "Allow", Principal: { AWS: `arn:aws:iam::${id}:root` }, Action, Resource: "*" };
    };
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [statement("All", account, "kms:*"), statement("Partner", "999999999999", "kms:Decrypt")],
    });
    const input = { KeyId: key, PolicyName: "default", Policy };
    await does(stage, { service: "kms", operation: "PutKeyPolicy", input, account, region: HOME });
    expect(await told(stage)).toEqual([]);
    const { steps, consents } = await adopted(stage);
    expect(steps.find(({ id }) => id === "logging/key")).toMatchObject({
      risk: "takeover",
      change: { action: "adopt" },
    });
    expect(consents.map(({ code }) => code)).toContain("takeover:logging/key");
    expect(stage.sandbox.world.keys[key]?.policy).not.toContain("999999999999");
  });

  it("is told, before anything is built on it, that the key under our alias is disabled", async () => {
    const { stage, account, key } = await withKey();
    const kms = (operation: string): RawCall => {
      return { service: "kms", operation, input: { KeyId: key }, account, region: HOME };
    };
    await does(stage, kms("DisableKey"));
    const findings = await told(stage);
    const [finding] = findings;
    expect(codes(findings)).toEqual(["error key-not-usable"]);
    expect(lineOf(finding)).toBe("- use: logging");
    expect(finding?.fix).toContain("kms:EnableKey");
    await does(stage, kms("EnableKey"));
    await adopted(stage);
  });
});
