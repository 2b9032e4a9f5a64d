import { conditionsOf, denies, type Linted, type LintRule, problem, texts } from "./parts.ts";
import type { LintProblem } from "./problem.ts";

/** Rules about whom a statement is for. */
export const PRINCIPAL_RULES: readonly LintRule[] = [
  notPrincipal,
  notAction,
  notResource,
  openToAll,
  accountTrusted,
  providerUnbound,
  serviceUnbound,
  passAnyRole,
];

function notPrincipal({ statement, path }: Linted): LintProblem[] {
  return statement.NotPrincipal === undefined
    ? []
    : problem(
        "lint-not-principal",
        `${path}/NotPrincipal`,
        "`NotPrincipal` has to name account, role and session, and denies everybody with a permissions boundary.",
        'Write "Principal": "*" with a condition on aws:PrincipalArn.',
      );
}

function notAction(linted: Linted): LintProblem[] {
  const isLevel = linted.grammar === "scp";
  return denies(linted) || isLevel || linted.statement.NotAction === undefined
    ? []
    : problem(
        "lint-not-action-grant",
        `${linted.path}/NotAction`,
        "It grants whatever AWS adds tomorrow.",
        "List the actions, or grant all and deny some.",
      );
}

function notResource(linted: Linted): LintProblem[] {
  return denies(linted) || linted.grammar === "scp" || linted.statement.NotResource === undefined
    ? []
    : problem(
        "lint-not-resource-grant",
        `${linted.path}/NotResource`,
        "It grants access to everything that anybody makes tomorrow.",
        "List the resources, or grant all and deny some.",
      );
}

/** The principals that a statement which allows names. */
function granted({ statement }: Linted): {
  readonly all: boolean;
  readonly aws: string[];
  readonly services: string[];
} {
  const { Principal: principal, Effect } = statement;
  if (principal === undefined || Effect === "Deny") {
    return { all: false, aws: [], services: [] };
  }
  if (principal === "*") {
    return { all: true, aws: [], services: [] };
  }
  const aws = texts(principal.AWS);
  return { all: aws.includes("*"), aws, services: texts(principal.Service) };
}

function openToAll(linted: Linted): LintProblem[] {
  return granted(linted).all && conditionsOf(linted).length === 0
    ? problem(
        "lint-open-to-all",
        `${linted.path}/Principal`,
        "Everybody on the internet is allowed.",
        "Name who may, or add a condition as on aws:PrincipalOrgID.",
      )
    : [];
}

function accountTrusted(linted: Linted): LintProblem[] {
  const whole = granted(linted).aws.filter(
    (name) => /^(\d{12}|arn:[^:]*:iam::\d{12}:root)$/.test(name) && !name.includes(linted.managementAccount),
  );
  return linted.grammar !== "trust" || whole.length === 0 || conditionsOf(linted).length > 0
    ? []
    : problem(
        "lint-account-trusted",
        `${linted.path}/Principal`,
        `Everybody in ${whole.join(", ")} who may assume roles may assume this one.`,
        "Add a condition: aws:PrincipalArn for a role, sts:ExternalId for a vendor, MFA for people.",
      );
}

function providerUnbound(linted: Linted): LintProblem[] {
  const { Principal: principal } = linted.statement;
  const providers = principal === undefined || principal === "*" || denies(linted) ? [] : texts(principal.Federated);
  const keys = conditionsOf(linted).map(({ key }) => key);
  const oidc = providers.filter(
    (name) => !name.includes(":saml-provider/") && name !== "cognito-identity.amazonaws.com",
  );
  const lacking = ["sub", "aud"].filter((end) => !keys.some((key) => key.endsWith(`:${end}`)));
  return oidc.length === 0 || lacking.length === 0
    ? []
    : problem(
        "lint-provider-unbound",
        `${linted.path}/Condition`,
        `No condition asks for the provider's ${lacking.join(" and ")}: everybody whom it vouches for gets in.`,
        "Compare aud with the audience that you expect, and sub with the exact repository or workload.",
      );
}

const SOURCE = /^aws:source(arn|account|orgid|orgpaths)$/;

function serviceUnbound(linted: Linted): LintProblem[] {
  const { services } = granted(linted);
  const keys = conditionsOf(linted).map(({ key }) => key);
  const isBound = keys.some((key) => SOURCE.test(key) || key.includes("encryptioncontext") || key === "kms:viaservice");
  return linted.grammar !== "resource" || services.length === 0 || isBound
    ? []
    : problem(
        "lint-service-unbound",
        `${linted.path}/Principal`,
        `${services.join(", ")} may come on behalf of any account of AWS (the confused deputy).`,
        "Add a condition on aws:SourceArn, aws:SourceAccount or aws:SourceOrgID.",
      );
}

function passAnyRole(linted: Linted): LintProblem[] {
  const { statement, path, grammar } = linted;
  const names = texts(statement.Action).some((action) => action.toLowerCase() === "iam:passrole");
  const isBound = conditionsOf(linted).some(({ key }) => key.startsWith("iam:passedto") || key === "aws:principalarn");
  return grammar !== "identity" || denies(linted) || !names || !texts(statement.Resource).includes("*") || isBound
    ? []
    : problem(
        "lint-pass-any-role",
        `${path}/Resource`,
        "Whoever has it can hand any role to a service and act as that role.",
        "Name the roles, or add a condition on iam:PassedToService.",
      );
}
