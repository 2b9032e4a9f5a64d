import { isObject } from "../../../model/json.ts";
import { invalid, malformedDocument } from "./refusals.ts";

export type Statement = Record<string, unknown>;

/** What may stand in a statement, besides what the type of policy decides. */
const FIELDS = new Set([
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
]);

/**
 * The statements of a document that keeps what all IAM policies share.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function statementsOf(member: string, text: string | undefined): Statement[] {
  const document = parsed(member, text);
  const version = document["Version"];
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") {
    malformedDocument("The policy must contain a valid version string");
  }
  const listed = document["Statement"];
  const statements = Array.isArray(listed) ? listed : [listed];
  if (statements.length === 0 || Object.keys(document).some((key) => !["Version", "Id", "Statement"].includes(key))) {
    malformedDocument("Syntax errors in policy.");
  }
  statements.forEach(checkStatement);
  const ids = statements.map((statement) => statement["Sid"]).filter((id) => id !== undefined && id !== "");
  if (new Set(ids).size < ids.length) {
    malformedDocument("Statement IDs (SID) in a single policy must be unique.");
  }
  return statements;
}

/**
 * Refuses a permissions policy that IAM would not store: inline or managed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html
 */
export function checkPermissions(member: string, text: string | undefined): string {
  for (const statement of statementsOf(member, text)) {
    if (statement["Principal"] !== undefined || statement["NotPrincipal"] !== undefined) {
      malformedDocument("Policy document should not specify a principal.");
    }
    checkActions(statement);
    const resources = statement["Resource"] ?? statement["NotResource"];
    if (!isTextOrTexts(resources)) {
      malformedDocument("Policy statement must contain resources.");
    }
    for (const resource of [resources].flat()) {
      if (resource !== "*" && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+$/.test(resource)) {
        malformedDocument(`Resource ${resource} must be in ARN format or "*".`);
      }
    }
  }
  return text ?? "";
}

/** Whether an element holds one text, or a list of some. */
export function isTextOrTexts(value: unknown): value is string | string[] {
  return (
    typeof value === "string" ||
    (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string"))
  );
}

function parsed(member: string, text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined || text === "" || !/^[\t\n\r\x20-\xFF]+$/.test(text)) {
    invalid(`The specified value for ${member} is invalid. It must contain only printable ASCII characters.`);
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    malformedDocument("This policy contains invalid Json");
  }
  return isObject(document) ? document : malformedDocument("Syntax errors in policy.");
}

function checkStatement(statement: unknown): asserts statement is Statement {
  if (!isObject(statement) || !["Allow", "Deny"].includes(String(statement["Effect"]))) {
    malformedDocument("Syntax errors in policy.");
  }
  const sid = statement["Sid"];
  if (sid !== undefined && (typeof sid !== "string" || !/^[0-9A-Za-z]*$/.test(sid))) {
    malformedDocument(
      "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
    );
  }
  const condition = statement["Condition"];
  const badCondition = condition !== undefined && !(isObject(condition) && Object.values(condition).every(isObject));
  const twice = ["Principal", "Action", "Resource"].some(
    (name) => statement[name] !== undefined && statement[`Not${name}`] !== undefined,
  );
  if (badCondition || twice || Object.keys(statement).some((name) => !FIELDS.has(name))) {
    malformedDocument("Syntax errors in policy.");
  }
}

function checkActions(statement: Statement): void {
  const actions = statement["Action"] ?? statement["NotAction"];
  if (!isTextOrTexts(actions)) {
    malformedDocument("Policy statement must contain actions.");
  }
  if ([actions].flat().some((action) => action !== "*" && !/^[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+$/.test(action))) {
    malformedDocument("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
  }
}
