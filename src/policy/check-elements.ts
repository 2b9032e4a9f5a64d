import type { Json, JsonObject } from "../model/json.ts";
import { isOpaque, isOpen, knownTextsAt, listOf } from "./elements.ts";
import { below, type PolicyProblem, type PolicyProblemCode } from "./problem.ts";
import type { Rules } from "./rules.ts";

const WILDCARD = /[*?]/;
const SERVICE_PREFIX = /^[A-Za-z0-9.-]+$/;
const SERVICE_PREFIX_PATTERN = /^[A-Za-z0-9.*?-]+$/;
const PLAIN_PARTITION = /^[a-z0-9-]*$/;
/** Account id, ARN, or the unique id that AWS puts in the place of a deleted user or role. */
const AWS_PRINCIPAL = /^(?:\*|\d{12}|arn:.+|A[A-Z0-9]{15,})$/;

/** Services whose actions a resource control policy may name, or undefined when that is not to be checked. */
type Services = readonly string[] | undefined;

/** What is wrong with the elements of one statement under the rules of its type of policy. Wrong types are passed over. */
export function checkElements(path: string, statement: JsonObject, rules: Rules, services: Services): PolicyProblem[] {
  return [
    ...checkEffect(path, statement, rules),
    ...checkPrincipals(path, statement, rules),
    ...checkActions(path, statement, rules, services),
    ...checkResources(path, statement, rules),
  ];
}

function checkEffect(path: string, statement: JsonObject, rules: Rules): PolicyProblem[] {
  if (rules.allow || statement["Effect"] !== "Allow") {
    return [];
  }
  const detail = `${rules.noun} of your own may only deny; AWS's RCPFullAWSAccess is the one that allows.`;
  return [{ code: "policy-effect", path: below(path, "Effect"), detail, fix: `Write "Deny". ${rules.page}` }];
}

function checkPrincipals(path: string, statement: JsonObject, rules: Rules): PolicyProblem[] {
  const problems = [
    ...(rules.principal === "none" ? notAllowed(path, statement, "Principal", rules) : []),
    ...(rules.notPrincipal ? [] : notAllowed(path, statement, "NotPrincipal", rules)),
  ];
  if (problems.length > 0 || rules.principal === "none") {
    return problems;
  }
  const principal = statement["Principal"];
  if (principal === undefined && statement["NotPrincipal"] === undefined) {
    return [needed(path, rules.principal === "everyone" ? '"Principal": "*"' : '"Principal"', rules)];
  }
  if (rules.principal === "everyone") {
    return isEveryone(principal) ? [] : [notEveryone(path, rules)];
  }
  return ["Principal", "NotPrincipal"].flatMap((name) => checkPrincipal(below(path, name), statement[name]));
}

function isEveryone(principal: Json | undefined): boolean {
  const names = isOpen(principal) && Object.keys(principal).length === 1 ? principal["AWS"] : principal;
  const [only, ...others] = listOf(names);
  return others.length === 0 && (only === "*" || isOpaque(only));
}

function notEveryone(path: string, rules: Rules): PolicyProblem {
  return {
    code: "policy-principal",
    path: below(path, "Principal"),
    detail: `${rules.noun} may only have the principal "*".`,
    fix: `Write "Principal": "*" and name the principals in a Condition with aws:PrincipalArn or aws:PrincipalOrgID. ${rules.page}`,
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function checkPrincipal(path: string, principal: Json | undefined): PolicyProblem[] {
  if (!isOpen(principal)) {
    return [];
  }
  return knownTextsAt(below(path, "AWS"), principal["AWS"]).flatMap(({ path: at, text }): PolicyProblem[] => {
    if (!AWS_PRINCIPAL.test(text)) {
      const detail = `"${text}" is neither an account id of twelve digits, nor an ARN, nor "*".`;
      return [{ code: "policy-principal", path: at, detail, fix: "Name an account, a role, a user, or everyone." }];
    }
    if (text !== "*" && WILDCARD.test(text)) {
      const detail = `"${text}" has a wildcard; AWS matches no part of a principal's name with one.`;
      const fix = "Name the account and match the role in a Condition: ArnLike on aws:PrincipalArn.";
      return [{ code: "policy-principal", path: at, detail, fix }];
    }
    return [];
  });
}

function checkActions(path: string, statement: JsonObject, rules: Rules, services: Services): PolicyProblem[] {
  const forbidden = rules.notAction ? [] : notAllowed(path, statement, "NotAction", rules);
  const problems = ["Action", "NotAction"]
    .flatMap((name) => knownTextsAt(below(path, name), statement[name]))
    .flatMap(({ path: at, text }) => checkAction(at, text, rules, services));
  return [...forbidden, ...(forbidden.length > 0 ? [] : problems)];
}

function checkAction(path: string, action: string, rules: Rules, services: Services): PolicyProblem[] {
  if (action === "*") {
    return rules.actions === "any" ? [] : [uncovered(path, action, rules)];
  }
  const [prefix = "", name, ...more] = action.split(":");
  const form = rules.prefixPatterns ? SERVICE_PREFIX_PATTERN : SERVICE_PREFIX;
  if (name === undefined || more.length > 0 || !(form.test(prefix) || (prefix === "*" && rules.actions === "any"))) {
    const detail = `"${action}" is no action: a service's prefix, one colon and a name, as in "s3:GetObject".`;
    return [
      { code: "policy-action", path, detail, fix: "Look the action up in AWS's Service Authorization Reference." },
    ];
  }
  const service = prefix.toLowerCase();
  const covered =
    rules.actions === "sts" ? service === "sts" : rules.actions === "any" || (services?.includes(service) ?? true);
  return covered ? [] : [uncovered(path, action, rules)];
}

function uncovered(path: string, action: string, rules: Rules): PolicyProblem {
  const [detail, fix] =
    rules.actions === "sts"
      ? [
          `${rules.noun} may only name actions of STS, not "${action}".`,
          'Write "sts:AssumeRole", or the action for SAML or web identities.',
        ]
      : [
          `${rules.noun} may only name actions of the services that it covers; "${action}" is none of them.`,
          'Name one covered service after the other, as in "s3:*"; use a service control policy for what is not covered.',
        ];
  return { code: "policy-action-not-covered", path, detail, fix: `${fix} ${rules.page}` };
}

function checkResources(path: string, statement: JsonObject, rules: Rules): PolicyProblem[] {
  if (rules.resource === "none") {
    return ["Resource", "NotResource"].flatMap((name) => notAllowed(path, statement, name, rules));
  }
  if (statement["Resource"] === undefined && statement["NotResource"] === undefined) {
    return rules.resource === "required" ? [needed(path, '"Resource"', rules)] : [];
  }
  return ["Resource", "NotResource"]
    .flatMap((name) => (rules.arns ? knownTextsAt(below(path, name), statement[name]) : []))
    .flatMap(({ path: at, text }) => checkResource(at, text));
}

function checkResource(path: string, resource: string): PolicyProblem[] {
  const code: PolicyProblemCode = "policy-resource";
  const [, partition] = resource.split(":");
  if (partition === undefined && resource !== "*") {
    const detail = `"${resource}" is neither an ARN nor "*".`;
    return [{ code, path, detail, fix: 'Write an ARN, as in "arn:aws:s3:::example-bucket/*".' }];
  }
  if (partition !== undefined && PLAIN_PARTITION.test(partition) && !partition.startsWith("aws")) {
    const detail = `"${resource}" names the partition "${partition}", which AWS does not have.`;
    return [
      { code, path, detail, fix: 'Begin the ARN with "arn:aws:", or with the name of the partition you are in.' },
    ];
  }
  return [];
}

function notAllowed(path: string, statement: JsonObject, name: string, rules: Rules): PolicyProblem[] {
  if (!Object.hasOwn(statement, name)) {
    return [];
  }
  const detail = `${rules.noun} may not have a ${name}.`;
  return [
    { code: "policy-element-not-allowed", path: below(path, name), detail, fix: `Take ${name} away. ${rules.page}` },
  ];
}

function needed(path: string, element: string, rules: Rules): PolicyProblem {
  const detail = `${rules.noun} must have ${element} in every statement.`;
  return { code: "policy-missing-element", path, detail, fix: `Add ${element}. ${rules.page}` };
}
