import type { Reader } from "../../aws/contract/call.ts";
import type { Verbs } from "../../aws/contract/verbs.ts";
import type { Live } from "../../model/live.ts";
import type { Place } from "../../model/place.ts";
import type { AccountAlias } from "./account-alias.ts";

const ID = "account-alias";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html */
export const accountAliasVerbs: Verbs<AccountAlias> = {
  kind: "account-alias",

  async list(aws, at, scope) {
    const live = scope.wanted.length > 0 || scope.thorough ? await look(aws, at) : null;
    return live === null ? [] : [live];
  },

  async find(aws, at) {
    return await look(aws, at);
  },

  async create(aws, { place, properties: { alias } }) {
    await aws.call("iam:CreateAccountAlias", place, { AccountAlias: alias });
    return { id: ID, outputs: {} };
  },

  // A new alias takes the place of the old one.
  async update(aws, _from, { place, properties: { alias } }) {
    await aws.call("iam:CreateAccountAlias", place, { AccountAlias: alias });
  },
};

async function look(aws: Reader, place: Place): Promise<Live<AccountAlias> | null> {
  const { AccountAliases: [alias] = [] } = await aws.call("iam:ListAccountAliases", place, {});
  return alias === undefined
    ? null
    : { kind: "account-alias", id: ID, place, owner: { is: "nobody" }, properties: { alias }, outputs: {} };
}
