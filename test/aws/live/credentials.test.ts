import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import nock from "nock";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { openLive } from "../../../src/aws/live/live.ts";
import { WIRES } from "./wires.ts";

const STS = "https://sts.eu-west-1.amazonaws.com";
let folder = "";

function profiles(config: string): void {
  writeFileSync(join(folder, "config"), config);
}

beforeAll(() => nock.disableNetConnect());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "profiles-"));
  profiles("");
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"]) {
    vi.stubEnv(name, undefined);
  }
  vi.stubEnv("HOME", folder);
  vi.stubEnv("AWS_CONFIG_FILE", join(folder, "config"));
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "credentials"));
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  vi.stubEnv("AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED", "true");
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  nock.cleanAll();
  vi.unstubAllEnvs();
});

afterAll(() => nock.restore());

const MFA_PROFILE = `
[profile keys]
aws_access_key_id = AKIDEXAMPLE
aws_secret_access_key = secret

[profile team]
role_arn = arn:aws:iam::111111111111:role/Team
source_profile = keys
mfa_serial = arn:aws:iam::111111111111:mfa/ana
`;

it("asks for the MFA code that a profile wants, once for all services", async () => {
  profiles(MFA_PROFILE);
  const later = new Date(Date.now() + 3_600_000).toISOString();
  const credentials = `<Credentials><AccessKeyId>ASIATEAM</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${later}</Expiration></Credentials>`;
  const forms: unknown[] = [];
  const users: unknown[] = [];
  nock(STS)
    .post("/", (form) => form["Action"] === "AssumeRole")
    .reply((_uri, body) => {
      forms.push(new URLSearchParams(String(body)).get("TokenCode"));
      return [200, `<AssumeRoleResponse><AssumeRoleResult>${credentials}</AssumeRoleResult></AssumeRoleResponse>`];
    });
  for (const host of [STS, "https://iam.amazonaws.com"]) {
    nock(host)
      .post("/")
      .reply(function () {
        users.push(/Credential=(\w+)/.exec(String(this.req.headers["authorization"]))?.[1]);
        return [200, WIRES["sts:GetCallerIdentity"].answer];
      });
  }
  const mfaCode = vi.fn(async () => "123456");
  const { transport, close } = openLive({ region: "eu-west-1", profile: "team", mfaCode });
  await transport.send({ is: "base" }, "eu-west-1", "sts:GetCallerIdentity", {});
  await transport.send({ is: "base" }, "us-east-1", "iam:ListRoles", {});
  close();
  expect(mfaCode.mock.calls).toEqual([["arn:aws:iam::111111111111:mfa/ana"]]);
  expect(forms).toEqual(["123456"]);
  expect(users).toEqual(["ASIATEAM", "ASIATEAM"]);
});

it("takes a refusal on the way to the credentials for what it is, not for the call's own", async () => {
  profiles(MFA_PROFILE);
  const denied = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>wrong code</Message></Error></ErrorResponse>";
  nock(STS).post("/").reply(403, denied);
  const { transport } = openLive({ region: "eu-west-1", profile: "team", mfaCode: async () => "000000" });
  const call = transport.send({ is: "base" }, "eu-west-1", "sts:GetCallerIdentity", {});
  await expect(call).rejects.toMatchObject({
    code: "NoCredentials",
    outcome: "not-sent",
    message: "wrong code (profile team)",
  });
});

it("says that a sign-in has ended when IAM Identity Center's token is gone", async () => {
  profiles(`
[sso-session acme]
sso_start_url = https://acme.awsapps.example/start
sso_region = eu-west-1

[profile team]
sso_session = acme
sso_account_id = 111111111111
sso_role_name = Admin
`);
  const { transport } = openLive({ region: "eu-west-1", profile: "team" });
  const call = transport.send({ is: "base" }, "eu-west-1", "sts:GetCallerIdentity", {});
  await expect(call).rejects.toMatchObject({ code: "ExpiredToken", outcome: "not-sent" });
});
