import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { foundedExample, newWorkplace, type Workplace } from "../support/founded-example.ts";

const PATIENCE = 120_000;

let founded: Workplace;
beforeAll(async () => {
  founded = await foundedExample();
}, PATIENCE);
afterAll(() => founded.clear());

/** Adds a guardrail of the team's own to the house's rules. */
function addGuardrail({ folder }: Workplace, statement: string): void {
  const file = join(folder, "acme", "blueprints", "house-rules.yaml");
  const text = readFileSync(file, "utf8");
  const guardrail = `guardrails:
  - id: too-much
    group: too-much
    type: scp
    attach: root
    title: Goes too far
    wayOut: None.
    statements:
      - ${statement}
`;
  writeFileSync(file, text.replace("guardrails:\n", guardrail));
}

function worldIn({ sandbox }: Workplace): string {
  return ["world.json", "journal.jsonl"].map((file) => readFileSync(join(sandbox, file), "utf8")).join();
}

/** Plans and applies; both have to end with 3, and nothing may be written. */
async function expectRefusal(statement: string, code: string): Promise<string> {
  const place = founded.copy();
  try {
    addGuardrail(place, statement);
    const world = worldIn(place);
    const plan = await place.run("plan");
    const apply = await place.run("apply", "--yes");
    expect([plan.code, apply.code]).toEqual([3, 3]);
    expect(worldIn(place)).toEqual(world);
    const said = `${plan.stdout}${plan.stderr}`.replaceAll(/\s+/g, " ");
    expect(said).toContain(`[${code}]`);
    return said;
  } finally {
    place.clear();
  }
}

describe("a guardrail is refused before anything is written", { timeout: PATIENCE }, () => {
  it("when it would deny orgwright its own next steps", async () => {
    const said = await expectRefusal(
      '{ Sid: NoRoles, Effect: Deny, Action: ["iam:*"], Resource: "*" }',
      "would-cut-off",
    );
    expect(said).toContain("role/orgwright/OrgwrightApply asks for iam:");
    expect(said).toContain("too-much, NoRoles");
  });

  it("when it would cut off the delivery of logs", async () => {
    const said = await expectRefusal(
      '{ Sid: NoWrites, Effect: Deny, Action: ["s3:*"], Resource: "*" }',
      "would-cut-off",
    );
    expect(said).toContain("too-much, NoWrites");
  });

  it("when it would cut off who gets in in an emergency", async () => {
    const said = await expectRefusal(
      '{ Sid: NoRepairs, Effect: Deny, Action: ["iam:*"], Resource: "*", Condition: { ArnLike: { aws:PrincipalArn: "arn:*:iam::*:role/breakglass/*" } } }',
      "would-cut-off",
    );
    expect(said).toContain("role/breakglass/BreakGlass asks for iam:");
    expect(said).toContain("too-much, NoRepairs");
  });

  it("when a founding would lock orgwright out of the accounts that it has yet to fill", async () => {
    const place = newWorkplace();
    try {
      addGuardrail(place, '{ Sid: NoRoles, Effect: Deny, Action: ["iam:CreateRole"], Resource: "*" }');
      const { code, stdout } = await place.run("plan");
      expect(code).toBe(3);
      expect(stdout).toMatch(/\[would-(refuse-orgwright|cut-off|break)\]/);
    } finally {
      place.clear();
    }
  });
});
