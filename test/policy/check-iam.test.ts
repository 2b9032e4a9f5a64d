import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../src/model/json.ts";
import { checkPolicy } from "../../src/policy/check.ts";
import { accepts, changed, policy, refuses } from "./refusals.ts";

const later = { $after: "logging/account#id" };

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
describe("an identity-based policy", () => {
  const base = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

  accepts("identity", [
    ["policy variables in ARNs", policy(changed(base, { Resource: "arn:aws:iam::*:user/$" + "{aws:username}" }))],
    ["the version of 2008", { Version: "2008-10-17", Statement: base }],
    ["no version", { Statement: [base] }],
    ["a service prefix with a dash and a dot", policy(changed(base, { Action: ["execute-api:Invoke", "s3.s:List"] }))],
    ["letters up to U+00FF", policy(changed(base, { Condition: { StringEquals: { "aws:x": "Grüße ÿ" } } }))],
    [
      "an account id that is not known yet",
      policy(changed(base, { Resource: { $join: ["arn:aws:iam::", later, ":role/x"] } })),
    ],
  ]);

  refuses("identity", [
    ["a Principal", policy({ ...base, Principal: "*" }), "policy-element-not-allowed /Statement/0/Principal"],
    ["an empty resource", policy(changed(base, { Resource: "" })), "policy-resource /Statement/0/Resource"],
    ["an empty action", policy(changed(base, { Action: "" })), "policy-action /Statement/0/Action"],
    [
      "a service prefix with a space",
      policy(changed(base, { Action: "a a:List" })),
      "policy-action /Statement/0/Action",
    ],
    ["a pattern for services", policy(changed(base, { Action: "s*:Get*" })), "policy-action /Statement/0/Action"],
    [
      "typographic quotes",
      policy(changed(base, { Condition: { StringEquals: { "aws:x": ["a", "it’s"] } } })),
      "policy-character /Statement/0/Condition/StringEquals/aws:x/1",
    ],
    [
      "letters beyond U+00FF in a condition's key",
      policy(changed(base, { Condition: { StringEquals: { "aws:RequestTag/名": "a" } } })),
      "policy-character /Statement/0/Condition/StringEquals/aws:RequestTag~1名",
    ],
    [
      "a missing effect in a single statement",
      { Statement: changed(base, { Effect: null }) },
      "policy-missing-element /Statement",
    ],
    ["an Id that is a list", { Id: ["a"], Statement: base }, "policy-wrong-type /Id"],
  ]);
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html */
describe("a role's trust policy", () => {
  const base = { Effect: "Allow", Principal: { AWS: "111111111111" }, Action: "sts:AssumeRole" };

  accepts("trust", [
    ["an account", policy(base)],
    ["an account's root", policy(changed(base, { Principal: { AWS: "arn:aws:iam::111111111111:root" } }))],
    ["a deleted role's id", policy(changed(base, { Principal: { AWS: "AROAEXAMPLEROLEID0001" } }))],
    [
      "everyone, with a condition",
      policy({ ...base, Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a" } } }),
    ],
    ["a service", policy(changed(base, { Principal: { Service: ["ec2.amazonaws.com"] } }))],
    [
      "tags and source identity",
      policy(changed(base, { Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"] })),
    ],
    [
      "an OIDC provider",
      policy({
        Effect: "Allow",
        Principal: { Federated: "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com" },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { "token.actions.githubusercontent.com:sub": "repo:acme/aws:ref:refs/heads/main" } },
      }),
    ],
    [
      "an account that does not exist yet",
      policy(changed(base, { Principal: { AWS: { $join: ["arn:aws:iam::", later, ":root"] } } })),
    ],
    ["no version", { Statement: [base] }],
  ]);

  refuses("trust", [
    ["no Principal", policy(changed(base, { Principal: null })), "policy-missing-element /Statement/0"],
    [
      "a Principal that is an account id",
      policy(changed(base, { Principal: "111111111111" })),
      "policy-wrong-type /Statement/0/Principal",
    ],
    [
      "a Principal that names nobody",
      policy(changed(base, { Principal: {} })),
      "policy-missing-element /Statement/0/Principal",
    ],
    [
      "an empty list of principals",
      policy(changed(base, { Principal: { AWS: [] } })),
      "policy-missing-element /Statement/0/Principal/AWS",
    ],
    [
      "a kind of principal that does not exist",
      policy(changed(base, { Principal: { Aws: "*" } })),
      "policy-unknown-element /Statement/0/Principal/Aws",
    ],
    [
      "an account id that lost its zero",
      policy(changed(base, { Principal: { AWS: "12345678901" } })),
      "policy-principal /Statement/0/Principal/AWS",
    ],
    [
      "an account id that is a number",
      policy(changed(base, { Principal: { AWS: 111111111111 } })),
      "policy-wrong-type /Statement/0/Principal/AWS",
    ],
    [
      "a wildcard in a role's name",
      policy(changed(base, { Principal: { AWS: ["arn:aws:iam::111111111111:role/*"] } })),
      "policy-principal /Statement/0/Principal/AWS/0",
    ],
    [
      "a NotPrincipal",
      policy(changed(base, { Principal: null, NotPrincipal: { AWS: "111111111111" } })),
      "policy-element-not-allowed /Statement/0/NotPrincipal",
    ],
    ["a Resource", policy({ ...base, Resource: "*" }), "policy-element-not-allowed /Statement/0/Resource"],
    [
      "an action of another service",
      policy(changed(base, { Action: "s3:GetObject" })),
      "policy-action-not-covered /Statement/0/Action",
    ],
    ["every action", policy(changed(base, { Action: "*" })), "policy-action-not-covered /Statement/0/Action"],
  ]);
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html */
describe("a resource-based policy", () => {
  const base = {
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: "*",
  };

  accepts("resource", [
    ["a Sid with spaces, as key policies have", policy({ ...base, Sid: "Enable IAM User Permissions" })],
    ["no Resource, as repository policies have none", policy(changed(base, { Resource: null }))],
    ["a Resource that is no ARN", policy(changed(base, { Resource: "execute-api:/*" }))],
    [
      "a NotPrincipal",
      policy(changed(base, { Effect: "Deny", Principal: null, NotPrincipal: { AWS: "111111111111" } })),
    ],
    [
      "a canonical user",
      policy(
        changed(base, {
          Principal: { CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" },
        }),
      ),
    ],
  ]);

  refuses("resource", [
    ["no Principal", policy(changed(base, { Principal: null })), "policy-missing-element /Statement/0"],
    [
      "a principal that is no ARN",
      policy(changed(base, { Principal: { AWS: "admin" } })),
      "policy-principal /Statement/0/Principal/AWS",
    ],
    [
      "Principal and NotPrincipal",
      policy({ ...base, NotPrincipal: "*" }),
      "policy-contradiction /Statement/0/NotPrincipal",
    ],
  ]);
});

describe("checking a policy", () => {
  it.each(["scp", "rcp", "identity", "trust", "resource", "tag", "management"] as const)(
    "ends for any JSON as %s",
    (grammar) => {
      fc.assert(
        fc.property(fc.jsonValue(), (document) => {
          expect(Array.isArray(checkPolicy(grammar, document as Json, { maxSize: 10, rcpServices: ["s3"] }))).toBe(
            true,
          );
        }),
      );
    },
  );
});
