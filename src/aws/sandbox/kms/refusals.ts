import type { AccountId } from "../../../model/place.ts";
import { refuse } from "../refuse.ts";

/*
 * KMS's refusals. All have status 400.
 * https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html
 */

export function notFound(message: string): never {
  return refuse("NotFoundException", message);
}

export function invalidArn(arn: string): never {
  return refuse("InvalidArnException", `Invalid ARN: ${arn}`);
}

export function validation(message: string): never {
  return refuse("ValidationException", message);
}

export function limitExceeded(message: string): never {
  return refuse("LimitExceededException", message);
}

export function malformedPolicy(message: string): never {
  return refuse("MalformedPolicyDocumentException", message);
}

export function unsupported(message: string): never {
  return refuse("UnsupportedOperationException", message);
}

export function denied(principal: string, action: string, key: string, account: AccountId): never {
  return refuse(
    "AccessDeniedException",
    `User: ${principal} is not authorized to perform: ${action} on resource: ${key} because no resource-based policy ` +
      `of account ${account} allows the ${action} action`,
  );
}
