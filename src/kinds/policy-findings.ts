import type { Finding } from "../model/finding.ts";
import type { Json } from "../model/json.ts";
import type { Checked } from "../model/shape.ts";
import { checkPolicy } from "../policy/check.ts";
import { policyFinding } from "../policy/problem.ts";
import type { PolicyGrammar } from "../policy/types.ts";

/** Everything for which AWS would refuse the policy document that stands at `path` in a resource's properties. */
export function documentFindings(
  { address, declaredAt }: Checked,
  path: string,
  grammar: PolicyGrammar,
  document: Json,
): Finding[] {
  return checkPolicy(grammar, document).map((problem) => {
    const finding = policyFinding({ ...problem, path: `${path}${problem.path}` }, declaredAt);
    return { ...finding, detail: `${address}: ${finding.detail}` };
  });
}
