import { describe, expect, it } from "vitest";
import { Crash, crashAt, withFaults } from "../../../src/aws/door/faults.ts";
import { scripted } from "./stage.ts";

const BASE = { is: "base" } as const;

function faulty(hooks: Parameters<typeof withFaults>[1]) {
  const inner = scripted(
    () => ({}),
    () => 0,
  );
  const outer = withFaults(inner, hooks);
  const call = () => outer.send(BASE, "us-east-1", "organizations:CreateOrganization", {});
  return { inner, call };
}

describe("faults", () => {
  it("tells the hooks the number of each call before and after it", async () => {
    const seen: string[] = [];
    const { call } = faulty({
      beforeCall: (n, operation) => void seen.push(`before ${n} ${operation}`),
      afterCall: (n) => void seen.push(`after ${n}`),
    });
    await call();
    await call();
    const what = "organizations:CreateOrganization";
    expect(seen).toEqual([`before 1 ${what}`, "after 1", `before 2 ${what}`, "after 2"]);
  });

  it("crashes before a call, so that it is not made, nor any after it", async () => {
    const { inner, call } = faulty(crashAt(2, "before"));
    await call();
    await expect(call()).rejects.toThrow(Crash);
    await expect(call()).rejects.toThrow(Crash);
    expect(inner.sent).toHaveLength(1);
  });

  it("crashes after a call, so that it is made and its answer lost, and none after it", async () => {
    const { inner, call } = faulty(crashAt(2, "after"));
    await call();
    await expect(call()).rejects.toThrow(Crash);
    await expect(call()).rejects.toThrow(Crash);
    expect(inner.sent).toHaveLength(2);
  });

  it("passes answers and request ids on", async () => {
    let id = "";
    const inner = scripted(
      () => ({ Roots: [] }),
      () => 0,
    );
    const outer = withFaults(inner, {});
    const answered = (requestId: string) => {
      id = requestId;
    };
    expect(await outer.send(BASE, "us-east-1", "organizations:ListRoots", {}, { answered })).toEqual({ Roots: [] });
    expect(id).toBe("request-1");
  });
});
