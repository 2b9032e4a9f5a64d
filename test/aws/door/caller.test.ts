import { describe, expect, it } from "vitest";
import { CallerProblem } from "../../../src/aws/contract/caller-problem.ts";
import { identifyCaller } from "../../../src/aws/door/caller.ts";
import { startTally } from "../../../src/aws/door/statistics.ts";
import { awsError, MGMT, type Play, scripted } from "./stage.ts";
import { virtualClock } from "./virtual-clock.ts";

function identify(play: Play) {
  const clock = virtualClock();
  const tally = startTally(clock);
  const transport = scripted(play, clock.seconds);
  const caller = identifyCaller({ transport, clock, random: () => 0.5, region: "us-east-1", tally });
  return { caller, tally, transport };
}

const is = (arn: string) => identify(() => ({ Account: MGMT, Arn: arn })).caller;

async function problemOf(play: Play) {
  const error = await identify(play).caller.catch((thrown) => thrown);
  expect(error).toBeInstanceOf(CallerProblem);
  return (error as CallerProblem).finding;
}

describe("who calls", () => {
  it.each([
    [`arn:aws:iam::${MGMT}:user/team/ana`, "aws", "user", null],
    [`arn:aws:sts::${MGMT}:assumed-role/OrgwrightApply/ci`, "aws", "assumed-role", "OrgwrightApply"],
    [
      `arn:aws-us-gov:sts::${MGMT}:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ana`,
      "aws-us-gov",
      "assumed-role",
      "AWSReservedSSO_Admin_0123456789abcdef",
    ],
    [`arn:aws-cn:sts::${MGMT}:federated-user/ana`, "aws-cn", "federated-user", null],
    [`arn:aws-eusc:sts::${MGMT}:user/moto`, "aws-eusc", "user", null],
    [`arn:aws:sts::${MGMT}:something-new/ana`, "aws", "other", null],
  ])("is read from %s", async (arn, partition, kind, roleName) => {
    expect(await is(arn)).toEqual({ account: MGMT, arn, partition, kind, roleName });
  });

  it("asks with the caller's own credentials and counts the call", async () => {
    const { caller, tally, transport } = identify(() => ({ Account: MGMT, Arn: `arn:aws:iam::${MGMT}:user/ana` }));
    await caller;
    expect(transport.sent).toMatchObject([{ as: { is: "base" }, region: "us-east-1", input: {} }]);
    expect(tally.statistics(new Map())).toMatchObject({
      calls: { "sts:GetCallerIdentity": { sent: 1, retried: 0, throttled: 0 } },
      reads: 1,
    });
  });

  it("tries again when the answer is lost", async () => {
    const { caller, transport } = identify(({ n, operation }) => {
      if (n === 1) {
        throw awsError(operation, "Timeout", { outcome: "unknown" });
      }
      return { Account: MGMT, Arn: `arn:aws:iam::${MGMT}:user/ana` };
    });
    expect(await caller).toMatchObject({ account: MGMT });
    expect(transport.sent).toHaveLength(2);
  });
});

describe("who is refused", () => {
  it("root, with the recipe for a user that will do", async () => {
    const finding = await problemOf(() => ({ Account: MGMT, Arn: `arn:aws:iam::${MGMT}:root` }));
    expect(finding).toMatchObject({ code: "root-credentials", severity: "error" });
    expect(finding.fix).toContain("AdministratorAccess");
  });

  it.each([
    ["NoCredentials", "not-sent", "no-credentials", "aws sso login"],
    ["ExpiredToken", "not-sent", "credentials-expired", "Sign in again"],
    ["ExpiredToken", "refused", "credentials-expired", "Sign in again"],
    ["ExpiredTokenException", "refused", "credentials-expired", "Sign in again"],
    ["InvalidClientTokenId", "refused", "credentials-refused", "aws sts get-caller-identity"],
  ] as const)("whoever has credentials that come to %s (%s)", async (code, outcome, expected, fix) => {
    const finding = await problemOf(({ operation }) => {
      throw awsError(operation, code, { outcome });
    });
    expect(finding.code).toBe(expected);
    expect(finding.fix).toContain(fix);
    expect(finding.summary).not.toMatch(/\d/);
  });

  it("nobody for a reason that has nothing to do with credentials", async () => {
    const { caller } = identify(({ operation }) => {
      throw awsError(operation, "ENOTFOUND", { outcome: "not-sent" });
    });
    await expect(caller).rejects.toMatchObject({ name: "AwsError", code: "ENOTFOUND" });
  });

  it("an answer that names nobody", async () => {
    await expect(identify(() => ({})).caller).rejects.toThrow("AWS did not say whose credentials these are");
  });
});
