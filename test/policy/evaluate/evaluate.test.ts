// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM policy variables
import { describe, expect, it } from "vitest";
import type { Address } from "../../../src/model/address.ts";
import { type After, after } from "../../../src/model/deferred.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import type { PolicyDocument } from "../../../src/policy/document.ts";
import { compile } from "../../../src/policy/evaluate/compile.ts";
import type { GivenValue } from "../../../src/policy/evaluate/context-of.ts";
import { evaluate } from "../../../src/policy/evaluate/evaluate.ts";
import {
  ADMIN,
  BUCKET,
  DENY_ALL,
  EMPTY,
  environment,
  FULL,
  LOGGING,
  level,
  OBJECT,
  policy,
  ROOT,
  request,
  SESSION,
  STRANGER,
  USER,
} from "./world.ts";

const deny = (name: string, more: JsonObject = {}) => policy(name, { Sid: name, Effect: "Deny", ...more });

describe("What denies", () => {
  const asked = request(USER, "s3:GetObject", OBJECT);

  it("names every statement that denies, with its policy and target", () => {
    const scps = [
      level("root", FULL, deny("One")),
      level("workloads", FULL, policy("two", {}, { Effect: "Deny", Sid: "Two" })),
    ];
    expect(evaluate(asked, environment({ scps, identity: [ADMIN, deny("Three")] }))).toEqual({
      is: "denied",
      by: [
        { because: "denied", by: { layer: "scp", at: "root", policy: "One", statement: 0, sid: "One" } },
        { because: "denied", by: { layer: "scp", at: "workloads", policy: "two", statement: 1, sid: "Two" } },
        { because: "denied", by: { layer: "identity", at: null, policy: "Three", statement: 0, sid: "Three" } },
      ],
    });
  });

  it("names every layer that does not allow when no statement denies", () => {
    const scps = [level("root", FULL), level("workloads", EMPTY)];
    expect(evaluate(asked, environment({ scps, boundary: EMPTY }))).toEqual({
      is: "denied",
      by: [
        { because: "not-allowed", layer: "scp", at: "workloads" },
        { because: "not-allowed", layer: "identity", at: null },
        { because: "not-allowed", layer: "boundary", at: null },
        { because: "not-allowed", layer: "resource", at: null },
      ],
    });
  });

  it("does not blame what would have been enough", () => {
    const scps = [level("root", EMPTY)];
    expect(evaluate(asked, environment({ scps, identity: [ADMIN] }))).toEqual({
      is: "denied",
      by: [{ because: "not-allowed", layer: "scp", at: "root" }],
    });
  });
});

describe("What lets through", () => {
  it("names a statement of every layer", () => {
    const scps = [level("root", EMPTY, FULL), level("account", policy("some", { Sid: "Reads", Action: "s3:Get*" }))];
    expect(
      evaluate(request(USER, "s3:GetObject", OBJECT), environment({ scps, identity: [ADMIN], boundary: FULL })),
    ).toMatchObject({
      is: "allowed",
      path: [
        { by: { layer: "scp", at: "root", policy: "FullAWSAccess", sid: null } },
        { by: { layer: "scp", at: "account", policy: "some", sid: "Reads" } },
        { through: "rule", rule: { code: "rcp-full-aws-access" } },
        { by: { layer: "identity", policy: "AdministratorAccess" } },
        { by: { layer: "boundary", policy: "FullAWSAccess" } },
      ],
    });
  });

  it("names both sides across accounts", () => {
    const bucket = policy("bucket", { Principal: "*", Sid: "All" });
    const asked = request(STRANGER, "s3:GetObject", OBJECT, { account: LOGGING });
    const verdict = evaluate(asked, environment({ identity: [ADMIN], resource: bucket }));
    expect(
      verdict.is === "allowed" && verdict.path.map((one) => (one.through === "rule" ? one.rule.code : one.by.layer)),
    ).toEqual(["rcp-full-aws-access", "resource", "identity"]);
  });

  it("says why the root user needs no policy", () => {
    const verdict = evaluate(request(ROOT, "ec2:RunInstances", "*"), environment());
    expect(verdict).toMatchObject({ is: "allowed" });
    expect(JSON.stringify(verdict)).toContain("root-has-full-access");
  });
});

const UNKNOWN: GivenValue = { is: "unknown", present: false, among: null };
const CHOSEN: GivenValue = { is: "chosen", present: false, among: null };

function verdictWith(keys: Record<string, GivenValue>, ...statements: JsonObject[]) {
  const asked = request(USER, "ec2:RunInstances", "*", { given: { keys, rest: "absent" } });
  return evaluate(asked, environment({ identity: [policy("p", ...statements)] }));
}

const onTag = (operator: string, value: string | string[], more: JsonObject = {}): JsonObject => ({
  Condition: { [operator]: { "aws:RequestTag/Team": value } },
  ...more,
});
const tag = (value: GivenValue) => ({ "aws:RequestTag/Team": value });
const DENY = { Effect: "Deny" };

describe("What is not known", () => {
  it("says on which condition of a denial the decision hangs", () => {
    expect(verdictWith(tag(UNKNOWN), {}, onTag("StringEquals", "a", { ...DENY, Sid: "NoA" }))).toEqual({
      is: "denied-only-if",
      residual: {
        denials: [
          {
            by: { layer: "identity", at: null, policy: "p", statement: 1, sid: "NoA" },
            doubts: [{ about: "condition", operator: "StringEquals", key: "aws:RequestTag/Team", values: ["a"] }],
          },
        ],
        missing: [],
        others: [],
      },
    });
  });

  it("says on which condition of a grant the decision hangs", () => {
    expect(verdictWith(tag(UNKNOWN), onTag("StringEquals", "a"))).toMatchObject({
      is: "denied-only-if",
      residual: { denials: [], missing: [{ layer: "identity", alternatives: [{ doubts: [{ about: "condition" }] }] }] },
    });
  });

  const rows: readonly (readonly [title: string, statements: JsonObject[], unknown: string, chosen: string])[] = [
    ["a grant on a value", [onTag("StringEquals", "a")], "denied-only-if", "open"],
    ["a denial of a value", [{}, onTag("StringEquals", "a", DENY)], "denied-only-if", "open"],
    ["a denial of every other value", [{}, onTag("StringNotEquals", "a", DENY)], "denied-only-if", "open"],
    [
      "a grant and a denial of the same value",
      [onTag("StringEquals", "a"), onTag("StringEquals", "a", DENY)],
      "denied",
      "denied",
    ],
    [
      "a grant of one and a denial of another",
      [onTag("StringEquals", "a"), onTag("StringEquals", "b", DENY)],
      "denied-only-if",
      "open",
    ],
    [
      "a grant of what another statement does not",
      [onTag("StringEquals", "a"), onTag("StringNotEquals", "a")],
      "allowed",
      "open",
    ],
    ["a grant with and one without the key", [onTag("Null", "true"), onTag("Null", "false")], "allowed", "open"],
    ["denials that leave nothing", [{}, onTag("Null", "true", DENY), onTag("Null", "false", DENY)], "denied", "denied"],
    ["a required key", [{}, onTag("Null", "true", DENY)], "denied-only-if", "open"],
    ["a pattern", [onTag("StringLike", "team-*")], "denied-only-if", "open"],
    [
      "a pattern granted and denied",
      [onTag("StringLike", "t-*"), onTag("StringLike", "t-*", DENY)],
      "denied",
      "denied",
    ],
    [
      "a pattern within a denied one",
      [onTag("StringLike", "t-a*"), onTag("StringLike", "t-*", DENY)],
      "denied-only-if",
      "denied-only-if",
    ],
    [
      "a pattern all but for a value",
      [onTag("StringLike", "t-*"), onTag("StringEquals", "t-x", DENY)],
      "denied-only-if",
      "open",
    ],
    [
      "a truth value granted both ways",
      [onTag("Bool", "true"), onTag("Bool", "false"), onTag("Null", "true")],
      "allowed",
      "open",
    ],
    [
      "numbers that leave a gap",
      [onTag("NumericLessThan", "1"), onTag("NumericGreaterThan", "1")],
      "denied-only-if",
      "open",
    ],
    [
      "numbers that leave no gap",
      [
        {},
        onTag("NumericLessThan", "1", DENY),
        onTag("NumericGreaterThanEquals", "1", DENY),
        onTag("Null", "true", DENY),
      ],
      "denied",
      "denied",
    ],
    [
      "a number between two",
      [{}, onTag("NumericLessThan", "1", DENY), onTag("NumericGreaterThan", "2", DENY), onTag("Null", "true", DENY)],
      "denied-only-if",
      "open",
    ],
    ["a time", [onTag("DateGreaterThan", "2026-01-01T00:00:00Z")], "denied-only-if", "open"],
    [
      "capitals that do not count",
      [onTag("StringEqualsIgnoreCase", "a"), onTag("StringEqualsIgnoreCase", "A", DENY)],
      "denied",
      "denied",
    ],
    ["any of several", [onTag("ForAnyValue:StringEquals", ["a", "b"])], "denied-only-if", "open"],
    [
      "all of several, none denied",
      [onTag("ForAllValues:StringEquals", ["a"]), onTag("ForAnyValue:StringEquals", ["a"], DENY)],
      "denied-only-if",
      "open",
    ],
    ["an address", [onTag("IpAddress", "10.0.0.0/8")], "denied-only-if", "open"],
    ["an ARN", [onTag("ArnLike", "arn:aws:iam::*:role/x")], "denied-only-if", "open"],
    ["a variable", [{ Resource: "arn:aws:s3:::${aws:RequestTag/Team}" }], "denied", "denied"],
    ["bytes", [onTag("BinaryEquals", "QQ==")], "denied-only-if", "open"],
    ["a key that grants and another that denies always", [onTag("StringEquals", "a"), DENY], "denied", "denied"],
  ];
  it.each(rows)("of %s: unknown is %j", (_title, statements, unknown, chosen) => {
    expect(verdictWith(tag(UNKNOWN), ...statements).is).toBe(unknown);
    expect(verdictWith(tag(CHOSEN), ...statements).is).toBe(chosen);
  });

  it("gives an example of what the caller would choose", () => {
    expect(verdictWith(tag(CHOSEN), onTag("StringLike", "team-*"))).toMatchObject({
      is: "open",
      choices: [{ key: "aws:requesttag/team", values: ["team-x"] }],
    });
    expect(verdictWith(tag(CHOSEN), {}, onTag("Null", "false", DENY))).toMatchObject({
      is: "open",
      choices: [{ key: "aws:requesttag/team", values: [] }],
    });
  });

  it("lets the caller choose one key, and is open only if the other does not matter", () => {
    const keys = { "aws:RequestTag/Team": CHOSEN, "aws:SourceIp": UNKNOWN };
    const ip = { Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } };
    expect(verdictWith(keys, onTag("StringEquals", "a"), ip).is).toBe("open");
    expect(verdictWith(keys, { Condition: { ...ip.Condition, StringEquals: { "aws:RequestTag/Team": "a" } } }).is).toBe(
      "denied-only-if",
    );
  });

  it("tries only what a key may be", () => {
    const among: GivenValue = { is: "chosen", present: true, among: ["b", "c"] };
    expect(verdictWith(tag(among), onTag("StringEquals", "a")).is).toBe("denied");
    expect(verdictWith(tag(among), onTag("StringEquals", ["a", "b"])).is).toBe("open");
    expect(verdictWith(tag(among), onTag("StringEquals", ["c", "b"])).is).toBe("allowed");
  });
});

describe("What cannot be told", () => {
  it("does not guess what an operator means that AWS does not know", () => {
    const document: PolicyDocument = {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: ["*"], Resource: ["*"] },
        { Effect: "Deny", Action: ["*"], Resource: ["*"], Condition: { StringEqual: { "aws:username": ["ann"] } } },
      ],
    };
    const verdict = evaluate(
      request(USER, "ec2:RunInstances", "*"),
      environment({ identity: [compile(document, "typo")] }),
    );
    expect(verdict).toMatchObject({ is: "inconclusive", because: [{ about: "operator", operator: "StringEqual" }] });
  });

  const later = after("logging/account" as Address, "id");
  const join = (...parts: readonly (string | After)[]) => ({ $join: parts }) as const;

  function withStatement(statement: PolicyDocument["Statement"][number], resource = OBJECT) {
    const document: PolicyDocument = { Version: "2012-10-17", Statement: [statement] };
    return evaluate(
      request(USER, "s3:GetObject", resource),
      environment({ identity: [ADMIN, compile(document, "later")] }),
    );
  }

  it("does not guess texts that are known only after apply", () => {
    const denial = { Effect: "Deny", Action: ["s3:*"] } as const;
    expect(withStatement({ ...denial, Resource: [later] })).toMatchObject({
      is: "inconclusive",
      because: [{ about: "deferred-text", text: later }],
    });
    expect(withStatement({ ...denial, Resource: [join("arn:aws:s3:::acme-", later, "/*")] }).is).toBe("inconclusive");
    expect(withStatement({ ...denial, Resource: [join("arn:aws:s3:::other-", later, "/*")] }).is).toBe("allowed");
    expect(
      withStatement({ ...denial, Resource: ["*"], Condition: { StringEquals: { "aws:username": [later] } } }).is,
    ).toBe("inconclusive");
    expect(
      withStatement({ ...denial, Resource: ["*"], Condition: { StringEquals: { "aws:username": [join("b", later)] } } })
        .is,
    ).toBe("allowed");
    expect(
      withStatement({ ...denial, Resource: ["*"], Condition: { NumericEquals: { "aws:username": [later] } } }).is,
    ).toBe("inconclusive");
  });

  it("does not guess principals that are known only after apply", () => {
    const trust = (principal: PolicyDocument["Statement"][number]["Principal"]) =>
      compile(
        {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: ["s3:*"],
              Resource: ["*"],
              ...(principal === undefined ? {} : { Principal: principal }),
            },
          ],
        },
        "t",
      );
    const asked = request(STRANGER, "s3:GetObject", OBJECT, { account: LOGGING });
    const verdictOf = (principal: PolicyDocument["Statement"][number]["Principal"]) =>
      evaluate(asked, environment({ identity: [ADMIN], resource: trust(principal) })).is;
    expect(verdictOf({ AWS: [later] })).toBe("inconclusive");
    expect(verdictOf({ AWS: [join("arn:aws:iam::", later, ":root")] })).toBe("inconclusive");
    expect(verdictOf({ AWS: [join("arn:aws:iam::", later, ":role/Admin")] })).toBe("denied");
    expect(verdictOf({ AWS: [later, "999999999999"] })).toBe("allowed");
    expect(verdictOf({ Service: [later] })).toBe("inconclusive");
  });

  it("does not guess the policy on a resource that is not known", () => {
    const asked = request(SESSION, "s3:GetObject", OBJECT);
    expect(evaluate(asked, environment({ identity: [ADMIN], resource: "unknown" }))).toMatchObject({
      is: "inconclusive",
      because: [{ about: "resource-policy" }],
    });
    expect(evaluate(asked, environment({ identity: [DENY_ALL], resource: "unknown" })).is).toBe("denied");
    expect(
      evaluate(
        request(SESSION, "s3:GetObject", OBJECT, { account: null }),
        environment({ identity: [ADMIN], resource: "unknown" }),
      ).is,
    ).toBe("allowed");
  });

  it.each([
    [{ StringNotEquals: { "aws:username": "${aws:PrincipalTag/none}" } }, "unresolved-variable"],
    [{ NumericEquals: { "aws:username": "5" } }, "value"],
    [{ ArnLike: { "aws:PrincipalArn": "*" } }, "arn-pattern"],
    [{ StringEquals: { "aws:CalledVia": "a" } }, "several-values"],
    [{ "ForAnyValue:Null": { "aws:username": "true" } }, "operator"],
  ] as const)("says what it does not know of %j", (condition, about) => {
    const user = { ...USER, tags: {} };
    const asked = request(user as typeof USER, "s3:ListBucket", BUCKET, {
      given: { keys: { "aws:CalledVia": ["a", "b"] }, rest: "absent" },
    });
    const verdict = evaluate(asked, environment({ identity: [ADMIN, deny("p", { Condition: condition })] }));
    expect(verdict).toMatchObject({ is: "inconclusive", because: [{ about }] });
  });
});

describe("A policy of many actions", () => {
  it("forgets nothing that matters when it starts its memory anew", () => {
    const identity = [policy("p", { Action: "s3:Get*" })];
    for (let index = 0; index < 6_000; index++) {
      identity[0]?.candidates(`s3:put${index}`);
    }
    expect(evaluate(request(USER, "s3:GetObject", OBJECT), environment({ identity })).is).toBe("allowed");
  });
});
