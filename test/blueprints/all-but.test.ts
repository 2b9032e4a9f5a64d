import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allBut, type ListedServices } from "../../src/blueprints/all-but.ts";
import { shippedTables } from "../../src/cli/shipped.ts";

const { services } = shippedTables().data["iam-actions"] as unknown as { services: ListedServices };

const SMALL: ListedServices = {
  sqs: { actions: "-ListQueues DeleteMessage DeleteMessageBatch DeleteQueue SendMessage" },
};

describe("all actions but some", () => {
  it.each([
    [["sqs:*"], ["sqs:DeleteMessage"], ["sqs:DeleteMessageB*", "sqs:DeleteQ*", "sqs:L*", "sqs:S*"]],
    [["sqs:*"], ["sqs:deletemessage*"], ["sqs:DeleteQ*", "sqs:L*", "sqs:S*"]],
    [["sqs:*"], ["sqs:DeleteMessageBatch"], ["sqs:DeleteMessage", "sqs:DeleteQ*", "sqs:L*", "sqs:S*"]],
    [["sqs:Delete*"], ["sqs:DeleteQueue"], ["sqs:DeleteM*"]],
    [["sqs:*", "kms:*"], ["sqs:*"], ["kms:*"]],
    [["sqs:SendMessage"], ["sqs:SendMessage"], []],
    [["sqs:*"], ["sqs:NoSuchThing", "kms:Decrypt"], ["sqs:*"]],
  ])("of %j without %j are %j", (patterns, exceptions, expected) => {
    expect(allBut(SMALL, patterns, exceptions)).toEqual(expected);
  });

  it("stand for every listed action but the exceptions, whatever these are", () => {
    const all = ["dynamodb", "kms", "s3", "sqs"].flatMap((service) => namesOf(service));
    fc.assert(
      fc.property(fc.subarray(all, { minLength: 1, maxLength: 12 }), (exceptions) => {
        const left = allBut(services, ["dynamodb:*", "kms:*", "s3:*", "sqs:*"], exceptions).map(matcher);
        for (const action of all) {
          expect(left.some((one) => one.test(action))).toBe(!exceptions.includes(action));
        }
      }),
      { numRuns: 40 },
    );
  });
});

function namesOf(service: string): string[] {
  return (services[service]?.actions ?? "").split(" ").map((name) => `${service}:${name.replace("-", "")}`);
}

function matcher(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "i");
}
