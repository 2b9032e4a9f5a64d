import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { shippedTables } from "../../src/cli/shipped.ts";
import { openSource } from "../../src/cli/source.ts";
import { type Validated, validate } from "../../src/pipeline.ts";

const folder = mkdtempSync(join(tmpdir(), "orgwright-pipelines-"));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function withPipelines(...pipelines: readonly string[]): Validated {
  const file = join(folder, "orgwright.yaml");
  const lines = pipelines.map(
    (said) => `          - { provider: token.actions.githubusercontent.com, audience: sts.amazonaws.com, ${said} }\n`,
  );
  writeFileSync(
    file,
    `version: 1
organization:
  name: acme
  email: aws+{account}@acme.example
  homeRegion: eu-west-1
  regions: [eu-west-1]
  managementAccount: "111111111111"
blueprints:
  - use: foundation
    with:
      operators:
        users: [admin]
        oidc:
${lines.join("")}`,
  );
  return validate(openSource(file), shippedTables(), "0.1.0");
}

const SUBJECT = "token.actions.githubusercontent.com:sub";

interface Trust {
  readonly Statement: readonly { readonly Condition: Readonly<Record<string, Readonly<Record<string, unknown>>>> }[];
}

/** The subjects of tokens that a role in the management account trusts. */
function subjectsOf({ expansion }: Validated, role: string): unknown[] {
  const found = expansion?.resources.find(({ address }) => address === `foundation/management-role:${role}`);
  const trust = found?.properties["trust"] as Trust | undefined;
  return trust?.Statement.flatMap(({ Condition: { StringEquals: equal } }) => equal?.[SUBJECT] ?? []) ?? [];
}

describe("pipelines among the operators", () => {
  const pulls = 'subject: "repo:acme/org:pull_request"';
  const main = 'subject: "repo:acme/org:ref:refs/heads/main", may: apply';

  it("may plan, and apply only where the file says so", () => {
    const validated = withPipelines(pulls, main);
    expect(validated.findings).toEqual([]);
    const [atPulls, atMain] = ["repo:acme/org:pull_request", "repo:acme/org:ref:refs/heads/main"];
    expect(subjectsOf(validated, "OrgwrightPlan")).toEqual([atPulls, atMain]);
    expect(subjectsOf(validated, "OrgwrightApply")).toEqual([atMain]);
  });

  it.each([
    ["a pull request that may apply", `${pulls}, may: apply`, "Whoever opens a pull request could apply"],
    ["a pattern as subject", 'subject: "repo:acme/org:*"', "is compared as text"],
  ])("are told of %s, where it is written", (_what, said, detail) => {
    const { findings } = withPipelines(main, said);
    expect(findings).toMatchObject([
      { code: "unmet-expectation", severity: "error", detail: expect.stringContaining(detail), at: { line: 15 } },
    ]);
  });
});
