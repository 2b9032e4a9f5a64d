import { describe, expect, it } from "vitest";
import { exampleAccounts } from "../../src/prove/account-classes.ts";
import type { CatalogueRow } from "../../src/prove/catalogue.ts";
import { judgeRow } from "../../src/prove/judge.ts";
import { offline, rowOf } from "./proving.ts";

/** Its file lets 888888888888 read what the shop exports and assume roles, to the end of 2027. */
const scene = offline("test/prove/shipped.yaml");
const accounts = exampleAccounts(scene);

const PARTNER = "arn:aws:iam::888888888888:role/reader";
const IN_TIME = "2027-12-31T23:59:59Z";
const TOO_LATE = "2028-01-01T00:00:00Z";

interface Asked {
  readonly action: string;
  readonly resource?: string;
  readonly by?: string;
  readonly at?: string;
}

/** Whether the guardrails let somebody outside do something that the policy of the thing itself lets everybody do. */
function isLetThrough({ action, resource = "*", by = PARTNER, at = IN_TIME }: Asked): boolean {
  const row: CatalogueRow = {
    ...rowOf("A-OU-201"),
    ...{ action, resource, premises: ["open-resource-policy"] },
    context: { _principal: by, "aws:CurrentTime": at, "aws:PrincipalIsAWSService": "false" },
  };
  const { verdict } = judgeRow(row, scene, accounts);
  expect(["open", "denied"]).toContain(verdict);
  return verdict === "open";
}

const EXPORTS = "arn:aws:s3:::shop-exports/2026/x.csv";

describe("an account outside the organization that is trusted", () => {
  it.each([
    ["s3:GetObject", EXPORTS],
    ["s3:ListBucket", "arn:aws:s3:::shop-exports"],
    ["sts:AssumeRole", "arn:aws:iam::{W}:role/vendor/Monitoring"],
  ])("may do what the file names: %s", (action, resource) => {
    expect(isLetThrough({ action, resource })).toBe(true);
  });

  it.each([
    ["s3:PutObject", EXPORTS],
    ["s3:GetObjectVersion", EXPORTS],
    ["s3:GetObjectTagging", EXPORTS],
    ["s3:DeleteObject", EXPORTS],
    ["s3:PutBucketPolicy", "arn:aws:s3:::shop-exports"],
    ["s3:ListBucketVersions", "arn:aws:s3:::shop-exports"],
    ["kms:Decrypt", "arn:aws:kms:{R}:{W}:key/cccccccc-dddd-eeee-ffff-000000000000"],
    ["sqs:SendMessage", "arn:aws:sqs:{R}:{W}:uploads"],
    ["secretsmanager:GetSecretValue", "arn:aws:secretsmanager:{R}:{W}:secret:db-AbCdEf"],
    ["dynamodb:GetItem", "arn:aws:dynamodb:{R}:{W}:table/orders"],
  ])("may not do anything else, even where the resource's own policy lets it: %s", (action, resource) => {
    expect(isLetThrough({ action, resource })).toBe(false);
  });

  it("is refused by AWS itself from the day after its last one, whoever runs orgwright or not", () => {
    for (const [action, resource] of [
      ["s3:GetObject", EXPORTS],
      ["sts:AssumeRole", "arn:aws:iam::{W}:role/vendor/Monitoring"],
    ] as const) {
      expect([IN_TIME, TOO_LATE].map((at) => isLetThrough({ action, resource, at }))).toEqual([true, false]);
    }
  });

  it("stands alone: another account outside may nothing at any time", () => {
    const by = "arn:aws:iam::777777777777:role/reader";
    expect(isLetThrough({ action: "s3:GetObject", resource: EXPORTS, by })).toBe(false);
  });

  it("is trusted no less than before once it has joined the organization", () => {
    const row = rowOf("A-OU-201");
    const joined = {
      ...row,
      ...{ action: "s3:PutObject", resource: EXPORTS, premises: ["open-resource-policy"] as const },
      context: { _principal: PARTNER, "aws:CurrentTime": TOO_LATE, "aws:PrincipalOrgID": "{O}" },
    };
    expect(judgeRow(joined, scene, accounts).verdict).toBe("open");
  });
});

describe("rows about a partner", () => {
  it("are about one that the guardrails let do what the row asks for", () => {
    expect(judgeRow(rowOf("P-209"), scene, accounts).verdict).toBe("allowed");
    const other = judgeRow({ ...rowOf("P-209"), action: "s3:PutObject" }, scene, accounts);
    expect(other).toMatchObject({ verdict: "not-applicable", because: ["The guardrails name no partner"] });
  });
});
