import type { Change } from "../model/change.ts";
import type { Step } from "../model/plan.ts";
import { leastWrites } from "./least-writes.ts";

/** One of AWS's token buckets: `rate` calls a second, `burst` calls at once. */
export interface Bucket {
  readonly name: string;
  readonly rate: number;
  readonly burst: number;
}

/** Finds the bucket that an operation draws from, as in `organizations:CreateAccount`; null when it has no limit. */
export type BucketOf = (operation: string) => Bucket | null;

/** The least that an apply can take. */
export interface LeastEffort {
  readonly seconds: number;
  /** Writes; what is read besides depends on the world. */
  readonly calls: number;
}

/**
 * The least time and calls that a plan's steps can take within AWS's published rates, were AWS to answer at once: stage
 * after stage, as apply works, and in each stage all buckets side by side. Every account has buckets of its own.
 */
export function leastEffort(steps: readonly Step[], bucketOf: BucketOf): LeastEffort {
  const levels = new Map<string, Level>();
  let seconds = 0;
  let calls = 0;
  for (const stage of stagesOf(steps)) {
    const began = seconds;
    for (const { change } of stage) {
      for (const operation of leastWrites(change)) {
        calls += 1;
        const bucket = bucketOf(operation);
        seconds = bucket === null ? seconds : Math.max(seconds, began + take(levels, bucket, change, began));
      }
    }
  }
  return { seconds, calls };
}

/** How full a bucket is at a time; below nothing when calls wait for tokens to come. */
interface Level {
  tokens: number;
  at: number;
}

/** Takes a token and answers in how many seconds from `now` it is there. */
function take(levels: Map<string, Level>, { name, rate, burst }: Bucket, change: Change, now: number): number {
  const key = `${name} ${accountOf(change)}`;
  const level = levels.get(key) ?? { tokens: burst, at: now };
  level.tokens = Math.min(burst, level.tokens + (now - level.at) * rate) - 1;
  level.at = now;
  levels.set(key, level);
  return Math.max(0, -level.tokens / rate);
}

function accountOf(change: Change): string {
  return (change.action === "delete" ? change.from : change.to).place.account;
}

function stagesOf(steps: readonly Step[]): Step[][] {
  const stages = new Map<number, Step[]>();
  for (const step of steps) {
    const stage = stages.get(step.stage) ?? [];
    stage.push(step);
    stages.set(step.stage, stage);
  }
  return [...stages].sort(([a], [b]) => a - b).map(([, own]) => own);
}
