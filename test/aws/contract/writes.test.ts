import { describe, expect, it } from "vitest";
import { AwsError, type Outcome } from "../../../src/aws/contract/aws-error.ts";
import { OPERATIONS, type Operation } from "../../../src/aws/contract/operations.ts";
import { needsALook, WRITES, type WriteOperation, writeOf } from "../../../src/aws/contract/writes.ts";
import { declaredErrors } from "../../support/declared-errors.ts";

const ALL = Object.keys(WRITES) as WriteOperation[];

/** Refusals that look like "it is so already" and are about another thing. */
const ABOUT_OTHERS: Readonly<Partial<Record<WriteOperation, Readonly<Record<string, string>>>>> = {
  "iam:CreateAccountAlias": { EntityAlreadyExistsException: "an alias is unique in all of AWS: somebody else has it" },
  "s3:CreateBucket": { BucketAlreadyExists: "the name belongs to somebody else" },
  "kms:CreateKey": { XksKeyAlreadyInUseException: "it is about keys outside of AWS" },
  "organizations:DetachPolicy": { TargetNotFoundException: "a target does not go, but for an account that left" },
  "iam:RemoveClientIDFromOpenIDConnectProvider": { NoSuchEntityException: "it is the provider that is gone" },
  "ecr:DeleteLifecyclePolicy": { RepositoryNotFoundException: "it is the repository that is gone" },
  "ram:DisassociateResourceShare": { UnknownResourceException: "it is the share that is gone" },
};

/** The refusals AWS documents for an operation whose names say so, without those that are about something else. */
function documented(operation: WriteOperation, says: RegExp): string[] {
  const codes = declaredErrors(operation).map(({ code }) => code);
  return codes.filter((code) => says.test(code) && ABOUT_OTHERS[operation]?.[code] === undefined);
}

function failure(operation: Operation, code: string, outcome: Outcome = "refused"): AwsError {
  return new AwsError({ operation, code, message: "…", outcome });
}

describe("a row of the table of writes", () => {
  it("is there for each operation that changes something, and for no other", () => {
    const writes = Object.entries(OPERATIONS).flatMap(([name, { access }]) => (access === "write" ? [name] : []));
    expect([...ALL].sort()).toEqual(writes.sort());
  });

  it.each(ALL)("%s: looks with reads, and takes for a sign only what AWS documents", (operation) => {
    const { look, already } = WRITES[operation];
    expect(look.length).toBeGreaterThan(0);
    expect(look.map((read) => OPERATIONS[read].access)).toEqual(look.map(() => "read"));
    const codes = declaredErrors(operation).map(({ code }) => code);
    expect(already.filter((code) => !codes.includes(code))).toEqual([]);
  });

  it("says of everything that is made which refusal means that it is there", () => {
    const making = ALL.filter((operation) => !/:Update/.test(operation));
    const missing = making.flatMap((operation) =>
      documented(operation, /Already|Duplicate/).filter((code) => !WRITES[operation].already.includes(code)),
    );
    expect(missing).toEqual([]);
  });

  it("says of everything that is taken away which refusal means that it is gone", () => {
    const taking = ALL.filter((operation) => /:(Delete|Detach|Remove(?!Tags)|Disassociate)/.test(operation));
    const missing = taking.flatMap((operation) =>
      documented(operation, /NotFound|NoSuch|NotAttached|Unknown/).filter(
        (code) => !WRITES[operation].already.includes(code),
      ),
    );
    expect(missing).toEqual([]);
  });

  it("says that an account which is not where it was may have been moved already", () => {
    expect(WRITES["organizations:MoveAccount"].already).toEqual([
      "AccountNotFoundException",
      "DuplicateAccountException",
      "SourceParentNotFoundException",
    ]);
  });

  it("says of a service's own role that IAM has no better word for one that is there", () => {
    expect(WRITES["iam:CreateServiceLinkedRole"].already).toEqual(["InvalidInputException"]);
  });

  it("is marked where nobody can take the write back", () => {
    expect(ALL.filter((operation) => WRITES[operation].irreversible)).toEqual([
      "organizations:CreateOrganization",
      "organizations:CreateAccount",
      "iam:DeleteUser",
      "s3:CreateBucket",
      "s3:PutObjectLockConfiguration",
      "kms:CreateKey",
    ]);
  });

  it("is not asked for where nothing is changed", () => {
    expect(writeOf("organizations:ListAccounts")).toBeNull();
    expect(writeOf("organizations:CreateAccount")).toBe(WRITES["organizations:CreateAccount"]);
  });
});

describe("only a look can tell how things stand", () => {
  it.each<[string, Operation, string, Outcome]>([
    ["a write's answer is lost", "iam:PutRolePolicy", "Timeout", "unknown"],
    ["a read's answer is lost", "iam:GetRole", "Timeout", "unknown"],
    ["AWS says that a thing is there already", "iam:CreateRole", "EntityAlreadyExistsException", "refused"],
    ["AWS says that a thing is gone already", "iam:DeleteRole", "NoSuchEntityException", "refused"],
    ["what was looked at went away between two reads", "kms:GetKeyPolicy", "NotFoundException", "refused"],
    ["what was looked at went away, in S3's words", "s3:GetBucketTagging", "NoSuchBucket", "refused"],
    ["what was looked at went away, without the last word", "iam:GetRole", "RoleNotFound", "refused"],
  ])("when %s", (_when, operation, code, outcome) => {
    expect(needsALook(failure(operation, code, outcome))).toBe(true);
  });
});

describe("no look is needed", () => {
  it.each<[string, Operation, string, Outcome]>([
    ["a write never left", "iam:CreateRole", "EntityAlreadyExistsException", "not-sent"],
    ["a read never left", "iam:GetRole", "NoSuchEntityException", "not-sent"],
    ["a write is refused for another reason", "iam:CreateRole", "LimitExceededException", "refused"],
    ["a write misses what it is to change", "iam:PutRolePolicy", "NoSuchEntityException", "refused"],
    ["a read is refused", "iam:GetRole", "AccessDeniedException", "refused"],
    ["a code only begins so", "iam:GetRole", "NotFoundExceptionally", "refused"],
    ["a code only ends so", "iam:GetRole", "ThereIsNoSuchThing", "refused"],
  ])("when %s", (_when, operation, code, outcome) => {
    expect(needsALook(failure(operation, code, outcome))).toBe(false);
  });

  it("when the error is not AWS's", () => {
    expect(needsALook(new Error("NoSuchEntityException"))).toBe(false);
    expect(needsALook(undefined)).toBe(false);
  });
});
