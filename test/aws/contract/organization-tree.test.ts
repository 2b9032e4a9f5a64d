import { describe, expect, it } from "vitest";
import {
  memberOf,
  parentInPath,
  readManagementAccount,
  readMembers,
  readRoot,
  readUnits,
} from "../../../src/aws/contract/organization-tree.ts";
import { type Asked, refusal, scripted } from "./scripted.ts";

const NOT_IN_USE = "AWSOrganizationsNotInUseException";

describe("the root of an organization", () => {
  it("is read with what is enabled on it", async () => {
    const { aws } = scripted(({ operation }) =>
      operation === "organizations:ListRoots"
        ? { Roots: [{ Id: "r-1", PolicyTypes: [{ Type: "TAG_POLICY", Status: "PENDING_ENABLE" }] }] }
        : { Organization: { Id: "o-1", MasterAccountId: "1", FeatureSet: "CONSOLIDATED_BILLING" } },
    );
    expect(await readRoot(aws)).toEqual({
      organizationId: "o-1",
      managementAccount: "1",
      featureSet: "CONSOLIDATED_BILLING",
      rootId: "r-1",
      policyTypes: new Map([["TAG_POLICY", "PENDING_ENABLE"]]),
    });
  });

  it("is not there where the account is in no organization", async () => {
    const { aws, asked } = scripted(({ operation }) => {
      throw refusal(operation, NOT_IN_USE);
    });
    expect(await readRoot(aws)).toBeNull();
    expect(await readManagementAccount(aws)).toBeNull();
    expect(asked.map(({ operation }) => operation)).not.toContain("organizations:ListRoots");
  });

  it("is not taken for missing when AWS refuses for another reason", async () => {
    const { aws } = scripted(({ operation }) => {
      throw refusal(operation, "AccessDeniedException");
    });
    await expect(readRoot(aws)).rejects.toMatchObject({ code: "AccessDeniedException" });
  });
});

describe("the units of an organization", () => {
  /** A chain of units without end, which AWS does not have. */
  const chain = () =>
    scripted(({ input }: Asked) => {
      const parent = String(input["ParentId"]);
      return { OrganizationalUnits: [{ Id: `${parent}x`, Name: `under ${parent}` }] };
    });

  it("are read level by level, five deep, and the deepest are not asked for more", async () => {
    const { aws, asked } = chain();
    const units = await readUnits(aws, "r");
    expect(units.map(({ id, parent }) => [id, parent])).toEqual([
      ["rx", "r"],
      ["rxx", "rx"],
      ["rxxx", "rxx"],
      ["rxxxx", "rxxx"],
      ["rxxxxx", "rxxxx"],
    ]);
    expect(asked).toHaveLength(5);
  });

  it("are none where the root has none", async () => {
    const { aws, asked } = scripted(() => ({ OrganizationalUnits: [] }));
    expect(await readUnits(aws, "r")).toEqual([]);
    expect(asked).toHaveLength(1);
  });
});

describe("an account's parent", () => {
  it.each([
    ["o-a/r-ab12/ou-ab12-aaaaaaaa/ou-ab12-bbbbbbbb/222222222222/", "ou-ab12-bbbbbbbb"],
    ["o-a/r-ab12/ou-ab12-aaaaaaaa/", "ou-ab12-aaaaaaaa"],
    ["o-a/r-ab12/222222222222/", "r-ab12"],
    ["o-a/r-ab12/222222222222", "r-ab12"],
    ["", null],
  ])("is the last root or unit of its path: %s", (path, parent) => {
    expect(parentInPath({ Paths: [path] })).toBe(parent);
  });

  it("is not told where AWS sends no path", () => {
    expect(parentInPath({})).toBeNull();
    expect(parentInPath({ Paths: [] })).toBeNull();
  });
});

describe("the accounts of an organization", () => {
  const listed = [
    { Id: "1", Name: "a", Email: "a@x", State: "ACTIVE", Paths: ["o-1/r-1/1/"] },
    { Id: "2", Name: "b", Email: "b@x", State: "SUSPENDED", Paths: ["o-1/r-1/ou-1/2/"] },
  ];

  it("are one listing where AWS sends their paths", async () => {
    const { aws, asked } = scripted(() => ({ Accounts: listed }));
    const members = await readMembers(aws, "r-1");
    expect(members.map(({ id, parent }) => [id, parent])).toEqual([
      ["1", "r-1"],
      ["2", "ou-1"],
    ]);
    expect(asked).toHaveLength(1);
  });

  it("are looked for in every unit where AWS leaves out a single path", async () => {
    const { aws, asked } = scripted(({ operation, input }) => {
      switch (operation) {
        case "organizations:ListAccounts":
          return { Accounts: [listed[0], { ...listed[1], Paths: undefined }] };
        case "organizations:ListOrganizationalUnitsForParent":
          return { OrganizationalUnits: input["ParentId"] === "r-1" ? [{ Id: "ou-1", Name: "u" }] : [] };
        default:
          return { Accounts: input["ParentId"] === "ou-1" ? [{ Id: "2" }] : [{ Id: "1" }] };
      }
    });
    const members = await readMembers(aws, "r-1");
    expect(members.map(({ id, parent }) => [id, parent])).toEqual([
      ["1", "r-1"],
      ["2", "ou-1"],
    ]);
    expect(asked.filter(({ operation }) => operation === "organizations:ListAccountsForParent")).toHaveLength(2);
  });

  it.each([
    [{ State: "PENDING_CLOSURE", Status: "ACTIVE" }, "PENDING_CLOSURE"],
    [{ Status: "SUSPENDED" }, "SUSPENDED"],
    [{}, "ACTIVE"],
  ])("are what State says, and Status only where there is none: %j", (sent, state) => {
    expect(memberOf({ Id: "1", ...sent }, "r-1").state).toBe(state);
  });
});
