import { describe, expect, it } from "vitest";
import type { Reader } from "../../src/aws/contract/call.ts";
import { memoize } from "../../src/observe/memoized-reader.ts";

const ORG = { account: "management", region: "global" } as const;

function counted(answer: (n: number) => Promise<unknown>) {
  const asked: string[] = [];
  const reader: Reader = {
    call: async (operation, at, input) => {
      asked.push(`${operation} ${at.account} ${JSON.stringify(input)}`);
      return (await answer(asked.length)) as never;
    },
  };
  return { reader: memoize(reader), asked };
}

describe("a memoizing reader", () => {
  it("asks once, however the input is written", async () => {
    const { reader, asked } = counted(async (n) => ({ n }));
    const one = await reader.call("organizations:ListTargetsForPolicy", ORG, { PolicyId: "p", MaxResults: 20 });
    const two = await reader.call("organizations:ListTargetsForPolicy", ORG, { MaxResults: 20, PolicyId: "p" });
    expect(two).toBe(one);
    expect(asked).toHaveLength(1);
  });

  it("asks once while the first answer is under way", async () => {
    const { reader, asked } = counted(async (n) => ({ n }));
    const answers = await Promise.all([1, 2, 3].map(() => reader.call("organizations:ListRoots", ORG, {})));
    expect(answers).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }]);
    expect(asked).toHaveLength(1);
  });

  it("takes an input that is left undefined for none", async () => {
    const { reader, asked } = counted(async () => ({}));
    await reader.call("organizations:ListRoots", ORG, { NextToken: undefined });
    await reader.call("organizations:ListRoots", ORG, {});
    expect(asked).toHaveLength(1);
  });

  it("tells operations, accounts, regions and inputs apart", async () => {
    const { reader, asked } = counted(async () => ({}));
    await reader.call("organizations:ListRoots", ORG, {});
    await reader.call("organizations:ListRoots", { account: "shop", region: "global" }, {});
    await reader.call("organizations:ListRoots", { account: "management", region: "eu-west-1" }, {});
    await reader.call("organizations:ListRoots", ORG, { NextToken: "2" });
    await reader.call("organizations:ListAccounts", ORG, {});
    expect(asked).toHaveLength(5);
  });

  it("forgets a failure, for those who ask later", async () => {
    const { reader, asked } = counted(async (n) => {
      if (n === 1) {
        throw new Error("lost");
      }
      return { n };
    });
    const [first, second] = [
      reader.call("organizations:ListRoots", ORG, {}),
      reader.call("organizations:ListRoots", ORG, {}),
    ];
    await expect(first).rejects.toThrow("lost");
    await expect(second).rejects.toThrow("lost");
    expect(await reader.call("organizations:ListRoots", ORG, {})).toEqual({ n: 2 });
    expect(asked).toHaveLength(2);
  });
});
