import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fill } from "../../src/model/deferred.ts";
import { canonicalJson, type Json, type JsonObject } from "../../src/model/json.ts";
import { checkPolicy } from "../../src/policy/check.ts";
import { normalPolicy, samePolicy } from "../../src/policy/normal.ts";
import { disguised, policyDocument } from "./arbitraries.ts";

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });

function statement(elements: JsonObject): JsonObject {
  return { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: ["s3:*"], Resource: ["*"], ...elements }] };
}

function normalOf(elements: JsonObject): JsonObject {
  const normal = normalPolicy(statement(elements)) as { Statement: JsonObject[] };
  return normal.Statement[0] as JsonObject;
}

describe("the normal form of a policy", () => {
  it("makes sorted lists of single values and of repeated ones", () => {
    expect(normalOf({ Action: "s3:Get*" })["Action"]).toEqual(["s3:Get*"]);
    expect(normalOf({ Resource: ["arn:aws:s3:::b", "arn:aws:s3:::a", "arn:aws:s3:::b"] })["Resource"]).toEqual([
      "arn:aws:s3:::a",
      "arn:aws:s3:::b",
    ]);
  });

  it("makes a list of a single statement and keeps the order of several", () => {
    const one = { Effect: "Allow", Action: "*", Resource: "*" };
    const two = { Effect: "Deny", Action: "*", Resource: "*" };
    expect(normalPolicy({ Statement: one })).toEqual({
      Version: "2008-10-17",
      Statement: [{ Effect: "Allow", Action: ["*"], Resource: ["*"] }],
    });
    const both = normalPolicy({ Statement: [two, one] }) as { Statement: JsonObject[] };
    expect(both.Statement.map(({ Effect }) => Effect)).toEqual(["Deny", "Allow"]);
  });

  it("names the version that AWS assumes when a document names none", () => {
    expect(normalPolicy({ Statement: [] })).toEqual({ Version: "2008-10-17", Statement: [] });
  });

  it.each([
    ["arn:aws:iam::111111111111:root", "111111111111"],
    ["arn:aws-us-gov:iam::111111111111:root", "111111111111"],
    ["111111111111", "111111111111"],
    ["arn:aws:iam::111111111111:role/root", "arn:aws:iam::111111111111:role/root"],
  ])("writes the principal %s as %s", (written, normal) => {
    expect(normalOf({ Principal: { AWS: written } })["Principal"]).toEqual({ AWS: [normal] });
  });

  it("knows an account's root ARN while its id is not known yet", () => {
    const id = { $after: "logging/account#id" };
    const root = { $join: ["arn:aws:iam::", id, ":root"] };
    expect(normalOf({ Principal: { AWS: [root, id] } })["Principal"]).toEqual({ AWS: [id] });
  });

  it.each([[{ AWS: "*" }], [{ AWS: ["*"] }], ["*"]])("writes the principal %j as everyone", (Principal) => {
    expect(normalOf({ Principal })["Principal"]).toBe("*");
  });

  it("does not take everyone of one kind and somebody of another for everyone", () => {
    expect(normalOf({ Principal: { AWS: "*", Service: "ec2.amazonaws.com" } })["Principal"]).toEqual({
      AWS: ["*"],
      Service: ["ec2.amazonaws.com"],
    });
    expect(normalOf({ Principal: { Service: "*" } })["Principal"]).toEqual({ Service: ["*"] });
  });

  it("makes texts of the numbers and truth values in conditions", () => {
    const Condition = { Bool: { "aws:SecureTransport": false }, NumericLessThan: { "aws:MultiFactorAuthAge": 3600 } };
    expect(normalOf({ Condition })["Condition"]).toEqual({
      Bool: { "aws:SecureTransport": ["false"] },
      NumericLessThan: { "aws:MultiFactorAuthAge": ["3600"] },
    });
  });

  it("spells operators as AWS does, unless that would make two conditions one", () => {
    const spelt = normalOf({ Condition: { "foranyvalue:stringlikeifexists": { "aws:TagKeys": "a" } } });
    expect(spelt["Condition"]).toEqual({ "ForAnyValue:StringLikeIfExists": { "aws:TagKeys": ["a"] } });
    const both = { StringEquals: { "aws:username": ["a"] }, stringequals: { "aws:username": ["b"] } };
    expect(normalOf({ Condition: both })["Condition"]).toEqual(both);
  });

  it("leaves out what says nothing", () => {
    expect(normalOf({ Sid: "", Condition: { StringEquals: {} } })).toEqual({
      Effect: "Deny",
      Action: ["s3:*"],
      Resource: ["*"],
    });
  });

  it("takes a deferred text for one text wherever it stands", () => {
    const text = { $join: ["arn:aws:s3:::", { $after: "logging/account#id" }] };
    const normal = normalOf({ Sid: text, Resource: text, Condition: { StringEquals: { "aws:SourceArn": text } } });
    expect(normal).toMatchObject({
      Sid: text,
      Resource: [text],
      Condition: { StringEquals: { "aws:SourceArn": [text] } },
    });
    expect(normalPolicy(text)).toBe(text);
  });

  it("sorts only the lists under inheritance operators in a management policy", () => {
    const tags = { team: { tag_value: { "@@assign": ["b", "a", "b"] } } };
    expect(normalPolicy({ tags })).toEqual({ tags: { team: { tag_value: { "@@assign": ["a", "b"] } } } });
    expect(normalPolicy({ rules: [{ b: 1 }, { a: 1 }] })).toEqual({ rules: [{ b: 1 }, { a: 1 }] });
  });
});

describe("the normal form, of any document", () => {
  it("is its own normal form", () => {
    fc.assert(
      fc.property(policyDocument, (document) => {
        const normal = normalPolicy(document);
        expect(normalPolicy(normal)).toEqual(normal);
      }),
    );
  });

  it("does not depend on the order and form of values", () => {
    fc.assert(
      fc.property(policyDocument, seed, (document, number) => {
        const other = disguised(document, number, false);
        expect(canonicalJson(normalPolicy(other))).toBe(canonicalJson(normalPolicy(document)));
      }),
    );
  });

  it("is the same before and after what is deferred becomes known", () => {
    const lookup = () => "333333333333";
    fc.assert(
      fc.property(policyDocument, (document) => {
        const early = normalPolicy(fill(normalPolicy(document), lookup));
        expect(early).toEqual(normalPolicy(fill(document, lookup)));
      }),
    );
  });

  it.each(["scp", "rcp", "identity", "trust", "resource"] as const)(
    "is taken as %s when the document is",
    (grammar) => {
      fc.assert(
        fc.property(policyDocument, (document) => {
          const accepted = checkPolicy(grammar, document).length === 0;
          expect(checkPolicy(grammar, normalPolicy(document)).length === 0 || !accepted).toBe(true);
        }),
      );
    },
  );

  it("exists for every JSON value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const normal = normalPolicy(value as Json);
        expect(normalPolicy(normal)).toEqual(normal);
      }),
    );
  });
});

describe("whether two policies are the same", () => {
  it("does not depend on order, form, or letters that AWS does not tell apart", () => {
    fc.assert(
      fc.property(policyDocument, seed, (document, number) => {
        expect(samePolicy(document, disguised(document, number, true))).toBe(true);
      }),
    );
  });

  it("is denied when one action more stands in a statement", () => {
    fc.assert(
      fc.property(policyDocument, (document) => {
        const normal = normalPolicy(document) as { Statement: { Action: Json[] }[] };
        const [first, ...others] = normal.Statement;
        const more = { ...first, Action: [...(first?.Action ?? []), "sns:Publish"] };
        expect(samePolicy(document, { ...normal, Statement: [more, ...others] })).toBe(false);
      }),
    );
  });

  it.each<[string, JsonObject, JsonObject]>([
    ["the effect", { Effect: "Allow" }, { Effect: "Deny" }],
    ["the statement's id", { Sid: "One" }, { Sid: "Two" }],
    ["a resource's capitals", { Resource: "arn:aws:s3:::A" }, { Resource: "arn:aws:s3:::a" }],
    ["NotAction for Action", { NotAction: "iam:*" }, { Action: "iam:*" }],
    [
      "a role for its account",
      { Principal: { AWS: "arn:aws:iam::111111111111:role/A" } },
      { Principal: { AWS: "111111111111" } },
    ],
    ["an operator", { Condition: { Bool: { "aws:x": "true" } } }, { Condition: { BoolIfExists: { "aws:x": "true" } } }],
    [
      "a condition's capitals",
      { Condition: { StringEquals: { "aws:x": "A" } } },
      { Condition: { StringEquals: { "aws:x": "a" } } },
    ],
    ["a text that is not known yet", { Resource: { $after: "a/b#arn" } }, { Resource: { $after: "a/c#arn" } }],
  ])("is denied when they differ in %s", (_, a, b) => {
    expect(samePolicy(statement(a), statement(b))).toBe(false);
  });

  it("tells a version from the one that AWS assumes", () => {
    const Statement = [{ Effect: "Allow", Action: "*", Resource: "*" }];
    expect(samePolicy({ Statement }, { Version: "2008-10-17", Statement })).toBe(true);
    expect(samePolicy({ Statement }, { Version: "2012-10-17", Statement })).toBe(false);
  });

  it("keeps two conditions apart whose keys differ only in capitals", () => {
    const both = statement({ Condition: { StringEquals: { "aws:username": "a", "AWS:UserName": "b" } } });
    const one = statement({ Condition: { StringEquals: { "aws:username": ["a", "b"] } } });
    expect(samePolicy(both, one)).toBe(false);
  });

  it("looks past order in the lists of management policies", () => {
    const policy = (values: string[]) => ({ tags: { team: { tag_value: { "@@assign": values } } } });
    expect(samePolicy(policy(["a", "b"]), policy(["b", "a"]))).toBe(true);
    expect(samePolicy(policy(["a", "b"]), policy(["a"]))).toBe(false);
  });
});
