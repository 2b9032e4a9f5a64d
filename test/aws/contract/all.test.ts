import { describe, expect, it } from "vitest";
import { all } from "../../../src/aws/contract/all.ts";
import { ORGANIZATION_PLACE as AT } from "../../../src/model/place.ts";
import { scripted } from "./scripted.ts";

describe("everything that AWS lists", () => {
  it("is asked for page by page, each with the token of the one before", async () => {
    const pages = [
      { Accounts: [{ Id: "1" }], NextToken: "a" },
      { Accounts: [{ Id: "2" }, { Id: "3" }], NextToken: "b" },
      { Accounts: [{ Id: "4" }] },
    ];
    const { aws, asked } = scripted(() => pages[asked.length - 1]);
    const accounts = await all(aws, "organizations:ListAccounts", AT, { MaxResults: 2 });
    expect(accounts.map(({ Id }) => Id)).toEqual(["1", "2", "3", "4"]);
    expect(asked.map(({ input }) => input)).toEqual([
      { MaxResults: 2 },
      { MaxResults: 2, NextToken: "a" },
      { MaxResults: 2, NextToken: "b" },
    ]);
  });

  it.each([
    ["a page is empty", { Accounts: [], NextToken: "a" }],
    ["a page has no list at all", { NextToken: "a" }],
  ])("goes on when %s and there is a token", async (_what, first) => {
    const { aws, asked } = scripted(() => (asked.length === 1 ? first : { Accounts: [{ Id: "1" }] }));
    expect(await all(aws, "organizations:ListAccounts", AT, {})).toEqual([{ Id: "1" }]);
  });

  it.each([[undefined], [null], [""]])("ends where the token is %j", async (token) => {
    const { aws, asked } = scripted(() => ({ ResourceTagMappingList: [], PaginationToken: token }));
    expect(await all(aws, "tagging:GetResources", AT, {})).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it("follows the tokens of IAM, which have another name", async () => {
    const { aws, asked } = scripted(() =>
      asked.length === 1
        ? { Roles: [{ RoleName: "a" }], IsTruncated: true, Marker: "m" }
        : { Roles: [{ RoleName: "b" }], IsTruncated: false },
    );
    const roles = await all(aws, "iam:ListRoles", AT, {});
    expect(roles.map(({ RoleName }) => RoleName)).toEqual(["a", "b"]);
    expect(asked[1]?.input).toEqual({ Marker: "m" });
  });

  it("is not there in part when a page is refused", async () => {
    const { aws, asked } = scripted(() => {
      if (asked.length === 2) {
        throw new Error("lost");
      }
      return { Accounts: [{ Id: "1" }], NextToken: "a" };
    });
    await expect(all(aws, "organizations:ListAccounts", AT, {})).rejects.toThrow("lost");
  });
});
