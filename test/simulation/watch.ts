import { OPERATIONS, type Operation, specOf } from "../../src/aws/contract/operations.ts";
import type { BucketState } from "../../src/aws/sandbox/s3/state.ts";
import type { World } from "../../src/aws/sandbox/world.ts";
import type { Plan } from "../../src/model/plan.ts";
import { stepsFor, subjectOf } from "./subjects.ts";

/** A call of a process, as the simulator sees it pass. */
export interface SeenCall {
  readonly operation: string;
  readonly input: unknown;
  readonly account: string;
  /** Whether a read is answered out of the past. */
  readonly stale: boolean;
}

/** A process that is watched. */
export interface Watched {
  /** The plan that it applies; null while it plans. */
  plan: Plan | null;
  calls: number;
  /** The highest stage that a write of it belonged to without a doubt. */
  stage: number;
  /** Up to when it knows of accounts under way, in virtual milliseconds; null when it has not looked for any. */
  looked: number | null;
  /** Whether AWS has answered out of the past since it began to look. */
  sawPast: boolean;
  /** The accounts that it has ordered since it last looked for any under way, as names of requests. */
  ordered: readonly string[];
}

/** A process that has not made a call yet. */
export function unseen(): Watched {
  return { plan: null, calls: 0, stage: 0, looked: null, sawPast: false, ordered: [] };
}

/** Looks at every call before and after the world has answered, and tells what must never be. */
export interface Watch {
  before(process: Watched, call: SeenCall): void;
  after(process: Watched, call: SeenCall): void;
  /** Learns what is not orgwright's business as it is now: to be called after people have changed something. */
  learnForeign(): void;
  /** What was broken, in the order in which it was. */
  readonly violations: readonly string[];
}

/** Far more than a run needs that has everything to do. */
const MOST_CALLS = 3000;

const NEVER = new Set([
  "organizations:CloseAccount",
  "organizations:RemoveAccountFromOrganization",
  "organizations:LeaveOrganization",
  "organizations:DeleteOrganization",
  "organizations:DisablePolicyType",
  "organizations:DisableAWSServiceAccess",
  "s3:DeleteBucket",
  "kms:ScheduleKeyDeletion",
  "kms:DisableKey",
  "cloudtrail:StopLogging",
  "cloudtrail:DeleteTrail",
]);

/** Watches a world. */
export function watch(world: World): Watch {
  const violations: string[] = [];
  let foreign = foreignThings(world);
  let strengths = bucketStrengths(world);
  let requests: ReadonlySet<string> = new Set();

  function check(holds: boolean, what: string): void {
    if (!holds) {
      violations.push(what);
    }
  }

  function checkWrite(process: Watched, { operation, input, account }: SeenCall): void {
    check(process.plan !== null, `I4: ${operation} is sent while it only plans`);
    if (process.plan === null) {
      return;
    }
    const subject = subjectOf(operation, input, account, world);
    const steps = subject === null ? [] : stepsFor(subject, process.plan, world);
    const what = `${operation} of ${subject?.kind} ${subject?.name ?? ""}`;
    check(steps.length > 0, `I3: ${what} is in no step of the plan`);
    const stages = steps.map(({ stage }) => stage);
    check(
      steps.length === 0 || Math.max(...stages) >= process.stage,
      `I3: ${what} comes after stage ${process.stage} was begun`,
    );
    process.stage = Math.max(process.stage, stages.length === 0 ? 0 : Math.min(...stages));
  }

  function checkOrder(process: Watched, input: unknown): void {
    const { AccountName: name, Email: email = "" } = input as { AccountName?: string; Email?: string };
    const { looked, ordered } = process;
    check(looked !== null, `I1: the account ${name} is ordered by a run that has not looked for one under way`);
    const requested = Object.values(world.creations).filter(
      (one) => one.name === name || one.email.toLowerCase() === email.toLowerCase(),
    );
    const known = requested.find((one) => one.state === "IN_PROGRESS" && looked !== null && one.requested < looked);
    check(known === undefined, `I1: the account ${name} is ordered while ${known?.id} is under way`);
    const own = requested.find(({ id }) => ordered.includes(id));
    check(own === undefined, `I1: the account ${name} is ordered again, as ${own?.id} was, without a look in between`);
  }

  function checkAccounts(): void {
    const emails = Object.values(world.accounts).map((account) => account.email.toLowerCase());
    check(new Set(emails).size === emails.length, `I1: an account is there twice: ${emails.sort().join(", ")}`);
  }

  function checkAttachments(): void {
    const { organization } = world;
    if (organization?.policyTypes["SERVICE_CONTROL_POLICY"]?.status !== "ENABLED") {
      return;
    }
    const counts = new Map<string, number>();
    for (const { type, targets } of Object.values(world.policies)) {
      for (const target of type === "SERVICE_CONTROL_POLICY" ? targets : []) {
        counts.set(target, (counts.get(target) ?? 0) + 1);
      }
    }
    for (const target of [organization.rootId, ...Object.keys(world.units)]) {
      const count = counts.get(target) ?? 0;
      check(count >= 1 && count <= 10, `I5: ${target} has ${count} service control policies`);
    }
  }

  function checkBuckets(): void {
    const now = bucketStrengths(world);
    for (const [name, before] of strengths) {
      const after = now.get(name);
      const lost = before.filter((what) => after?.includes(what) !== true);
      check(lost.length === 0, `I6: the bucket ${name} has lost: ${lost.join(", ")}`);
    }
    strengths = now;
  }

  function checkLogging(): void {
    for (const { name, logging, bucket } of Object.values(world.trails)) {
      const missing = logging ? STRENGTHS.filter((what) => strengths.get(bucket)?.includes(what) !== true) : [];
      check(missing.length === 0, `I6: the trail ${name} logs into ${bucket}, which lacks: ${missing.join(", ")}`);
    }
  }

  function checkForeign(): void {
    const now = foreignThings(world);
    for (const [name, before] of foreign) {
      check(before === now.get(name), `I8: ${name} is not orgwright's and was changed`);
    }
    foreign = now;
  }

  return {
    violations,
    learnForeign() {
      foreign = foreignThings(world);
      strengths = bucketStrengths(world);
    },
    before(process, call) {
      const { operation } = call;
      process.calls += 1;
      check(process.calls <= MOST_CALLS, `I11: a run makes more than ${MOST_CALLS} calls`);
      check(!NEVER.has(operation) && operation in OPERATIONS, `I7: ${operation} is sent`);
      if (operation in OPERATIONS && specOf(operation as Operation).access === "write") {
        checkWrite(process, call);
      }
      if (operation === "organizations:CreateAccount") {
        checkOrder(process, call.input);
        requests = new Set(Object.keys(world.creations));
      }
    },
    after(process, { operation, stale }) {
      if (operation === "organizations:ListCreateAccountStatus") {
        process.looked = stale ? Number.NEGATIVE_INFINITY : world.time;
        process.ordered = [];
      }
      if (operation === "organizations:CreateAccount") {
        const made = Object.keys(world.creations).filter((id) => !requests.has(id));
        process.ordered = [...process.ordered, ...made];
      }
      if (!(operation in OPERATIONS) || specOf(operation as Operation).access === "read") {
        return;
      }
      checkAccounts();
      checkAttachments();
      checkBuckets();
      if (operation === "cloudtrail:StartLogging" || operation === "cloudtrail:CreateTrail") {
        checkLogging();
      }
      checkForeign();
    },
  };
}

const STRENGTHS = ["Object Lock", "a retention", "blocked public access", "a policy", "a key"];

/** What protects each bucket that was made with Object Lock. */
function bucketStrengths(world: World): Map<string, string[]> {
  return new Map(Object.values(world.buckets).map((bucket) => [bucket.name, strengthsOf(bucket)]));
}

function strengthsOf({ objectLock, publicAccessBlock, policy, encryption }: BucketState): string[] {
  const isThere = [
    objectLock !== null,
    objectLock?.retention != null,
    publicAccessBlock !== null && Object.values(publicAccessBlock).every(Boolean),
    policy !== null,
    encryption.some((rule) => rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm === "aws:kms"),
  ];
  return STRENGTHS.filter((_, index) => isThere[index]);
}

/** Everything that carries none of our tags and that no file wishes for, as text, by name. */
function foreignThings(world: World): Map<string, string> {
  const isTheirs = ({ name }: { readonly name: string }) => name.startsWith("theirs");
  const things = new Map<string, string>();
  for (const unit of Object.values(world.units).filter(isTheirs)) {
    things.set(`unit ${unit.name}`, JSON.stringify(unit));
  }
  for (const policy of Object.values(world.policies).filter(isTheirs)) {
    things.set(`policy ${policy.name}`, JSON.stringify(policy));
  }
  for (const account of Object.values(world.accounts)) {
    if (isTheirs(account)) {
      things.set(`account ${account.name}`, JSON.stringify(account));
    }
    for (const [name, role] of Object.entries(account.iam.roles)) {
      if (name.startsWith("Theirs")) {
        things.set(`role ${name} in ${account.name}`, JSON.stringify(role));
      }
    }
  }
  return things;
}
