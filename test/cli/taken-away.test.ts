import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newWorkplace, type Workplace } from "../support/founded-example.ts";

const PATIENCE = 240_000;
const GUARDRAILS = "  - use: guardrails\n    with:\n";
const DETECTIVE = "      detective: [access-analyzer, config, guardduty, inspector, macie, securityhub]\n";

/** The sandbox's clock stands in 2026. */
function partner(actions: string, until = "2099-12-31"): string {
  return `      trustedOutside:
        - { account: "888888888888", actions: ${actions}, why: Reads what the shop exports, until: "${until}" }
`;
}

const ENDED = partner("[s3:GetObject, s3:ListBucket]", "2025-06-30");
const TRUSTED = partner("[s3:GetObject, s3:ListBucket]");

let founded: Workplace;
beforeAll(async () => {
  founded = newWorkplace();
  edit(founded, (text) => text.replace(GUARDRAILS + DETECTIVE, GUARDRAILS + TRUSTED + DETECTIVE));
  await founded.runWell("apply", "--yes");
}, PATIENCE);
afterAll(() => founded.clear());

function edit({ folder }: Workplace, change: (text: string) => string): void {
  const file = join(folder, "acme", "orgwright.yaml");
  const text = readFileSync(file, "utf8");
  const changed = change(text);
  expect(changed).not.toEqual(text);
  writeFileSync(file, changed);
}

/** Answers for rows until 2099. */
function answering(rows: string): (text: string) => string {
  return (text) =>
    `${text}waivers:\n  - { rows: [${rows}], owner: ana, because: We do without, until: "2099-12-31" }\n`;
}

/** Plans and applies what a change of the file comes to; both have to do, and nothing may be left to do. */
async function expectTaken(change: (text: string) => string, place = founded.copy()): Promise<string> {
  try {
    edit(place, change);
    const plan = await place.run("plan", "--detailed-exitcode");
    const said = `${plan.stdout}${plan.stderr}`;
    expect(plan.code, said).toBe(2);
    const consents = [...new Set(said.match(/--allow \S+/g))].flatMap((flag) => flag.split(" "));
    await place.runWell("apply", "--yes", ...consents);
    expect((await place.run("plan", "--detailed-exitcode")).code).toBe(0);
    return said.replaceAll(/\s+/g, " ");
  } finally {
    place.clear();
  }
}

const cut = (start: string, end: string) => (text: string) =>
  text.slice(0, text.indexOf(start)) + text.slice(text.indexOf(end, text.indexOf(start) + 1));

describe("what the file no longer wishes for may go", { timeout: PATIENCE }, () => {
  it("a partner", async () => {
    await expectTaken((text) => text.replace(TRUSTED, ""));
  });

  it.each(["[s3:GetObject]", "[ecr:BatchGetImage, kms:Decrypt]"])(
    "some of what a partner may do: what is left is %s",
    async (actions) => {
      await expectTaken((text) => text.replace(TRUSTED, partner(actions)));
    },
  );

  it("a partner whose last day is over", async () => {
    const place = founded.copy();
    edit(place, (text) => text.replace(TRUSTED, ENDED));
    await place.runWell("apply", "--yes", "--allow", "changes-guardrails");
    const plan = await place.run("plan");
    expect(`${plan.stdout}${plan.stderr}`).toContain("has-ended");
    await expectTaken((text) => text.replace(ENDED, ""), place);
  });

  it.each([
    ["onlyTheOrganization: false", ["guardrails.onlyTheOrganization"]],
    [
      "onlyTheOrganization: false\n      lockLogBuckets: false",
      ["guardrails.onlyTheOrganization", "guardrails.lockLogBuckets"],
    ],
  ])("but a guardrail not before somebody answers for its own switch: %s", async (off, switches) => {
    const place = founded.copy();
    try {
      edit(place, (text) => text.replace(TRUSTED, `      ${off}\n`));
      const { code, stdout, stderr } = await place.run("plan");
      const told = `${stdout}${stderr}`.replaceAll(/\s+/g, " ").match(/waivers: \[\{ rows: \[[^\]]*\]/g) ?? [];
      expect(code).toBe(3);
      expect(told.length).toBeGreaterThan(0);
      const named = new Set(told.flatMap((one) => one.match(/guardrails\.[A-Za-z]+/g)));
      expect([...named].sort()).toEqual([...switches].sort());
    } finally {
      place.clear();
    }
  });

  it("the guardrail that knows the partners, when somebody answers for it", async () => {
    await expectTaken((text) =>
      answering("guardrails.onlyTheOrganization")(text.replace(TRUSTED, "      onlyTheOrganization: false\n")),
    );
  });

  it("the guardrails that demand tags, when somebody answers for them", async () => {
    await expectTaken((text) =>
      answering("tagging.demandTags, tagging.keepTags")(
        text.replace(
          "      demandIn: [infra",
          "      demandTags: false\n      keepTags: false\n      demandIn: [infra",
        ),
      ),
    );
  });

  it("the blueprint tagging", async () => {
    await expectTaken((text) => cut("  - use: tagging", "  - use: ./blueprints")(text));
  });

  it("break-glass, and the plan says so", async () => {
    const said = await expectTaken((text) => text.replace("      breakGlass: [keeper-one, keeper-two]\n", ""));
    expect(said).toContain("[break-glass-leaves]");
  });

  it("the blueprint identity, and the plan says what goes with it", async () => {
    const said = await expectTaken((text) =>
      cut("  - use: identity", "  - use: workload")(text).replace(/ {2}identity:\n.*\n/, ""),
    );
    expect(said).toContain("[break-glass-leaves]");
  });
});
