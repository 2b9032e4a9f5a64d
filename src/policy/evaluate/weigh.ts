import type { Gate } from "./gates.ts";
import { type Naming, NOT_NAMED } from "./naming.ts";
import { applies, appliesByName, type Facts } from "./statement.ts";
import { either, NO, type Truth, YES } from "./truth.ts";

/** Whether a statement of the gate denies the request. `action` is in lower case. */
export function denies(gate: Gate, action: string, facts: Facts): Truth {
  let truth: Truth = NO;
  for (const policy of gate.policies) {
    for (const candidate of policy.candidates(action).denials) {
      truth = either(truth, applies(candidate.statement, candidate.action, facts));
      if (truth === YES) {
        return YES;
      }
    }
  }
  return truth;
}

/** Whether a statement of the gate allows the request, or the gate lets everything pass. */
export function allows(gate: Gate, action: string, facts: Facts): Truth {
  let truth: Truth = gate.mustAllow ? NO : YES;
  for (const policy of gate.policies) {
    if (truth === YES) {
      return YES;
    }
    for (const candidate of policy.candidates(action).grants) {
      truth = either(truth, applies(candidate.statement, candidate.action, facts));
    }
  }
  return truth;
}

/** Whether a statement of the policy on the resource allows the request, by how it names the requester. */
export function allowsByName(gate: Gate, action: string, facts: Facts): Naming {
  let names = NOT_NAMED;
  for (const policy of gate.policies) {
    for (const candidate of policy.candidates(action).grants) {
      const more = appliesByName(candidate.statement, candidate.action, facts);
      names = {
        directly: either(names.directly, more.directly),
        throughItsRole: either(names.throughItsRole, more.throughItsRole),
        throughItsAccount: either(names.throughItsAccount, more.throughItsAccount),
      };
    }
  }
  return names;
}
