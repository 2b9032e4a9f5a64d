import nock from "nock";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { all } from "../../../src/aws/contract/all.ts";
import { AwsError } from "../../../src/aws/contract/aws-error.ts";
import type { Reader } from "../../../src/aws/contract/call.ts";
import type { Operation } from "../../../src/aws/contract/operations.ts";
import type { Input } from "../../../src/aws/contract/services.ts";
import type { Session } from "../../../src/aws/contract/transport.ts";
import { type LiveOptions, type LiveWorld, openLive } from "../../../src/aws/live/live.ts";
import type { Wire } from "./wire.ts";
import { WIRES } from "./wires.ts";

const BASE: Session = { is: "base" };
const ORGANIZATIONS = "https://organizations.us-east-1.amazonaws.com";
const IAM = "https://iam.amazonaws.com";
const STS = "https://sts.us-east-1.amazonaws.com";
const ACCOUNT = "https://account.us-east-1.amazonaws.com";
const BUCKET = "https://acme-logs.s3.us-east-1.amazonaws.com";
const TAGGING = "https://tagging.us-east-1.amazonaws.com";

let live: LiveWorld;

function world(options: Partial<LiveOptions> = {}): LiveWorld {
  live.close();
  live = openLive({ region: "us-east-1", version: "1.2.3", ...options });
  return live;
}

/** Sends one call and hands back the error that it came to. */
async function failureOf<X extends Operation>(operation: X, input: Input<X>): Promise<AwsError> {
  const thrown = await live.transport.send(BASE, "us-east-1", operation, input).catch((error) => error);
  expect(thrown).toBeInstanceOf(AwsError);
  return thrown;
}

beforeAll(() => {
  nock.disableNetConnect();
});

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret-canary");
  vi.stubEnv("AWS_SESSION_TOKEN", "token-canary");
  vi.stubEnv("AWS_PROFILE", undefined);
  vi.stubEnv("AWS_MAX_ATTEMPTS", "5");
  vi.stubEnv("AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED", "true");
  vi.stubEnv("AWS_CONFIG_FILE", "/dev/null");
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  live = openLive({ region: "us-east-1", version: "1.2.3" });
});

afterEach(() => {
  live.close();
  nock.cleanAll();
  vi.unstubAllEnvs();
});

afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

describe("what goes out and what comes back", () => {
  it.each(Object.entries(WIRES) as [Operation, Wire][])("%s", async (operation, wire) => {
    let sent: unknown;
    let headers: Readonly<Record<string, unknown>> = {};
    const scope = nock(wire.host)
      .intercept(wire.path, wire.method ?? "POST")
      .reply(function (_uri, body) {
        sent = readable(body);
        headers = this.req.headers;
        return [200, wire.answer, { "x-amzn-requestid": "r-1", ...wire.answerHeaders }];
      });
    const ids: string[] = [];
    const answered = (id: string) => void ids.push(id);
    const output = await live.transport.send(BASE, "us-east-1", operation, wire.input, { answered });
    expect(sent).toEqual(wire.body);
    expect(headers["x-amz-target"]).toBe(wire.target);
    expect(headers).toMatchObject(wire.headers ?? {});
    expect(String(headers["authorization"])).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\//);
    expect(String(headers["user-agent"])).toContain("orgwright/1.2.3");
    expect(output).toEqual(wire.output);
    expect(ids).toEqual(["r-1"]);
    expect(scope.isDone()).toBe(true);
  });

  it("signs with a session's credentials, and never mixes those of two accounts", async () => {
    const tokens: unknown[] = [];
    nock(IAM)
      .post("/")
      .times(3)
      .reply(function () {
        tokens.push(this.req.headers["x-amz-security-token"]);
        return [200, WIRES["iam:ListRoles"].answer];
      });
    for (const account of ["1", "2", "1"]) {
      const as = {
        is: "role",
        account,
        roleArn: "arn:r",
        accessKeyId: `ASIA${account}`,
        secretAccessKey: "s",
        sessionToken: `token-${account}`,
        expiration: new Date(Date.now() + 3_600_000),
      } as const;
      await live.transport.send(as, "us-east-1", "iam:ListRoles", {});
    }
    expect(tokens).toEqual(["token-1", "token-2", "token-1"]);
  });

  it.each([
    ["eu-west-1", "https://sts.eu-west-1.amazonaws.com"],
    ["cn-northwest-1", "https://sts.cn-northwest-1.amazonaws.com.cn"],
    ["us-gov-west-1", "https://sts.us-gov-west-1.amazonaws.com"],
    ["eusc-de-east-1", "https://sts.eusc-de-east-1.amazonaws.eu"],
  ])("asks in %s at that region's own host", async (region, host) => {
    nock(host).post("/").reply(200, WIRES["sts:GetCallerIdentity"].answer);
    const output = await live.transport.send(BASE, region, "sts:GetCallerIdentity", {});
    expect(output).toMatchObject({ Account: "111111111111" });
  });

  it("sends every service's calls to the endpoint that was given", async () => {
    const { transport } = world({ endpoint: "http://127.0.0.1:5005" });
    const scope = nock("http://127.0.0.1:5005");
    for (const [operation, wire] of Object.entries(WIRES) as [Operation, Wire][]) {
      scope
        .intercept(wire.pathOfBucket ?? wire.path, wire.method ?? "POST")
        .reply(200, wire.answer, { ...wire.answerHeaders });
      await expect(transport.send(BASE, "us-east-1", operation, wire.input)).resolves.toEqual(wire.output);
    }
    expect(scope.isDone()).toBe(true);
  });

  it("names a bucket in the path where the host cannot carry it", async () => {
    for (const host of ["http://localhost:5007", "http://127.0.0.1:5007"]) {
      const { transport } = world({ endpoint: host });
      const { pathOfBucket = "", answer, input, output } = WIRES["s3:GetBucketPolicy"];
      nock(host).get(pathOfBucket).reply(200, answer);
      await expect(transport.send(BASE, "us-east-1", "s3:GetBucketPolicy", input)).resolves.toEqual(output);
    }
  });

  it.each(["http://localhost:5007", "http://127.0.0.1:5007", "http://[::1]:5007", "http://emulator:5007"])(
    "leaves the account's id out of a host that cannot carry it: %s",
    async (host) => {
      const { path, answer, input, output } = WIRES["s3control:GetPublicAccessBlock"];
      const asked = { reqheaders: { "x-amz-account-id": "222222222222" } };
      nock(host, asked).get(path).times(2).reply(200, answer);
      const send = () => live.transport.send(BASE, "us-east-1", "s3control:GetPublicAccessBlock", input);
      world({ endpoint: host });
      await expect(send()).resolves.toEqual(output);
      vi.stubEnv("AWS_ENDPOINT_URL_S3_CONTROL", host);
      world();
      await expect(send()).resolves.toEqual(output);
    },
  );

  it("puts the account's id before a host that has a domain", async () => {
    world({ endpoint: "https://control.acme.example" });
    const { path, answer, input, output } = WIRES["s3control:GetPublicAccessBlock"];
    nock("https://222222222222.control.acme.example").get(path).reply(200, answer);
    await expect(live.transport.send(BASE, "us-east-1", "s3control:GetPublicAccessBlock", input)).resolves.toEqual(
      output,
    );
  });

  it("respects AWS_ENDPOINT_URL", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:5006");
    nock("http://127.0.0.1:5006").post("/").reply(200, { Roots: [] });
    const { transport } = world();
    await expect(transport.send(BASE, "us-east-1", "organizations:ListRoots", {})).resolves.toEqual({ Roots: [] });
  });

  it("goes on through empty pages until there is no token left", async () => {
    const asked: unknown[] = [];
    const pages = [
      { Accounts: [], NextToken: "2" },
      { Accounts: [{ Id: "1" }], NextToken: "3" },
      { Accounts: [], NextToken: "4" },
      { Accounts: [{ Id: "2" }] },
    ];
    nock(ORGANIZATIONS)
      .post("/")
      .times(pages.length)
      .reply((_uri, body) => {
        asked.push(readable(body));
        return [200, pages[asked.length - 1] ?? {}];
      });
    const reader: Reader = {
      call: (operation, _at, input) => live.transport.send(BASE, "us-east-1", operation, input),
    };
    const accounts = await all(reader, "organizations:ListAccounts", { account: "management", region: "global" }, {});
    expect(accounts).toEqual([{ Id: "1" }, { Id: "2" }]);
    expect(asked).toEqual([{}, { NextToken: "2" }, { NextToken: "3" }, { NextToken: "4" }]);
  });
});

describe("what AWS refuses", () => {
  it("comes with code, reason, status and request id from JSON services", async () => {
    nock(ORGANIZATIONS)
      .post("/")
      .reply(
        400,
        { __type: "ConstraintViolationException", Message: "Too many.", Reason: "ACCOUNT_NUMBER_LIMIT_EXCEEDED" },
        { "x-amzn-requestid": "r-2" },
      );
    const error = await failureOf("organizations:CreateAccount", { AccountName: "a", Email: "a@b.example" });
    expect(error).toMatchObject({
      operation: "organizations:CreateAccount",
      code: "ConstraintViolationException",
      reason: "ACCOUNT_NUMBER_LIMIT_EXCEEDED",
      message: "Too many.",
      status: 400,
      requestId: "r-2",
      outcome: "refused",
    });
  });

  it("comes with its code where the SDK knows no such error", async () => {
    nock(ORGANIZATIONS).post("/").reply(400, { __type: "com.amazon.coral.service#BrandNewException", message: "new" });
    expect(await failureOf("organizations:ListRoots", {})).toMatchObject({
      code: "BrandNewException",
      outcome: "refused",
    });
  });

  it("comes from the tagging API", async () => {
    nock(TAGGING)
      .post("/")
      .reply(400, { __type: "PaginationTokenExpiredException", Message: "old" }, { "x-amzn-requestid": "r-3" });
    expect(await failureOf("tagging:GetResources", {})).toMatchObject({
      code: "PaginationTokenExpiredException",
      status: 400,
      requestId: "r-3",
      outcome: "refused",
    });
  });

  it("comes from REST services", async () => {
    nock(ACCOUNT)
      .post("/putAccountName")
      .reply(
        400,
        { message: "bad", reason: "fieldValidationFailed" },
        { "x-amzn-errortype": "ValidationException", "x-amzn-requestid": "r-4" },
      );
    expect(await failureOf("account:PutAccountName", { AccountName: "" })).toMatchObject({
      code: "ValidationException",
      reason: "fieldValidationFailed",
      requestId: "r-4",
      outcome: "refused",
    });
  });

  it.each([
    [IAM, "iam:GetRole", "NoSuchEntity", "NoSuchEntityException", 404],
    [IAM, "iam:GetRole", "Throttling", "Throttling", 400],
    [IAM, "iam:GetRole", "AccessDenied", "AccessDenied", 403],
    [STS, "sts:GetCallerIdentity", "ExpiredToken", "ExpiredToken", 403],
    [STS, "sts:GetCallerIdentity", "InvalidClientTokenId", "InvalidClientTokenId", 403],
  ] as const)("comes from %s in XML: %s, %s", async (host, operation, written, code, status) => {
    nock(host).post("/").reply(status, xmlError(written, "said so"), { "x-amzn-requestid": "r-5" });
    const error = await failureOf(operation, { RoleName: "R" });
    expect(error).toMatchObject({ code, status, message: "said so", requestId: "r-5", outcome: "refused" });
  });

  it("is told apart from what may have happened: a throttle with status 503", async () => {
    nock(IAM).post("/").reply(503, xmlError("Throttling", "slow down"));
    expect(await failureOf("iam:GetRole", { RoleName: "R" })).toMatchObject({ code: "Throttling", outcome: "refused" });
  });

  it.each([
    [301, "PermanentRedirect"],
    [400, "BadRequest"],
    [403, "Forbidden"],
    [404, "NotFound"],
  ])("has a name of its own where S3's answer has no body: status %i", async (status, code) => {
    nock(BUCKET).head("/").reply(status, "", { "x-amz-request-id": "r-6" });
    const error = await failureOf("s3:HeadBucket", { Bucket: "acme-logs" });
    expect(error).toMatchObject({ code, status, requestId: "r-6", outcome: "refused" });
  });

  it("comes from another region without being followed there", async () => {
    const elsewhere = { "x-amz-bucket-region": "eu-west-1" };
    nock(BUCKET).get("/?policy=").reply(301, s3Error("PermanentRedirect", "elsewhere"), elsewhere);
    const error = await failureOf("s3:GetBucketPolicy", { Bucket: "acme-logs" });
    expect(error).toMatchObject({ code: "PermanentRedirect", status: 301, outcome: "refused" });
  });

  it.each([
    ["s3:GetBucketPolicy", "/?policy=", 404, "NoSuchBucketPolicy"],
    ["s3:GetBucketTagging", "/?tagging=", 404, "NoSuchTagSet"],
    ["s3:GetObjectLockConfiguration", "/?object-lock=", 404, "ObjectLockConfigurationNotFoundError"],
    ["s3:GetPublicAccessBlock", "/?publicAccessBlock=", 404, "NoSuchPublicAccessBlockConfiguration"],
    ["s3:GetBucketOwnershipControls", "/?ownershipControls=", 404, "OwnershipControlsNotFoundError"],
    ["s3:GetBucketLifecycleConfiguration", "/?lifecycle=", 404, "NoSuchLifecycleConfiguration"],
    ["s3:GetBucketEncryption", "/?encryption=", 403, "AccessDenied"],
  ] as const)("comes with S3's own code: %s", async (operation, path, status, code) => {
    nock(BUCKET).get(path).reply(status, s3Error(code, "said so"), { "x-amz-request-id": "r-7" });
    const error = await failureOf(operation, { Bucket: "acme-logs" });
    expect(error).toMatchObject({ code, status, message: "said so", requestId: "r-7", outcome: "refused" });
  });

  it.each([
    [404, "NoSuchPublicAccessBlockConfiguration"],
    [403, "AccessDenied"],
  ])("comes with S3 Control's own code: %s %s", async (status, code) => {
    const { host, path, input } = WIRES["s3control:GetPublicAccessBlock"];
    nock(host).get(path).reply(status, xmlError(code, "said so"));
    expect(await failureOf("s3control:GetPublicAccessBlock", input)).toMatchObject({
      code,
      status,
      outcome: "refused",
    });
  });

  it.each([
    ["BucketAlreadyOwnedByYou", 409],
    ["BucketAlreadyExists", 409],
    ["OperationAborted", 409],
    ["SlowDown", 503],
  ])("of a new bucket is known as such: %s", async (code, status) => {
    nock(BUCKET).put("/").reply(status, s3Error(code, "said so"));
    expect(await failureOf("s3:CreateBucket", { Bucket: "acme-logs" })).toMatchObject({ code, outcome: "refused" });
  });

  it.each([
    ["kms:PutKeyPolicy", "kms", "MalformedPolicyDocumentException", { KeyId: "k", Policy: "{}" }],
    ["cloudtrail:CreateTrail", "cloudtrail", "InsufficientS3BucketPolicyException", { Name: "t", S3BucketName: "b" }],
  ] as const)("comes with the code of other services too: %s", async (operation, host, code, input) => {
    nock(`https://${host}.us-east-1.amazonaws.com`).post("/").reply(400, { __type: code, message: "said so" });
    expect(await failureOf(operation, input)).toMatchObject({ code, message: "said so", outcome: "refused" });
  });

  it("may say how long to wait", async () => {
    const throttle = { __type: "TooManyRequestsException" };
    nock(ORGANIZATIONS).post("/").reply(400, throttle, { "x-amz-retry-after": "1500" });
    nock(ORGANIZATIONS).post("/").reply(400, throttle, { "retry-after": "3" });
    nock(ORGANIZATIONS).post("/").reply(400, throttle);
    const waits = [];
    for (let n = 0; n < 3; n += 1) {
      waits.push((await failureOf("organizations:ListRoots", {})).retryAfterMilliseconds);
    }
    expect(waits).toEqual([1500, 3000, undefined]);
  });

  it("does not carry the request's secrets when a signature is quoted", async () => {
    const quoted = "The Canonical String should have been 'x-amz-security-token:token-canary'";
    nock(IAM).post("/").reply(403, xmlError("SignatureDoesNotMatch", quoted));
    const error = await failureOf("iam:GetRole", { RoleName: "R" });
    expect(error.code).toBe("SignatureDoesNotMatch");
    expect(JSON.stringify([error, error.message, error.stack, error.cause])).not.toContain("canary");
  });
});

describe("what may have happened", () => {
  const create = () => failureOf("organizations:CreateAccount", { AccountName: "a", Email: "a@b.example" });

  it.each([
    ["an HTML page with status 503", 503, "<html><body>Service Unavailable</body></html>", "Http503"],
    ["an HTML page with status 502", 502, "<html></html>", "Http502"],
    ["an empty answer with status 504", 504, "", "Http504"],
    ["garbage with status 200", 200, "<html>", "UnreadableAnswer"],
    ["half an answer with status 200", 200, '{"CreateAccountStatus": {"Id": "car', "UnreadableAnswer"],
  ])("is unknown after %s", async (_, status, body, code) => {
    nock(ORGANIZATIONS).post("/").reply(status, body);
    const error = await create();
    expect(error).toMatchObject({ code, status, outcome: "unknown" });
    expect(error.message).not.toContain("$response");
  });

  it("is unknown after an internal failure that AWS names", async () => {
    nock(ORGANIZATIONS).post("/").reply(500, { __type: "ServiceException", Message: "oops" });
    expect(await create()).toMatchObject({ code: "ServiceException", outcome: "unknown" });
  });

  it("is unknown after garbage with status 200 in XML", async () => {
    nock(IAM).post("/").reply(200, "<html><body>hello");
    expect(await failureOf("iam:GetRole", { RoleName: "R" })).toMatchObject({ outcome: "unknown", status: 200 });
  });

  it.each(["ECONNRESET", "EPIPE"])("is unknown after %s", async (code) => {
    nock(ORGANIZATIONS)
      .post("/")
      .replyWithError(Object.assign(new Error("broken"), { code }));
    expect(await create()).toMatchObject({ code, outcome: "unknown" });
  });

  it("is unknown when a host becomes unreachable that had been reached", async () => {
    nock(ORGANIZATIONS)
      .post("/")
      .replyWithError(Object.assign(new Error("no"), { code: "EHOSTUNREACH", syscall: "read" }));
    expect(await create()).toMatchObject({ code: "EHOSTUNREACH", outcome: "unknown" });
  });

  it("is unknown after a timeout", async () => {
    world({ requestTimeout: 20 });
    nock(ORGANIZATIONS).post("/").delay(10_000).reply(200, {});
    expect(await create()).toMatchObject({ code: "Timeout", outcome: "unknown" });
  });

  it("is unknown when the call is cut off on its way", async () => {
    const stop = new AbortController();
    nock(ORGANIZATIONS)
      .post("/", () => {
        setImmediate(() => stop.abort());
        return true;
      })
      .delay(10_000)
      .reply(200, {});
    const input = { AccountName: "a", Email: "a@b.example" };
    const call = live.transport.send(BASE, "us-east-1", "organizations:CreateAccount", input, { signal: stop.signal });
    await expect(call).rejects.toMatchObject({ code: "Aborted", outcome: "unknown" });
  });

  it("has not happened when a page of somebody else's refuses it", async () => {
    nock(ORGANIZATIONS).post("/").reply(404, "<html>no such page</html>");
    expect(await create()).toMatchObject({ code: "Http404", outcome: "refused" });
  });
});

describe("what was never sent", () => {
  const list = () => failureOf("organizations:ListRoots", {});

  it.each([
    ["ECONNREFUSED", "connect"],
    ["ENOTFOUND", "getaddrinfo"],
    ["EAI_AGAIN", "getaddrinfo"],
    ["EHOSTUNREACH", "connect"],
    ["ENETUNREACH", "connect"],
    ["CERT_HAS_EXPIRED", undefined],
    ["SELF_SIGNED_CERT_IN_CHAIN", undefined],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", undefined],
  ])("is known as such: %s", async (code, syscall) => {
    nock(ORGANIZATIONS)
      .post("/")
      .replyWithError(Object.assign(new Error("no"), { code, syscall }));
    expect(await list()).toMatchObject({ code, outcome: "not-sent" });
  });

  it("is known when none of a host's addresses answers", async () => {
    const refused = Object.assign(new Error("no"), { code: "ECONNREFUSED" });
    nock(ORGANIZATIONS)
      .post("/")
      .replyWithError(new AggregateError([refused, refused]));
    expect(await list()).toMatchObject({ code: "ECONNREFUSED", outcome: "not-sent" });
  });

  it("is known when a connection takes too long to open", async () => {
    nock(ORGANIZATIONS)
      .post("/")
      .replyWithError(Object.assign(new Error("no"), { code: "ETIMEDOUT", syscall: "connect" }));
    expect(await list()).toMatchObject({ code: "ConnectTimeout", outcome: "not-sent" });
  });

  it("is known when there are no credentials", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", undefined);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", undefined);
    world();
    expect(await list()).toMatchObject({ code: "NoCredentials", outcome: "not-sent" });
  });

  it("is known when the profile is not there", async () => {
    world({ profile: "nobody" });
    const error = await list();
    expect(error).toMatchObject({ code: "NoCredentials", outcome: "not-sent" });
    expect(error.message).toContain("nobody");
  });

  it("is known when it is called off before", async () => {
    const call = live.transport.send(BASE, "us-east-1", "organizations:ListRoots", {}, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ code: "Aborted", outcome: "not-sent" });
  });

  it("is known when the endpoint is no URL", async () => {
    world({ endpoint: "not a url" });
    expect(await list()).toMatchObject({ outcome: "not-sent" });
  });
});

describe("a wrong clock", () => {
  it("is set right by AWS's answer, for the next request of the same kind", async () => {
    const ahead = new Date(Date.now() + 3_600_000);
    const hours: unknown[] = [];
    nock(IAM).post("/").reply(403, xmlError("RequestTimeTooSkewed", "skewed"), { date: ahead.toUTCString() });
    nock(IAM)
      .post("/")
      .reply(function () {
        hours.push(String(this.req.headers["x-amz-date"]).slice(0, 11));
        return [200, WIRES["iam:ListRoles"].answer];
      });
    expect(await failureOf("iam:ListRoles", {})).toMatchObject({ code: "RequestTimeTooSkewed", outcome: "refused" });
    await live.transport.send(BASE, "us-east-1", "iam:ListRoles", {});
    expect(hours).toEqual([ahead.toISOString().replaceAll("-", "").slice(0, 11)]);
  });
});

describe("attempts", () => {
  it.each([
    ["a throttle", 400, { __type: "TooManyRequestsException" }],
    ["a broken service", 500, { __type: "ServiceException" }],
    ["a page with status 503", 503, "<html></html>"],
  ])("the SDK makes one only, after %s, whatever AWS_MAX_ATTEMPTS says", async (_, status, body) => {
    let attempts = 0;
    nock(ORGANIZATIONS)
      .post("/")
      .times(5)
      .reply(() => {
        attempts += 1;
        return [status, body];
      });
    await failureOf("organizations:ListRoots", {});
    expect(attempts).toBe(1);
  });

  it("the SDK makes one only after a lost connection", async () => {
    nock(ORGANIZATIONS)
      .post("/")
      .replyWithError(Object.assign(new Error("lost"), { code: "ECONNRESET" }));
    nock(ORGANIZATIONS).post("/").reply(200, { Roots: [] });
    expect(await failureOf("organizations:ListRoots", {})).toMatchObject({ outcome: "unknown" });
    expect(nock.pendingMocks()).toHaveLength(1);
  });
});

/** nock takes only `application/json` for JSON, not the content types of AWS. */
function readable(body: unknown): unknown {
  return typeof body === "string" && body.startsWith("{") ? JSON.parse(body) : body;
}

function s3Error(code: string, message: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message><BucketName>acme-logs</BucketName></Error>`;
}

function xmlError(code: string, message: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>in-the-body</RequestId></ErrorResponse>`;
}
