import { refusedWith } from "../contract/aws-error.ts";
import { type ReadOperation, serviceOf, specOf } from "../contract/operations.ts";
import type { Input, Service } from "../contract/services.ts";
import type { Attempt, Send } from "./attempt.ts";
import type { Newborns } from "./newborns.ts";
import type { Pause } from "./pause.ts";

/** One harmless call, with its input. */
interface Probe<X extends ReadOperation = ReadOperation> {
  readonly operation: X;
  readonly input: Input<X>;
}

function probe<X extends ReadOperation>(operation: X, input: Input<X>): Probe {
  return { operation, input } as Probe;
}

/** By what a service in an account that is minutes old shows that it works there; null where there is nothing to ask. */
const PROBES: Readonly<Record<Service, Probe | null>> = {
  account: null,
  cloudtrail: probe("cloudtrail:DescribeTrails", {}),
  ec2: probe("ec2:DescribeImages", { Owners: ["self"], MaxResults: 5 }),
  ecr: probe("ecr:DescribeRepositories", { maxResults: 1 }),
  iam: probe("iam:ListRoles", { MaxItems: 1 }),
  kms: probe("kms:ListAliases", { Limit: 1 }),
  organizations: null,
  ram: probe("ram:GetResourceShares", { resourceOwner: "SELF", maxResults: 1 }),
  s3: probe("s3:ListBuckets", { MaxBuckets: 1 }),
  // Has one question only, which most accounts answer with an error: nothing is set.
  s3control: null,
  servicecatalog: probe("servicecatalog:ListPortfolios", { PageSize: 1 }),
  servicequotas: null,
  ssm: probe("ssm:DescribeParameters", { MaxResults: 1 }),
  sts: null,
  tagging: null,
};

const LOOK_AGAIN = 10_000;

/** Sees to it that a service in a young account has answered before anything is written there. */
export interface Readiness {
  /** Returns once the attempt may be sent. */
  before(attempt: Attempt): Promise<void>;
  /** Learns from a call that AWS answered. */
  answered(attempt: Attempt): void;
}

/**
 * A new account's services come to life one by one, some minutes after the account can be entered, and may refuse
 * everything until then. Mostly the first look of a step has shown already that a service works; only where nothing was
 * read yet one harmless call is made, with patience. Old accounts are not asked: what they refuse they mean.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 */
export function watchReadiness(send: Send, pause: Pause, newborns: Newborns): Readiness {
  const ready = new Set<string>();

  async function ask(attempt: Attempt, { operation, input }: Probe): Promise<void> {
    for (;;) {
      try {
        await send({ ...attempt, operation, input, number: 1 });
        return;
      } catch (error) {
        if (!isNotReadyYet(error) || !newborns.includes(attempt.account)) {
          throw error;
        }
      }
      const { account, step, signal } = attempt;
      const because = `${serviceOf(operation)} to work in the new account`;
      await pause({ operation, account, step, because, milliseconds: LOOK_AGAIN }, signal);
    }
  }

  return {
    async before(attempt) {
      const known = PROBES[serviceOf(attempt.operation)];
      const isOfInterest = specOf(attempt.operation).access === "write" && newborns.includes(attempt.account);
      if (known !== null && isOfInterest && !ready.has(placeOf(attempt))) {
        await ask(attempt, known);
        ready.add(placeOf(attempt));
      }
    },
    answered(attempt) {
      if (specOf(attempt.operation).access === "read" && newborns.includes(attempt.account)) {
        ready.add(placeOf(attempt));
      }
    },
  };
}

function placeOf({ operation, account, region }: Attempt): string {
  return `${serviceOf(operation)} ${account} ${region}`;
}

/** What else a young account says the table of retries knows; that our role may not even look, it does not mean. */
function isNotReadyYet(error: unknown): boolean {
  return refusedWith(error, "AccessDenied", "AccessDeniedException");
}
