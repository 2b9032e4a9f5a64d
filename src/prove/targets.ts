import type { Json } from "../model/json.ts";
import type { Live } from "../model/live.ts";
import type { AccountId } from "../model/place.ts";
import type { CompiledPolicy } from "../policy/evaluate/compile.ts";
import type { Tags } from "../policy/evaluate/requester.ts";
import { type Binding, bindText, filledIn, type Missing } from "./bindings.ts";
import { compiled, defaultKeyPolicy, entrancePolicy, OPEN_TO_ALL } from "./compiled.ts";
import type { Surroundings } from "./scene.ts";

/** What is asked for, with the policy on it. */
export interface Target {
  readonly policy: CompiledPolicy | null;
  /** Null where nothing is known of it. */
  readonly tags: Tags | null;
  /** The condition keys that tell what it is. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

/** A request's target as a row names it. */
export interface Wanted {
  readonly action: string;
  readonly arn: string;
  readonly owner: AccountId;
  /** Whether the caller is of another account, or of none. */
  readonly fromOutside: boolean;
}

/** Things of these names are orgwright's: what no blueprint makes cannot be attacked. Names in IAM can, by making them. */
const OURS = /^arn:[^:]*:(?!iam:|sts:)[^:]*:.*[:/](orgwright[-/]|\/org\/)/;
const OURS_IN_S3 = /^arn:[^:]*:s3:::orgwright-/;
/** What blueprints make in IAM where nobody else has a reason to make the like, so that only what stands can be attacked. */
const OURS_IN_IAM =
  /^arn:[^:]*:iam::[^:]*:(group\/force-mfa|role\/(publish\/.*|Admin|Billing|LogReader|PowerUser|ReadOnly|SecurityAudit))$/;

/** What stands at an ARN, or that nothing does and a blueprint would have to make it. */
export function targetOf(wanted: Wanted, around: Surroundings): Target | Missing {
  const thing = around.withArn(containerOf(wanted.arn));
  if (thing !== undefined) {
    return { policy: policyOn(thing), tags: tagsOf(thing), keys: keysOf(thing) };
  }
  const isAssumed = /^sts:(AssumeRole|TagSession)/i.test(wanted.action);
  if (isAssumed && wanted.arn.endsWith(":role/OrganizationAccountAccessRole")) {
    return { policy: entrancePolicy(around.managementAccount), tags: null, keys: {} };
  }
  if (isAssumed || [OURS, OURS_IN_S3, OURS_IN_IAM].some((names) => names.test(wanted.arn))) {
    return { missing: `No blueprint makes ${wanted.arn}` };
  }
  if (/^arn:[^:]*:kms:.*:key\//.test(wanted.arn)) {
    return { policy: defaultKeyPolicy(wanted.owner), tags: null, keys: {} };
  }
  // Of what is not observed it is not known whether somebody opened it.
  return { policy: wanted.fromOutside ? OPEN_TO_ALL : null, tags: null, keys: {} };
}

/**
 * Something that a row supposes to stand, with its policy; null for anything else, and where the real thing is known.
 *
 * @param resource the row's resource, with its placeholders
 * @param arn the same, filled in
 */
export function supposedTarget(
  resource: string,
  arn: string,
  binding: Binding,
  around: Surroundings,
): Target | Missing | null {
  const policy = around.supposed.get(containerOf(resource));
  if (policy === undefined || around.withArn(containerOf(arn)) !== undefined) {
    return null;
  }
  const written = JSON.stringify(policy);
  const own = bindText(written, binding, around);
  if ("missing" in own) {
    return own;
  }
  const text = filledIn(written, own, around);
  const known = SUPPOSED.get(text) ?? compiled(JSON.parse(text) as Json, "the policy it is supposed to have");
  SUPPOSED.set(text, known);
  return { policy: known, tags: null, keys: {} };
}

const SUPPOSED = new Map<string, CompiledPolicy>();

/** The bucket of an object; anything else is itself. */
function containerOf(arn: string): string {
  return arn.replace(/^(arn:[^:]*:s3:::[^/]+)\/.*$/s, "$1");
}

function policyOn({ properties }: Live): CompiledPolicy | null {
  const document = properties["trust"] ?? properties["policy"];
  const name = typeof properties["name"] === "string" ? ` of ${properties["name"]}` : "";
  return document === undefined || document === null
    ? null
    : compiled(document, properties["trust"] === undefined ? `the policy${name}` : `the trust policy${name}`);
}

function tagsOf({ properties, owner }: Live): Tags {
  const own = owner.is === "us" ? { "orgwright:address": owner.address } : {};
  return { ...((properties["tags"] ?? {}) as Tags), ...own };
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases */
function keysOf({ kind, properties }: Live): Target["keys"] {
  return kind === "kms-key" ? { "kms:ResourceAliases": [`alias/${properties["alias"]}`] } : {};
}
