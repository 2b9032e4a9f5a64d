import { describe, expect, it } from "vitest";
import type { Writer } from "../../src/aws/contract/call.ts";
import { Failed, Unfinished } from "../../src/aws/contract/unfinished.ts";
import { accountVerbs } from "../../src/kinds/account/account.aws.ts";
import { account } from "../../src/kinds/account/account.ts";
import { wayOutOf } from "../../src/kinds/account/creation-failures.ts";
import type { Atlas } from "../../src/model/shape.ts";
import { fields, foundedStage, made, openStage, type Stage, scope, wish } from "./stage.ts";

const SHOP = "workload/account:shop";
const EMAIL = "aws+shop@acme.example";

const wished = (parent: string, more: object = {}) =>
  wish("account", SHOP, { name: "shop", email: EMAIL, parent, tags: { Owner: "shop" }, ...more });

const accountsWith = ({ sandbox }: Stage, email: string) =>
  Object.values(sandbox.world.accounts).filter((one) => one.email.toLowerCase() === email.toLowerCase());

async function failureOf(work: Promise<unknown>): Promise<Failed> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Failed);
  return error as Failed;
}

async function unitIn(stage: Stage, root: string, name: string): Promise<string> {
  await stage.raw("organizations:CreateOrganizationalUnit", { ParentId: root, Name: name });
  return Object.values(stage.sandbox.world.units).find((one) => one.name === name)?.id ?? "";
}

describe("making an account", () => {
  it("asks once, waits, and moves it to where it belongs, with all its tags from the beginning", async () => {
    const stage = await foundedStage();
    const unit = await unitIn(stage, stage.root, "dev");
    const live = await made(stage, accountVerbs, wished(unit));
    expect(live).toMatchObject({
      owner: { is: "us", address: SHOP },
      properties: { name: "shop", email: EMAIL, parent: unit, tags: { Owner: "shop" }, state: "ACTIVE" },
      outputs: { id: live.id },
    });
    expect(stage.writes()).toEqual(["organizations:CreateAccount", "organizations:MoveAccount"]);
    expect(new Set(stage.waits)).toEqual(new Set(["AWS to finish making the account"]));
  });

  it("does not move it when it is to stand at the root, where AWS puts it", async () => {
    const stage = await foundedStage();
    await made(stage, accountVerbs, wished(stage.root));
    expect(stage.writes()).toEqual(["organizations:CreateAccount"]);
  });

  it("goes on with a request of ours that is under way", async () => {
    const stage = await foundedStage();
    const tags = [
      { Key: "orgwright:address", Value: SHOP },
      { Key: "orgwright:organization", Value: "acme" },
    ];
    await stage.raw("organizations:CreateAccount", { AccountName: "shop", Email: EMAIL, Tags: tags });
    stage.writes();
    const live = await made(stage, accountVerbs, wished(stage.root));
    expect(stage.writes()).toEqual([]);
    expect(accountsWith(stage, EMAIL).map(({ id }) => id)).toEqual([live.id]);
  });

  it("does not take somebody else's request of the same name for its own", async () => {
    const stage = await foundedStage();
    const theirs = "somebody@else.example";
    await stage.raw("organizations:CreateAccount", { AccountName: "shop", Email: theirs });
    const live = await made(stage, accountVerbs, wished(stage.root));
    expect(live.properties.email).toBe(EMAIL);
    expect(accountsWith(stage, theirs)).toEqual([expect.objectContaining({ parent: stage.root, tags: {} })]);
  });

  it("goes on although somebody else's request of the same name fails", async () => {
    const stage = await foundedStage({ takenEmails: ["taken@else.example"] });
    await stage.raw("organizations:CreateAccount", { AccountName: "shop", Email: "taken@else.example" });
    expect((await made(stage, accountVerbs, wished(stage.root))).properties.email).toBe(EMAIL);
  });

  it("gives up with a way out when the address belongs to an account outside", async () => {
    const stage = await foundedStage({ takenEmails: [EMAIL] });
    const failure = await failureOf(made(stage, accountVerbs, wished(stage.root)));
    expect(failure.code).toBe("account-creation-failed");
    expect(failure.message).toContain("EMAIL_ALREADY_EXISTS");
    expect(failure.fix).toBe(wayOutOf("EMAIL_ALREADY_EXISTS"));
  });

  it("takes its own account when the answer was lost and the address is then taken by itself", async () => {
    const stage = await foundedStage({
      faults: [{ kind: "lost-answer", operation: "organizations:CreateAccount", nth: 1 }],
    });
    const live = await made(stage, accountVerbs, wished(stage.root));
    expect(accountsWith(stage, EMAIL).map(({ id }) => id)).toEqual([live.id]);
  });

  it("sends its request again when the first one never arrived", async () => {
    const stage = await foundedStage({
      faults: [{ kind: "server-error", operation: "organizations:CreateAccount", nth: 1 }],
    });
    await made(stage, accountVerbs, wished(stage.root));
    expect(accountsWith(stage, EMAIL)).toHaveLength(1);
    expect(stage.writes()).toEqual(["organizations:CreateAccount", "organizations:CreateAccount"]);
  });

  it("never takes over an account with the address that somebody makes at the same time", async () => {
    const stage = await foundedStage();
    const input = { AccountName: "other", Email: EMAIL };
    const racing: Writer = {
      async call(operation, at, given) {
        if (operation === "organizations:CreateAccount") {
          await stage.raw(operation, input);
          await stage.sandbox.clock.sleep(120_000);
        }
        return await stage.aws.call(operation, at, given);
      },
    };
    const failure = await failureOf(accountVerbs.create(racing, wished(stage.root), stage.tools(SHOP)));
    expect(failure.message).toContain("somebody else");
    expect(accountsWith(stage, EMAIL)).toEqual([expect.objectContaining({ name: "other", tags: {} })]);
  });

  it.each(["ACCOUNT_LIMIT_EXCEEDED", "INTERNAL_FAILURE", "MISSING_PAYMENT_INSTRUMENT", "SOMETHING_NEW"])(
    "gives up with a way out when AWS ends it with %s",
    async (reason) => {
      const stage = await foundedStage({
        faults: [{ kind: "failed-account", operation: "organizations:CreateAccount", reason }],
      });
      const failure = await failureOf(made(stage, accountVerbs, wished(stage.root)));
      expect(failure.message).toContain(reason);
      expect(failure.fix).toBe(wayOutOf(reason));
    },
  );

  it("is told at once when the organization may have no more accounts", async () => {
    const stage = await foundedStage({ quotas: { accounts: 1 } });
    await expect(made(stage, accountVerbs, wished(stage.root))).rejects.toMatchObject({
      code: "ConstraintViolationException",
      reason: "ACCOUNT_NUMBER_LIMIT_EXCEEDED",
      outcome: "refused",
    });
  });

  it("waits while five others are being made", async () => {
    const stage = await foundedStage({ quotas: { accounts: 20 } });
    for (const n of [1, 2, 3, 4, 5]) {
      await stage.raw("organizations:CreateAccount", { AccountName: `n${n}`, Email: `n${n}@acme.example` });
    }
    await made(stage, accountVerbs, wished(stage.root));
    expect(stage.waits).toContain("AWS to take the next account creation");
  });

  it("does not even ask while five others are being made", async () => {
    const stage = await foundedStage({ quotas: { accounts: 20 } });
    for (const n of [1, 2, 3, 4, 5]) {
      await stage.raw("organizations:CreateAccount", { AccountName: `n${n}`, Email: `n${n}@acme.example` });
    }
    stage.writes();
    await made(stage, accountVerbs, wished(stage.root));
    expect(stage.writes()).toEqual(["organizations:CreateAccount"]);
  });

  it("gives AWS's lists a minute to show an order whose answer was lost, before it sends another one", async () => {
    const stage = await foundedStage({
      faults: [{ kind: "lost-answer", operation: "organizations:CreateAccount", nth: 1 }],
    });
    const since = stage.sandbox.clock.now().getTime();
    const late: Writer = {
      async call(operation, at, input) {
        const answer = await stage.aws.call(operation, at, input);
        const isHidden = stage.sandbox.clock.now().getTime() - since < 50_000;
        const empty = { CreateAccountStatuses: [] };
        return (operation === "organizations:ListCreateAccountStatus" && isHidden ? empty : answer) as never;
      },
    };
    await accountVerbs.create(late, wished(stage.root), stage.tools(SHOP));
    expect(stage.writes()).toEqual(["organizations:CreateAccount"]);
    expect(accountsWith(stage, EMAIL)).toHaveLength(1);
  });

  it("waits for the same order of another run, which took the address a moment before", async () => {
    const stage = await foundedStage();
    const tags = [
      { Key: "orgwright:address", Value: SHOP },
      { Key: "orgwright:organization", Value: "acme" },
    ];
    const racing: Writer = {
      async call(operation, at, input) {
        if (operation === "organizations:CreateAccount") {
          await stage.raw(operation, { AccountName: "shop", Email: EMAIL, Tags: tags });
        }
        return await stage.aws.call(operation, at, input);
      },
    };
    await accountVerbs.create(racing, wished(stage.root), stage.tools(SHOP));
    expect(accountsWith(stage, EMAIL)).toHaveLength(1);
  });

  it("never goes on with an account of its own that was closed meanwhile", async () => {
    const stage = await foundedStage();
    const live = await made(stage, accountVerbs, wished(stage.root));
    await stage.sandbox.raw({ service: "organizations", operation: "CloseAccount", input: { AccountId: live.id } });
    const failure = await failureOf(accountVerbs.create(stage.aws, wished(stage.root), stage.tools(SHOP)));
    expect(failure.message).toMatch(/is (PENDING_CLOSURE|SUSPENDED)/);
    expect(accountsWith(stage, EMAIL)).toHaveLength(1);
  });

  it("leaves off after half an hour, and goes on in the next run", async () => {
    const faults = [
      { kind: "slow-account", operation: "organizations:CreateAccount", milliseconds: 45 * 60_000 } as const,
    ];
    const stage = await foundedStage({ faults });
    await expect(made(stage, accountVerbs, wished(stage.root))).rejects.toBeInstanceOf(Unfinished);
    expect(stage.writes()).toEqual(["organizations:CreateAccount"]);
    await made(stage, accountVerbs, wished(stage.root));
    expect(stage.writes()).toEqual([]);
    expect(accountsWith(stage, EMAIL)).toHaveLength(1);
  });

  it("is called off while it waits", async () => {
    const stage = await foundedStage();
    const signal = AbortSignal.abort(new Error("stopped at once"));
    const tools = { ...stage.tools(SHOP), signal };
    await expect(accountVerbs.create(stage.aws, wished(stage.root), tools)).rejects.toThrow("stopped at once");
  });
});

describe("looking for accounts", () => {
  it("finds none where there is no organization", async () => {
    const stage = await openStage();
    expect(await accountVerbs.list(stage.aws, wished("r-1").place, scope(wished("r-1")))).toEqual([]);
  });

  it("finds each with its parent and its owner, whether AWS sends paths or not", async () => {
    const stage = await foundedStage();
    const unit = await unitIn(stage, stage.root, "dev");
    const live = await made(stage, accountVerbs, wished(unit));
    const withoutPaths: Writer = {
      async call(operation, at, input) {
        const answer = await stage.aws.call(operation, at, input);
        return JSON.parse(JSON.stringify(answer, (key, value) => (key === "Paths" ? undefined : value)));
      },
    };
    for (const aws of [stage.aws, withoutPaths]) {
      const listed = await accountVerbs.list(aws, live.place, scope(wished(unit)));
      expect(listed.map(({ id, properties }) => [id, properties.parent])).toEqual([
        ["111111111111", stage.root],
        [live.id, unit],
      ]);
      expect(listed[1]).toEqual(live);
      expect(await accountVerbs.find(aws, live.place, live.properties, scope(), live.id)).toEqual(live);
    }
  });

  it("takes State for what an account is, and Status only where AWS sends no State", async () => {
    const stage = await foundedStage();
    await made(stage, accountVerbs, wished(stage.root));
    const saying = (sent: object): Writer => ({
      async call(operation, at, input) {
        const answer = JSON.parse(JSON.stringify(await stage.aws.call(operation, at, input)));
        for (const one of answer.Accounts ?? []) {
          delete one.State;
          delete one.Status;
          Object.assign(one, sent);
        }
        return answer;
      },
    });
    const stateWith = async (sent: object) =>
      (await accountVerbs.list(saying(sent), wished("").place, scope())).at(-1)?.properties.state;
    expect(await stateWith({ State: "PENDING_CLOSURE", Status: "ACTIVE" })).toBe("PENDING_CLOSURE");
    expect(await stateWith({ Status: "SUSPENDED" })).toBe("SUSPENDED");
    expect(await stateWith({})).toBe("ACTIVE");
  });

  it("finds none by an address that nobody has, nor by an id that is gone", async () => {
    const stage = await foundedStage();
    expect(await accountVerbs.find(stage.aws, wished("").place, wished("").properties, scope())).toBeNull();
    const gone = await accountVerbs.find(stage.aws, wished("").place, wished("").properties, scope(), "999999999999");
    expect(gone).toBeNull();
  });
});

describe("changing an account", () => {
  it("writes what differs and nothing else", async () => {
    const stage = await foundedStage();
    const unit = await unitIn(stage, stage.root, "dev");
    const live = await made(stage, accountVerbs, wished(stage.root));
    await stage.raw("organizations:EnableAWSServiceAccess", { ServicePrincipal: "account.amazonaws.com" });
    stage.writes();
    const to = wished(unit, { name: "shop two", tags: { Owner: "b", Cost: "7" } });
    const update = async (...paths: string[]) => {
      await accountVerbs.update(stage.aws, live, to, fields(...paths), stage.tools(SHOP));
      return stage.writes();
    };
    expect(await update("/parent")).toEqual(["organizations:MoveAccount"]);
    expect(await update("/parent")).toEqual([]);
    expect(await update("/tags/Cost")).toEqual(["organizations:TagResource"]);
    expect(await update("/name")).toEqual(["account:PutAccountName"]);
    const now = accountsWith(stage, EMAIL)[0];
    expect(now).toMatchObject({ name: "shop two", parent: unit, tags: { Owner: "shop", Cost: "7" } });
  });

  it("puts our tags on one that is adopted, and leaves its own", async () => {
    const stage = await foundedStage();
    await stage.raw("organizations:CreateAccount", {
      AccountName: "shop",
      Email: EMAIL,
      Tags: [{ Key: "Team", Value: "a" }],
    });
    await stage.sandbox.clock.sleep(120_000);
    const live = await accountVerbs.find(stage.aws, wished("").place, wished("").properties, scope());
    expect(live?.owner).toEqual({ is: "nobody" });
    await accountVerbs.claim?.(stage.aws, live as never, stage.tools(SHOP));
    expect(accountsWith(stage, EMAIL)[0]?.tags).toEqual({
      Team: "a",
      "orgwright:address": SHOP,
      "orgwright:organization": "acme",
    });
  });

  it("is disruptive when it moves the account, whether it was ours before or not", async () => {
    const stage = await foundedStage();
    const from = await made(stage, accountVerbs, wished(stage.root));
    const to = wished("ou-elsewhere");
    for (const action of ["move", "adopt"] as const) {
      expect(account.risk({ action, from, to, fields: fields("/parent") })).toBe("disruptive");
    }
    expect(account.risk({ action: "adopt", from, to, fields: fields("/tags/Owner") })).toBe("safe");
  });

  it("never closes one", () => {
    expect(accountVerbs.delete).toBeUndefined();
    expect(account.removal).toBe("tell");
  });
});

describe("an account as a blueprint writes it", () => {
  const atlas: Atlas = {
    root: "r-1",
    unit: (path) => (path === "workloads/dev" ? "ou-dev" : null),
    account: () => null,
    unitPaths: ["workloads/dev"],
    accountKeys: [],
  };
  const written = (ou: string) => ({ name: "shop", email: EMAIL, ou, tags: {} });

  it("stands in the unit whose path it names, or at the root", () => {
    expect(account.resolve?.(written("workloads/dev"), atlas)).toMatchObject({ properties: { parent: "ou-dev" } });
    expect(account.resolve?.(written("root"), atlas)).toMatchObject({ properties: { parent: "r-1" } });
  });

  it("cannot stand in a unit that there is not, and is told which was meant", () => {
    expect(account.resolve?.(written("dev"), atlas)).toMatchObject({
      problem: { code: "unknown-ou", path: "/ou", fix: expect.stringContaining("workloads/dev") },
    });
  });

  it("is the same under an address in other letters", () => {
    expect(account.key({ ...written(""), parent: "", email: "AWS+Shop@Acme.example" })).toBe(EMAIL);
    expect(account.fields.email.same?.("A@x.example", "a@X.example")).toBe(true);
  });
});
