import { describe, expect, it } from "vitest";
import type { Parameter } from "../../src/blueprints/blueprint.ts";
import { checkParameters } from "../../src/blueprints/check-parameters.ts";
import { loadBlueprint } from "../../src/blueprints/load-blueprint.ts";
import { shippedBlueprint, shippedBlueprints, shippedTables } from "../../src/cli/shipped.ts";
import { readOrganization } from "../../src/config/read-organization.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Json } from "../../src/model/json.ts";
import { validate } from "../../src/pipeline.ts";
import { BAD_TEXTS, badValues, goodValue, textsAt } from "./bad-values.ts";

const TABLES = shippedTables();
const NAMES = shippedBlueprints();
const BLUEPRINTS = new Map(NAMES.map((name) => [name, loadBlueprint(name, shippedBlueprint(name)).blueprint]));

/** What each blueprint needs beside itself, and what of its parameters must be set. */
const FOUNDATION = "  - use: foundation\n    with: { operators: { users: [admin] } }\n";
const LOGGING = "  - use: logging\n";
const NEEDS: Readonly<Record<string, string>> = { foundation: "", guardrails: FOUNDATION + LOGGING };

/** Of the texts that AWS may refuse each so many-th is tried in a run: most files with them are in order, and worked out in full. */
const EACH = 20;

/** Each so many-th file is worked out as a whole, as `validate` does. */
const WHOLE = 25;

const HEAD = `version: 1
organization:
  name: acme
  email: aws+{account}@acme.example
  homeRegion: eu-west-1
  regions: [eu-west-1]
  managementAccount: "111111111111"
blueprints:
`;

interface Told {
  readonly findings: readonly Finding[];
  /** The line on which the parameter stands. */
  readonly line: number;
}

/**
 * What is told of a file that sets one parameter of a blueprint, and what else has to be set.
 *
 * @param whole whether all that follows from the file is worked out too, which takes most of the time
 */
function toldOf(blueprint: string, parameter: string, value: Json, whole = true): Told {
  const others = [...(BLUEPRINTS.get(blueprint)?.parameters.values() ?? [])].filter(
    ({ name, default: initial }) => initial === undefined && name !== parameter,
  );
  const needed = others.map((one) => `      ${one.name}: ${JSON.stringify(goodValue(one))}\n`).join("");
  const before = `${HEAD}${NEEDS[blueprint] ?? FOUNDATION}  - use: ${blueprint}\n    with:\n${needed}`;
  const text = `${before}      ${parameter}: ${JSON.stringify(value)}\n`;
  const source = {
    organization: { file: "orgwright.yaml", text },
    blueprint: (use: string) => ({ file: `${use}.yaml`, text: shippedBlueprint(use) }),
  };
  return {
    findings: whole ? validate(source, TABLES, "0.1.0").findings : ofParameters(blueprint, text),
    line: before.split("\n").length,
  };
}

/** What is told of the parameters of the last blueprint in a file. */
function ofParameters(name: string, text: string): readonly Finding[] {
  const { draft, findings } = readOrganization("orgwright.yaml", text);
  const use = draft?.blueprints.at(-1);
  const blueprint = BLUEPRINTS.get(name);
  return use === undefined || blueprint === undefined || blueprint === null
    ? findings
    : [...findings, ...checkParameters(blueprint, use).findings];
}

/** Whether a parameter has an effect while all others are as they are by default. */
function isUsed(blueprint: string, parameter: Parameter): boolean {
  const { findings } = toldOf(blueprint, parameter.name, goodValue(parameter));
  return !findings.some(({ code }) => code === "parameter-without-effect");
}

const errorsOf = ({ findings }: Told) => findings.filter(({ severity }) => severity === "error");

/** An error with a position on the parameter's own line and a fix; null when there is one. */
function lackOf(told: Told): string | null {
  const errors = errorsOf(told);
  if (errors.length === 0) {
    return "no error is told";
  }
  const bare = errors.find(({ at, fix }) => at === undefined || at.column < 1 || (fix ?? "") === "");
  if (bare !== undefined) {
    return `${bare.code} lacks a position or a fix`;
  }
  return errors.some(({ at }) => at?.line === told.line) ? null : `told elsewhere: ${errors[0]?.code}`;
}

describe("a value that a parameter's rule refuses", () => {
  const counts: string[] = [];

  it.each(NAMES)("is told where it is written, with what to write instead: %s", (name) => {
    const parameters = [...(BLUEPRINTS.get(name)?.parameters.values() ?? [])].filter(
      (parameter) => parameter.when === null || isUsed(name, parameter),
    );
    const tried = parameters.flatMap((parameter) => badValues(parameter).map((bad) => ({ ...bad, parameter })));
    const missed = tried.flatMap(({ parameter, why, value }, index) => {
      const lack = lackOf(toldOf(name, parameter.name, value, index % WHOLE === 0));
      return lack === null ? [] : [`${parameter.name}: ${why}: ${JSON.stringify(value).slice(0, 80)}: ${lack}`];
    });
    counts.push(`${name}: ${tried.length} bad values of ${parameters.length} parameters`);
    expect(missed).toEqual([]);
    expect(tried.length).toBeGreaterThan(5);
  });

  it("is tried of all shipped blueprints", () => {
    console.log(counts.join("\n"));
    expect(counts).toHaveLength(NAMES.length);
  });
});

describe("a text for which a parameter has no form of its own", () => {
  it("is taken or told, and never the end of the program", () => {
    let taken = 0;
    let turn = 0;
    const odd: string[] = [];
    for (const name of NAMES) {
      for (const parameter of BLUEPRINTS.get(name)?.parameters.values() ?? []) {
        // Each parameter meets some of the texts, and each text some of the parameters.
        const values = BAD_TEXTS.flatMap((text) => textsAt(parameter, text)).filter(() => turn++ % EACH === 0);
        for (const value of values) {
          const errors = errorsOf(toldOf(name, parameter.name, value));
          taken += errors.length === 0 ? 1 : 0;
          odd.push(
            ...errors
              .filter(({ at, fix }) => at === undefined || (fix ?? "") === "")
              .map(
                ({ code }) => `${name} ${parameter.name} ${JSON.stringify(value)}: ${code} lacks a position or a fix`,
              ),
          );
        }
      }
    }
    console.log(`${taken} were taken`);
    expect(odd).toEqual([]);
  });
});

describe("a value that only AWS's own rules refuse, or others in the file", () => {
  const partner = (more: object) => [
    { account: "888888888888", actions: ["s3:GetObject"], why: "exports", until: "2030-12-31", ...more },
  ];
  const CASES: readonly (readonly [string, string, Json, string])[] = [
    ["logging", "bucketPrefix", "xn--acme", "bucket-name-form"],
    ["logging", "bucketPrefix", "sthree-acme", "bucket-name-form"],
    ["logging", "bucketPrefix", "amzn-s3-demo-acme", "bucket-name-form"],
    ["logging", "bucketSuffix", "x-s3alias", "bucket-name-form"],
    ["logging", "bucketSuffix", "audit-an", "bucket-name-form"],
    ["logging", "deleteAfterDays", 400, "expires-while-locked"],
    ["guardrails", "keyAccounts", ["identiti"], "unmet-expectation"],
    ["guardrails", "shareFrom", ["ACME"], "unmet-expectation"],
    ["guardrails", "publicBuckets", ["nobody"], "unmet-expectation"],
    ["guardrails", "trustedOutside", partner({ actions: ["s3:GetObjct"] }), "unmet-expectation"],
    ["guardrails", "trustedOutside", partner({ actions: ["ec2:RunInstances"] }), "unmet-expectation"],
    ["guardrails", "trustedOutside", partner({ account: "111111111111" }), "unmet-expectation"],
  ];
  it.each(CASES)("%s: %s: %j is told as %s", (blueprint, parameter, value, code) => {
    const told = toldOf(blueprint, parameter, value);
    const [first] = errorsOf(told);
    expect(errorsOf(told).map((one) => one.code)).toContain(code);
    expect(first?.at?.file).toBe("orgwright.yaml");
    expect(first?.fix).not.toBe("");
  });
});

describe("parameters of guardrails that a switch leaves without effect", () => {
  const partner = { account: "888888888888", actions: ["s3:GetObject"], why: "exports", until: "2030-12-31" };
  it.each<[string, string, Json]>([
    ["protectDetective", "detective", ["config"]],
    ["protectDetective", "detectiveRoles", ["arn:aws:iam::222222222222:role/SecurityTeam"]],
    ["onlyTheOrganization", "trustedOutside", [partner]],
    ["denySharedCopies", "shareFrom", ["logging"]],
    ["denyLongTermKeys", "clusterProviders", true],
    ["blockPublicBuckets", "publicBuckets", ["logging"]],
  ])("%s is off, so %s does nothing, which is told where it is written", (off, parameter, value) => {
    const text = `${HEAD}${FOUNDATION}${LOGGING}  - use: guardrails\n    with:\n      ${off}: false\n      ${parameter}: ${JSON.stringify(value)}\n`;
    const source = {
      organization: { file: "orgwright.yaml", text },
      blueprint: (use: string) => ({ file: `${use}.yaml`, text: shippedBlueprint(use) }),
    };
    const { findings } = validate(source, TABLES, "0.1.0");
    expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["warning parameter-without-effect"]);
    expect(findings[0]?.at?.line).toBe(text.split("\n").length - 1);
  });
});
