import { invalidMember } from "../iam/refusals.ts";
import { refuse } from "../refuse.ts";
import type { CallerKind } from "./caller.ts";

/**
 * Refuses a multi-factor token that is not of the caller's own device. Any six digits are a device's code: the sandbox
 * holds no secrets.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export function checkedToken(who: CallerKind, serial: string | undefined, code: string | undefined): void {
  if (code !== undefined && !/^\d{6}$/.test(code)) {
    invalidMember("tokenCode", code, "Member must satisfy regular expression pattern: [\\d]{6}");
  }
  const devices = who.is === "user" ? (who.user?.mfaDevices ?? []) : [];
  if (serial === undefined || code === undefined || !devices.includes(serial)) {
    refuse(
      "AccessDenied",
      "MultiFactorAuthentication failed, unable to validate MFA code. Please verify your MFA serial number is valid " +
        "and associated with this user.",
      { status: 403 },
    );
  }
}

/** Refuses a session that would be shorter than a quarter of an hour or longer than this, in seconds. */
export function checkDurationRange(asked: number | undefined, longest: number): void {
  if (asked !== undefined && (asked < 900 || asked > longest)) {
    const bound = asked < 900 ? "greater than or equal to 900" : `less than or equal to ${longest}`;
    invalidMember("durationSeconds", String(asked), `Member must have value ${bound}`);
  }
}
