import type { Authorize } from "../../src/aws/sandbox/authorization/authorize.ts";
import type { World } from "../../src/aws/sandbox/world.ts";

type Statement = Readonly<Record<string, unknown>>;
/** The requests that may carry tags. */
const WITH_TAGS = /:(?:Create|Put|Tag|Untag|Add|Remove)/;

type Known = ReadonlyMap<string, string>;

/**
 * Denies what a service or resource control policy in force might deny, to everybody in a member account. It shares no
 * code with the proofs and errs on the side of denying: each statement is taken to be about every resource of the services
 * that it names, and a condition on a key that is not known here to hold. So who gets through here is kept from nothing by guardrails.
 */
export const guardrailsInForce: Authorize = ({ at, action, world }) =>
  denyingStatements({ principalArn: at.principalArn, account: at.account, action, world }).length > 0
    ? "deny"
    : "allow";

/** Who asks for what. */
export interface Asked {
  readonly principalArn: string;
  readonly account: string;
  readonly action: string;
  readonly world: World;
}

/** The statements that might deny a request. */
export function denyingStatements({ principalArn, account, action, world }: Asked): readonly Statement[] {
  if (account === world.managementAccount || world.organization === null) {
    return [];
  }
  const known: Known = new Map([
    ["aws:principalarn", roleArn(world, principalArn)],
    ["aws:principalorgid", world.organization.id],
    ["aws:principalaccount", account],
    ["aws:resourceaccount", account],
    ["aws:resourceorgid", world.organization.id],
    ["aws:principalisawsservice", "false"],
    ["aws:securetransport", "true"],
    ["aws:assumedroot", "true"],
    // Every region that the tests call in is one of the file's.
    ["aws:requestedregion", "eu-west-1"],
  ]);
  return policiesOn(world, account)
    .flatMap((text) => [(JSON.parse(text) as { Statement: Statement | Statement[] }).Statement].flat())
    .filter(
      (statement) =>
        statement["Effect"] === "Deny" && speaksOf(statement, action) && mightHold(statement, action, known),
    );
}

function policiesOn(world: World, account: string): string[] {
  const targets: string[] = [account];
  for (let at = world.accounts[account]?.parent ?? null; at !== null; at = world.units[at]?.parent ?? null) {
    targets.push(at);
  }
  return Object.values(world.policies)
    .filter(({ type }) => type.endsWith("_CONTROL_POLICY"))
    .filter((policy) => policy.targets.some((target) => targets.includes(target)))
    .map(({ content }) => content);
}

/** What conditions see of a session: the ARN of its role. */
function roleArn(world: World, principalArn: string): string {
  const [, account = "", role = ""] = /^arn:[^:]+:sts::(\d+):assumed-role\/([^/]+)\//.exec(principalArn) ?? [];
  return world.accounts[account]?.iam.roles[role]?.arn ?? principalArn;
}

function speaksOf(statement: Statement, action: string): boolean {
  const actions = texts(statement["Action"] ?? statement["NotAction"]);
  const isNamed = actions.some((pattern) => matches(action.toLowerCase(), pattern.toLowerCase()));
  return isNamed === (statement["Action"] !== undefined) && mayBeOn(statement, action.split(":")[0] ?? "");
}

function mayBeOn(statement: Statement, service: string): boolean {
  return texts(statement["Resource"] ?? "*").some((arn) => ["*", service].includes(arn.split(":")[2] ?? "*"));
}

function mightHold(statement: Statement, action: string, known: Known): boolean {
  const conditions = (statement["Condition"] ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      if (operator.startsWith("ForAnyValue:") && key === "aws:TagKeys") {
        return WITH_TAGS.test(action);
      }
      const value = known.get(key.toLowerCase());
      const isNegated = /^(?:String|Arn)Not/.test(operator);
      const isSimple = /^(?:String|Arn|Bool)/.test(operator);
      if (value === undefined || !isSimple) {
        return true;
      }
      return texts(values).some((pattern) => matches(value, pattern)) !== isNegated;
    }),
  );
}

function texts(value: unknown): string[] {
  return [value].flat().map(String);
}

function matches(text: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("\\?", "."));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}
