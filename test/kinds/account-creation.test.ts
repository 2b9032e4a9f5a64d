import { describe, expect, it } from "vitest";
import { AwsError, type AwsErrorDetails } from "../../src/aws/contract/aws-error.ts";
import type { Writer } from "../../src/aws/contract/call.ts";
import type { Operation } from "../../src/aws/contract/operations.ts";
import { createOrResume } from "../../src/kinds/account/creation.ts";
import { wayOutOf } from "../../src/kinds/account/creation-failures.ts";
import { foundedStage, type Stage } from "./stage.ts";

const SHOP = "workload/account:shop";
const EMAIL = "aws+shop@acme.example";
const TAGS = { "orgwright:address": SHOP, "orgwright:organization": "acme" };
const WISH = { name: "shop", email: EMAIL, tags: TAGS };
const CREATE = "organizations:CreateAccount";
const STATUS = "organizations:DescribeCreateAccountStatus";
const LIST = "organizations:ListAccounts";
const GO_ON = "Run again: the next plan shows the account, and what can be done about it.";

type Answer = Record<string, unknown>;

/** AWS, but for one operation whose answers are made up from what it really says. */
function saying(
  { aws }: Stage,
  about: Operation,
  answer: (real: () => Promise<Answer>, n: number) => Promise<Answer>,
): Writer {
  let n = 0;
  return {
    async call(operation, at, input) {
      const real = async () => (await aws.call(operation, at, input)) as Answer;
      n += operation === about ? 1 : 0;
      return (operation === about ? await answer(real, n) : await real()) as never;
    },
  };
}

const make = (stage: Stage, aws: Writer = stage.aws) => createOrResume(aws, WISH, stage.tools(SHOP));
const madeFor = ({ sandbox }: Stage) => Object.values(sandbox.world.accounts).filter(({ email }) => email === EMAIL);

async function ordered(stage: Stage, tags: Record<string, string> = TAGS): Promise<void> {
  const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  await stage.raw(CREATE, { AccountName: "shop", Email: EMAIL, Tags: list });
}

const refusal = (code: string, more: Partial<AwsErrorDetails> = {}) =>
  new AwsError({ operation: CREATE, code, message: "…", outcome: "refused", ...more });

describe("an order for an account that AWS does not take", () => {
  const refusedOnce = async (error: Error) => {
    const stage = await foundedStage();
    const aws = saying(stage, CREATE, async (real, n) => {
      if (n === 1) {
        throw error;
      }
      return await real();
    });
    return { stage, id: await make(stage, aws) };
  };

  it.each([
    refusal("TooManyRequestsException"),
    refusal("ConcurrentModificationException"),
    refusal("FinalizingOrganizationException"),
    refusal("ConstraintViolationException", { reason: "ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED" }),
    refusal("ECONNREFUSED", { outcome: "not-sent" }),
  ])("is sent again a little later: $code", async (error) => {
    const { stage, id } = await refusedOnce(error);
    expect(madeFor(stage).map((account) => account.id)).toEqual([id]);
    expect(stage.waits[0]).toBe("AWS to take the next account creation");
    expect(stage.writes()).toEqual([CREATE]);
  });

  it.each([
    refusal("ConstraintViolationException", { reason: "ACCOUNT_NUMBER_LIMIT_EXCEEDED" }),
    refusal("AccessDeniedException", { reason: "ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED" }),
    new TypeError("a bug"),
  ])("is not sent again when waiting does not help: $message", async (error) => {
    await expect(refusedOnce(error)).rejects.toBe(error);
  });
});

describe("an order for an account of which nobody knows whether it arrived", () => {
  it.each<[string, (real: () => Promise<Answer>) => Promise<Answer>]>([
    ["the answer is empty", async (real) => ({ ...(await real()), CreateAccountStatus: {} })],
    ["there is nothing in the answer", async (real) => ((await real()) && {}) as Answer],
  ])("is looked for, and not sent twice: %s", async (_why, answer) => {
    const stage = await foundedStage();
    const id = await make(stage, saying(stage, CREATE, answer));
    expect(madeFor(stage).map((account) => account.id)).toEqual([id]);
    expect(stage.writes()).toEqual([CREATE]);
  });

  it("is given a minute to show, which is told", async () => {
    const stage = await foundedStage();
    const aws = saying(stage, CREATE, async (real, n) => {
      if (n === 1) {
        throw refusal("Timeout", { outcome: "unknown" });
      }
      return await real();
    });
    await make(stage, aws);
    const told = stage.waits.filter((why) => why === "AWS to show whether it got the order for the account");
    expect(told).toHaveLength(5);
  });
});

describe("an account that is there already", () => {
  it("is the one when it carries the wish's tags, and nothing is ordered", async () => {
    const stage = await foundedStage();
    const id = await make(stage);
    stage.writes();
    expect(await make(stage)).toBe(id);
    expect(stage.writes()).toEqual([]);
  });

  it.each<[string, Answer]>([
    ["while AWS activates it", { State: "PENDING_ACTIVATION" }],
    ["by its status, where AWS sends no state", { State: undefined, Status: "ACTIVE" }],
    ["where AWS sends neither", { State: undefined, Status: undefined }],
  ])("is the one %s", async (_when, sent) => {
    const stage = await foundedStage();
    const id = await make(stage);
    const aws = saying(stage, LIST, async (real) => {
      const accounts = ((await real())["Accounts"] as Answer[]).map((one) => ({ ...one, ...sent }));
      return { Accounts: [{ Id: "999999999999" }, ...accounts] };
    });
    expect(await make(stage, aws)).toBe(id);
  });

  it("is not the one when it is closed, and says what to do", async () => {
    const stage = await foundedStage();
    const id = await make(stage);
    await stage.sandbox.raw({ service: "organizations", operation: "CloseAccount", input: { AccountId: id } });
    await expect(make(stage)).rejects.toMatchObject({
      fix: GO_ON,
      message: expect.stringContaining(`account ${id}, made`),
    });
  });

  it.each<[string, Record<string, string>]>([
    ["another file's", { ...TAGS, "orgwright:organization": "globex" }],
    ["another resource's", { ...TAGS, "orgwright:address": "workload/account:other" }],
  ])("is never taken when it is %s", async (_whose, tags) => {
    const stage = await foundedStage();
    await ordered(stage, tags);
    await stage.sandbox.clock.sleep(120_000);
    stage.writes();
    await expect(make(stage)).rejects.toMatchObject({
      code: "account-creation-failed",
      message: expect.stringMatching(
        /^AWS did not make the account shop \(aws\+shop@acme\.example\): somebody else has made the account \d{12} with this address since it was planned\.$/,
      ),
      fix: GO_ON,
    });
    expect(stage.writes()).toEqual([]);
  });
});

describe("an order for the account that is under way already", () => {
  it("is waited for, and AWS's lists need not show yet what came of it", async () => {
    const stage = await foundedStage();
    await ordered(stage);
    const aws = saying(stage, LIST, async () => ({ Accounts: [] }));
    expect(await make(stage, aws)).toBe(madeFor(stage)[0]?.id);
    expect(stage.writes()).toEqual([]);
  });
});

describe("what AWS says of an order", () => {
  it.each<[string, Answer]>([
    ["it has succeeded, and names no account", { State: "SUCCEEDED" }],
    ["it is under way, and names an account already", { State: "IN_PROGRESS", AccountId: "999999999999" }],
    ["nothing", {}],
  ])("is asked for again when it says that %s", async (_what, status) => {
    const stage = await foundedStage();
    const aws = saying(stage, STATUS, async (real, n) => (n === 1 ? { CreateAccountStatus: status } : await real()));
    expect(await make(stage, aws)).toBe(madeFor(stage)[0]?.id);
  });

  it("is asked for again when there is no status at all", async () => {
    const stage = await foundedStage();
    const aws = saying(stage, STATUS, async (real, n) => (n === 1 ? {} : await real()));
    expect(await make(stage, aws)).toBe(madeFor(stage)[0]?.id);
  });

  it("may be that it failed for no reason", async () => {
    const stage = await foundedStage();
    const aws = saying(stage, STATUS, async () => ({ CreateAccountStatus: { State: "FAILED" } }));
    await expect(make(stage, aws)).rejects.toMatchObject({
      message: `AWS did not make the account shop (${EMAIL}): UNKNOWN.`,
      fix: wayOutOf("UNKNOWN"),
    });
  });

  it("may be that the same order of another run is under way, which is waited for", async () => {
    const stage = await foundedStage();
    const racing = saying(stage, CREATE, async () => {
      await ordered(stage);
      return { CreateAccountStatus: { Id: "car-ours" } };
    });
    const aws: Writer = {
      async call(operation, at, input) {
        const isOurs = (input as Answer)["CreateAccountRequestId"] === "car-ours";
        const failed = { State: "FAILED", FailureReason: "CONCURRENT_ACCOUNT_MODIFICATION" };
        return isOurs ? ({ CreateAccountStatus: failed } as never) : await racing.call(operation, at, input);
      },
    };
    expect(await make(stage, aws)).toBe(madeFor(stage)[0]?.id);
    expect(madeFor(stage)).toHaveLength(1);
  });

  it("is that it goes on for longer than anybody waits: nothing failed, and running again goes on", async () => {
    const faults = [{ kind: "slow-account", operation: CREATE, milliseconds: 45 * 60_000 } as const];
    const stage = await foundedStage({ faults });
    const since = stage.sandbox.clock.now().getTime();
    await expect(make(stage)).rejects.toThrow(
      /^The account shop is still being created \(waiting for AWS to finish making the account\)\. Run the same command again: it goes on with it, and orders none twice\.$/,
    );
    const minutes = (stage.sandbox.clock.now().getTime() - since) / 60_000;
    expect(Math.round(minutes)).toBe(30);
  });
});
