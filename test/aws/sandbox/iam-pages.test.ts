import { describe, expect, it } from "vitest";
import { all } from "../../../src/aws/contract/all.ts";
import { OPERATIONS, type PagedOperation } from "../../../src/aws/contract/operations.ts";
import type { Input } from "../../../src/aws/contract/services.ts";
import type { IamRole } from "../../../src/aws/sandbox/iam/state.ts";
import type { Tempo, World } from "../../../src/aws/sandbox/world.ts";
import { ORGANIZATION_PLACE } from "../../../src/model/place.ts";
import { numbers, PEOPLE_SUBJECTS, type Subject } from "./iam-people-lists.ts";
import { allowing, ask, MANAGEMENT, portTo, trusting, worldWithMember } from "./iam-world.ts";

type PagedIam = Extract<PagedOperation, `iam:${string}`>;

function roleOf(world: World): IamRole {
  const role = world.accounts[MANAGEMENT]?.iam.roles["plain"];
  if (role === undefined) {
    throw new Error("the role is gone");
  }
  return role;
}

function withRoles(world: World, count: number): void {
  const iam = world.accounts[MANAGEMENT]?.iam;
  if (iam !== undefined) {
    iam.roles = Object.fromEntries(numbers(count).map((name) => [name, { ...roleOf(world), name }]));
  }
}

const SUBJECTS: Readonly<Record<PagedIam, Subject>> = {
  "iam:ListRoles": { fill: withRoles, input: {}, nameOf: (role: { RoleName?: string }) => role.RoleName },
  "iam:GetAccountAuthorizationDetails": {
    fill: withRoles,
    input: { Filter: ["Role"] },
    nameOf: (role: { RoleName?: string }) => role.RoleName,
  },
  "iam:ListRolePolicies": {
    fill: (world, count) => {
      roleOf(world).inline = Object.fromEntries(numbers(count).map((name) => [name, allowing("s3:GetObject")]));
    },
    input: { RoleName: "plain" },
    nameOf: (name: string) => name,
  },
  "iam:ListAttachedRolePolicies": {
    fill: (world, count) => {
      roleOf(world).attached = numbers(count).map((name) => `arn:aws:iam::${MANAGEMENT}:policy/${name}`);
    },
    input: { RoleName: "plain" },
    nameOf: (policy: { PolicyName?: string }) => policy.PolicyName,
  },
  "iam:ListRoleTags": {
    fill: (world, count) => {
      roleOf(world).tags = Object.fromEntries(numbers(count).map((key) => [key, "x"]));
    },
    input: { RoleName: "plain" },
    nameOf: (tag: { Key?: string }) => tag.Key,
  },
  ...PEOPLE_SUBJECTS,
};

const OPERATION_NAMES = Object.keys(SUBJECTS) as PagedIam[];

function worldWith(operation: PagedIam, count: number, tempo: Partial<Tempo>): World {
  const world = worldWithMember({ tempo });
  ask(world, "iam:CreateRole", { RoleName: "plain", AssumeRolePolicyDocument: trusting({ AWS: MANAGEMENT }) });
  SUBJECTS[operation].fill(world, count);
  return world;
}

async function drained(world: World, operation: PagedIam): Promise<{ names: (string | undefined)[]; calls: number }> {
  const port = portTo(world);
  const { input, nameOf } = SUBJECTS[operation];
  const items = (await all(port, operation, ORGANIZATION_PLACE, input as Input<PagedIam>)) as never[];
  return { names: items.map(nameOf), calls: port.calls() };
}

describe("an IAM list, page by page", () => {
  it("is looked at for every paginated IAM operation of the contract", () => {
    const paged = Object.entries(OPERATIONS).filter(([name, spec]) => name.startsWith("iam:") && "page" in spec);
    expect(OPERATION_NAMES.toSorted()).toEqual(paged.map(([name]) => name).toSorted());
  });

  describe.each(OPERATION_NAMES)("%s", (operation) => {
    it.each([
      [0, 1],
      [1, 1],
      [21, 1],
      [101, 2],
    ])("gives %i items whole and in order, in %i calls", async (count, calls) => {
      expect(await drained(worldWith(operation, count, {}), operation)).toEqual({ names: numbers(count), calls });
    });

    it.each([
      [0, 2],
      [1, 2],
      [21, 42],
      [101, 202],
    ])(
      "gives %i items whole through pages of one with an empty page before each, in %i calls",
      async (count, calls) => {
        const world = worldWith(operation, count, { pageSize: 1, emptyPages: true });
        expect(await drained(world, operation)).toEqual({ names: numbers(count), calls });
      },
    );

    it("gives no more items than asked for, and says that there are more", () => {
      const world = worldWith(operation, 3, {});
      const { input } = SUBJECTS[operation];
      const first = ask(world, operation, { ...input, MaxItems: 2 } as never) as Record<string, unknown>;
      expect(first[OPERATIONS[operation].page.items]).toHaveLength(2);
      expect(first["IsTruncated"]).toBe(true);
      const second = ask(world, operation, { ...input, MaxItems: 2, Marker: first["Marker"] } as never);
      const rest = second as unknown as Record<string, unknown>;
      expect(rest[OPERATIONS[operation].page.items]).toHaveLength(1);
      expect([rest["IsTruncated"], rest["Marker"]]).toEqual([false, undefined]);
    });
  });

  it("goes over users, groups, roles and policies as one list", () => {
    const world = worldWithMember({ tempo: { pageSize: 1 } });
    ask(world, "iam:CreateRole", { RoleName: "plain", AssumeRolePolicyDocument: trusting({ AWS: MANAGEMENT }) });
    const first = ask(world, "iam:GetAccountAuthorizationDetails", { Filter: ["User", "Role"] });
    expect([first.UserDetailList?.length, first.RoleDetailList, first.IsTruncated]).toEqual([1, [], true]);
    const second = ask(world, "iam:GetAccountAuthorizationDetails", {
      Filter: ["User", "Role"],
      Marker: first.Marker,
    });
    expect([second.UserDetailList, second.RoleDetailList?.length, second.IsTruncated]).toEqual([[], 1, false]);
  });
});
