import { afterAll, describe, expect, it } from "vitest";
import { executeStep } from "../../src/apply/execute-step.ts";
import { findingOf, isUnfinished } from "../../src/apply/failure.ts";
import { wayOutOf } from "../../src/apply/way-out.ts";
import { AwsError } from "../../src/aws/contract/aws-error.ts";
import { CallerProblem } from "../../src/aws/contract/caller-problem.ts";
import { OPERATIONS, type Operation, specOf } from "../../src/aws/contract/operations.ts";
import { needsALook, WRITES } from "../../src/aws/contract/writes.ts";
import { RETRY_TABLE, ruleFor } from "../../src/aws/door/retry-rules.ts";
import { wayOutOf as wayOutOfAccountFailure } from "../../src/kinds/account/creation-failures.ts";
import type { Address } from "../../src/model/address.ts";
import { awsError, ORG, stage } from "../aws/door/stage.ts";
import { ACCOUNT_FAILURES, type Declared, declaredErrors } from "../support/declared-errors.ts";
import { toy, toyWorld } from "./toy.ts";

const ALL = Object.keys(OPERATIONS) as Operation[];
const CALM = { youngAccount: false, youngPrincipal: false };

/** What really ran while every error was fired: each rule, each kind of ending. */
const sometimes = new Map<string, number>();
let fired = 0;

function saw(what: string): void {
  sometimes.set(what, (sometimes.get(what) ?? 0) + 1);
}

/** How an error of a call ends, fired for ever through the door, in a step whose only work is that call. */
async function fire(operation: Operation, { code, reason }: Declared) {
  const { door, clock, sent, waits } = stage(({ operation: asked }) => {
    throw awsError(asked, code, { message: code, ...(reason === undefined ? {} : { reason }) });
  });
  fired += 1;
  const verbs = {
    ...toyWorld().verbs,
    create: async () => {
      await door.writerFor("a/one").call(operation, ORG, {} as never);
      return { id: "one", outputs: {} };
    },
  };
  const told: string[] = [];
  const error = await executeStep(
    { action: "create", to: toy("a/one" as Address) },
    {
      ...{ aws: door.writer, verbs, clock, outputs: () => undefined, organization: "acme" },
      waiting: (because: string) => void told.push(because),
    },
  ).catch((thrown: unknown) => thrown);
  return { error, sent: sent.length, waits, told, seconds: clock.seconds() };
}

describe.each(ALL)("%s", (operation) => {
  const declared = declaredErrors(operation);

  it("ends, for each error it declares, with what to do, and in the time that the table gives it", async () => {
    for (const one of declared) {
      const { error, sent, waits, told, seconds } = await fire(operation, one);
      const name = `${one.code}${one.reason === undefined ? "" : ` (${one.reason})`}`;
      if (error instanceof CallerProblem) {
        saw(`told as ${error.finding.code}`);
        continue;
      }
      if (!(error instanceof AwsError)) {
        throw new Error(`${name} came out as ${String(error)}.`);
      }
      const finding = findingOf("a/one", error);
      expect(wayOutOf(one), `${name} has no way out in src/apply/way-out.ts`).not.toBeNull();
      expect(finding.fix, name).toMatch(/\.$/);
      expect(finding.detail, name).toContain(one.reason ?? one.code);

      const { retry } = specOf(operation);
      const rule = ruleFor(awsError(operation, one.code, { message: one.code }), retry, CALM);
      const looksAgain = needsALook(awsError(operation, one.code));
      if (rule !== null) {
        saw(`waited: ${rule.name}`);
        expect(sent, name).toBeGreaterThan(1);
        expect(
          waits.every(({ because }) => because.startsWith(rule.because)),
          name,
        ).toBe(true);
        expect(seconds, name).toBeLessThanOrEqual(rule.budget / 1000);
        expect(isUnfinished(error), name).toBe(rule.passes);
      } else if (looksAgain) {
        saw("looked again");
        expect(told, name).toHaveLength(2);
        expect(sent, name).toBe(3);
      } else {
        saw("failed at once");
        expect([sent, seconds], name).toEqual([1, 0]);
        expect(isUnfinished(error), name).toBe(false);
      }
      saw(`told as ${finding.code}`);
    }
  });
});

describe("the reasons for which AWS gives up making an account", () => {
  it.each(ACCOUNT_FAILURES)("%s has a way out of its own", (reason) => {
    const unknown = wayOutOfAccountFailure("SOMETHING_NEW");
    expect(wayOutOfAccountFailure(reason)).not.toBe(unknown);
    expect(unknown).toContain("does not know");
  });
});

describe("what no operation declares, and every one may say", () => {
  /** https://docs.aws.amazon.com/organizations/latest/APIReference/CommonErrors.html, and S3's list of error codes. */
  const COMMON = RETRY_TABLE.flatMap(({ codes, of, operations }) =>
    codes.map((code): [string, Operation] => [
      code,
      operations?.[0] ?? (of?.[0] === "cloudtrail" ? "cloudtrail:CreateTrail" : "organizations:TagResource"),
    ]),
  );

  it.each(COMMON)("%s is tried again where the table says so", (code, operation) => {
    const message = "Invalid principal in policy";
    const everything = { youngAccount: true, youngPrincipal: true };
    const rule = ruleFor(awsError(operation, code, { message }), specOf(operation).retry, everything);
    expect(rule).not.toBeNull();
    saw(`rule for ${rule?.name}`);
  });

  it.each(["not-sent", "unknown"] as const)("an outcome of %s is settled by running again", (outcome) => {
    const error = awsError("iam:CreateRole", "ECONNRESET", { outcome });
    expect(isUnfinished(error)).toBe(true);
    saw(`told as ${findingOf("a/one", error).code}`);
  });

  it("tells of a code that nobody knows what AWS told", () => {
    const finding = findingOf("a/one", awsError("iam:CreateRole", "BrandNew", { message: "Something new." }));
    expect(finding).toMatchObject({ code: "aws-refused", fix: expect.stringContaining("Put right what AWS names") });
    expect(finding.detail).toContain("BrandNew");
  });
});

afterAll(() => {
  const rules = ["throttled", "busy", "finalizing", "clock", "newborn", "principal", "spreading"];
  const must = [
    ...rules.map((rule) => `rule for ${rule}`),
    ...["looked again", "failed at once", "waited: throttled", "waited: busy", "waited: spreading"],
    ...["aws-refused", "aws-asks-to-wait", "outcome-unknown", "aws-not-reached", "credentials-expired"].map(
      (code) => `told as ${code}`,
    ),
  ];
  console.log(
    `${ALL.length} operations, ${Object.keys(WRITES).length} of them writes; ${fired} declared errors fired.`,
  );
  console.log([...sometimes].map(([what, times]) => `${what}: ${times}`).join("; "));
  expect(
    must.filter((what) => !sometimes.has(what)),
    "never ran",
  ).toEqual([]);
});
