import { isObject } from "../../../model/json.ts";
import { texts } from "../sts/conditions.ts";

/** Keys whose fixed values keep a statement for everyone from being public, in lower case. */
const FIXING = new Set([
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "aws:viaawsservice",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
]);

/**
 * Whether a statement makes a bucket public: it allows everyone, and no condition ties them to fixed values.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isPublic(statement: Readonly<Record<string, unknown>>): boolean {
  const principal = statement["Principal"];
  const everyone = principal === "*" || (isObject(principal) && texts(principal["AWS"]).includes("*"));
  const allButSome = statement["NotPrincipal"] !== undefined;
  return statement["Effect"] === "Allow" && (everyone || allButSome) && !isFixed(statement["Condition"]);
}

function isFixed(condition: unknown): boolean {
  const operators = isObject(condition) ? Object.entries(condition) : [];
  return operators.some(
    ([operator, keys]) =>
      !/Not|IfExists|^ForAllValues/i.test(operator) &&
      isObject(keys) &&
      Object.entries(keys).some(
        ([key, values]) => FIXING.has(key.toLowerCase()) && !texts(values).some((value) => /^\*+$|\$\{/.test(value)),
      ),
  );
}
