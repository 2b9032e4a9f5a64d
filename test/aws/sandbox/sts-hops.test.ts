import { describe, expect, it } from "vitest";
import type { Session } from "../../../src/aws/contract/transport.ts";
import { openSandbox, type Sandbox } from "../../../src/aws/sandbox/sandbox.ts";
import { ask, MANAGEMENT, MEMBER, trusting, worldWithMember } from "./iam-world.ts";

const APPLY = `arn:aws:iam::${MANAGEMENT}:role/orgwright/OrgwrightApply`;
const ENTRANCE = `arn:aws:iam::${MEMBER}:role/OrganizationAccountAccessRole`;
const REGION = "us-east-1";
const BASE: Session = { is: "base" };
const DOOR = {
  Bool: { "aws:MultiFactorAuthPresent": "true" },
  NumericLessThan: { "aws:MultiFactorAuthAge": "3600" },
};

async function sandboxWithApply(): Promise<Sandbox> {
  const world = worldWithMember();
  ask(world, "iam:CreateRole", {
    RoleName: "OrgwrightApply",
    Path: "/orgwright/",
    AssumeRolePolicyDocument: trusting({ AWS: `arn:aws:iam::${MANAGEMENT}:user/admin` }, DOOR),
  });
  return openSandbox({ world });
}

async function hop(sandbox: Sandbox, as: Session, roleArn: string): Promise<Session> {
  const input = { RoleArn: roleArn, RoleSessionName: "run" };
  const { Credentials: credentials } = await sandbox.transport.send(as, REGION, "sts:AssumeRole", input);
  return {
    is: "role",
    account: roleArn.split(":")[4] ?? "",
    roleArn,
    accessKeyId: credentials?.AccessKeyId ?? "",
    secretAccessKey: credentials?.SecretAccessKey ?? "",
    sessionToken: credentials?.SessionToken ?? "",
    expiration: credentials?.Expiration ?? new Date(0),
  };
}

const whoami = async (sandbox: Sandbox, as: Session): Promise<string | undefined> =>
  (await sandbox.transport.send(as, REGION, "sts:GetCallerIdentity", {})).Arn;

describe("a hop in the sandbox", () => {
  it("goes from the operator over the tool's role into a member account", async () => {
    const sandbox = await sandboxWithApply();
    const first = await hop(sandbox, BASE, APPLY);
    const second = await hop(sandbox, first, ENTRANCE);
    expect(await whoami(sandbox, BASE)).toBe(`arn:aws:iam::${MANAGEMENT}:user/admin`);
    expect(await whoami(sandbox, first)).toBe(`arn:aws:sts::${MANAGEMENT}:assumed-role/OrgwrightApply/run`);
    expect(await whoami(sandbox, second)).toBe(`arn:aws:sts::${MEMBER}:assumed-role/OrganizationAccountAccessRole/run`);
  });

  it("does not go back through a door that asks for MFA", async () => {
    const sandbox = await sandboxWithApply();
    const first = await hop(sandbox, BASE, APPLY);
    await expect(hop(sandbox, first, APPLY)).rejects.toMatchObject({ code: "AccessDenied", outcome: "refused" });
  });

  it("is refused to a user who signed in without MFA", async () => {
    const sandbox = await sandboxWithApply();
    const without = sandbox.as(`arn:aws:iam::${MANAGEMENT}:user/admin`);
    const input = { RoleArn: APPLY, RoleSessionName: "run" };
    await expect(without.send(BASE, REGION, "sts:AssumeRole", input)).rejects.toMatchObject({
      code: "AccessDenied",
      status: 403,
      message: `User: arn:aws:iam::${MANAGEMENT}:user/admin is not authorized to perform: sts:AssumeRole on resource: ${APPLY}`,
    });
  });

  it("ends after an hour, however it was reached", async () => {
    const sandbox = await sandboxWithApply();
    const member = await hop(sandbox, await hop(sandbox, BASE, APPLY), ENTRANCE);
    await sandbox.clock.sleep(3_600_000);
    await expect(whoami(sandbox, member)).rejects.toMatchObject({ code: "ExpiredToken" });
  });

  it("leaves nothing in an answer by which the world could be changed", async () => {
    const sandbox = await sandboxWithApply();
    const get = () => sandbox.transport.send(BASE, REGION, "iam:GetRole", { RoleName: "OrgwrightApply" });
    const before = await get();
    (await get()).Role?.CreateDate?.setFullYear(1999);
    expect(await get()).toEqual(before);
  });
});
