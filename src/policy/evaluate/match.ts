import type { Context } from "./context.ts";
import type { Glob } from "./glob.ts";
import { type Filled, filledIn, type Template } from "./template.ts";
import { MAYBE, NO, not, type Truth, YES } from "./truth.ts";

/** How a value compares with a text of a policy; `UNRESOLVED`: it does not match because a variable has no value. */
export type Match = Truth | 3;

export const UNRESOLVED = 3;

/** How a value matches a template, by a rule for patterns. */
export function matchTemplate(template: Template, context: Context, matches: (glob: Glob) => boolean): Match {
  const filled: Filled = filledIn(template, context);
  if (filled.missing === "yes") {
    return UNRESOLVED;
  }
  if (!matches(filled.glob)) {
    return filled.missing === "maybe" ? UNRESOLVED : NO;
  }
  return filled.glob.holes ? MAYBE : YES;
}

/**
 * Whether one of several texts of a policy matches, or with `negated` none. AWS says that a variable without a value "might
 * cause the entire statement to be invalid", so where it would decide, the answer is maybe.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function anyMatches(count: number, matchAt: (index: number) => Match, negated: boolean): Truth {
  let found: Truth = NO;
  let unresolved = false;
  for (let index = 0; index < count; index++) {
    const match = matchAt(index);
    if (match === UNRESOLVED) {
      unresolved = true;
    } else if (match > found) {
      found = match;
    }
  }
  if (negated) {
    return unresolved && found === NO ? MAYBE : not(found);
  }
  return unresolved && found === YES ? MAYBE : found;
}
