import { OPERATIONS, type Operation, specOf } from "../../contract/operations.ts";
import { callerErrorsOf } from "../callers.ts";
import type { Caller } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import type { World } from "../world.ts";

/** One action that a call needs. */
export interface AuthorizeRequest {
  readonly at: Caller;
  /** As in `iam:TagRole`: what is called. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The IAM action, as in `iam:TagRole`. */
  readonly action: string;
  readonly world: World;
}

/** Decides by identity policies and guardrails; AssumeRole checks trust policies itself besides. */
export type Authorize = (request: AuthorizeRequest) => "allow" | "deny";

/**
 * Refuses a call unless every IAM action that it needs is allowed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function checkAuthorized(
  world: World,
  operation: string,
  input: unknown,
  at: Caller,
  authorize: Authorize,
): void {
  const words = (typeof input === "object" && input !== null ? input : {}) as AuthorizeRequest["input"];
  for (const action of actionsOf(operation)) {
    if (authorize({ at, operation, input: words, action, world }) === "deny") {
      const { denied } = callerErrorsOf(operation.split(":")[0] as string);
      refuse(denied, `User: ${at.principalArn} is not authorized to perform: ${action}`, { status: 403 });
    }
  }
}

function actionsOf(operation: string): readonly string[] {
  const own = [operation.replace(/^tagging:/, "tag:")];
  return Object.hasOwn(OPERATIONS, operation) ? (specOf(operation as Operation).iam ?? own) : own;
}
