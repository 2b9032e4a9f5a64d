import type { Output } from "../../contract/services.ts";
import type { Handler } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import { callerKind, userIdOf } from "./caller.ts";
import { checkDurationRange, checkedToken } from "./requests.ts";
import { openSession } from "./session.ts";

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const getCallerIdentity: Handler<"sts:GetCallerIdentity"> = (world, _input, at) => ({
  UserId: userIdOf(at.account, callerKind(world, at)),
  Account: at.account,
  Arn: at.principalArn,
});

/**
 * A user's own temporary credentials; with a token they carry multi-factor authentication. Only long-term credentials
 * may ask. The root user's last an hour at most.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export const getSessionToken: Handler<"sts:GetSessionToken"> = (world, input, at) => {
  const who = callerKind(world, at);
  if (at.session !== null || who.is === "role") {
    refuse("AccessDenied", "Cannot call GetSessionToken with session credentials", { status: 403 });
  }
  const asked = input.DurationSeconds;
  checkDurationRange(asked, 129_600);
  const mfa = input.SerialNumber !== undefined || input.TokenCode !== undefined;
  if (mfa) {
    checkedToken(who, input.SerialNumber, input.TokenCode);
  }
  const seconds = who.is === "root" ? Math.min(asked ?? 3600, 3600) : (asked ?? 43_200);
  const { account, principalArn } = at;
  const answer: Output<"sts:GetSessionToken"> = {
    Credentials: openSession(world, { account, roleArn: principalArn, principalArn, seconds, mfa }),
  };
  return answer;
};
