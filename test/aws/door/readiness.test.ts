import { describe, expect, it } from "vitest";
import { awsError, denied, IN_SHOP, ORG, type Play, SHOP, stage } from "./stage.ts";
import { virtualClock } from "./virtual-clock.ts";

const BUCKET = { account: "shop", region: "eu-west-1" } as const;

/** A door that has seen the account shop being made just now, or long ago. */
async function afterCreation(isYoung: boolean, play: Play) {
  const clock = virtualClock();
  const status = { CreateAccountStatus: { State: isYoung ? "SUCCEEDED" : "IN_PROGRESS", AccountId: SHOP } };
  const shown = stage(
    (sent) => (sent.operation === "organizations:DescribeCreateAccountStatus" ? status : play(sent)),
    {},
    clock,
  );
  await shown.door.reader.call("organizations:DescribeCreateAccountStatus", ORG, { CreateAccountRequestId: "car-1" });
  return {
    ...shown,
    clock,
    since: () =>
      shown
        .asked()
        .slice(1)
        .filter((one) => !one.startsWith("sts:")),
  };
}

const write = (door: Awaited<ReturnType<typeof afterCreation>>["door"]) =>
  door.writer.call("s3:PutBucketVersioning", BUCKET, { Bucket: "b", VersioningConfiguration: { Status: "Enabled" } });

describe("a service in an account that is minutes old", () => {
  it("is asked one harmless thing before anything is written there, once", async () => {
    const { door, since } = await afterCreation(true, () => undefined);
    await write(door);
    await write(door);
    expect(since()).toEqual(["s3:ListBuckets", "s3:PutBucketVersioning", "s3:PutBucketVersioning"]);
  });

  it.each([
    ["cloudtrail:StartLogging", "cloudtrail:DescribeTrails"],
    ["ecr:CreateRepository", "ecr:DescribeRepositories"],
    ["iam:CreateRole", "iam:ListRoles"],
    ["kms:CreateKey", "kms:ListAliases"],
    ["ram:CreateResourceShare", "ram:GetResourceShares"],
    ["servicecatalog:CreatePortfolio", "servicecatalog:ListPortfolios"],
    ["ssm:PutParameter", "ssm:DescribeParameters"],
  ] as const)("is asked something of its own before %s: %s", async (operation, probe) => {
    const { door, since } = await afterCreation(true, () => undefined);
    await door.writer.call(operation, BUCKET, {} as never);
    expect(since()).toEqual([probe, operation]);
  });

  it("is not asked when a look has been answered there already", async () => {
    const { door, since } = await afterCreation(true, () => undefined);
    await door.reader.call("s3:HeadBucket", BUCKET, { Bucket: "b" });
    await write(door);
    expect(since()).toEqual(["s3:HeadBucket", "s3:PutBucketVersioning"]);
  });

  it("is waited for while it refuses even to be looked at, and the wait is told", async () => {
    const { door, clock, waits } = await afterCreation(true, ({ operation }) => {
      if (operation === "s3:ListBuckets" && clock.seconds() < 100) {
        throw operation === "s3:ListBuckets" && clock.seconds() < 50
          ? awsError(operation, "NotSignedUp", { status: 403 })
          : denied(operation);
      }
    });
    await write(door);
    expect(clock.seconds()).toBeGreaterThanOrEqual(100);
    expect(waits.map(({ because }) => because)).toContain("s3 to work in the new account");
    expect(waits.map(({ because }) => because)).toContain("AWS is still setting up the new account (NotSignedUp)");
  });

  it("is given up on when the account is young no more", async () => {
    const { door, clock } = await afterCreation(true, ({ operation }) => {
      if (operation === "s3:ListBuckets") {
        throw denied(operation);
      }
    });
    await expect(write(door)).rejects.toMatchObject({ code: "AccessDenied" });
    expect(clock.seconds()).toBeGreaterThan(800);
    expect(clock.seconds()).toBeLessThan(1000);
  });
});

describe("a service in an old account", () => {
  it("is not asked, and has its refusal at once", async () => {
    const { door, since, waits } = await afterCreation(false, ({ operation }) => {
      if (operation === "s3:PutBucketVersioning") {
        throw denied(operation);
      }
    });
    await expect(write(door)).rejects.toMatchObject({ code: "AccessDenied" });
    expect(since()).toEqual(["s3:PutBucketVersioning"]);
    expect(waits).toEqual([]);
  });
});

describe("the caller's own credentials", () => {
  /** What is sent when they hold so many minutes. */
  async function sentWith(minutes: number | null, operation: "organizations:CreateAccount" | "iam:TagRole") {
    const clock = virtualClock();
    const end = minutes === null ? null : new Date(clock.now().getTime() + minutes * 60_000);
    const { door, asked, transport } = stage(() => undefined, {}, clock);
    transport.credentialsEnd = async () => end;
    const at = operation === "iam:TagRole" ? IN_SHOP : ORG;
    const error = await door.writer.call(operation, at, {} as never).catch((thrown) => thrown);
    return { error, asked: asked() };
  }

  it("stop the run before a call that cannot be taken back, when they are about to end", async () => {
    const { error, asked } = await sentWith(4, "organizations:CreateAccount");
    expect(error.finding).toMatchObject({ code: "credentials-ending", severity: "error" });
    expect(error.finding.detail).toContain("organizations:CreateAccount");
    expect(asked).toEqual([]);
  });

  it.each([6, null])("let it through when they hold (%s minutes)", async (minutes) => {
    expect((await sentWith(minutes, "organizations:CreateAccount")).asked).toEqual(["organizations:CreateAccount"]);
  });

  it("do not stop what can be done again", async () => {
    expect((await sentWith(1, "iam:TagRole")).asked).toContain("iam:TagRole");
  });
});
