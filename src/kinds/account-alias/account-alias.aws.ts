import { settingVerbs } from "../setting.aws.ts";
import type { AccountAlias } from "./account-alias.ts";

/**
 * A new alias takes the place of the old one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html
 */
export const accountAliasVerbs = settingVerbs<AccountAlias>({
  kind: "account-alias",

  async look(aws, at) {
    const { AccountAliases: [alias] = [] } = await aws.call("iam:ListAccountAliases", at, {});
    return alias === undefined ? null : { alias };
  },

  async put(aws, at, { alias }) {
    await aws.call("iam:CreateAccountAlias", at, { AccountAlias: alias });
  },
});
