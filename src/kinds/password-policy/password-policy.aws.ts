import { unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader, Writer } from "../../aws/contract/call.ts";
import type { Verbs } from "../../aws/contract/verbs.ts";
import type { Live } from "../../model/live.ts";
import type { Place } from "../../model/place.ts";
import type { PasswordPolicy } from "./password-policy.ts";

const ID = "password-policy";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
export const passwordPolicyVerbs: Verbs<PasswordPolicy> = {
  kind: "password-policy",

  async list(aws, at, scope) {
    const live = scope.wanted.length > 0 || scope.thorough ? await look(aws, at) : null;
    return live === null ? [] : [live];
  },

  async find(aws, at) {
    return await look(aws, at);
  },

  async create(aws, { place, properties }) {
    await replace(aws, place, properties);
    return { id: ID, outputs: {} };
  },

  async update(aws, _from, { place, properties }) {
    await replace(aws, place, properties);
  },
};

/** Zero is no figure that AWS takes: what shall not be is left out. */
async function replace(aws: Writer, at: Place, policy: PasswordPolicy): Promise<void> {
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
}

async function look(aws: Reader, place: Place): Promise<Live<PasswordPolicy> | null> {
  const call = aws.call("iam:GetAccountPasswordPolicy", place, {});
  const policy = (await unlessRefused(call, ["NoSuchEntityException"], null))?.PasswordPolicy;
  if (policy === undefined) {
    return null;
  }
  return {
    kind: "password-policy",
    id: ID,
    place,
    owner: { is: "nobody" },
    properties: {
      minimumLength: policy.MinimumPasswordLength ?? 6,
      symbols: policy.RequireSymbols ?? false,
      numbers: policy.RequireNumbers ?? false,
      uppercase: policy.RequireUppercaseCharacters ?? false,
      lowercase: policy.RequireLowercaseCharacters ?? false,
      ownChange: policy.AllowUsersToChangePassword ?? false,
      maxAgeDays: policy.MaxPasswordAge ?? 0,
      remembered: policy.PasswordReusePrevention ?? 0,
      hardExpiry: policy.HardExpiry ?? false,
    },
    outputs: {},
  };
}
