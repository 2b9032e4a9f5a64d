import { describe, expect, it } from "vitest";
import { checkPolicy } from "../../src/policy/check.ts";
import { accepts, changed, policy, refuses } from "./refusals.ts";

const base = { Effect: "Deny", Action: "s3:*", Resource: "*" };
const later = { $after: "logging/account#id" };

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html */
describe("a service control policy", () => {
  accepts("scp", [
    ["FullAWSAccess", policy({ Effect: "Allow", Action: "*", Resource: "*" })],
    ["a single statement without a list", { Version: "2012-10-17", Statement: base }],
    ["an Id", { Version: "2012-10-17", Id: "guardrails", Statement: [base] }],
    ["a denial of everything but some actions", policy(changed(base, { Action: null, NotAction: ["iam:*", "sts:*"] }))],
    [
      "a denial on everything but some resources",
      policy(changed(base, { Resource: null, NotResource: "arn:aws:s3:::a" })),
    ],
    [
      "a condition on what it allows",
      policy(changed(base, { Effect: "Allow", Condition: { Bool: { "aws:x": true } } })),
    ],
    ["one resource on what it allows", policy(changed(base, { Effect: "Allow", Resource: "arn:aws:s3:::logs" }))],
    ["wildcards anywhere in an action", policy(changed(base, { Action: ["ec2:*Tags", "s3:?et*", "*:TagResource"] }))],
    ["a wildcard for the partition", policy(changed(base, { Resource: "arn:*:iam::*:role/orgwright/*" }))],
    ["any partition of AWS", policy(changed(base, { Resource: ["arn:aws-cn:s3:::a", "arn:aws-eusc:s3:::a"] }))],
    ["an action that nobody has heard of yet", policy(changed(base, { Action: "newservice:DoIt" }))],
    ["an empty Sid twice", policy(changed(base, { Sid: "" }), changed(base, { Sid: "" }))],
    ["an empty Condition", policy(changed(base, { Condition: {} }))],
    ["a condition without values", policy(changed(base, { Condition: { StringEquals: { "aws:x": [] } } }))],
    ["an unknown operator that compares nothing", policy(changed(base, { Condition: { Whatever: {} } }))],
    ["an operator in other capitals", policy(changed(base, { Condition: { stringequals: { "aws:x": "a" } } }))],
    ["letters beyond U+00FF", policy(changed(base, { Condition: { StringEquals: { "aws:x": "名" } } }))],
    [
      "every operator in every form",
      policy(
        changed(base, {
          Condition: {
            "ForAllValues:StringNotEqualsIgnoreCaseIfExists": { "aws:TagKeys": ["a", "b"] },
            "ForAnyValue:ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/x" },
            NumericGreaterThanEquals: { "s3:max-keys": 10 },
            DateLessThanIfExists: { "aws:CurrentTime": "2026-01-01T00:00:00Z" },
            NotIpAddressIfExists: { "aws:SourceIp": "192.0.2.0/24" },
            BinaryEquals: { key: "QmluYXJ5" },
            Null: { "aws:RequestTag/Owner": true },
          },
        }),
      ),
    ],
    [
      "texts that are not known yet, wherever one may stand",
      policy({
        Sid: later,
        Effect: "Deny",
        Action: ["s3:*", later],
        Resource: { $join: ["arn:aws:s3:::logs-", later] },
        Condition: { StringEquals: { "aws:PrincipalAccount": [later, "111111111111"] } },
      }),
    ],
  ]);

  refuses("scp", [
    ["a list for a document", [base], "policy-wrong-type "],
    ["a document without statements", { Version: "2012-10-17" }, "policy-missing-element "],
    ["an empty list of statements", policy(), "policy-missing-element "],
    ["a statement that is a text", { Version: "2012-10-17", Statement: ["x"] }, "policy-wrong-type /Statement/0"],
    ["no version", { Statement: [base] }, "policy-version "],
    ["the version of 2008", { Version: "2008-10-17", Statement: [base] }, "policy-version /Version"],
    ["a version that does not exist", { Version: "2026-01-01", Statement: [base] }, "policy-version /Version"],
    [
      "a misspelt element of the document",
      { Version: "2012-10-17", Statment: [base] },
      "policy-unknown-element /Statment",
      "policy-missing-element ",
    ],
    [
      "a misspelt element of a statement",
      policy({ ...base, Conditions: {} }),
      "policy-unknown-element /Statement/0/Conditions",
    ],
    ["a Principal", policy({ ...base, Principal: "*" }), "policy-element-not-allowed /Statement/0/Principal"],
    [
      "a NotPrincipal",
      policy({ ...base, NotPrincipal: { AWS: "111111111111" } }),
      "policy-element-not-allowed /Statement/0/NotPrincipal",
    ],
    ["no Effect", policy(changed(base, { Effect: null })), "policy-missing-element /Statement/0"],
    ["an Effect in small letters", policy(changed(base, { Effect: "deny" })), "policy-effect /Statement/0/Effect"],
    ["an Effect that is no text", policy(changed(base, { Effect: true })), "policy-wrong-type /Statement/0/Effect"],
    ["no Action", policy(changed(base, { Action: null })), "policy-missing-element /Statement/0"],
    ["an empty list of actions", policy(changed(base, { Action: [] })), "policy-missing-element /Statement/0/Action"],
    ["Action and NotAction", policy({ ...base, NotAction: "iam:*" }), "policy-contradiction /Statement/0/NotAction"],
    [
      "an action without a service",
      policy(changed(base, { Action: ["s3:*", "GetObject"] })),
      "policy-action /Statement/0/Action/1",
    ],
    [
      "an action with two colons",
      policy(changed(base, { Action: "s3:Get:Object" })),
      "policy-action /Statement/0/Action",
    ],
    [
      "an action that is an object",
      policy(changed(base, { Action: [{ a: 1 }] })),
      "policy-wrong-type /Statement/0/Action/0",
    ],
    ["no Resource", policy(changed(base, { Resource: null })), "policy-missing-element /Statement/0"],
    [
      "an empty list of resources",
      policy(changed(base, { Resource: [] })),
      "policy-missing-element /Statement/0/Resource",
    ],
    [
      "Resource and NotResource",
      policy({ ...base, NotResource: "*" }),
      "policy-contradiction /Statement/0/NotResource",
    ],
    [
      "a resource that is no ARN",
      policy(changed(base, { Resource: "my-bucket" })),
      "policy-resource /Statement/0/Resource",
    ],
    [
      "a partition that does not exist",
      policy(changed(base, { Resource: ["arn:amazon:s3:::a"] })),
      "policy-resource /Statement/0/Resource/0",
    ],
    ["a Sid with a dash", policy({ ...base, Sid: "deny-all" }), "policy-sid /Statement/0/Sid"],
    [
      "the same Sid twice",
      policy({ ...base, Sid: "A" }, { ...base, Sid: "A" }),
      "policy-sid-repeated /Statement/1/Sid",
    ],
    ["a Sid that is a number", policy({ ...base, Sid: 1 }), "policy-wrong-type /Statement/0/Sid"],
    ["a Condition that is a list", policy({ ...base, Condition: [] }), "policy-condition /Statement/0/Condition"],
    [
      "an operator that does not exist",
      policy({ ...base, Condition: { StringEqual: { "aws:x": "a" } } }),
      "policy-condition /Statement/0/Condition/StringEqual",
    ],
    [
      "Null with IfExists",
      policy({ ...base, Condition: { NullIfExists: { "aws:x": "true" } } }),
      "policy-condition /Statement/0/Condition/NullIfExists",
    ],
    [
      "a set operator with two colons",
      policy({ ...base, Condition: { "ForAnyValue::StringEquals": { "aws:x": "a" } } }),
      "policy-condition /Statement/0/Condition/ForAnyValue::StringEquals",
    ],
    [
      "an operator without keys",
      policy({ ...base, Condition: { StringEquals: "a" } }),
      "policy-condition /Statement/0/Condition/StringEquals",
    ],
    [
      "a condition's value that is an object, at a key with a slash",
      policy({ ...base, Condition: { StringEquals: { "aws:RequestTag/Owner": ["a", { b: 1 }] } } }),
      "policy-condition /Statement/0/Condition/StringEquals/aws:RequestTag~1Owner/1",
    ],
    [
      "everything that is wrong at once",
      policy({ Effect: "Deny", Action: "GetObject" }, { ...base, Principal: "*" }),
      "policy-action /Statement/0/Action",
      "policy-missing-element /Statement/0",
      "policy-element-not-allowed /Statement/1/Principal",
    ],
  ]);

  it.each([
    ["StringEqual", "StringEquals"],
    ["ForAnyValues:StringLik", "ForAnyValue:StringLike"],
    ["ForAnyValue::StringEqualsIfExists", "ForAnyValue:StringEqualsIfExists"],
    ["NullIfExists", "Null"],
    ["Bol", "Bool"],
  ])("proposes for the operator %s the right one, %s", (written, meant) => {
    const [problem] = checkPolicy("scp", policy({ ...base, Condition: { [written]: { "aws:x": "a" } } }));
    expect(problem?.fix).toBe(`Did you mean "${meant}"?`);
  });

  it("proposes the element that was meant", () => {
    const [problem] = checkPolicy("scp", policy({ ...base, Conditon: {} }));
    expect(problem?.fix).toBe('Did you mean "Condition"?');
  });

  it("is measured when its limit is known", () => {
    const document = policy(base);
    expect(checkPolicy("scp", document, { maxSize: 50 }).map(({ code }) => code)).toEqual(["policy-too-large"]);
    expect(checkPolicy("scp", document, { maxSize: 10_240 })).toEqual([]);
  });
});
