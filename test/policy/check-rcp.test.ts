import { describe } from "vitest";
import { accepts, changed, policy, refuses } from "./refusals.ts";

const base = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" };
const tables = { rcpServices: ["kms", "s3", "sts"] };

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html */
describe("a resource control policy", () => {
  accepts(
    "rcp",
    [
      ["AWS's own example", policy({ ...base, Condition: { BoolIfExists: { "aws:SecureTransport": "false" } } })],
      ["covered services", policy(changed(base, { Action: ["s3:Get*", "STS:AssumeRole", "kms:?ecrypt"] }))],
      ["everyone in the long form", policy(changed(base, { Principal: { AWS: ["*"] } }))],
      [
        "everything but some resources",
        policy(changed(base, { Resource: null, NotResource: ["arn:aws:s3:::public"] })),
      ],
      ["an action that is not known yet", policy(changed(base, { Action: [{ $after: "a/b#c" }] }))],
    ],
    tables,
  );
  accepts("rcp", [["any service when the covered ones are not known", policy(changed(base, { Action: "ec2:*" }))]]);

  refuses(
    "rcp",
    [
      ["an Allow", policy(changed(base, { Effect: "Allow" })), "policy-effect /Statement/0/Effect"],
      ["no Principal", policy(changed(base, { Principal: null })), "policy-missing-element /Statement/0"],
      [
        "an account as Principal",
        policy(changed(base, { Principal: { AWS: "111111111111" } })),
        "policy-principal /Statement/0/Principal",
      ],
      [
        "a service as Principal",
        policy(changed(base, { Principal: { Service: "*" } })),
        "policy-principal /Statement/0/Principal",
      ],
      [
        "a NotPrincipal",
        policy(changed(base, { Principal: null, NotPrincipal: "*" })),
        "policy-element-not-allowed /Statement/0/NotPrincipal",
      ],
      [
        "a NotAction",
        policy(changed(base, { Action: null, NotAction: "s3:*" })),
        "policy-element-not-allowed /Statement/0/NotAction",
      ],
      ["every action", policy(changed(base, { Action: "*" })), "policy-action-not-covered /Statement/0/Action"],
      [
        "a service that is not covered",
        policy(changed(base, { Action: ["s3:*", "ec2:*"] })),
        "policy-action-not-covered /Statement/0/Action/1",
      ],
      ["a pattern for services", policy(changed(base, { Action: "s*:Get*" })), "policy-action /Statement/0/Action"],
      ["no Resource", policy(changed(base, { Resource: null })), "policy-missing-element /Statement/0"],
      ["no version", { Statement: base }, "policy-version "],
    ],
    tables,
  );
});
