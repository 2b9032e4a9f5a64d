import { readFileSync } from "node:fs";
import {
  ConstraintViolationExceptionReason,
  CreateAccountFailureReason,
  InvalidInputExceptionReason,
} from "@aws-sdk/client-organizations";
import { type Operation, serviceOf } from "../../src/aws/contract/operations.ts";

/** The SDK's packages, where they are called otherwise than the service here. */
const PACKAGES: Readonly<Record<string, string>> = {
  s3control: "s3-control",
  servicecatalog: "service-catalog",
  servicequotas: "service-quotas",
  tagging: "resource-groups-tagging-api",
};

/** An error that an operation may end with, as the SDK's documentation of it says. */
export interface Declared {
  readonly code: string;
  readonly reason?: string;
}

/** Every error that the SDK declares for an operation; of errors with reasons one for each reason. */
export function declaredErrors(operation: Operation): Declared[] {
  return codesOf(operation).flatMap((code): Declared[] => {
    const reasons = serviceOf(operation) === "organizations" ? reasonsOf(code) : [];
    return reasons.length === 0 ? [{ code }] : reasons.map((reason) => ({ code, reason }));
  });
}

/**
 * What EC2 may answer about an image. Its client declares no errors of single operations: they are listed on one page.
 * https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-errors.html
 */
const ABOUT_IMAGES = [
  "AuthFailure",
  "InvalidAMIAttributeItemValue",
  "InvalidAMIID.Malformed",
  "InvalidAMIID.NotFound",
  "InvalidAMIID.Unavailable",
  "MissingParameter",
  "OptInRequired",
  "UnauthorizedOperation",
];

/** Why AWS gives up making an account. */
export const ACCOUNT_FAILURES: readonly string[] = Object.values(CreateAccountFailureReason);

function reasonsOf(code: string): readonly string[] {
  switch (code) {
    case "ConstraintViolationException":
      return Object.values(ConstraintViolationExceptionReason);
    case "InvalidInputException":
      return Object.values(InvalidInputExceptionReason);
    default:
      return [];
  }
}

/** The page of an operation ends with the errors of its own and with the base class of its service's errors. */
function codesOf(operation: Operation): readonly string[] {
  const service = serviceOf(operation);
  const [, name = ""] = operation.split(":");
  if (service === "ec2") {
    return ABOUT_IMAGES;
  }
  const folder = `node_modules/@aws-sdk/client-${PACKAGES[service] ?? service}/dist-types/commands`;
  const text = readFileSync(`${folder}/${name}Command.d.ts`, "utf8");
  const codes = [...text.matchAll(/@throws \{@link (\w+)\} \((?:client|server) fault\)/g)].map(([, code = ""]) => code);
  return [...new Set(codes)];
}
