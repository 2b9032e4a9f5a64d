import { describe, expect, it } from "vitest";
import { CallerProblem } from "../../../src/aws/contract/caller-problem.ts";
import { CannotEnter } from "../../../src/aws/contract/cannot-enter.ts";
import type { Caller } from "../../../src/aws/door/caller.ts";
import type { Identity } from "../../../src/aws/door/way.ts";
import {
  awsError,
  credentialsOf,
  denied,
  directory,
  IN_SHOP,
  MGMT,
  ORG,
  type Play,
  SHOP,
  stage,
  USER,
} from "./stage.ts";
import { START, virtualClock } from "./virtual-clock.ts";

const PLAN: Identity = { role: "plan", founder: false };
const APPLY: Identity = { role: "apply", founder: false };

const ASSUME = "sts:AssumeRole";
const MGMT_PLAN = `arn:aws:iam::${MGMT}:role/orgwright/OrgwrightPlan`;
const MGMT_APPLY = `arn:aws:iam::${MGMT}:role/orgwright/OrgwrightApply`;
const SHOP_PLAN = `arn:aws:iam::${SHOP}:role/orgwright/OrgwrightPlan`;
const SHOP_ENTRANCE = `arn:aws:iam::${SHOP}:role/OrganizationAccountAccessRole`;

/** Refuses to let anybody assume these roles. */
function closed(...roleArns: string[]): Play {
  return ({ operation, input }) => {
    if (operation === ASSUME && roleArns.includes(String(input["RoleArn"]))) {
      throw denied(operation);
    }
  };
}

/** An organization whose management account does not have the tool's roles yet. */
const beforeRoles: Play = (sent) => {
  closed(MGMT_PLAN, MGMT_APPLY)(sent);
  if (sent.operation === "iam:GetRole") {
    throw awsError(sent.operation, "NoSuchEntityException", { status: 404 });
  }
};

describe("before the tool's roles exist", () => {
  it("uses the caller's own credentials in the management account", async () => {
    const { door, sent, asked } = stage(beforeRoles, { identity: PLAN });
    await door.reader.call("organizations:ListRoots", ORG, {});
    expect(asked()).toEqual([`${ASSUME} ${MGMT_PLAN}`, "iam:GetRole", "organizations:ListRoots"]);
    expect(sent.map(({ as }) => as.is)).toEqual(["base", "base", "base"]);
    expect(await door.way()).toEqual({ is: "own-credentials", because: "no-tool-roles" });
  });

  it("goes from the caller straight to OrganizationAccountAccessRole in members", async () => {
    const { door, sent, asked } = stage(beforeRoles, { identity: PLAN });
    await door.reader.call("iam:ListRoles", IN_SHOP, {});
    expect(asked().slice(2)).toEqual([`${ASSUME} ${SHOP_ENTRANCE}`, "iam:ListRoles"]);
    expect(sent.slice(2).map(({ as }) => (as.is === "role" ? as.roleArn : as.is))).toEqual(["base", SHOP_ENTRANCE]);
  });

  it("goes on so for the whole run, also when that run makes the roles", async () => {
    const clock = virtualClock();
    let hasRoles = false;
    const { door, sent, asked } = stage(
      (attempt) => (hasRoles ? undefined : beforeRoles(attempt)),
      { identity: APPLY },
      clock,
    );
    await door.writer.call("iam:CreateRole", ORG, { RoleName: "OrgwrightApply", AssumeRolePolicyDocument: "{}" });
    hasRoles = true;
    clock.advance(2 * 3_600_000);
    await door.writer.call("iam:TagRole", ORG, { RoleName: "OrgwrightApply", Tags: [] });
    await door.writer.call("iam:TagRole", IN_SHOP, { RoleName: "x", Tags: [] });
    expect(asked().filter((what) => what.includes("Orgwright"))).toEqual([`${ASSUME} ${MGMT_APPLY}`]);
    expect(sent.at(-1)?.as).toMatchObject({ roleArn: SHOP_ENTRANCE });
  });
});

describe("once the tool's roles exist", () => {
  it.each([
    [PLAN, MGMT_PLAN, SHOP_PLAN],
    [APPLY, MGMT_APPLY, `arn:aws:iam::${SHOP}:role/orgwright/OrgwrightApply`],
  ])(
    "acts as the role for $role, in the management account too, and from there in members",
    async (identity, mgmt, shop) => {
      const { door, sent, asked } = stage(undefined, { identity });
      await door.reader.call("organizations:ListRoots", ORG, {});
      await door.reader.call("iam:ListRoles", IN_SHOP, {});
      expect(asked()).toEqual([`${ASSUME} ${mgmt}`, "organizations:ListRoots", `${ASSUME} ${shop}`, "iam:ListRoles"]);
      expect(sent.map(({ as }) => (as.is === "role" ? as.roleArn : as.is))).toEqual(["base", mgmt, mgmt, shop]);
      expect(sent[0]?.input).toEqual({
        RoleArn: mgmt,
        RoleSessionName: `orgwright-${identity.role}`,
        DurationSeconds: 3600,
      });
      expect(await door.way()).toEqual({ is: "tool-role", roleArn: mgmt, already: false });
    },
  );

  it("enters a member that lacks the role by OrganizationAccountAccessRole, from the management role", async () => {
    const { door, sent, asked } = stage(closed(SHOP_PLAN), { identity: PLAN });
    await door.reader.call("iam:ListRoles", IN_SHOP, {});
    expect(asked()).toEqual([
      `${ASSUME} ${MGMT_PLAN}`,
      `${ASSUME} ${SHOP_PLAN}`,
      `${ASSUME} ${SHOP_ENTRANCE}`,
      "iam:ListRoles",
    ]);
    expect(sent[2]?.as).toMatchObject({ roleArn: MGMT_PLAN });
  });

  it("does not assume the role that the caller already is", async () => {
    const caller: Caller = {
      ...USER,
      arn: `arn:aws:sts::${MGMT}:assumed-role/OrgwrightPlan/ana`,
      kind: "assumed-role",
      roleName: "OrgwrightPlan",
    };
    const { door, sent, asked } = stage(undefined, { identity: PLAN, caller });
    await door.reader.call("organizations:ListRoots", ORG, {});
    await door.reader.call("iam:ListRoles", IN_SHOP, {});
    expect(asked()).toEqual(["organizations:ListRoots", `${ASSUME} ${SHOP_PLAN}`, "iam:ListRoles"]);
    expect(sent[1]?.as).toEqual({ is: "base" });
  });

  it("does assume it when the caller's role of that name is another account's", async () => {
    const caller: Caller = {
      account: SHOP,
      arn: `arn:aws:sts::${SHOP}:assumed-role/OrgwrightPlan/ana`,
      partition: "aws",
      kind: "assumed-role",
      roleName: "OrgwrightPlan",
    };
    const { door, asked } = stage(undefined, { identity: PLAN, caller });
    await door.reader.call("organizations:ListRoots", ORG, {});
    expect(asked()[0]).toBe(`${ASSUME} ${MGMT_PLAN}`);
  });

  it("writes ARNs in the caller's partition", async () => {
    const caller = { ...USER, arn: `arn:aws-us-gov:iam::${MGMT}:user/ana`, partition: "aws-us-gov" };
    const { door, sent, asked } = stage(undefined, { identity: PLAN, caller, controlRegion: "us-gov-west-1" });
    await door.reader.call("iam:ListRoles", IN_SHOP, {});
    expect(asked()[0]).toBe(`${ASSUME} arn:aws-us-gov:iam::${MGMT}:role/orgwright/OrgwrightPlan`);
    expect(new Set(sent.map(({ region }) => region))).toEqual(new Set(["us-gov-west-1"]));
  });

  it("spends one hop on an account, however many calls are made there at once", async () => {
    const { door, asked } = stage(undefined, { identity: PLAN });
    await Promise.all(
      Array.from({ length: 10 }, (_, i) => door.reader.call("iam:GetRole", IN_SHOP, { RoleName: `r${i}` })),
    );
    expect(asked().filter((what) => what.startsWith(ASSUME))).toEqual([
      `${ASSUME} ${MGMT_PLAN}`,
      `${ASSUME} ${SHOP_PLAN}`,
    ]);
    expect(door.statistics()).toMatchObject({ accountsEntered: 1 });
  });
});

describe("who may", () => {
  const refusal = async (play: Play, options: Parameters<typeof stage>[1] = { identity: PLAN }) => {
    const { door, asked } = stage(play, options);
    const error = await door.reader.call("organizations:ListRoots", ORG, {}).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(CallerProblem);
    return { finding: (error as CallerProblem).finding, asked: asked() };
  };

  it("refuses a caller whom the role does not let in", async () => {
    const { finding, asked } = await refusal(closed(MGMT_PLAN));
    expect(finding).toMatchObject({ code: "caller-is-no-operator", severity: "error" });
    expect(finding.detail).toContain(USER.arn);
    expect(finding.detail).toContain(MGMT_PLAN);
    expect(finding.fix).toContain("--founder");
    expect(asked).toEqual([`${ASSUME} ${MGMT_PLAN}`, "iam:GetRole"]);
  });

  it("refuses a caller who may not even look whether the role exists", async () => {
    const { finding } = await refusal((sent) => {
      throw denied(sent.operation);
    });
    expect(finding.code).toBe("caller-is-no-operator");
  });

  it("does not look for the role in the caller's account when that is another one", async () => {
    const caller = { ...USER, account: SHOP, arn: `arn:aws:iam::${SHOP}:user/ana` };
    const { finding, asked } = await refusal(closed(MGMT_PLAN), { identity: PLAN, caller });
    expect(finding.code).toBe("caller-is-no-operator");
    expect(asked).toEqual([`${ASSUME} ${MGMT_PLAN}`]);
  });

  it("lets the founder go past the roles with no question asked", async () => {
    const { door, asked } = stage(undefined, { identity: { role: "plan", founder: true } });
    await door.reader.call("organizations:ListRoots", ORG, {});
    await door.reader.call("iam:ListRoles", IN_SHOP, {});
    expect(asked()).toEqual(["organizations:ListRoots", `${ASSUME} ${SHOP_ENTRANCE}`, "iam:ListRoles"]);
    expect(await door.way()).toEqual({ is: "own-credentials", because: "founder" });
  });

  it("refuses a founder from another account", async () => {
    const caller = { ...USER, account: SHOP, arn: `arn:aws:iam::${SHOP}:user/ana` };
    const { finding, asked } = await refusal(() => undefined, { identity: { role: "plan", founder: true }, caller });
    expect(finding.code).toBe("caller-outside-management-account");
    expect(asked).toEqual([]);
  });

  it("asks again when finding the way failed for a passing reason", async () => {
    let isDown = true;
    const { door } = stage(
      ({ operation }) => {
        if (isDown) {
          throw awsError(operation, "ServiceUnavailable", { status: 418 });
        }
      },
      { identity: PLAN },
    );
    await expect(door.reader.call("organizations:ListRoots", ORG, {})).rejects.toThrow("ServiceUnavailable");
    isDown = false;
    await expect(door.reader.call("organizations:ListRoots", ORG, {})).resolves.toEqual({});
  });
});

describe("sessions that run out", () => {
  it("are renewed from the caller's own credentials five minutes before their end", async () => {
    const clock = virtualClock();
    const { door, asked } = stage(undefined, { identity: PLAN }, clock);
    const look = () => door.reader.call("iam:GetRole", IN_SHOP, { RoleName: "x" });
    await look();
    clock.advance(54 * 60_000);
    await look();
    expect(asked().filter((what) => what.startsWith(ASSUME))).toHaveLength(2);
    clock.advance(2 * 60_000);
    await look();
    expect(asked().slice(-3)).toEqual([`${ASSUME} ${MGMT_PLAN}`, `${ASSUME} ${SHOP_PLAN}`, "iam:GetRole"]);
  });

  it("are renewed when AWS says so earlier, and the call is made once more", async () => {
    let isSpent = false;
    const { door, asked } = stage(
      ({ operation, n }) => {
        if (operation === "iam:GetRole" && !isSpent) {
          isSpent = true;
          throw awsError(operation, "ExpiredToken", { status: 403, message: `at ${n}` });
        }
      },
      { identity: PLAN },
    );
    await door.reader.call("iam:GetRole", IN_SHOP, { RoleName: "x" });
    expect(asked().slice(2)).toEqual(["iam:GetRole", `${ASSUME} ${SHOP_PLAN}`, "iam:GetRole"]);
  });

  it("renews the management session under a hop into a member", async () => {
    let isSpent = false;
    const { door, asked } = stage(
      ({ operation, input }) => {
        if (operation === ASSUME && input["RoleArn"] === SHOP_PLAN && !isSpent) {
          isSpent = true;
          throw awsError(operation, "ExpiredTokenException");
        }
      },
      { identity: PLAN },
    );
    await door.reader.call("iam:GetRole", IN_SHOP, { RoleName: "x" });
    expect(asked()).toEqual([
      `${ASSUME} ${MGMT_PLAN}`,
      `${ASSUME} ${SHOP_PLAN}`,
      `${ASSUME} ${MGMT_PLAN}`,
      `${ASSUME} ${SHOP_PLAN}`,
      "iam:GetRole",
    ]);
  });

  it("say so when it is the caller's own credentials that have ended", async () => {
    const clock = virtualClock();
    let hasEnded = false;
    const { door } = stage(
      ({ operation, as }) => {
        if (hasEnded && as.is === "base") {
          throw awsError(operation, "ExpiredToken", { status: 403 });
        }
      },
      { identity: PLAN },
      clock,
    );
    await door.reader.call("organizations:ListRoots", ORG, {});
    hasEnded = true;
    clock.advance(3_600_000);
    const error = await door.reader.call("iam:ListRoles", IN_SHOP, {}).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(CallerProblem);
    expect(error.finding).toMatchObject({ code: "credentials-expired" });
    expect(error.finding.fix).toContain("run the same command again");
  });
});

describe("accounts that cannot be entered", () => {
  it("throws what was tried and what AWS said", async () => {
    const { door } = stage(closed(SHOP_PLAN, SHOP_ENTRANCE), { identity: PLAN });
    const error = await door.reader.call("iam:ListRoles", IN_SHOP, {}).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(CannotEnter);
    expect(error).toMatchObject({ account: "shop", accountId: SHOP, tried: [SHOP_PLAN, SHOP_ENTRANCE] });
    expect(error.message).toContain("AccessDenied");
    expect(error.cause).toMatchObject({ code: "AccessDenied", operation: ASSUME });
  });

  it("asks once for all kinds of things in the account, and again after a minute", async () => {
    const clock = virtualClock();
    const { door, asked } = stage(closed(SHOP_ENTRANCE), {}, clock);
    const look = () => door.reader.call("iam:ListRoles", IN_SHOP, {}).catch((error) => error);
    expect(await look()).toBeInstanceOf(CannotEnter);
    expect(await look()).toBeInstanceOf(CannotEnter);
    expect(asked()).toHaveLength(1);
    clock.advance(61_000);
    expect(await look()).toBeInstanceOf(CannotEnter);
    expect(asked()).toHaveLength(2);
  });

  it("does not wait for an old account", async () => {
    const { door, clock } = stage(({ operation, input }) => {
      closed(SHOP_ENTRANCE)({ operation, input } as never);
      const joined = { JoinedMethod: "CREATED", JoinedTimestamp: new Date("2020-01-01") } as const;
      return operation === "organizations:ListAccounts" ? { Accounts: [{ Id: SHOP, ...joined }] } : undefined;
    });
    await door.reader.call("organizations:ListAccounts", ORG, {});
    await expect(door.reader.call("iam:ListRoles", IN_SHOP, {})).rejects.toThrow(CannotEnter);
    expect(clock.seconds()).toBe(0);
  });

  it("tells a broken network from a closed account", async () => {
    const { door } = stage(({ operation }) => {
      throw awsError(operation, "ENOTFOUND", { outcome: "not-sent" });
    });
    await expect(door.reader.call("iam:ListRoles", IN_SHOP, {})).rejects.toMatchObject({ code: "ENOTFOUND" });
  });
});

it("asks again at once when entering failed for a passing reason", async () => {
  const { door } = stage(({ n, operation }) => {
    if (n === 1) {
      throw awsError(operation, "ERR_INVALID_URL", { outcome: "not-sent" });
    }
  });
  const look = () => door.reader.call("iam:ListRoles", IN_SHOP, {});
  await expect(look()).rejects.toThrow("ERR_INVALID_URL");
  await expect(look()).resolves.toEqual({});
});

describe("accounts that are only minutes old", () => {
  const NEW = "444444444444";
  const IN_NEW = { account: "fresh", region: "global" } as const;
  const ENTRANCE = `arn:aws:iam::${NEW}:role/OrganizationAccountAccessRole`;

  function growing(opensAfter: number, clock: ReturnType<typeof virtualClock>): Play {
    return ({ operation, input, n }) => {
      if (operation === "organizations:DescribeCreateAccountStatus") {
        return { CreateAccountStatus: { State: "SUCCEEDED", AccountId: NEW } };
      }
      if (operation === "organizations:ListAccounts") {
        const joined = new Date(clock.now().getTime() - 60_000);
        return { Accounts: [{ Id: NEW, JoinedMethod: "CREATED", JoinedTimestamp: joined }] };
      }
      if (operation === ASSUME && input["RoleArn"] === ENTRANCE) {
        if (clock.seconds() < opensAfter) {
          throw denied(operation);
        }
        return credentialsOf(ENTRANCE, clock.now(), n);
      }
      return undefined;
    };
  }

  function open(opensAfter: number, play?: Play) {
    const clock = virtualClock();
    return stage(play ?? growing(opensAfter, clock), { accounts: directory({ fresh: NEW }) }, clock);
  }

  it("are waited for when this run made them, and the wait is told", async () => {
    const { door, clock, waits } = open(420);
    await door.reader.call("organizations:DescribeCreateAccountStatus", ORG, { CreateAccountRequestId: "car-1" });
    await door.writerFor("s3").call("iam:TagRole", IN_NEW, { RoleName: "x", Tags: [] });
    expect(clock.seconds()).toBe(420);
    expect(waits[0]).toMatchObject({ account: NEW, step: "s3", because: "AWS to open the new account" });
    expect(door.statistics().seconds).toMatchObject({ virtual: 420, waiting: 420 });
  });

  it("are waited for when an earlier run has just made them", async () => {
    const { door, clock } = open(60);
    await door.reader.call("organizations:ListAccounts", ORG, {});
    await door.reader.call("iam:ListRoles", IN_NEW, {});
    expect(clock.seconds()).toBe(60);
  });

  it("are not waited for when they were invited: the role may never come", async () => {
    const joined = { JoinedMethod: "INVITED", JoinedTimestamp: new Date(START) };
    const { door, clock } = open(0, (sent) => {
      closed(ENTRANCE)(sent);
      return sent.operation === "organizations:ListAccounts" ? { Accounts: [{ Id: NEW, ...joined }] } : undefined;
    });
    await door.reader.call("organizations:ListAccounts", ORG, {});
    await expect(door.reader.call("iam:ListRoles", IN_NEW, {})).rejects.toThrow(CannotEnter);
    expect(clock.seconds()).toBe(0);
  });

  it("do not grow younger by being asked about", async () => {
    const { door, clock } = open(Number.POSITIVE_INFINITY);
    const ask = () =>
      door.reader.call("organizations:DescribeCreateAccountStatus", ORG, { CreateAccountRequestId: "car-1" });
    await ask();
    clock.advance(10 * 60_000);
    await ask();
    await expect(door.reader.call("iam:ListRoles", IN_NEW, {})).rejects.toThrow(CannotEnter);
    expect(clock.seconds()).toBe(900);
  });

  it("are given up after fifteen minutes", async () => {
    const { door, clock } = open(Number.POSITIVE_INFINITY);
    await door.reader.call("organizations:DescribeCreateAccountStatus", ORG, { CreateAccountRequestId: "car-1" });
    await expect(door.reader.call("iam:ListRoles", IN_NEW, {})).rejects.toThrow(CannotEnter);
    expect(clock.seconds()).toBe(900);
  });

  it("may say for a while that a service is not theirs yet", async () => {
    const clock = virtualClock();
    const grow = growing(0, clock);
    const { door } = stage(
      (sent) => {
        if (sent.operation === "iam:ListRoles" && clock.seconds() < 30) {
          throw awsError(sent.operation, "OptInRequired", { status: 403 });
        }
        return grow(sent);
      },
      { accounts: directory({ fresh: NEW, shop: SHOP }) },
      clock,
    );
    await door.reader.call("organizations:DescribeCreateAccountStatus", ORG, { CreateAccountRequestId: "car-1" });
    await expect(door.reader.call("iam:ListRoles", IN_SHOP, {})).rejects.toThrow("OptInRequired");
    await door.reader.call("iam:ListRoles", IN_NEW, {});
    expect(clock.seconds()).toBeGreaterThanOrEqual(30);
  });
});

describe("places", () => {
  it("asks what is global in the control region and the rest where it lives", async () => {
    const { door, sent } = stage();
    await door.reader.call("iam:ListRoles", ORG, {});
    await door.reader.call("sts:GetCallerIdentity", { account: "management", region: "eu-west-1" }, {});
    expect(sent.map(({ region }) => region)).toEqual(["us-east-1", "eu-west-1"]);
  });

  it("refuses an account whose id nobody knows", async () => {
    const { door, sent } = stage();
    await expect(door.reader.call("iam:ListRoles", { account: "nobody", region: "global" }, {})).rejects.toThrow(
      'the account "nobody"',
    );
    expect(sent).toEqual([]);
  });

  it("lets a reader only read, even where its type was cast away", async () => {
    const { door, sent } = stage();
    const write = door.reader.call("organizations:DeletePolicy" as "organizations:ListRoots", ORG, {});
    await expect(write).rejects.toThrow("only looking is allowed");
    expect(sent).toEqual([]);
  });
});
