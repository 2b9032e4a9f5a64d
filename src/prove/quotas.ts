import type { AccountRoom } from "../model/account-room.ts";
import type { Address } from "../model/address.ts";
import type { Change } from "../model/change.ts";
import { fill, outputRefs } from "../model/deferred.ts";
import type { Finding } from "../model/finding.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { Live } from "../model/live.ts";
import type { Resource } from "../model/resource.ts";
import type { Limits } from "../policy/limits.ts";
import { leastSize } from "../policy/size.ts";
import { grammarOfType } from "../policy/types.ts";
import { policyRoom } from "./policy-room.ts";

/** The findings about AWS's quotas: their codes and fixed summaries. */
export const QUOTA_FINDINGS = {
  "policy-too-large": "A policy is larger than AWS allows",
  "too-many-attachments": "More policies would hang on a target than AWS allows",
  "inline-policies-too-large": "A role's inline policies are larger than AWS takes",
  "trust-policy-large": "A role's trust policy is larger than AWS's default quota",
  "account-quota": "The accounts do not fit into the organization's quota",
  "policy-room": "How much room is left for policies",
} as const;

/** What the organization's root is called. */
const ROOT = "root";

type Code = keyof typeof QUOTA_FINDINGS;

export interface QuotaRequest {
  /** Every resource of the file, with everything filled in that is known. */
  readonly wished: readonly Resource[];
  readonly live: readonly Live[];
  readonly limits: Limits;
  /** What in AWS each resource is, where there is something. */
  readonly matched: ReadonlyMap<Address, Live>;
  /** What the plan would do. */
  readonly changes: readonly Change[];
  /** Accounts beside those that are listed, and how many there may be. */
  readonly accounts: AccountRoom;
}

/**
 * What of the wished-for organization does not fit into AWS's quotas. Fixed quotas are errors; those that AWS raises on
 * request are warnings, since what AWS granted cannot be seen from here.
 */
export function quotaFindings(request: QuotaRequest): Finding[] {
  const attachments = attachmentCounts(request);
  return [
    ...policySizes(request),
    ...tooManyAttachments(attachments),
    ...request.wished.filter(({ kind }) => kind === "iam-role").flatMap((role) => roleSizes(role, request.limits)),
    ...request.wished.filter(({ kind }) => kind === "iam-policy").flatMap((one) => managedSize(one, request.limits)),
    ...accountQuota(request),
    ...room(request, attachments),
  ];
}

function policySizes({ wished, limits }: QuotaRequest): Finding[] {
  return wished.flatMap((policy) => {
    const { type, size, most } = sizeOf(policy, limits);
    if (policy.kind !== "organization-policy" || most === undefined || size <= most) {
      return [];
    }
    const detail = `${policy.address}: the ${type} has ${size} characters when it is sent, ${size - most} more than the ${most} that AWS takes.`;
    return [
      finding(
        "policy-too-large",
        "error",
        detail,
        "Split it into two policies, or merge actions with wildcards.",
        policy,
      ),
    ];
  });
}

function sizeOf({ properties }: Resource, { policies }: Limits) {
  const type = String(properties["type"]);
  const size = leastSize(grammarOfType(type), (properties["document"] ?? {}) as Json);
  return { type, size, most: policies[type]?.size };
}

interface AttachmentCount {
  readonly target: string;
  readonly type: string;
  /** With AWS's own policy that hangs on every target. */
  readonly count: number;
  readonly most: number;
  readonly example: Resource;
}

/** How many policies of each type hang on each target, as far as the file knows: others' policies come on top. */
function attachmentCounts({ wished, limits, matched }: QuotaRequest): AttachmentCount[] {
  const nameOf = targetNames(matched);
  const typeOf = new Map<string, string>();
  for (const { kind, address, properties } of wished) {
    if (kind === "organization-policy") {
      typeOf.set(address, String(properties["type"]));
    }
  }
  const counts = new Map<string, AttachmentCount>();
  for (const attachment of wished.filter(({ kind }) => kind === "policy-attachment")) {
    const type = attachment.needs.flatMap((need) => typeOf.get(need) ?? [])[0];
    const most = type === undefined ? undefined : limits.policies[type]?.perTarget;
    if (type === undefined || most === undefined) {
      continue;
    }
    const target = nameOf(attachment.properties);
    const before = counts.get(`${type} ${target}`)?.count ?? limits.policies[type]?.leastPerTarget ?? 0;
    counts.set(`${type} ${target}`, { target, type, count: before + 1, most, example: attachment });
  }
  return [...counts.values()];
}

/** What a target is called: `root`, or the address of a unit or account; its id when the file does not know it. */
function targetNames(matched: QuotaRequest["matched"]): (attachment: JsonObject) => string {
  const addresses = new Map<string, string>(
    [...matched].flatMap(([address, { id, outputs }]) => [
      [id, address] as const,
      [outputs["rootId"] ?? "", ROOT] as const,
    ]),
  );
  return ({ target }) => {
    if (typeof target === "string") {
      return addresses.get(target) ?? target;
    }
    const [wish] = outputRefs(target);
    return wish?.output === "rootId" ? ROOT : (wish?.address ?? "a target that is made first");
  };
}

function tooManyAttachments(counts: readonly AttachmentCount[]): Finding[] {
  return counts
    .filter(({ count, most }) => count > most)
    .map(({ target, type, count, most, example }) => {
      const detail = `${count} policies of the type ${type} would hang on ${target}, AWS's own among them; AWS allows ${most}.`;
      const fix = "Merge guardrails into fewer groups, or attach some of them to the units below.";
      return finding("too-many-attachments", "error", detail, fix, example);
    });
}

function roleSizes(role: Resource, { iam }: Limits): Finding[] {
  const inline = Object.values((role.properties["inline"] ?? {}) as JsonObject);
  const total = inline.reduce<number>((sum, policy) => sum + leastSize("identity", policy), 0);
  const trust = leastSize("trust", role.properties["trust"] ?? {});
  const findings: Finding[] = [];
  if (total > iam.inlinePolicySize.role) {
    const detail = `${role.address}: its inline policies have ${total} characters together; AWS takes ${iam.inlinePolicySize.role}.`;
    findings.push(finding("inline-policies-too-large", "error", detail, "Attach managed policies instead.", role));
  }
  if (trust > iam.trustPolicySize) {
    const detail = `${role.address}: its trust policy has ${trust} characters; AWS takes ${iam.trustPolicySize} unless it granted more.`;
    const fix = "Ask for more under Service Quotas (IAM, role trust policy length), or name fewer principals.";
    findings.push(finding("trust-policy-large", "warning", detail, fix, role));
  }
  return findings;
}

/** A policy that an account manages itself; of an account's id that is not known yet the length is. */
function managedSize(policy: Resource, { iam }: Limits): Finding[] {
  const document = fill(policy.properties["document"] ?? {}, ({ output }) =>
    output === "id" ? ACCOUNT_ID : undefined,
  );
  const size = leastSize("identity", document);
  const most = iam.managedPolicySize;
  if (size <= most) {
    return [];
  }
  const detail = `${policy.address}: the policy has ${size} characters without white space, ${size - most} more than the ${most} that IAM takes.`;
  const fix = "Let it name fewer things: a grant with `everywhere: true` reaches all accounts by a wildcard.";
  return [finding("policy-too-large", "error", detail, fix, policy)];
}

const ACCOUNT_ID = "000000000000";

/**
 * Everything counts that AWS counts: accounts in every state, invited or made here, those that are on order, and invitations
 * that nobody has answered yet. What AWS grants is a limit; its default, where the grant could not be seen, is a guess.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
function accountQuota({ wished, live, limits, accounts: { ordered, invited, granted } }: QuotaRequest): Finding[] {
  const there = live.filter(({ kind }) => kind === "account");
  const emails = new Set(there.map(({ properties }) => String(properties["email"]).toLowerCase()));
  const made = wished.filter(({ kind, properties }) => {
    return kind === "account" && !emails.has(String(properties["email"]).toLowerCase());
  });
  const known = new Set([...there, ...made].map(({ properties }) => properties["name"]));
  const others = ordered.filter((name) => !known.has(name)).length;
  // Before the organization is founded the management account is in no list, and still counts.
  const standing = Math.max(there.length, 1);
  const total = standing + made.length + others + (invited ?? 0);
  const most = granted ?? limits.organization.accounts;
  if (made.length === 0 || total <= most) {
    return [];
  }
  const parts = [
    `${standing} that there are (suspended and closed ones count)`,
    ...(others === 0 ? [] : [`${others} on order`]),
    ...(invited === null || invited === 0 ? [] : [`${invited} invited, with no answer yet`]),
    `${made.length} to be made`,
  ];
  const sum = `The organization would have ${total} accounts: ${parts.join(", ")}.`;
  const unseen = invited === null ? " Open invitations count too; they could not be seen." : "";
  const [severity, limit, fix]: [Finding["severity"], string, string] =
    granted === null
      ? [
          "warning",
          `AWS's default quota is ${most}; what AWS grants this organization could not be seen.`,
          "If it was not raised yet, ask for more under Service Quotas (Organizations, in us-east-1) before you apply.",
        ]
      : [
          "error",
          `AWS grants it ${most}.`,
          "Ask for more under Service Quotas (Organizations, in us-east-1), then plan again; or let the file name fewer new accounts.",
        ];
  return [finding("account-quota", severity, `${sum} ${limit}${unseen}`, fix)];
}

function room({ wished, limits, matched, changes }: QuotaRequest, places: readonly AttachmentCount[]): Finding[] {
  const lengths = wished
    .filter(({ kind }) => kind === "organization-policy")
    .flatMap((policy) => {
      const { size, most } = sizeOf(policy, limits);
      const { address, properties } = policy;
      return most === undefined ? [] : [{ address, name: String(properties["name"]), size, most }];
    });
  const nameOf = targetNames(matched);
  const targetOf = (change: Change) => nameOf((change.action === "delete" ? change.from : change.to).properties);
  const detail = policyRoom(changes, places, lengths, targetOf);
  return detail === "" ? [] : [finding("policy-room", "note", detail, "Policies that other tools attach come on top.")];
}

function finding(code: Code, severity: Finding["severity"], detail: string, fix: string, about?: Resource): Finding {
  const at = about === undefined ? {} : { at: about.declaredAt };
  return { code, severity, summary: QUOTA_FINDINGS[code], detail, fix, ...at };
}
