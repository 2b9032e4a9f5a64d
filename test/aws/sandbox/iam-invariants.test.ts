import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../../src/aws/sandbox/refuse.ts";
import type { World } from "../../../src/aws/sandbox/world.ts";
import { allowing, askRaw, MANAGEMENT, MEMBER, trusting, worldWithMember } from "./iam-world.ts";

interface Step {
  readonly operation: string;
  readonly input: object;
  readonly account: string;
}

const role = fc.constantFrom(
  "a",
  "b",
  "b",
  "c",
  "c",
  "C",
  "OrganizationAccountAccessRole",
  "AWSServiceRoleForOrganizations",
);
const arnOf = (name: string, account: string): string => `arn:aws:iam::${account}:role/${name}`;
const principal = fc.oneof(
  fc.constantFrom(MANAGEMENT, MEMBER, "*", "AROANOBODY", `arn:aws:iam::${MANAGEMENT}:user/admin`),
  fc.tuple(role, fc.constantFrom(MANAGEMENT, MEMBER)).map(([name, account]) => arnOf(name, account)),
);
const trust = fc.oneof(
  { weight: 1, arbitrary: fc.constant("{") },
  { weight: 9, arbitrary: fc.array(principal, { minLength: 1, maxLength: 2 }).map((AWS) => trusting({ AWS })) },
);
const policy = fc.constantFrom("p", "q");
const managed = fc.constantFrom("arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/None");
const tag = fc.record({ Key: fc.constantFrom("k", "K", "l", "m", "aws:k", "["), Value: fc.constantFrom("", "v", "<") });

const INPUTS: Readonly<Record<string, fc.Arbitrary<object>>> = {
  "iam:CreateRole": fc.record({
    RoleName: role,
    AssumeRolePolicyDocument: trust,
    Tags: fc.array(tag, { maxLength: 2 }),
    MaxSessionDuration: fc.constantFrom(3600, 7200, 60),
  }),
  "iam:UpdateRole": fc.record({ RoleName: role, Description: fc.constantFrom("d", "→") }),
  "iam:UpdateAssumeRolePolicy": fc.record({ RoleName: role, PolicyDocument: trust }),
  "iam:DeleteRole": fc.record({ RoleName: role }),
  "iam:PutRolePolicy": fc.record({
    RoleName: role,
    PolicyName: policy,
    PolicyDocument: fc.constantFrom("[]", allowing("s3:GetObject")),
  }),
  "iam:DeleteRolePolicy": fc.record({ RoleName: role, PolicyName: policy }),
  "iam:AttachRolePolicy": fc.record({ RoleName: role, PolicyArn: managed }),
  "iam:DetachRolePolicy": fc.record({ RoleName: role, PolicyArn: managed }),
  "iam:TagRole": fc.record({ RoleName: role, Tags: fc.array(tag, { maxLength: 3 }) }),
  "iam:UntagRole": fc.record({ RoleName: role, TagKeys: fc.constant(["k"]) }),
  "iam:EnableOrganizationsRootSessions": fc.constant({}),
};

const step: fc.Arbitrary<Step> = fc.oneof(
  ...Object.entries(INPUTS).map(([operation, input]) =>
    fc.record({ operation: fc.constant(operation), input, account: fc.constantFrom(MANAGEMENT, MEMBER) }),
  ),
);

function worldWithRoles(): World {
  const world = worldWithMember();
  for (const account of [MANAGEMENT, MEMBER]) {
    for (const RoleName of ["a", "b"]) {
      askRaw(
        world,
        "iam:CreateRole",
        { RoleName, AssumeRolePolicyDocument: trusting({ AWS: MANAGEMENT }) },
        { account },
      );
    }
  }
  return world;
}

/** Whether the step was refused. */
function refusedStep(world: World, { operation, input, account }: Step): boolean {
  try {
    askRaw(world, operation, input, { account });
    return false;
  } catch (error) {
    if (error instanceof Refusal) {
      return true;
    }
    throw error;
  }
}

function checkWorld(world: World): void {
  expect(JSON.parse(JSON.stringify(world))).toEqual(world);
  for (const { id, iam } of Object.values(world.accounts)) {
    const names = Object.keys(iam.roles);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const [name, found] of Object.entries(iam.roles)) {
      expect(found.arn).toBe(`arn:aws:iam::${id}:role${found.path}${name}`);
      expect(new Set(found.attached).size).toBe(found.attached.length);
      checkPrincipals(world, found.trust);
    }
  }
}

/** No trust policy names a role of this world that is not there. */
function checkPrincipals(world: World, document: string): void {
  for (const [, account = "", name = ""] of document.matchAll(/arn:aws:iam::(\d+):role\/([^"]+)"/g)) {
    expect(Object.keys(world.accounts[account]?.iam.roles ?? {})).toContain(name);
  }
}

describe("any row of IAM writes", () => {
  it("leaves the world as it was where it is refused, and whole where it is not", () => {
    let [done, refused] = [0, 0];
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 25 }), (steps) => {
        const world = worldWithRoles();
        for (const one of steps) {
          const before = structuredClone(world);
          if (refusedStep(world, one)) {
            expect(world).toEqual(before);
            refused += 1;
          } else {
            done += 1;
          }
        }
        checkWorld(world);
      }),
      { numRuns: 200, seed: 20_261_122 },
    );
    expect(done).toBeGreaterThan(300);
    expect(refused).toBeGreaterThan(300);
  });
});
