import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { NotRecorded } from "../../../src/aws/contract/not-recorded.ts";
import { Crash } from "../../../src/aws/door/faults.ts";
import { openLogFile } from "../../../src/aws/door/log-file.ts";
import { openRunLog } from "../../../src/aws/door/run-log.ts";
import { awsError, IN_SHOP, MGMT, ORG, type Play, SHOP, stage } from "./stage.ts";
import { virtualClock } from "./virtual-clock.ts";

/** A door whose run log, calls and syncs are written into one list, in the order in which they happen. */
function logged(play: Play = () => undefined) {
  const clock = virtualClock();
  const events: string[] = [];
  const file = {
    append: (line: string) => void events.push(line),
    sync: () => void events.push("sync"),
  };
  const { door } = stage(
    (sent) => {
      events.push(`call ${sent.operation}`);
      return play(sent);
    },
    { runLog: openRunLog("r1", file, clock) },
    clock,
  );
  const records = () => events.filter((event) => event.startsWith("{")).map((line) => JSON.parse(line));
  return { door, events, records, file };
}

describe("a run log that cannot be written", () => {
  /** A disk that is full after so many lines, and a door that puts its calls on it. */
  function fullAfter(lines: number, isFullForEver = true) {
    const clock = virtualClock();
    const written: string[] = [];
    let isFull = false;
    const file = {
      append: (line: string) => {
        isFull = written.length >= lines && (isFullForEver || !isFull);
        if (isFull) {
          throw new Error("ENOSPC: no space left on device");
        }
        written.push(line);
      },
      sync: () => undefined,
    };
    return stage(() => undefined, { runLog: openRunLog("r1", file, clock) }, clock);
  }

  const write = ({ door }: ReturnType<typeof fullAfter>) =>
    door.writer.call("organizations:UpdatePolicy", ORG, { PolicyId: "p-1" });

  it("stops what would be sent next, and says why", async () => {
    const full = fullAfter(2);
    await write(full);
    await expect(write(full)).rejects.toThrow(
      new NotRecorded(
        "The run log cannot be written (ENOSPC: no space left on device), and what is not on record is not done.",
      ),
    );
    expect(full.sent).toHaveLength(1);
  });

  it("stays broken once a line is missing, even if there is room again", async () => {
    const full = fullAfter(2, false);
    await write(full);
    await expect(write(full)).rejects.toThrow(NotRecorded);
    await expect(write(full)).rejects.toThrow(NotRecorded);
    expect(full.sent).toHaveLength(1);
  });

  it("whose result is missing stops everything after it", async () => {
    const full = fullAfter(1);
    await expect(write(full)).rejects.toThrow(NotRecorded);
    await expect(write(full)).rejects.toThrow(NotRecorded);
    expect(full.sent).toHaveLength(1);
  });
});

describe("the run log", () => {
  it("has the intent before the call and the result after it", async () => {
    const { door, events, records } = logged();
    await door.writerFor("s1").call("organizations:UpdatePolicy", ORG, { PolicyId: "p-1", Content: "{}" });
    expect(events.map((event) => (event.startsWith("{") ? JSON.parse(event).event : event))).toEqual([
      "intent",
      "call organizations:UpdatePolicy",
      "done",
    ]);
    expect(records()).toEqual([
      {
        at: "2026-01-01T00:00:00.000Z",
        run: "r1",
        event: "intent",
        call: 1,
        step: "s1",
        operation: "organizations:UpdatePolicy",
        write: true,
        account: MGMT,
        region: "us-east-1",
        as: "caller",
        attempt: 1,
        target: { PolicyId: "p-1" },
      },
      { at: "2026-01-01T00:00:00.000Z", run: "r1", event: "done", call: 1, requestId: "request-1" },
    ]);
  });

  it("has every attempt, with what AWS said", async () => {
    const { door, records } = logged(({ n, operation }) => {
      if (n === 1) {
        throw awsError(operation, "ConstraintViolationException", {
          reason: "POLICY_NUMBER_LIMIT_EXCEEDED",
          requestId: "r-17",
          status: 429,
        });
      }
    });
    await door.writer.call("organizations:AttachPolicy", ORG, { PolicyId: "p-1", TargetId: "ou-1" });
    expect(records().map(({ event, call, attempt }) => [event, call, attempt])).toEqual([
      ["intent", 1, 1],
      ["failed", 1, undefined],
      ["intent", 2, 2],
      ["done", 2, undefined],
    ]);
    expect(records()[1]).toMatchObject({
      code: "ConstraintViolationException",
      outcome: "refused",
      reason: "POLICY_NUMBER_LIMIT_EXCEEDED",
      requestId: "r-17",
      status: 429,
    });
  });

  it("is safe on disk before anything that cannot be undone is sent", async () => {
    const { door, events } = logged();
    await door.writer.call("organizations:CreateOrganization", ORG, {});
    await door.writer.call("organizations:CreateAccount", ORG, { AccountName: "shop", Email: "a@b.example" });
    await door.writer.call("organizations:DeletePolicy", ORG, { PolicyId: "p-1" });
    const order = events
      .filter((event) => !event.includes('"done"'))
      .map((event) => (event.startsWith("{") ? "intent" : event));
    expect(order).toEqual([
      "intent",
      "sync",
      "call organizations:CreateOrganization",
      "intent",
      "sync",
      "call organizations:CreateAccount",
      "intent",
      "call organizations:DeletePolicy",
    ]);
  });

  it("says in which account, and as which role", async () => {
    const { door, records } = logged();
    await door.reader.call("iam:GetRole", IN_SHOP, { RoleName: "x" });
    const [hop, , look] = records();
    const entrance = `arn:aws:iam::${SHOP}:role/OrganizationAccountAccessRole`;
    expect(hop).toMatchObject({
      operation: "sts:AssumeRole",
      account: MGMT,
      as: "caller",
      target: { RoleArn: entrance },
    });
    expect(look).toMatchObject({ operation: "iam:GetRole", account: SHOP, as: entrance, target: { RoleName: "x" } });
  });

  it("holds no secrets and no inputs but names and ids", async () => {
    const { door, events } = logged(({ operation }) => {
      if (operation === "iam:PutRolePolicy") {
        throw awsError(operation, "MalformedPolicyDocument", { message: "canary in the message" });
      }
    });
    const canary = "canary-in-the-input";
    await door.writer
      .call("iam:PutRolePolicy", IN_SHOP, { RoleName: "r", PolicyName: "p", PolicyDocument: canary })
      .catch(() => undefined);
    await door.writer.call("organizations:CreateAccount", ORG, {
      AccountName: "shop",
      Email: `${canary}@acme.example`,
      Tags: [{ Key: "k", Value: canary }],
    });
    expect(events.join("\n")).not.toContain("canary");
    expect(events.join("\n")).not.toContain("ASIA");
    expect(events.join("\n")).toContain('"PolicyName":"p"');
  });

  it("has no result for a call under which the process died", async () => {
    const { door, records } = logged(() => {
      throw new Crash("killed");
    });
    await expect(door.writer.call("organizations:DeletePolicy", ORG, { PolicyId: "p-1" })).rejects.toThrow(Crash);
    expect(records().map(({ event }) => event)).toEqual(["intent"]);
  });

  it("lets nothing happen that cannot be put on record", async () => {
    const { door, events, file } = logged();
    file.append = () => {
      throw new Error("disk full");
    };
    await expect(door.writer.call("organizations:DeletePolicy", ORG, { PolicyId: "p-1" })).rejects.toThrow("disk full");
    expect(events).toEqual([]);
  });
});

describe("the log file", () => {
  let folder = "";
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is made with its directory, readable by its owner alone, and only ever added to", () => {
    folder = mkdtempSync(join(tmpdir(), "run-log-"));
    const path = join(folder, "runs", "r1.jsonl");
    for (const line of ["one", "two"]) {
      const file = openLogFile(path);
      file.append(line);
      file.sync();
      file.close();
    }
    expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
