import { isObject } from "../../../model/json.ts";
import type { World } from "../world.ts";
import { isTextOrTexts, type Statement, statementsOf } from "./documents.ts";
import { storedPrincipal, withPrincipals } from "./principals.ts";
import { malformedDocument } from "./refusals.ts";

/** What a trust policy may speak of. */
const ACTIONS = [
  "sts:assumerole",
  "sts:assumerolewithsaml",
  "sts:assumerolewithwebidentity",
  "sts:setcontext",
  "sts:setsourceidentity",
  "sts:tagsession",
];

/**
 * A trust policy as IAM stores it: without white space, each principal in the form in which it comes back, a list of
 * one as that one. Refuses what IAM would not store, principals that do not exist among it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
 */
export function storedTrust(world: World, member: string, text: string | undefined): string {
  const statements = statementsOf(member, text).map((statement) => storedStatement(world, statement));
  const document = JSON.parse(text ?? "") as Record<string, unknown>;
  return JSON.stringify({ ...document, Statement: statements });
}

/**
 * The trust policy once a user or role is gone: what named it names its unique id, which nobody will ever have again.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function trustWithout(trust: string, gone: { readonly arn: string; readonly id: string }): string {
  if (!trust.includes(gone.arn)) {
    return trust;
  }
  const document = JSON.parse(trust) as { Statement: Statement | Statement[] };
  const statements = [document.Statement]
    .flat()
    .map((statement) => withPrincipals(statement, (name) => (name === gone.arn ? gone.id : name)));
  return JSON.stringify({ ...document, Statement: statements });
}

/** Writes into every trust, bucket and key policy of the world that a user or role is gone. */
export function forgetPrincipal(world: World, gone: { readonly arn: string; readonly id: string }): void {
  for (const { iam } of Object.values(world.accounts)) {
    for (const role of Object.values(iam.roles)) {
      role.trust = trustWithout(role.trust, gone);
    }
  }
  for (const bucket of Object.values(world.buckets)) {
    bucket.policy = bucket.policy === null ? null : trustWithout(bucket.policy, gone);
  }
  for (const key of Object.values(world.keys)) {
    key.policy = trustWithout(key.policy, gone);
  }
}

function storedStatement(world: World, statement: Statement): Statement {
  for (const prohibited of ["Resource", "NotResource", "NotPrincipal"]) {
    if (statement[prohibited] !== undefined) {
      malformedDocument(`Has prohibited field ${prohibited}`);
    }
  }
  checkActions(statement);
  checkPrincipal(statement["Principal"]);
  return withPrincipals(
    statement,
    (name) => storedPrincipal(world, name) ?? malformedDocument(`Invalid principal in policy: "AWS":"${name}"`),
  );
}

function checkActions(statement: Statement): void {
  const actions = statement["Action"] ?? statement["NotAction"];
  if (!isTextOrTexts(actions)) {
    malformedDocument("Missing required field Action");
  }
  if (![actions].flat().every(isTrustAction)) {
    malformedDocument("AssumeRole policy may only specify STS AssumeRole actions.");
  }
}

function isTrustAction(action: string): boolean {
  const pattern = action.toLowerCase();
  const known = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`);
  return /^sts:[a-z*?]+$/.test(pattern) && ACTIONS.some((one) => known.test(one));
}

function checkPrincipal(principal: unknown): void {
  if (principal === undefined) {
    malformedDocument("Missing required field Principal");
  }
  if (principal === "*") {
    return;
  }
  if (!isObject(principal) || Object.keys(principal).length === 0 || !Object.values(principal).every(isTextOrTexts)) {
    malformedDocument("Syntax errors in policy.");
  }
  for (const [kind, names] of Object.entries(principal)) {
    for (const name of [names].flat()) {
      if (!plausible(kind, String(name))) {
        malformedDocument(`Invalid principal in policy: "${kind}":"${name}"`);
      }
    }
  }
}

function plausible(kind: string, name: string): boolean {
  switch (kind) {
    case "AWS":
      return true;
    case "Service":
      return /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/.test(name);
    case "Federated":
      return /^arn:[^:]+:iam::\d{12}:(?:saml|oidc)-provider\/.+$/.test(name) || /^[a-z0-9.-]+\.[a-z]+$/.test(name);
    default:
      return false;
  }
}
