import type { Caller } from "../handlers.ts";
import { refuse } from "../refuse.ts";

const PREFIXES = ["xn--", "sthree-", "amzn-s3-demo-"];
const SUFFIXES = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/** The ending of names that belong to one account in one region. */
const REGIONAL = "-an";

/**
 * A new general purpose bucket's name, checked.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 *
 * @param namespace `account-regional` for a name of the account's own, which ends in its id, the region and `-an`
 */
export function checkedBucketName(name: string | undefined, namespace: string | undefined, at: Caller): string {
  if (name === undefined || !isWellFormed(name)) {
    return refuse("InvalidBucketName", "The specified bucket is not valid.");
  }
  const isRegional = name.endsWith(REGIONAL);
  if (isRegional !== (namespace === "account-regional")) {
    return refuse(
      "InvalidBucketName",
      `The suffix ${REGIONAL} is for names in the account regional namespace, and needed there.`,
    );
  }
  if (isRegional && !name.endsWith(`-${at.account}-${at.region}${REGIONAL}`)) {
    return refuse("InvalidBucketName", `The name must end in -${at.account}-${at.region}${REGIONAL}.`);
  }
  return name;
}

function isWellFormed(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes("..") &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !PREFIXES.some((prefix) => name.startsWith(prefix)) &&
    !SUFFIXES.some((suffix) => name.endsWith(suffix))
  );
}
