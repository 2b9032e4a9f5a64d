import { unlessRefused } from "../../aws/contract/aws-error.ts";
import { settingVerbs } from "../setting.aws.ts";
import type { PasswordPolicy } from "./password-policy.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
export const passwordPolicyVerbs = settingVerbs<PasswordPolicy>({
  kind: "password-policy",

  async look(aws, at) {
    const call = aws.call("iam:GetAccountPasswordPolicy", at, {});
    const policy = (await unlessRefused(call, ["NoSuchEntityException"], null))?.PasswordPolicy;
    return policy === undefined
      ? null
      : {
          minimumLength: policy.MinimumPasswordLength ?? 6,
          symbols: policy.RequireSymbols ?? false,
          numbers: policy.RequireNumbers ?? false,
          uppercase: policy.RequireUppercaseCharacters ?? false,
          lowercase: policy.RequireLowercaseCharacters ?? false,
          ownChange: policy.AllowUsersToChangePassword ?? false,
          maxAgeDays: policy.MaxPasswordAge ?? 0,
          remembered: policy.PasswordReusePrevention ?? 0,
          hardExpiry: policy.HardExpiry ?? false,
        };
  },

  // Zero is no figure that AWS takes: what shall not be is left out.
  async put(aws, at, policy) {
    await aws.call("iam:UpdateAccountPasswordPolicy", at, {
      MinimumPasswordLength: policy.minimumLength,
      RequireSymbols: policy.symbols,
      RequireNumbers: policy.numbers,
      RequireUppercaseCharacters: policy.uppercase,
      RequireLowercaseCharacters: policy.lowercase,
      AllowUsersToChangePassword: policy.ownChange,
      HardExpiry: policy.hardExpiry,
      ...(policy.maxAgeDays === 0 ? {} : { MaxPasswordAge: policy.maxAgeDays }),
      ...(policy.remembered === 0 ? {} : { PasswordReusePrevention: policy.remembered }),
    });
  },
});
