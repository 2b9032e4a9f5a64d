import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/model/json.ts";
import type { CompiledPolicy } from "../../../src/policy/evaluate/compile.ts";
import { type Context, type ContextValue, known, withKeys } from "../../../src/policy/evaluate/context.ts";
import type { Environment } from "../../../src/policy/evaluate/environment.ts";
import { evaluate } from "../../../src/policy/evaluate/evaluate.ts";
import type { AccessRequest } from "../../../src/policy/evaluate/request.ts";
import type { Requester } from "../../../src/policy/evaluate/requester.ts";
import type { Verdict } from "../../../src/policy/evaluate/verdict.ts";
import {
  ADMIN,
  ANONYMOUS,
  CLOUDTRAIL,
  environment,
  FULL,
  KEY,
  LINKED,
  LOGGING,
  level,
  MANAGEMENT,
  MANAGER,
  OBJECT,
  policy,
  ROLE,
  ROOT,
  request,
  SESSION,
  SESSION_ARN,
  STRANGER,
  USER,
  WORKLOAD,
} from "./world.ts";

/** What each of the keys may hold: small, so that every combination can be tried. */
const POSSIBLE: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "t:text": [[], ["a"], ["b"], ["A"], ["ab"], ["z"], [""]],
  "t:pattern": [[], ["a"], ["ab"], ["abc"], ["b"], ["xb"], ["z"]],
  "t:arn": [[], ["arn:aws:iam::1:role/a"], ["arn:aws:iam::2:role/a"], ["arn:aws:iam::1:user/a"], ["arn:aws:s3:::b"]],
  "t:bool": [[], ["true"], ["false"]],
  "t:number": [[], ["0"], ["1"], ["1.5"], ["2"], ["3"]],
  "t:time": [[], ["2025-01-01T00:00:00Z"], ["2026-01-01T00:00:00Z"], ["2027-01-01T00:00:00Z"]],
  "t:address": [[], ["10.0.0.1"], ["10.1.0.1"], ["192.0.2.1"], ["203.0.113.1"]],
  "t:many": [[], ["a"], ["b"], ["a", "b"], ["z"], ["a", "z"], ["a", "b", "z"]],
};
const KEYS = Object.keys(POSSIBLE);

const texts = ["StringEquals", "StringNotEquals", "StringEqualsIfExists", "StringNotEqualsIfExists"];
const likes = ["StringLike", "StringNotLike", "StringLikeIfExists", "StringNotLikeIfExists", "StringEquals"];
const arns = ["ArnLike", "ArnNotLike", "ArnEqualsIfExists", "ArnNotEqualsIfExists"];
const numbers = [
  "NumericEquals",
  "NumericNotEquals",
  "NumericLessThan",
  "NumericGreaterThanEquals",
  "NumericLessThanIfExists",
];
const times = ["DateLessThan", "DateGreaterThanEquals", "DateEquals", "DateNotEqualsIfExists"];
const addresses = ["IpAddress", "NotIpAddress", "IpAddressIfExists"];
const sets = [
  "ForAllValues:StringEquals",
  "ForAnyValue:StringEquals",
  "ForAllValues:StringNotEquals",
  "ForAnyValue:StringLike",
];

const OPERATORS: Readonly<
  Record<string, readonly (readonly [operators: readonly string[], values: readonly string[]])[]>
> = {
  "t:text": [
    [
      [...texts, "StringEqualsIgnoreCase"],
      ["a", "b", "ab"],
    ],
  ],
  "t:pattern": [[likes, ["a*", "*b", "a", "*", "?b"]]],
  "t:arn": [[arns, ["arn:aws:iam::1:role/a", "arn:aws:iam::*:role/a", "arn:aws:iam::1:*"]]],
  "t:bool": [
    [
      ["Bool", "BoolIfExists"],
      ["true", "false"],
    ],
  ],
  "t:number": [[numbers, ["1", "2"]]],
  "t:time": [[times, ["2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z"]]],
  "t:address": [[addresses, ["10.0.0.0/8", "10.1.0.0/16", "203.0.113.1"]]],
  "t:many": [[sets, ["a", "b", "a*"]]],
};

const condition: fc.Arbitrary<JsonObject> = fc.constantFrom(...KEYS).chain((key) => {
  const [operators, values] = OPERATORS[key]?.[0] ?? [[], []];
  const compared = fc.record({
    operator: fc.constantFrom(...operators),
    values: fc.subarray([...values], { minLength: 1, maxLength: 2 }),
  });
  const absent = fc.record({ operator: fc.constant("Null"), values: fc.constantFrom(["true"], ["false"]) });
  return fc
    .oneof({ weight: 4, arbitrary: compared }, { weight: 1, arbitrary: absent })
    .map(({ operator, values: wanted }) => ({ [operator]: { [key]: wanted } }));
});

const ACTIONS = ["s3:GetObject", "s3:PutObject", "kms:Decrypt", "sts:AssumeRole"];

const plain: fc.Arbitrary<JsonObject> = fc
  .record({
    Effect: fc.constantFrom("Allow", "Allow", "Deny"),
    Action: fc.constantFrom("*", "s3:*", "s3:GetObject", "kms:*", "sts:AssumeRole"),
    Resource: fc.constantFrom("*", "*", "arn:aws:s3:::acme-logs/*", "arn:aws:kms:*"),
    Condition: fc.array(condition, { maxLength: 2 }).map((all) => Object.assign({}, ...all) as JsonObject),
  })
  .map((statement): JsonObject => statement);

const principal = fc.constantFrom<JsonObject | string>(
  "*",
  { AWS: WORKLOAD },
  { AWS: MANAGEMENT },
  { AWS: ROLE },
  { AWS: SESSION_ARN },
  { AWS: `arn:aws:iam::${WORKLOAD}:user/team/ann` },
  { Service: "cloudtrail.amazonaws.com" },
);
const onResource = fc
  .tuple(plain, principal)
  .map(([statement, Principal]): JsonObject => ({ ...statement, Principal }));

interface World {
  readonly identity: readonly JsonObject[];
  readonly boundary: readonly JsonObject[];
  readonly session: readonly JsonObject[];
  readonly root: readonly JsonObject[];
  readonly account: readonly JsonObject[];
  readonly rcp: readonly JsonObject[];
  readonly resource: readonly JsonObject[];
}

const some = (of: fc.Arbitrary<JsonObject>, most = 3) => fc.array(of, { maxLength: most });
const world: fc.Arbitrary<World> = fc.record({
  identity: some(plain),
  boundary: some(plain, 2),
  session: some(plain, 1),
  root: some(plain, 2),
  account: some(plain, 1),
  rcp: some(
    plain.map((statement): JsonObject => ({ ...statement, Effect: "Deny", Principal: "*" })),
    1,
  ),
  resource: some(onResource),
});

function list(name: string, statements: readonly JsonObject[]): CompiledPolicy[] {
  return statements.length === 0 ? [] : [policy(name, ...statements)];
}

/** Without boundary, session or resource policy where a world has no statements for them. */
function environmentOf(all: World): Environment {
  return environment({
    identity: list("identity", all.identity),
    boundary: list("boundary", all.boundary)[0] ?? null,
    session: all.session.length === 0 ? null : list("session", all.session),
    scps: [
      level("root", FULL, ...list("root", all.root)),
      level("account", ...(all.account.length === 0 ? [FULL] : list("account", all.account))),
    ],
    rcps: [level("root", ...list("rcp", all.rcp))],
    resource: list("resource", all.resource)[0] ?? null,
  });
}

const asked: fc.Arbitrary<AccessRequest> = fc
  .record({
    requester: fc.constantFrom<Requester>(USER, SESSION, ROOT, LINKED, CLOUDTRAIL, ANONYMOUS, STRANGER, MANAGER),
    action: fc.constantFrom(...ACTIONS),
    account: fc.constantFrom(WORKLOAD, WORKLOAD, LOGGING, MANAGEMENT),
  })
  .map(({ requester, action, account }) => {
    const arn = action.startsWith("kms:") ? KEY : action.startsWith("sts:") ? ROLE : OBJECT;
    return request(requester, action, arn, { account });
  });

const knownKeys: fc.Arbitrary<readonly (readonly [string, ContextValue])[]> = fc
  .tuple(...KEYS.map((key) => fc.constantFrom(...(POSSIBLE[key] ?? []))))
  .map((values) => values.map((value, index): [string, ContextValue] => [KEYS[index] ?? "", known(...value)]));

/** Some keys are not known, so few that every combination can be tried. */
const openKeys: fc.Arbitrary<Readonly<Record<string, "unknown" | "chosen">>> = fc
  .uniqueArray(fc.constantFrom(...KEYS), { maxLength: 2 })
  .chain((keys) =>
    fc.record(Object.fromEntries(keys.map((key) => [key, fc.constantFrom("unknown" as const, "chosen" as const)]))),
  );

function under(asked: AccessRequest, keys: Iterable<readonly [string, ContextValue]>): AccessRequest {
  return { ...asked, context: withKeys(asked.context, keys) };
}

function passes(verdict: Verdict): boolean {
  return verdict.is === "allowed" || verdict.is === "open";
}

/** Every way to fill in these keys, beginning with `context`. */
function completions(context: Context, keys: readonly string[]): Context[] {
  return keys.reduce<Context[]>(
    (contexts, key) =>
      contexts.flatMap((one) => (POSSIBLE[key] ?? []).map((values) => withKeys(one, [[key, known(...values)]]))),
    [context],
  );
}

const LAYERS = ["identity", "boundary", "session", "root", "account", "rcp", "resource"] as const;
/** Each property on so many cases; `ORGWRIGHT_EVALUATIONS=20 npx vitest …` multiplies them. */
const RUNS = { numRuns: 200 * Number(process.env["ORGWRIGHT_EVALUATIONS"] ?? 1) };

describe("For any request under any policies", () => {
  it("adding a denial never opens anything", () => {
    const denial = fc.tuple(
      fc.constantFrom(...LAYERS),
      onResource.map((statement): JsonObject => ({ ...statement, Effect: "Deny" })),
    );
    fc.assert(
      fc.property(asked, world, knownKeys, denial, (request, before, keys, [layer, added]) => {
        fc.pre(before[layer].length > 0 || ["identity", "root", "rcp"].includes(layer));
        const { Principal, ...bare } = added;
        const statement =
          layer === "resource" || layer === "rcp"
            ? { ...bare, Principal: layer === "rcp" ? "*" : (Principal ?? "*") }
            : bare;
        const after = { ...before, [layer]: [...before[layer], statement] };
        const made = under(request, keys);
        if (!passes(evaluate(made, environmentOf(before)))) {
          expect(passes(evaluate(made, environmentOf(after)))).toBe(false);
        }
      }),
      RUNS,
    );
  });

  it("taking a grant away never opens anything", () => {
    fc.assert(
      fc.property(asked, world, knownKeys, fc.constantFrom(...LAYERS), fc.nat(), (request, before, keys, layer, at) => {
        const grants = before[layer].filter(({ Effect }) => Effect === "Allow");
        fc.pre(grants.length > 0);
        const gone = grants[at % grants.length];
        const none: JsonObject = {
          Effect: "Allow",
          Action: "none:None",
          ...(layer === "resource" ? { Principal: "*" } : {}),
        };
        const after = { ...before, [layer]: before[layer].map((statement) => (statement === gone ? none : statement)) };
        const made = under(request, keys);
        if (!passes(evaluate(made, environmentOf(before)))) {
          expect(passes(evaluate(made, environmentOf(after)))).toBe(false);
        }
      }),
      RUNS,
    );
  });

  it("the order of statements and policies does not matter", () => {
    const backwards = (all: World): World =>
      Object.fromEntries(
        Object.entries(all).map(([layer, statements]) => [layer, [...statements].reverse()]),
      ) as unknown as World;
    fc.assert(
      fc.property(asked, world, knownKeys, (request, all, keys) => {
        const made = under(request, keys);
        const turned = environmentOf(backwards(all));
        const apart = { ...turned, identity: backwards(all).identity.flatMap((statement) => list("one", [statement])) };
        expect(evaluate(made, turned).is).toBe(evaluate(made, environmentOf(all)).is);
        expect(evaluate(made, apart).is).toBe(evaluate(made, environmentOf(all)).is);
      }),
      RUNS,
    );
  });

  it("one matching denial denies everyone whom its layer binds", () => {
    fc.assert(
      fc.property(asked, world, knownKeys, (request, all, keys) => {
        const sealed = {
          ...all,
          identity: [...all.identity, { Effect: "Deny" }],
          resource: [...all.resource, { Effect: "Deny", Principal: "*" }],
        };
        fc.pre(request.action !== "sts:AssumeRole");
        expect(evaluate(under(request, keys), environmentOf(sealed)).is).toBe("denied");
      }),
      RUNS,
    );
  });

  it("is decided when everything is known", () => {
    fc.assert(
      fc.property(asked, world, knownKeys, (request, all, keys) => {
        const blank = keys.some(([, value]) => value.is === "known" && value.values.includes(""));
        fc.pre(!blank);
        expect(["allowed", "denied"]).toContain(evaluate(under(request, keys), environmentOf(all)).is);
      }),
      RUNS,
    );
  });
});

describe("Of what is not known", () => {
  it("says nothing that any of the possible values belies", () => {
    let told = 0;
    fc.assert(
      fc.property(asked, world, knownKeys, openKeys, (request, all, keys, open) => {
        const values = Object.entries(open).map(([key, is]): [string, ContextValue] => [
          key,
          { is, present: false, among: null },
        ]);
        const made = under(request, [...keys, ...values]);
        const env = environmentOf(all);
        const verdict = evaluate(made, env);
        if (verdict.is === "denied-only-if" || verdict.is === "inconclusive") {
          return;
        }
        told += Object.keys(open).length > 0 ? 1 : 0;
        const choices = verdict.is === "open" ? verdict.choices : [];
        const start = withKeys(
          made.context,
          choices.map(({ key, values: chosen }) => [key, known(...chosen)] as const),
        );
        const left = Object.keys(open).filter((key) => !choices.some((choice) => choice.key === key));
        for (const context of completions(start, left)) {
          const answer = evaluate({ ...made, context }, env);
          // An empty value is the one that AWS's pages leave open.
          if (answer.is !== "inconclusive" && answer.is !== "denied-only-if") {
            expect(passes(answer)).toBe(passes(verdict));
          }
        }
      }),
      RUNS,
    );
    expect(told).toBeGreaterThan(RUNS.numRuns / 10);
  });

  it("never takes back a definite answer when less is known, but to say that it does not know", () => {
    fc.assert(
      fc.property(asked, world, knownKeys, fc.constantFrom(...KEYS), (request, all, keys, key) => {
        const env = environmentOf(all);
        const narrow = evaluate(under(request, keys), env);
        const wide = evaluate(under(request, [...keys, [key, { is: "unknown", present: false, among: null }]]), env);
        if (wide.is === "allowed" || wide.is === "denied") {
          expect(["inconclusive", wide.is]).toContain(narrow.is);
        }
        const chosen = evaluate(under(request, [...keys, [key, { is: "chosen", present: false, among: null }]]), env);
        if (chosen.is === "denied") {
          expect(["inconclusive", "denied"]).toContain(narrow.is);
        }
      }),
      RUNS,
    );
  });

  it("names statements that are there, and only open conditions on open keys", () => {
    fc.assert(
      fc.property(asked, world, knownKeys, openKeys, (request, all, keys, open) => {
        const values = Object.entries(open).map(([key, is]): [string, ContextValue] => [
          key,
          { is, present: false, among: null },
        ]);
        const verdict = evaluate(
          under(request, [...keys, ...values]),
          environmentOf({ ...all, identity: [...all.identity] }),
        );
        if (verdict.is !== "denied-only-if") {
          return;
        }
        const { denials, missing } = verdict.residual;
        const doubts = [...denials, ...missing.flatMap(({ alternatives }) => alternatives)].flatMap(
          (one) => one.doubts,
        );
        expect(doubts.length).toBeGreaterThan(0);
        for (const doubt of doubts) {
          expect(doubt.about === "condition" && doubt.key in open).toBe(true);
        }
      }),
      RUNS,
    );
  });
});

describe("Whoever may do everything", () => {
  it("is denied nothing when nothing denies", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Requester>(USER, SESSION, ROOT, MANAGER, LINKED),
        fc.constantFrom("s3:GetObject", "ec2:RunInstances"),
        (requester, action) => {
          expect(evaluate(request(requester, action, "*"), environment({ identity: [ADMIN] })).is).toBe("allowed");
        },
      ),
    );
  });
});
