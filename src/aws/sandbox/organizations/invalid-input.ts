import { refuse } from "../refuse.ts";

/**
 * Refuses bad input with one of AWS's reasons.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html#API_CreateAccount_Errors
 */
export function invalidInput(reason: string, message: string): never {
  return refuse("InvalidInputException", message, { reason });
}

/** Refuses what a rule or quota of the organization forbids, with one of AWS's reasons. */
export function constraintViolation(reason: string, message: string): never {
  return refuse("ConstraintViolationException", message, { reason });
}

/** The text of a required member. */
export function required(value: unknown, member: string): string {
  if (value === undefined || value === null) {
    return invalidInput("INPUT_REQUIRED", `You must provide a value for ${member}.`);
  }
  return typeof value === "string" ? value : invalidInput("INVALID_PATTERN", `${member} must be a string.`);
}

/** A required text of so many characters that matches a pattern. */
export function text(
  value: unknown,
  member: string,
  rule: { readonly min: number; readonly max: number; readonly pattern?: RegExp },
): string {
  const given = required(value, member);
  if (given.length < rule.min) {
    invalidInput("MIN_LENGTH_EXCEEDED", `${member} must have at least ${rule.min} characters.`);
  }
  if (given.length > rule.max) {
    invalidInput("MAX_LENGTH_EXCEEDED", `${member} must have at most ${rule.max} characters.`);
  }
  if (rule.pattern !== undefined && !rule.pattern.test(given)) {
    invalidInput("INVALID_PATTERN", `${member} has characters that are not allowed: ${given}`);
  }
  return given;
}

const IDS = {
  root: /^r-[0-9a-z]{4,32}$/,
  unit: /^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/,
  parent: /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/,
  child: /^(\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/,
  account: /^\d{12}$/,
  creation: /^car-[a-z0-9]{8,32}$/,
} as const;

/** A required id of this form. */
export function idOf(value: unknown, member: string, form: keyof typeof IDS): string {
  const id = required(value, member);
  return IDS[form].test(id) ? id : invalidInput("INVALID_PATTERN", `${member} is not in the form of an id: ${id}`);
}

/** A required id of a root, unit or account. https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html */
export function targetIdOf(value: unknown, member: string): string {
  const id = required(value, member);
  return IDS.parent.test(id) || IDS.account.test(id)
    ? id
    : invalidInput("INVALID_PATTERN_TARGET_ID", `The target id is not in the form of one: ${id}`);
}

/** A required id of a policy. https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribePolicy.html */
export function policyIdOf(value: unknown): string {
  const id = required(value, "PolicyId");
  return /^p-[0-9a-zA-Z_]{8,128}$/.test(id)
    ? id
    : invalidInput("INVALID_SYNTAX_POLICY_ID", `The policy id is not in the form of one: ${id}`);
}
