import { all } from "../aws/contract/all.ts";
import { unlessRefused } from "../aws/contract/aws-error.ts";
import type { Reader } from "../aws/contract/call.ts";
import type { AccountKey, Place } from "../model/place.ts";

/** A long-term key of a user, with how many days ago it was made and last used; null: never. */
export interface SeenKey {
  readonly id: string;
  readonly active: boolean;
  readonly ageDays: number;
  readonly unusedDays: number | null;
}

/** A user and the means by which they sign in. */
export interface SeenPerson {
  readonly account: AccountKey;
  readonly name: string;
  readonly ageDays: number;
  readonly mfa: boolean;
  readonly password: boolean;
  /** Days since the last sign-in with the password; null: none that AWS knows of. */
  readonly signedInDays: number | null;
  readonly keys: readonly SeenKey[];
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * Every user of an account, fresh: AWS's own credential report may be four hours old.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html
 */
export async function peopleIn(aws: Reader, account: AccountKey, now: Date): Promise<SeenPerson[]> {
  const at: Place = { account, region: "global" };
  const days = (since: Date | undefined) => {
    return since === undefined ? null : Math.max(0, Math.floor((now.getTime() - since.getTime()) / DAY));
  };
  const users = await all(aws, "iam:ListUsers", at, {});
  return await Promise.all(
    users.map(async ({ UserName = "", CreateDate, PasswordLastUsed }): Promise<SeenPerson> => {
      const [devices, keys, password] = await Promise.all([
        all(aws, "iam:ListMFADevices", at, { UserName }),
        all(aws, "iam:ListAccessKeys", at, { UserName }),
        hasPassword(aws, at, UserName),
      ]);
      const seen = keys.map(async ({ AccessKeyId = "", Status, CreateDate: made }): Promise<SeenKey> => {
        const { AccessKeyLastUsed: last } = await aws.call("iam:GetAccessKeyLastUsed", at, { AccessKeyId });
        return {
          id: AccessKeyId,
          active: Status === "Active",
          ageDays: days(made) ?? 0,
          unusedDays: days(last?.LastUsedDate),
        };
      });
      return {
        account,
        name: UserName,
        ageDays: days(CreateDate) ?? 0,
        mfa: devices.length > 0,
        password,
        signedInDays: days(PasswordLastUsed),
        keys: await Promise.all(seen),
      };
    }),
  );
}

async function hasPassword(aws: Reader, at: Place, UserName: string): Promise<boolean> {
  const answer = await unlessRefused(
    aws.call("iam:GetLoginProfile", at, { UserName }),
    ["NoSuchEntityException"],
    null,
  );
  return answer !== null;
}
