import { isJoin, shownText, type Text } from "../../model/deferred.ts";
import type { Finding } from "../../model/finding.ts";
import { isObject, type Json, type JsonObject } from "../../model/json.ts";
import type { Checked } from "../../model/shape.ts";
import { documentFindings } from "../policy-findings.ts";
import type { S3Bucket } from "./properties.shape.ts";

/** What can be wrong with a bucket by itself: codes and fixed summaries. */
export const BUCKET_FINDINGS = {
  "bucket-name-form": "A bucket's name has a form that S3 refuses",
  "retention-without-lock": "A bucket shall keep what it does not lock",
  "expires-while-locked": "A bucket's objects would expire before their lock does",
} as const;

const LONGEST_NAME = 63;
/** Only account ids have a known length among what is not known yet, and nothing else is put into names. */
const DIGITS_OF_ACCOUNT_ID = "000000000000";

/** Everything that S3 would refuse of a bucket, or that would lose or lock what it holds against its purpose. */
export function bucketFindings(resource: Checked<S3Bucket>): Finding[] {
  const { name, objectLock, retention, lifecycle, policy } = resource.properties;
  return [
    ...nameFindings(resource, name),
    ...(retention !== null && !objectLock ? [withoutLock(resource)] : []),
    ...(retention === null ? [] : lifecycle.flatMap((rule) => expiryFindings(resource, rule, retention.days))),
    ...documentFindings(resource, "/policy", "resource", policy ?? {}),
  ];
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function nameFindings(resource: Checked, name: Text): Finding[] {
  const parts = isJoin(name) ? name.$join : [name];
  const likely = parts.map((part) => (typeof part === "string" ? part : DIGITS_OF_ACCOUNT_ID)).join("");
  const wrong = nameFault(likely);
  if (wrong === null) {
    return [];
  }
  return [
    finding(resource, "bucket-name-form", {
      detail: `${resource.address}: the bucket's name ${shownText(name)} ${wrong}.`,
      fix: "Use 3 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends.",
    }),
  ];
}

function nameFault(name: string): string | null {
  if (name.length < 3 || name.length > LONGEST_NAME) {
    return `would have ${name.length} characters`;
  }
  if (!/^[a-z0-9][a-z0-9-]*[a-z0-9]$/.test(name)) {
    return "has a character that does not belong there";
  }
  const reserved = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|--table-s3|-an)$/.exec(name);
  return reserved === null ? null : `has \`${reserved[0]}\`, which AWS keeps for itself`;
}

function withoutLock(resource: Checked): Finding {
  return finding(resource, "retention-without-lock", {
    detail: `${resource.address} has \`retention\` and no \`objectLock\`, so S3 would keep nothing.`,
    fix: "Add `objectLock: true`, or remove `retention`.",
  });
}

function expiryFindings(resource: Checked, rule: JsonObject, lockedDays: number): Finding[] {
  const limits: [string, Json | undefined][] = [
    ["expireAfterDays", memberOf(rule["Expiration"], "Days")],
    ["noncurrentExpireAfterDays", memberOf(rule["NoncurrentVersionExpiration"], "NoncurrentDays")],
  ];
  return limits.flatMap(([word, days]) =>
    typeof days !== "number" || days >= lockedDays
      ? []
      : [
          finding(resource, "expires-while-locked", {
            detail: `${resource.address}: \`${word}\` is ${days}, while every version is locked for ${lockedDays} days.`,
            fix: `Let objects expire after ${lockedDays} days or more, or lock them for less.`,
          }),
        ],
  );
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) ? (value[name] as Json | undefined) : undefined;
}

function finding(
  { declaredAt }: Checked,
  code: keyof typeof BUCKET_FINDINGS,
  words: { readonly detail: string; readonly fix: string },
): Finding {
  return { code, severity: "error", summary: BUCKET_FINDINGS[code], ...words, at: declaredAt };
}
