import { conditionsOf, denies, type Linted, type LintRule, problem, texts } from "./parts.ts";
import type { LintProblem } from "./problem.ts";

/** Rules about SCPs and RCPs. */
export const GUARDRAIL_RULES: readonly LintRule[] = [deniesEverything, deniesServices, regionWithoutGlobals];

function isGuardrail({ grammar }: Linted): boolean {
  return grammar === "scp" || grammar === "rcp";
}

function deniesEverything(linted: Linted): LintProblem[] {
  const { statement, path } = linted;
  const isAll = texts(statement.Action).includes("*") && texts(statement.Resource).includes("*");
  return !isGuardrail(linted) || !denies(linted) || !isAll || conditionsOf(linted).length > 0
    ? []
    : problem(
        "lint-denies-everything",
        path,
        "Where it hangs nobody can do anything, orgwright among them.",
        "Add a condition that spares who must work there.",
      );
}

const CALLER = /^aws:principal(orgid|orgpaths|account|arn|tag\/.*)$/;

/** AWS's services have no organization and no account: a negated condition on the caller's holds for them. */
function deniesServices(linted: Linted): LintProblem[] {
  const conditions = conditionsOf(linted);
  const byCaller = conditions.find(({ key, operator }) => CALLER.test(key) && /Not/.test(operator.base));
  const spares = conditions.some(({ key }) => key === "aws:principalisawsservice" || key === "aws:principaltype");
  return linted.grammar !== "rcp" || byCaller === undefined || spares
    ? []
    : problem(
        "lint-denies-services",
        byCaller.path,
        `An AWS service that acts as itself has no \`${byCaller.name}\`, so that it is denied too: logs stop to arrive.`,
        'Add "BoolIfExists": { "aws:PrincipalIsAWSService": "false" }.',
      );
}

const GLOBALS = ["iam", "organizations", "sts", "cloudfront", "route53", "support"];

function regionWithoutGlobals(linted: Linted): LintProblem[] {
  const { statement, path } = linted;
  const byRegion = conditionsOf(linted).some(
    ({ key, operator }) => key === "aws:requestedregion" && /Not/.test(operator.base),
  );
  const spared = texts(statement.NotAction).map((action) => action.split(":")[0]?.toLowerCase());
  const missing = GLOBALS.filter((service) => !spared.includes(service));
  const isAll = texts(statement.Action).includes("*") || statement.NotAction !== undefined;
  return linted.grammar !== "scp" || !denies(linted) || !byRegion || !isAll || missing.length === 0
    ? []
    : problem(
        "lint-region-without-globals",
        path,
        `${missing.join(", ")} answer in one region for the whole world, and are denied where that region is not among yours.`,
        "Spare them with NotAction; blueprints/data/global-services.yaml lists them.",
      );
}
