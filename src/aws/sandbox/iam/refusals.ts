import { refuse } from "../refuse.ts";

/*
 * IAM's refusals under the names that the SDK gives them. What a service checks before its own rules (patterns,
 * lengths) comes as `ValidationError`, which the SDK has no class for.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */

export function invalid(message: string): never {
  refuse("ValidationError", message);
}

/** One member that breaks its constraint, in the words in which AWS says it. */
export function invalidMember(member: string, value: string | null, constraint: string): never {
  const shown = value === null ? "null" : `'${value}'`;
  invalid(`1 validation error detected: Value ${shown} at '${member}' failed to satisfy constraint: ${constraint}`);
}

export function invalidInput(message: string): never {
  refuse("InvalidInputException", message);
}

export function noSuchEntity(message: string): never {
  refuse("NoSuchEntityException", message, { status: 404 });
}

export function alreadyExists(message: string): never {
  refuse("EntityAlreadyExistsException", message, { status: 409 });
}

export function deleteConflict(message: string): never {
  refuse("DeleteConflictException", message, { status: 409 });
}

export function limitExceeded(message: string): never {
  refuse("LimitExceededException", message, { status: 409 });
}

export function malformedDocument(message: string): never {
  refuse("MalformedPolicyDocumentException", message);
}

export function notAttachable(arn: string): never {
  refuse("PolicyNotAttachableException", `Cannot attach a Service Role Policy to a Customer Role: ${arn}`);
}

export function unmodifiable(role: string): never {
  refuse(
    "UnmodifiableEntityException",
    `Cannot perform the operation on the protected role '${role}' - this role is only modifiable by AWS`,
  );
}
