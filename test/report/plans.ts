import type { Address } from "../../src/model/address.ts";
import type { Change, FieldChange } from "../../src/model/change.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Live, Owner } from "../../src/model/live.ts";
import { ORGANIZATION_PLACE, type Place } from "../../src/model/place.ts";
import type { Plan, Risk, Step } from "../../src/model/plan.ts";
import type { Resource } from "../../src/model/resource.ts";

/** A plan with these steps, of a founded organization unless `over` says otherwise. */
export function planOf(changes: readonly [Change, Risk?][], over: Partial<Plan> = {}): Plan {
  return {
    format: 1,
    organization: {
      name: "acme",
      id: "o-abcdef1234",
      managementAccount: "111111111111",
      partition: "aws",
      homeRegion: "eu-west-1",
    },
    createdAt: "2026-03-01T09:00:00.000Z",
    caller: "arn:aws:iam::111111111111:user/ana",
    madeBy: "0.1.0",
    madeFrom: { "orgwright.yaml": "0".repeat(64) },
    targets: [],
    allowed: [],
    consents: [],
    steps: changes.map(([change, risk = "safe"], index): Step => {
      return { id: `s${index + 1}`, change, after: index === 0 ? [] : [`s${index}`], stage: 10, risk };
    }),
    findings: [],
    proofs: null,
    seen: {},
    digest: "ab".repeat(32),
    ...over,
  };
}

export function wish(
  address: string,
  kind: string,
  properties: JsonObject,
  place: Place = ORGANIZATION_PLACE,
): Resource {
  const declaredAt = { file: "orgwright.yaml", line: 1, column: 1 };
  return { address: address as Address, kind, place, properties, needs: [], declaredAt };
}

export function live(kind: string, id: string, properties: JsonObject, owner: Owner = { is: "nobody" }): Live {
  return { kind, id, place: ORGANIZATION_PLACE, owner, properties, outputs: {} };
}

export function ours(address: string): Owner {
  return { is: "us", address: address as Address };
}

export function create(to: Resource): Change {
  return { action: "create", to };
}

export function update(
  to: Resource,
  fields: readonly FieldChange[],
  action: "update" | "adopt" | "move" = "update",
): Change {
  return { action, from: live(to.kind, "id", to.properties, ours(to.address)), to, fields };
}

/** A policy that denies leaving the organization, with as many further statements as wanted. */
export function policy(effect: string, more = 0): JsonObject {
  const statements = Array.from({ length: more }, (_, index) => ({
    Sid: `Statement${index}`,
    Effect: "Deny",
    Action: [`service${index}:Stop`, `service${index}:Delete`],
    Resource: "*",
  }));
  const leaving = { Sid: "Leaving", Effect: effect, Action: "organizations:LeaveOrganization", Resource: "*" };
  return { Version: "2012-10-17", Statement: [...statements, leaving] };
}

/** The founding of a small organization. */
export const FOUNDING = planOf(
  [
    [
      create(wish("foundation/organization", "organization", { name: "acme", homeRegion: "eu-west-1" })),
      "irreversible",
    ],
    [
      create(
        wish("foundation/ou:security", "organizational-unit", {
          name: "security",
          parent: { $after: "foundation/organization#rootId" },
        }),
      ),
    ],
    [
      create(
        wish("guardrails/lock", "organization-policy", {
          name: "lock",
          type: "SERVICE_CONTROL_POLICY",
          description: "",
          document: policy("Deny", 1),
          order: "first",
        }),
      ),
    ],
    [
      create(
        wish("logging/account", "account", {
          name: "logging",
          email: "aws+logging@acme.example",
          parent: { $after: "foundation/ou:security#id" },
          tags: { CostCenter: "100", Owner: "security" },
        }),
      ),
      "irreversible",
    ],
  ],
  {
    organization: {
      name: "acme",
      id: null,
      managementAccount: "111111111111",
      partition: "aws",
      homeRegion: "eu-west-1",
    },
    findings: [
      {
        code: "account-not-pinned",
        severity: "warning",
        summary: "The file does not say which management account it is for",
        detail: "Any credentials would do, also those of another company.",
        fix: 'Write managementAccount: "111111111111" below organization.',
        at: { file: "orgwright.yaml", line: 3, column: 3 },
      },
    ],
  },
);

/** The same role in forty accounts, one of which is different. */
export const FLEET = planOf(
  Array.from({ length: 40 }, (_, index) => {
    const account = `shop-${String(index + 1).padStart(2, "0")}`;
    const to = wish(`identity/role:Admin/${account}`, "iam-role", {}, { account, region: "global" });
    const before =
      index === 7 ? "arn:aws:iam::aws:policy/AdministratorAccess" : "arn:aws:iam::aws:policy/ReadOnlyAccess";
    const fields = [
      { path: "/managed", before: [before], after: ["arn:aws:iam::aws:policy/SecurityAudit"] },
      { path: "/tags/Account", before: "unknown", after: account },
    ];
    return [update(to, fields), "disruptive"] as [Change, Risk];
  }),
);

/** One step of each action, on things that drifted. */
export const DRIFT = planOf(
  [
    [
      update(wish("guardrails/lock", "organization-policy", {}), [
        { path: "/document", before: policy("Allow", 6), after: policy("Deny", 6) },
        {
          path: "/description",
          before: "lock",
          after: "Nobody leaves. The way out: the management account detaches this policy.",
        },
      ]),
      "disruptive",
    ],
    [
      update(
        wish("workload/account:shop-dev", "account", {}),
        [{ path: "/parent", before: "ou-ab12-11111111", after: { $after: "foundation/ou:workloads/dev#id" } }],
        "move",
      ),
      "disruptive",
    ],
    [
      update(
        wish("identity/role:Admin/logging", "iam-role", {}, { account: "logging", region: "global" }),
        [
          { path: "/tags/Owner", after: "security" },
          { path: "/inline/Legacy~1Access", before: policy("Allow") },
        ],
        "adopt",
      ),
      "takeover",
    ],
    [
      {
        action: "delete",
        from: live(
          "policy-attachment",
          "p-11111111:r-ab12",
          { policy: "p-11111111", target: "r-ab12" },
          ours("guardrails/old-attachment:root"),
        ),
      },
      "disruptive",
    ],
  ],
  {
    allowed: [{ code: "changes-root-guardrails" }],
    proofs: {
      attacks: { total: 40, denied: 37, open: 1, inconclusive: 0, notApplicable: 2 },
      mustStay: { total: 12, allowed: 12, broken: 0 },
    },
  },
);
