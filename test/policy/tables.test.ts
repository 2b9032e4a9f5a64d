import { readFileSync } from "node:fs";
import { PolicyType } from "@aws-sdk/client-organizations";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { checkOrganizationPolicy } from "../../src/policy/check.ts";
import { limitsSchema, rcpServicesSchema } from "../../src/policy/limits.ts";
import { minify } from "../../src/policy/minify.ts";
import { POLICY_SUMMARIES, policyFinding } from "../../src/policy/problem.ts";
import { apiPolicyType, friendlyPolicyType, grammarOfType, POLICY_TYPES, policyType } from "../../src/policy/types.ts";

function data(name: string): unknown {
  return parse(readFileSync(new URL(`../../blueprints/data/${name}.yaml`, import.meta.url), "utf8"));
}

describe("the policy types", () => {
  it("are those that the SDK knows", () => {
    expect(POLICY_TYPES.map(({ api }) => api).sort()).toEqual(Object.values(PolicyType).sort());
  });

  it.each(POLICY_TYPES.map((type) => [type.name, type] as const))("%s is found by both of its names", (name, type) => {
    expect(policyType(name)).toBe(type);
    expect(policyType(type.api)).toBe(type);
    expect(apiPolicyType(name)).toBe(type.api);
    expect(friendlyPolicyType(type.api)).toBe(name);
  });

  it("let a type through that they do not know", () => {
    expect(policyType("QUANTUM_POLICY")).toMatchObject({ api: "QUANTUM_POLICY", grammar: "management", service: null });
    expect(grammarOfType("QUANTUM_POLICY")).toBe("management");
    expect(grammarOfType("SERVICE_CONTROL_POLICY")).toBe("scp");
  });
});

describe("the tables of what AWS allows", () => {
  it("have the form that is read", () => {
    expect(limitsSchema.safeParse(data("quotas")).error).toBeUndefined();
    expect(rcpServicesSchema.safeParse(data("rcp-services")).error).toBeUndefined();
  });

  it("name only policy types that exist", () => {
    const known = POLICY_TYPES.map(({ api }) => api);
    expect(Object.keys(limitsSchema.parse(data("quotas")).policies).filter((api) => !known.includes(api))).toEqual([]);
  });

  it("list each covered service once, in order", () => {
    const { services } = rcpServicesSchema.parse(data("rcp-services"));
    expect(services).toEqual([...new Set(services)].sort());
    expect(services).toContain("s3");
  });

  it("measure a service control policy by the size of its type", () => {
    const limits = limitsSchema.parse(data("quotas"));
    const statement = { Effect: "Deny", Action: "s3:*", Resource: "*" };
    const document = (length: number) => ({
      Version: "2012-10-17",
      Statement: [{ ...statement, Condition: { StringEquals: { "aws:x": "x".repeat(length) } } }],
    });
    const room = 10_240 - minify(document(0)).length;
    expect(checkOrganizationPolicy("scp", document(room), limits)).toEqual([]);
    expect(checkOrganizationPolicy("scp", document(room + 1), limits).map(({ code }) => code)).toEqual([
      "policy-too-large",
    ]);
  });

  it("do not measure a type that AWS publishes no size for", () => {
    const limits = limitsSchema.parse(data("quotas"));
    expect(checkOrganizationPolicy("S3_POLICY", { s3: "x".repeat(100_000) }, limits)).toEqual([]);
  });
});

describe("a problem as a finding", () => {
  const problem = {
    code: "policy-sid",
    path: "/Statement/0/Sid",
    detail: "It has a dash.",
    fix: "Take it away.",
  } as const;

  it("has a summary that holds nothing of the user's", () => {
    expect(policyFinding(problem)).toEqual({
      code: "policy-sid",
      severity: "error",
      summary: POLICY_SUMMARIES["policy-sid"],
      detail: "At /Statement/0/Sid: It has a dash.",
      fix: "Take it away.",
    });
  });

  it("stands where the policy is declared", () => {
    const at = { file: "orgwright.yaml", line: 3, column: 5 };
    expect(policyFinding({ ...problem, path: "" }, at)).toMatchObject({ detail: "It has a dash.", at });
  });
});
