import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { expected, found } from "./expected.ts";
import { look } from "./seen.ts";
import { type Orgwright, orgwright, python, reset, setting, temporaryFolder } from "./world.ts";

const FOUNDING = ["--yes", "--allow", "creates-organization", "--allow", "creates-accounts=9"];

function acme(): Orgwright {
  const { path: folder, remove } = temporaryFolder();
  onTestFinished(remove);
  return { file: "acme.yaml", endpoint: setting("ORGWRIGHT_MOTO_ENDPOINT"), folder };
}

interface PlanJson {
  readonly steps: readonly { readonly address: string; readonly action: string; readonly fields: { path: string }[] }[];
}

/** The tests below go on from each other: founding takes a minute and a half, which is AWS's rate for making accounts. */
describe("the example organization, founded over HTTP", () => {
  beforeAll(async () => {
    await reset(setting("ORGWRIGHT_MOTO_ENDPOINT"));
  });

  it("is not founded without the consents that it needs", async () => {
    const { code, stderr } = await orgwright(acme(), ["apply", "--yes"]);
    expect(stderr).toContain("--allow creates-organization --allow creates-accounts=9");
    expect(code).toBe(3);
  });

  it("is founded in one apply that has nothing to complain of", async () => {
    const { code, stdout, stderr } = await orgwright(acme(), ["apply", ...FOUNDING]);
    expect(stdout).toContain("Applied. 195 steps are done");
    expect(stderr.split("\n").filter((line) => /warn|error|\(node:/i.test(line))).toEqual([]);
    expect(code).toBe(0);
  });

  it("stands as it was written down by hand, says a program that is not orgwright", async () => {
    const seen = await look(acme().endpoint);
    expect(found(seen)).toEqual(expected(seen));
  });

  it("leaves nothing to do for a second plan", async () => {
    const { code, stdout } = await orgwright(acme(), ["plan", "--detailed-exitcode"]);
    expect(stdout).toContain("Nothing to do");
    expect(code).toBe(0);
  });

  it("shows what somebody changed behind its back, and nothing else", async () => {
    await python("tamper.py", acme().endpoint);
    const { code, stdout } = await orgwright(acme(), ["plan", "--detailed-exitcode", "--format", "json"]);
    const { steps } = JSON.parse(stdout) as PlanJson;
    const told = steps.map(({ address, action, fields }) => `${action} ${address} ${fields.map(({ path }) => path)}`);
    expect(told.sort()).toEqual([
      "create foundation/guardrail-attachment:stay/root /policy,/target,/order",
      "move workload/account:playground /parent",
      "update foundation/apply-role:shop-dev /trust",
      "update foundation/guardrail:reserved-tags /document",
      "update foundation/ou:sandboxes /name",
      "update logging/bucket /policy",
      "update logging/key /rotation",
      "update logging/service-logs /publicAccessBlock",
      "update logging/trail /logging,/delivery",
    ]);
    expect(code).toBe(2);
  });

  it("puts right what was changed, and then stands as before", async () => {
    const { code } = await orgwright(acme(), ["apply", "--yes", "--allow", "changes-guardrails=1"]);
    expect(code).toBe(0);
    const seen = await look(acme().endpoint);
    expect(found(seen)).toEqual(expected(seen));
    expect((await orgwright(acme(), ["plan", "--detailed-exitcode"])).code).toBe(0);
  });
});
