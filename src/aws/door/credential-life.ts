import type { Clock } from "../../model/clock.ts";
import { CallerProblem } from "../contract/caller-problem.ts";
import type { Operation } from "../contract/operations.ts";
import type { Transport } from "../contract/transport.ts";
import { writeOf } from "../contract/writes.ts";

/** So long the caller's credentials must hold when something is sent that nobody can take back. Milliseconds. */
const LONG_ENOUGH = 5 * 60_000;

/**
 * Stops before an irreversible call whose outcome could not be waited for, because the caller's own credentials end.
 * Roles are renewed from them, so they alone count; credentials that renew themselves never end.
 *
 * @throws CallerProblem `credentials-ending`
 */
export async function checkLife(operation: Operation, transport: Transport, clock: Clock): Promise<void> {
  if (writeOf(operation)?.irreversible !== true) {
    return;
  }
  const end = (await transport.credentialsEnd?.()) ?? null;
  if (end === null || end.getTime() - clock.now().getTime() >= LONG_ENOUGH) {
    return;
  }
  throw new CallerProblem({
    code: "credentials-ending",
    summary: "The AWS credentials are about to end",
    detail: `The caller's credentials hold until ${end.toISOString()}, which is too short for ${operation}: nobody can take it back, and what becomes of it has to be seen. It was not sent.`,
    fix: "Sign in again and run the same command again: what is done stays done.",
  });
}
