import { type Condition, conditionsOf, denies, type Linted, type LintRule, problem } from "./parts.ts";
import type { LintProblem } from "./problem.ts";

const ARN_PARTS = 6;
const MFA = "aws:multifactorauthpresent";
const MFA_NAME = "aws:MultiFactorAuthPresent";
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

/** Rules about single conditions. */
export const CONDITION_RULES: readonly LintRule[] = [
  each(({ operator, values, path }) =>
    values.flatMap((value) =>
      operator.base.startsWith("Arn") && value !== "*" && value.split(":").length < ARN_PARTS && !value.includes("${")
        ? problem(
            "lint-short-arn",
            path,
            `\`${value}\` has fewer than six parts: AWS does not say what it matches.`,
            "Write all six parts, with * where anything may stand, as in arn:*:iam::*:role/Name.",
          )
        : [],
    ),
  ),
  each(({ key, values, path }) =>
    key === "aws:principalarn" && values.some((value) => /:sts:.*:assumed-role\//.test(value))
      ? problem(
          "lint-session-arn",
          path,
          "For a session `aws:PrincipalArn` is the ARN of its role: an assumed-role ARN never matches.",
          "Name the role: arn:*:iam::*:role/path/Name.",
        )
      : [],
  ),
  each(({ key, operator, values, path }, linted) =>
    denies(linted) && key === "aws:principalarn" && /Not/.test(operator.base)
      ? values.flatMap((value) => (isWide(value) ? wideExemption(path, value) : []))
      : [],
  ),
  each(({ key, operator, values, path }, linted) =>
    denies(linted) && key === MFA && operator.base === "Bool" && !operator.ifExists && values.includes("false")
      ? problem(
          "lint-mfa-denial",
          path,
          `Requests with access keys carry no \`${MFA_NAME}\` at all, and are not denied.`,
          "Write BoolIfExists.",
        )
      : [],
  ),
  each(({ key, operator, values, path }, linted) =>
    !denies(linted) && key === MFA && operator.ifExists && values.includes("true")
      ? problem(
          "lint-mfa-grant",
          path,
          `Requests that carry no \`${MFA_NAME}\`, as with access keys, are allowed.`,
          "Write Bool.",
        )
      : [],
  ),
  each(({ key, operator, path, name }, linted) =>
    !denies(linted) && operator.set === "ForAllValues" && !hasNull(linted, key)
      ? problem(
          "lint-all-values-grant",
          path,
          `\`ForAllValues\` holds for requests without \`${name}\` too.`,
          `Add "Null": { "${name}": "false" }, or use ForAnyValue.`,
        )
      : [],
  ),
  each(({ key, values, path }) =>
    key.endsWith("orgpaths")
      ? values.flatMap((value) =>
          /[/*]$/.test(value)
            ? []
            : problem(
                "lint-organization-path",
                path,
                `Paths end with a slash: \`${value}\` matches no account.`,
                `Write ${value}/ for the accounts in the unit, ${value}/* for those below it too.`,
              ),
        )
      : [],
  ),
  each(({ key, values, path }) =>
    key === "aws:sourceip" && values.length > 0 && values.every((value) => PRIVATE.test(value))
      ? problem(
          "lint-private-address",
          path,
          "`aws:SourceIp` is the public address of the caller; private ones come with `aws:VpcSourceIp`.",
          "Use aws:VpcSourceIp, or the public addresses.",
        )
      : [],
  ),
];

function each(rule: (condition: Condition, linted: Linted) => LintProblem[]): LintRule {
  return (linted) => conditionsOf(linted).flatMap((condition) => rule(condition, linted));
}

/** A wildcard before or within a role's path lets anybody in who may choose a role's name. */
function isWide(value: string): boolean {
  const name = /:(?:role|user)\/(.*)$/.exec(value)?.[1];
  return name === undefined ? /\*/.test(value) && !/:root$/.test(value) : name.startsWith("*") && name !== "*";
}

function wideExemption(path: string, value: string): LintProblem[] {
  return problem(
    "lint-wide-exemption",
    path,
    `\`${value}\` spares every role or user whose name happens to end so: whoever may make one gets past.`,
    "Write the exact path and name, as in arn:*:iam::*:role/path/Name.",
  );
}

function hasNull(linted: Linted, key: string): boolean {
  return conditionsOf(linted).some(
    (one) => one.operator.base === "Null" && one.key === key && one.values.includes("false"),
  );
}
