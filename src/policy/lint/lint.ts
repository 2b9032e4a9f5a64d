import type { Json } from "../../model/json.ts";
import { readPolicy } from "../parse.ts";
import { ACTION_RULES } from "./action-rules.ts";
import { CONDITION_RULES } from "./condition-rules.ts";
import { GUARDRAIL_RULES } from "./guardrail-rules.ts";
import type { Linted, LintedGrammar } from "./parts.ts";
import { PRINCIPAL_RULES } from "./principal-rules.ts";
import type { LintProblem } from "./problem.ts";

/** What is the same for all policies of an organization. */
export type LintContext = Pick<Linted, "table" | "managementAccount">;

const RULES = [...ACTION_RULES, ...CONDITION_RULES, ...PRINCIPAL_RULES, ...GUARDRAIL_RULES];

/**
 * What a policy hardly means: it is written as AWS takes it and does something else than it seems to say. A document that AWS
 * would refuse is for `checkPolicy`; of that nothing is told here.
 */
export function lintPolicy(grammar: LintedGrammar, document: Json, around: LintContext): LintProblem[] {
  const read = readPolicy(document);
  return "problems" in read
    ? []
    : read.document.Statement.flatMap((statement, index) =>
        RULES.flatMap((rule) => rule({ statement, path: `/Statement/${index}`, grammar, ...around })),
      );
}
