import { describe, expect, it } from "vitest";
import { isTaggedFor, readPolicies } from "../../../src/aws/contract/policies.ts";
import { type Asked, refusal, scripted } from "./scripted.ts";

const OURS = [
  { Key: "orgwright:organization", Value: "acme" },
  { Key: "orgwright:address", Value: "a/b" },
];

/** An organization in which two policy types are enabled, with one policy of AWS and one of people in each. */
function organization() {
  return scripted(({ operation, input }: Asked) => {
    switch (operation) {
      case "organizations:DescribeOrganization":
        return { Organization: { Id: "o-1" } };
      case "organizations:ListRoots":
        return { Roots: [{ Id: "r-1", PolicyTypes: [{ Type: "TAG_POLICY" }, { Type: "BACKUP_POLICY" }] }] };
      case "organizations:ListPolicies":
        return {
          Policies: [
            { Id: `p-aws-${input["Filter"]}`, Name: "FullAccess", AwsManaged: true },
            { Id: `p-${input["Filter"]}`, Name: "ours", Description: "d", AwsManaged: false },
          ],
        };
      case "tagging:GetResources":
        return {
          ResourceTagMappingList: [
            { ResourceARN: "arn:aws:organizations::1:root/o-1/r-1", Tags: OURS },
            { ResourceARN: "arn:aws:organizations::1:policy/o-1/tag_policy/p-TAG_POLICY", Tags: OURS },
          ],
        };
      default:
        return { Tags: [{ Key: "own", Value: "answer" }] };
    }
  });
}

describe("the policies of an organization", () => {
  it("are those of every type that is enabled, with their tags, in one order", async () => {
    const { aws } = organization();
    const policies = await readPolicies(aws, [], () => false);
    expect(policies.map(({ id, type, awsManaged, tags }) => [id, type, awsManaged, Object.keys(tags)])).toEqual([
      ["p-aws-BACKUP_POLICY", "BACKUP_POLICY", true, []],
      ["p-BACKUP_POLICY", "BACKUP_POLICY", false, []],
      ["p-aws-TAG_POLICY", "TAG_POLICY", true, []],
      ["p-TAG_POLICY", "TAG_POLICY", false, ["orgwright:organization", "orgwright:address"]],
    ]);
  });

  it("are of a wished-for type as well although it is disabled, once", async () => {
    const { aws, asked } = organization();
    await readPolicies(aws, ["SERVICE_CONTROL_POLICY", "TAG_POLICY"], () => false);
    const filters = asked.flatMap(({ operation, input }) =>
      operation === "organizations:ListPolicies" ? [input["Filter"]] : [],
    );
    expect(filters).toEqual(["BACKUP_POLICY", "SERVICE_CONTROL_POLICY", "TAG_POLICY"]);
  });

  it("are asked for their own tags only where they are wished for and not known as ours; AWS's own never", async () => {
    const { aws, asked } = organization();
    const policies = await readPolicies(aws, [], (_type, name) => name === "ours" || name === "FullAccess");
    expect(asked.flatMap(({ input }) => input["ResourceId"] ?? [])).toEqual(["p-BACKUP_POLICY"]);
    expect(policies.find(({ id }) => id === "p-BACKUP_POLICY")?.tags).toEqual({ own: "answer" });
  });

  it("are none where there is no organization", async () => {
    const { aws } = scripted(({ operation }) => {
      throw refusal(operation, "AWSOrganizationsNotInUseException");
    });
    expect(await readPolicies(aws, ["TAG_POLICY"], () => true)).toEqual([]);
  });

  it("belong to a file by its name alone", () => {
    expect(isTaggedFor({ "orgwright:organization": "acme" }, "acme")).toBe(true);
    expect(isTaggedFor({ "orgwright:organization": "globex" }, "acme")).toBe(false);
    expect(isTaggedFor({}, "acme")).toBe(false);
  });
});
