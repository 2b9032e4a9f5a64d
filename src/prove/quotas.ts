import type { AccountRoom } from "../model/account-room.ts";
import type { Address } from "../model/address.ts";
import { attachedTypes } from "../model/attached-type.ts";
import type { Change } from "../model/change.ts";
import { fill, outputRefs } from "../model/deferred.ts";
import type { Finding } from "../model/finding.ts";
import type { HungPolicy } from "../model/hung-policy.ts";
import type { Json, JsonObject } from "../model/json.ts";
import { listed } from "../model/listed.ts";
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
  "too-many-trails": "There is no room for one more trail",
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
  /** What hangs on the targets on which the plan hangs something. */
  readonly hung: readonly HungPolicy[];
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
    ...tooManyTrails(request),
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
  /** Once the plan is applied, with AWS's own policy that hangs on every target. */
  readonly count: number;
  /** While it is applied: a policy is hung before the one that it replaces is taken off. */
  readonly peak: number;
  readonly most: number;
  /** The names of what others have hung there. */
  readonly others: readonly string[];
  readonly example: Resource;
}

/** How many policies of each type hang on each target: the file's, and where the plan adds one, those of others. */
function attachmentCounts({ wished, limits, matched, hung, changes }: QuotaRequest): AttachmentCount[] {
  const nameOf = targetNames(matched);
  const typeOf = attachedTypes(wished);
  const groups = new Map<string, { readonly type: string; readonly target: string; readonly here: Resource[] }>();
  for (const attachment of wished.filter(({ kind }) => kind === "policy-attachment")) {
    const type = typeOf(attachment) ?? "";
    const target = nameOf(attachment.properties);
    const before = groups.get(`${type} ${target}`)?.here ?? [];
    groups.set(`${type} ${target}`, { type, target, here: [...before, attachment] });
  }
  const goes = new Set(changes.flatMap((change) => (change.action === "delete" ? [change.from.id] : [])));
  return [...groups.values()].flatMap(({ type, target, here }) => {
    const limit = limits.policies[type];
    const [example] = here;
    if (limit === undefined || example === undefined) {
      return [];
    }
    const { perTarget: most, leastPerTarget: least = 0 } = limit;
    const wishedHere = new Set(here.map(({ properties }) => properties["policy"]));
    const others = hung.filter(
      (one) => one.type === type && one.target === example.properties["target"] && !wishedHere.has(one.id),
    );
    const staying = others.filter((one) => !goes.has(`${one.id}:${one.target}`));
    const count = Math.max(least, staying.length) + here.length;
    const peak = Math.max(least, others.length) + here.length;
    return [{ target, type, count, peak, most, others: namesOf(staying), example }];
  });
}

function namesOf(policies: readonly HungPolicy[]): readonly string[] {
  return policies.flatMap(({ name, awsManaged }) => (awsManaged ? [] : [name])).sort();
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
    .filter(({ peak, most }) => peak > most)
    .map(({ target, type, count, peak, most, others, example }) => {
      const theirs = others.length === 0 ? "" : ` and of others ${listed(others)}`;
      const detail = `${peak} policies of the type ${type} would hang on ${target}, AWS's own among them${theirs}; AWS allows ${most}.`;
      return finding("too-many-attachments", "error", detail, roomFor(peak - most, count <= most, others), example);
    });
}

/** @param passes whether there is room once the plan has taken off what it takes off, which it does last */
function roomFor(missing: number, passes: boolean, others: readonly string[]): string {
  if (passes) {
    return "What this plan takes off goes last, once the new ones hang. Detach it by hand, then plan again.";
  }
  const other = "guardrails into fewer groups, switch some off, or attach some of them to the units below.";
  return others.length === 0
    ? `Merge ${other}`
    : `Detach ${missing} of those that nobody needs any more, or merge ${other}`;
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

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
function tooManyTrails({ changes, live, limits }: QuotaRequest): Finding[] {
  const most = limits.cloudtrail.trailsPerRegion;
  return changes.flatMap((change) => {
    if (change.action !== "create" || change.to.kind !== "trail") {
      return [];
    }
    const { address, place } = change.to;
    const there = live.filter(({ kind, place: at, properties }) => {
      const isHere = at.region === place.region || properties["multiRegion"] === true;
      return kind === "trail" && at.account === place.account && isHere;
    });
    const names = there.map(({ properties }) => String(properties["name"])).sort();
    const detail = `${address}: ${there.length} trails record ${place.region} already: ${names.join(", ")}. CloudTrail takes ${most} in a region, and AWS raises that for nobody.`;
    const fix = "Delete one that nobody reads; what it has written stays in its bucket. Then run again.";
    return there.length < most ? [] : [finding("too-many-trails", "error", detail, fix, change.to)];
  });
}

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
  return detail === ""
    ? []
    : [
        finding(
          "policy-room",
          "note",
          detail,
          "Nothing has to be done. Policies of others are counted where the plan attaches one.",
        ),
      ];
}

function finding(code: Code, severity: Finding["severity"], detail: string, fix: string, about?: Resource): Finding {
  const at = about === undefined ? {} : { at: about.declaredAt };
  return { code, severity, summary: QUOTA_FINDINGS[code], detail, fix, ...at };
}
