import { describe, expect, it } from "vitest";
import type { AwsErrorDetails } from "../../../src/aws/contract/aws-error.ts";
import type { Operation } from "../../../src/aws/contract/operations.ts";
import type { Attempt, Send } from "../../../src/aws/door/attempt.ts";
import { withRetries } from "../../../src/aws/door/retries.ts";
import { delayAfter, ruleFor } from "../../../src/aws/door/retry-rules.ts";
import { awsError, ORG, stage } from "./stage.ts";

const READ = "organizations:ListRoots";
const IDEMPOTENT = "organizations:UpdatePolicy";
const CAREFUL = "organizations:CreatePolicy";
const ONCE = "organizations:CreateAccount";

type Failure = Partial<AwsErrorDetails> & { code: string };

/** How often an operation is sent when it fails so once, or always. */
async function attempts(operation: Operation, { code, ...details }: Failure, times: number): Promise<number> {
  let failed = 0;
  const { door, sent } = stage(({ operation: asked }) => {
    if (failed < times) {
      failed += 1;
      throw awsError(asked, code, details);
    }
  });
  await door.writer.call(operation, ORG, {} as never).catch(() => undefined);
  return sent.length;
}

const throttled: Failure = { code: "TooManyRequestsException" };
const busy: Failure = { code: "ConcurrentModificationException" };
const lost: Failure = { code: "Timeout", outcome: "unknown" };
const down: Failure = { code: "Http503", outcome: "unknown", status: 503 };
const unreachable: Failure = { code: "ECONNREFUSED", outcome: "not-sent" };
const skewed: Failure = { code: "SignatureDoesNotMatch", status: 403 };
const forbidden: Failure = { code: "AccessDeniedException", status: 403 };

describe("which calls are sent again", () => {
  it.each<[string, Failure, { read: number; idempotent: number; careful: number; once: number }]>([
    ["a throttle", throttled, { read: 2, idempotent: 2, careful: 2, once: 1 }],
    ["HTTP status 429 of any name", { code: "Odd", status: 429 }, { read: 2, idempotent: 2, careful: 2, once: 1 }],
    ["a change by someone else", busy, { read: 2, idempotent: 2, careful: 2, once: 1 }],
    [
      "policy changes under way",
      { code: "PolicyChangesInProgressException" },
      { read: 2, idempotent: 2, careful: 2, once: 1 },
    ],
    ["a conflict", { code: "ConflictException", status: 409 }, { read: 2, idempotent: 2, careful: 2, once: 1 }],
    [
      "an aborted operation",
      { code: "OperationAborted", status: 409 },
      { read: 2, idempotent: 2, careful: 2, once: 1 },
    ],
    [
      "a role that AWS works on",
      { code: "EntityTemporarilyUnmodifiableException" },
      { read: 2, idempotent: 2, careful: 2, once: 1 },
    ],
    [
      "an organization in the making",
      { code: "FinalizingOrganizationException" },
      { read: 2, idempotent: 2, careful: 2, once: 1 },
    ],
    ["a lost answer", lost, { read: 2, idempotent: 2, careful: 1, once: 1 }],
    ["a broken service", down, { read: 2, idempotent: 2, careful: 1, once: 1 }],
    ["no connection", unreachable, { read: 2, idempotent: 2, careful: 2, once: 1 }],
    ["a wrong clock", skewed, { read: 2, idempotent: 2, careful: 2, once: 1 }],
    ["a refusal", forbidden, { read: 1, idempotent: 1, careful: 1, once: 1 }],
    [
      "a wrong endpoint",
      { code: "ERR_INVALID_URL", outcome: "not-sent" },
      { read: 1, idempotent: 1, careful: 1, once: 1 },
    ],
  ])("after %s", async (_, failure, expected) => {
    expect({
      read: await attempts(READ, failure, 1),
      idempotent: await attempts(IDEMPOTENT, failure, 1),
      careful: await attempts(CAREFUL, failure, 1),
      once: await attempts(ONCE, failure, 1),
    }).toEqual(expected);
  });

  it("takes IAM's quota for what it is, not for a throttle", async () => {
    expect(await attempts("iam:CreateRole", { code: "LimitExceededException", status: 409 }, 1)).toBe(1);
  });

  it("tries a wrong clock once more only", async () => {
    expect(await attempts(READ, skewed, 100)).toBe(2);
  });

  it("never sends CreateAccount twice, whatever happens", async () => {
    for (const failure of [throttled, busy, lost, down, unreachable, skewed]) {
      expect(await attempts(ONCE, failure, 100)).toBe(1);
    }
  });

  it("throws errors that are not AWS's at once", async () => {
    const bug = new RangeError("a bug");
    const { door, sent } = stage(() => {
      throw bug;
    });
    await expect(door.reader.call(READ, ORG, {})).rejects.toBe(bug);
    expect(sent).toHaveLength(1);
  });

  it("throws what no waiting helps as AWS said it", async () => {
    const { door, waits } = stage(({ operation }) => {
      throw awsError(operation, "AccessDeniedException");
    });
    await expect(door.reader.call(READ, ORG, {})).rejects.toMatchObject({ code: "AccessDeniedException" });
    expect(waits).toEqual([]);
  });

  it("counts the attempts, for whoever writes them down", async () => {
    const numbers: number[] = [];
    const send: Send = async ({ number }) => {
      numbers.push(number);
      throw awsError(READ, numbers.length < 3 ? "Throttling" : "AccessDeniedException");
    };
    const retried = withRetries(send, {
      clock: { now: () => new Date(0), sleep: async () => {} },
      random: () => 0.5,
      pause: async () => {},
      surroundingsOf: () => ({ youngAccount: false, youngPrincipal: false }),
    });
    const first = { number: 1, operation: READ, account: "1", signal: undefined } as unknown as Attempt;
    await expect(retried(first)).rejects.toMatchObject({ code: "AccessDeniedException" });
    expect(numbers).toEqual([1, 2, 3]);
  });
});

describe("for how long", () => {
  it.each([
    ["a throttle", throttled, 600],
    ["a change by someone else", busy, 600],
    ["an organization in the making", { code: "FinalizingOrganizationException" }, 3600],
    ["a lost answer", lost, 120],
    ["no connection", unreachable, 20],
  ])("gives up on %s in its time and throws the last error", async (_, { code, ...details }: Failure, budget) => {
    const { door, clock, sent } = stage(({ operation, n }) => {
      throw awsError(operation, code, { ...details, message: `failure ${n}` });
    });
    const error = await door.writer.call(IDEMPOTENT, ORG, { PolicyId: "p-1" }).catch((thrown) => thrown);
    expect(error.message).toBe(`failure ${sent.length}`);
    expect(clock.seconds()).toBeLessThanOrEqual(budget);
    expect(clock.seconds()).toBeGreaterThan(budget * 0.75);
  });

  it("gives each kind of failure its own time", async () => {
    const { door, clock } = stage(({ operation }) => {
      throw clock.seconds() < 500 ? awsError(operation, throttled.code) : awsError(operation, busy.code);
    });
    await door.reader.call(READ, ORG, {}).catch(() => undefined);
    expect(clock.seconds()).toBeGreaterThan(1000);
  });

  it("doubles the bound of the delay up to a cap, and draws evenly below it", () => {
    const rule = ruleFor(awsError(READ, "TooManyRequestsException"), "always", {
      youngAccount: false,
      youngPrincipal: false,
    });
    if (rule === null) {
      throw new Error("no rule");
    }
    const bounds = [1, 2, 3, 4, 5, 6, 7].map((failures) => delayAfter(rule, failures, undefined, () => 1));
    expect(bounds).toEqual([1000, 2000, 4000, 8000, 16000, 20000, 20000]);
    expect(delayAfter(rule, 3, undefined, () => 0.25)).toBe(1000);
    expect(delayAfter(rule, 3, undefined, () => 0)).toBe(50);
  });

  it("waits no shorter than AWS asks", async () => {
    const { door, clock } = stage(({ n, operation }) => {
      if (n === 1) {
        throw awsError(operation, "TooManyRequestsException", { retryAfterMilliseconds: 7000 });
      }
    });
    await door.reader.call(READ, ORG, {});
    expect(clock.seconds()).toBe(7);
  });

  it("does not begin a wait that would outlast its time", async () => {
    const { door, clock, sent } = stage(({ operation }) => {
      throw awsError(operation, "TooManyRequestsException", { retryAfterMilliseconds: 3_600_000 });
    });
    await expect(door.reader.call(READ, ORG, {})).rejects.toThrow("TooManyRequestsException");
    expect([clock.seconds(), sent.length]).toEqual([0, 1]);
  });

  it("says why it waits, and for which step", async () => {
    const { door, waits } = stage(({ n, operation }) => {
      if (n === 1) {
        throw awsError(operation, "ConcurrentModificationException");
      }
    });
    await door.writerFor("s7").call(IDEMPOTENT, ORG, { PolicyId: "p-1" });
    expect(waits).toEqual([
      {
        operation: IDEMPOTENT,
        account: "111111111111",
        step: "s7",
        because: "AWS is at work on another change of the same thing (ConcurrentModificationException)",
        milliseconds: 500,
      },
    ]);
  });
});

describe("a principal that was made moments ago", () => {
  const malformed = (operation: Operation, message: string) =>
    awsError(operation, "MalformedPolicyDocumentException", { message });

  /** A door behind which a role was made `secondsAgo`, and a policy is refused `times` times with `message`. */
  async function written(message: string, times: number, secondsAgo = 0) {
    let left = times;
    const { door, clock, waits } = stage(({ operation }) => {
      if (operation === "iam:CreateRole") {
        return { Role: { CreateDate: new Date(clock.now().getTime() - secondsAgo * 1000) } };
      }
      left -= 1;
      if (left >= 0) {
        throw malformed(operation, message);
      }
      return {};
    });
    await door.writer.call("iam:CreateRole", ORG, { RoleName: "New", AssumeRolePolicyDocument: "{}" });
    const policy = { RoleName: "Other", PolicyDocument: "{}" };
    const error = await door.writer.call("iam:UpdateAssumeRolePolicy", ORG, policy).catch((thrown) => thrown);
    return { error, waits, seconds: clock.seconds() };
  }

  it("is waited for until AWS knows it", async () => {
    const { error, waits } = await written('Invalid principal in policy: "AWS":"arn:…:role/New"', 3);
    expect(error).toEqual({});
    expect(waits.map(({ because }) => because)).toEqual(
      Array(3).fill("AWS does not know a principal that was made moments ago (MalformedPolicyDocumentException)"),
    );
  });

  it("is not waited for longer than two minutes, and then it is wrong", async () => {
    const { error, seconds } = await written("Invalid principal in policy", 1000);
    expect(error).toMatchObject({ code: "MalformedPolicyDocumentException", waitedBecause: undefined });
    expect(seconds).toBeLessThanOrEqual(120);
  });

  it.each([
    ["the policy is wrong in another way", "Syntax errors in policy.", 0],
    ["no principal is that young", "Invalid principal in policy", 300],
  ])("is not the reason when %s", async (_why, message, secondsAgo) => {
    expect((await written(message, 1, secondsAgo)).waits).toEqual([]);
  });
});

describe("when patience is used up", () => {
  it.each([
    ["a throttle", throttled, true],
    ["a change by someone else", busy, true],
    ["a wrong clock", skewed, false],
  ])("tells after %s whether running again is all that is left to do", async (_, { code, ...details }: Failure, is) => {
    const { door } = stage(({ operation }) => {
      throw awsError(operation, code, details);
    });
    const error = await door.reader.call(READ, ORG, {}).catch((thrown) => thrown);
    expect(error.code).toBe(code);
    expect(error.waitedBecause !== undefined).toBe(is);
  });
});

describe("when it is called off", () => {
  it("ends the wait before the next try", async () => {
    const stop = new AbortController();
    const { door, sent } = stage(
      ({ operation }) => {
        throw awsError(operation, "TooManyRequestsException");
      },
      {
        signal: stop.signal,
        onWait: () => setImmediate(() => stop.abort(new Error("enough"))),
        clock: { now: () => new Date(0), sleep: (_, signal) => rejectedWith(signal) },
      },
    );
    await expect(door.reader.call(READ, ORG, {})).rejects.toThrow("enough");
    expect(sent).toHaveLength(1);
  });

  it("does not try a call again that was cut off", async () => {
    const stop = new AbortController();
    const { door, sent } = stage(({ operation }) => {
      stop.abort(new Error("enough"));
      throw awsError(operation, "Aborted", { outcome: "unknown" });
    });
    const call = door.writer.call(IDEMPOTENT, ORG, { PolicyId: "p-1" }, { signal: stop.signal });
    await expect(call).rejects.toMatchObject({ code: "Aborted", outcome: "unknown" });
    expect(sent).toHaveLength(1);
  });

  it("sends nothing after that", async () => {
    const { door, sent } = stage(undefined, { signal: AbortSignal.abort(new Error("enough")) });
    await expect(door.reader.call(READ, ORG, {})).rejects.toThrow("enough");
    expect(sent).toHaveLength(0);
  });
});

function rejectedWith(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
}
