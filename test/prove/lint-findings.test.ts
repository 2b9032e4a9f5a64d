import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { toolVersion } from "../../src/cli/shipped.ts";
import { openSource } from "../../src/cli/source.ts";
import { validate } from "../../src/pipeline.ts";
import { TABLES } from "./proving.ts";

const FILE = `version: 1
organization:
  name: acme
  email: aws+{account}@acme.example
  homeRegion: eu-west-1
  managementAccount: "111111111111"
blueprints:
  - use: foundation
    with: { operators: { users: [admin] } }
  - use: ./own.yaml
    with:
      actions: [s3:GetObject, s3:GetObjcet]
  - use: workload
    with: { accounts: { shop: { ou: workloads/prod } } }
`;

const OWN = `blueprint: own
title: What a team adds
description: A role, and a guardrail.
parameters:
  actions: { type: list, of: string, ask: What may it do? }
resources:
  role:
    kind: iam-role
    in: { account: shop }
    properties:
      name: Reader
      trust:
        Version: "2012-10-17"
        Statement:
          Effect: Allow
          Principal: { Service: lambda.amazonaws.com }
          Action: sts:AssumeRole
      inline:
        Read:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: "\${param.actions}"
              Resource: "*"
            - Effect: Allow
              Action:
                - sqs:SendMessage
                - sqs:RecieveMessage
              Resource: "*"
guardrails:
  - id: first
    group: own
    type: scp
    attach: root
    title: Nobody does this
    wayOut: Detach it.
    statements:
      - Sid: First
        Effect: Deny
        Action: ec2:DeleteVpc
        Resource: "*"
  - id: second
    group: own
    type: scp
    attach: root
    title: Nobody does that
    wayOut: Detach it.
    statements:
      - Sid: Second
        Effect: Deny
        Action: ec2:DeleteSubnet
        Resource: "*"
        Condition:
          ArnNotLike:
            aws:PrincipalArn: "arn:aws:iam::*:role/*Admin"
`;

const folder = mkdtempSync(join(tmpdir(), "orgwright-lint-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "orgwright.yaml"), FILE);
writeFileSync(join(folder, "own.yaml"), OWN);

const { findings } = validate(openSource(join(folder, "orgwright.yaml")), TABLES, toolVersion());

/** Where what is said of a policy points to: the file's name and the text of its line. */
function pointedAt(code: string): string[] {
  return findings
    .filter((finding) => finding.code === code)
    .map(({ at }) => {
      const isOwn = at?.file.endsWith("own.yaml") === true;
      return `${isOwn ? "own" : "file"}: ${(isOwn ? OWN : FILE).split("\n")[(at?.line ?? 0) - 1]?.trim()}`;
    });
}

describe("what a policy of one's own hardly means", () => {
  it("is told at the line of the element, in the blueprint or where the organization file gives it", () => {
    expect(pointedAt("lint-unknown-action").sort()).toEqual([
      "file: actions: [s3:GetObject, s3:GetObjcet]",
      "own: - sqs:RecieveMessage",
    ]);
  });

  it("is told at the statement of a guardrail, whichever of a group it stands in", () => {
    expect(pointedAt("lint-wide-exemption")).toEqual(['own: aws:PrincipalArn: "arn:aws:iam::*:role/*Admin"']);
  });

  it("is all there is: of what the shipped blueprints make nothing has to be told", () => {
    expect(findings.filter(({ code }) => code.startsWith("lint-")).length).toBe(3);
  });
});
