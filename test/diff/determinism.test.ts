import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SHAPES } from "../../src/kinds/shapes.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Live } from "../../src/model/live.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Resource } from "../../src/model/resource.ts";
import { buildPlan } from "../../src/plan/build.ts";
import {
  account,
  attachment,
  built,
  compared,
  id,
  liveAttachment,
  livePolicy,
  liveRole,
  liveUnit,
  NOBODY,
  ORGANIZATION,
  policy,
  ROOT,
  role,
  told,
  unit,
  us,
  wish,
} from "./things.ts";

const UNITS = ["a", "b", "c", "d", "e"];
const ACCOUNTS = ["shop", "dev", "audit", "net"];

/** Any organization file of a few units, accounts, policies, attachments and roles. */
const files: fc.Arbitrary<Resource[]> = fc
  .record({
    parents: fc.array(fc.nat({ max: 5 }), { minLength: UNITS.length, maxLength: UNITS.length }),
    units: fc.nat({ max: UNITS.length }),
    accounts: fc.subarray(ACCOUNTS),
    homes: fc.array(fc.nat({ max: 5 }), { minLength: ACCOUNTS.length, maxLength: ACCOUNTS.length }),
    policies: fc.nat({ max: 3 }),
    targets: fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 5 })), { maxLength: 5 }),
    roles: fc.array(fc.tuple(fc.constantFrom("Admin", "Support"), fc.nat({ max: 3 })), { maxLength: 4 }),
  })
  .map((drawn) => {
    const names = UNITS.slice(0, drawn.units);
    const unitAt = (n: number | undefined): JsonObject => {
      const name = names[(n ?? 0) - 1];
      return name === undefined ? ROOT : id(`foundation/ou:${name}`);
    };
    const units = names.map((name, n) =>
      unit(`foundation/ou:${name}`, name, unitAt(Math.min(drawn.parents[n] ?? 0, n))),
    );
    const accounts = drawn.accounts.map((key, n) => account(key, unitAt(drawn.homes[n])));
    const policies = Array.from({ length: drawn.policies }, (_, n) => policy(`house/policy:${n}`, `policy-${n}`));
    const attachments = distinct(
      drawn.targets
        .filter(([of]) => of < drawn.policies)
        .map(([of, target]) => [`${of}-${target > names.length ? 0 : target}`, of, target] as const),
    ).map(([key, of, target]) => attachment(`house/on:${key}`, id(`house/policy:${of}`), unitAt(target)));
    const roles = distinct(
      drawn.roles
        .filter(([, n]) => drawn.accounts[n] !== undefined)
        .map(([name, n]) => [`${name}/${drawn.accounts[n]}`, name, drawn.accounts[n] as string] as const),
    ).map(([key, name, home]) => role(`identity/role:${key}`, home, name));
    const settings = wish("policy-type", "foundation/type", { type: "TAG_POLICY", root: ROOT });
    return [ORGANIZATION, settings, ...units, ...accounts, ...policies, ...attachments, ...roles];
  });

function distinct<T extends readonly [string, ...unknown[]]>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [one[0], one])).values()];
}

const shuffled = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: all.length });

/** Things that nobody wished for, ours and others', some in one another. */
const EXTRA: readonly Live[] = [
  liveUnit("ou-x1", us("foundation/ou:x1"), "x1"),
  liveUnit("ou-x2", us("foundation/ou:x2"), "x2", "ou-x1"),
  liveUnit("ou-x3", us("foundation/ou:x3"), "x3", "ou-x2"),
  liveUnit("ou-x4", us("foundation/ou:x4"), "x4"),
  liveUnit("ou-x5", NOBODY, "x5", "ou-x4"),
  livePolicy("p-x", us("house/gone"), "gone"),
  liveAttachment("p-x", us("house/gone"), "r-1"),
  liveAttachment("p-x", us("house/gone"), "ou-x1"),
  livePolicy("p-y1", us("house/policy:0"), "twin"),
  liveRole("shop", us("identity/role:Gone/shop"), "Gone"),
];

/** The same world with a few things missing or changed, by the numbers given. */
function tampered(live: readonly Live[], numbers: readonly number[]): Live[] {
  return live.flatMap((thing, n) => {
    switch (numbers[n % Math.max(1, numbers.length)] ?? 0) {
      case 1:
        return thing.kind === "organization" ? [thing] : [];
      case 2:
        return [{ ...thing, properties: { ...thing.properties, name: `${String(thing.properties["name"])}-changed` } }];
      case 3:
        return thing.owner.is === "us" && thing.kind !== "policy-attachment" ? [{ ...thing, owner: NOBODY }] : [thing];
      default:
        return [thing];
    }
  });
}

function planOf(resources: readonly Resource[], live: readonly Live[]): Plan {
  return buildPlan({
    ...compared(resources, live),
    live,
    organization: {
      name: "acme",
      id: "o-1",
      managementAccount: "111111111111",
      partition: "aws",
      homeRegion: "eu-west-1",
    },
    createdAt: new Date(0),
    caller: "arn:aws:iam::111111111111:user/admin",
    madeBy: "0.0.0",
    madeFrom: {},
    targets: [],
    allowed: [],
    shapes: SHAPES,
    proofs: null,
  });
}

describe("a world that is as the file wishes", () => {
  it("differs in nothing, in whatever order it is seen", () => {
    fc.assert(
      fc.property(
        files.chain((resources) => fc.tuple(fc.constant(resources), shuffled(built(resources)))),
        ([resources, live]) => {
          const difference = compared(resources, live);
          expect(told(difference)).toEqual([]);
          expect(difference.findings).toEqual([]);
          expect(difference.matched.size).toBe(resources.length);
        },
      ),
    );
  });

  it("comes from nothing by one creation for each wish", () => {
    fc.assert(
      fc.property(files, (resources) => {
        const { changes, findings } = compared(resources, []);
        expect(changes.map(({ action }) => action)).toEqual(resources.map(() => "create"));
        expect(findings).toEqual([]);
      }),
    );
  });
});

describe("a plan", () => {
  it("is the same to the last byte in whatever order the world is seen", () => {
    fc.assert(
      fc.property(
        files.chain((resources) =>
          fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 7 }).chain((numbers) => {
            const live = [...tampered(built(resources), numbers), ...EXTRA];
            return fc.tuple(fc.constant(resources), fc.constant(live), shuffled(live));
          }),
        ),
        ([resources, live, other]) => {
          const [one, two] = [planOf(resources, live), planOf(resources, other)];
          expect(two).toEqual(one);
          expect(two.digest).toBe(one.digest);
        },
      ),
    );
  });

  it("has at most one step for each address and each thing, each after all that it waits for", () => {
    fc.assert(
      fc.property(files, fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 7 }), (resources, numbers) => {
        const { steps } = planOf(resources, [...tampered(built(resources), numbers), ...EXTRA]);
        const ids = steps.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        steps.forEach(({ after, stage }, n) => {
          expect(after.every((need) => ids.indexOf(need) < n)).toBe(true);
          expect(stage).toBeGreaterThanOrEqual(steps[n - 1]?.stage ?? 0);
        });
      }),
    );
  });
});
