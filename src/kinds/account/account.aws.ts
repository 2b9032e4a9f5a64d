import { all } from "../../aws/contract/all.ts";
import { refusedWith } from "../../aws/contract/aws-error.ts";
import type { Reader, Writer } from "../../aws/contract/call.ts";
import { tagIndex, tagsOf } from "../../aws/contract/organization-tags.ts";
import { type Member, memberOf, parentInPath, readMembers, readRoot } from "../../aws/contract/organization-tree.ts";
import { writeTags } from "../../aws/contract/tag-writes.ts";
import type { Scope, Verbs } from "../../aws/contract/verbs.ts";
import { entriesIn } from "../../model/change.ts";
import { known } from "../../model/deferred.ts";
import type { Live } from "../../model/live.ts";
import { foreignTags, ownerOf, type Tags } from "../../model/ownership.ts";
import { ORGANIZATION_PLACE as AT } from "../../model/place.ts";
import type { Account } from "./account.ts";
import { accountWithEmail, createOrResume } from "./creation.ts";

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html */
export const accountVerbs: Verbs<Account> = {
  kind: "account",
  atOnce: 5,

  async list(aws, _at, scope) {
    const root = await readRoot(aws);
    if (root === null) {
      return [];
    }
    const wanted = new Set(scope.wanted.map(({ properties }) => properties.email.toLowerCase()));
    const [members, index] = await Promise.all([readMembers(aws, root.rootId), tagIndex(aws, root.rootId)]);
    return await Promise.all(
      members.map(async (member) => {
        const expected = wanted.has(member.email.toLowerCase());
        return liveAccount(member, await index.of(member.id, expected), scope);
      }),
    );
  },

  async find(aws, _at, like, scope, id) {
    const found = id ?? (await accountWithEmail(aws, like.email))?.Id;
    const member = found === undefined ? null : await describe(aws, found);
    return member === null ? null : liveAccount(member, await tagsOf(aws, member.id), scope);
  },

  async create(aws, { properties: { name, email, tags, parent } }, tools) {
    const id = await createOrResume(aws, { name, email, tags: { ...tags, ...tools.tags } }, tools);
    await move(aws, id, known(parent));
    return { id, outputs: { id } };
  },

  async update(aws, from, { properties: { name, parent, tags } }, fields) {
    const differs = (start: string) => fields.some(({ path }) => path === start);
    if (differs("/parent")) {
      await move(aws, from.id, known(parent));
    }
    await writeTags(aws, from.id, entriesIn(fields, "/tags", tags));
    if (differs("/name") && from.properties.name !== name) {
      await aws.call("account:PutAccountName", AT, { AccountId: from.id, AccountName: name });
    }
  },

  async claim(aws, live, tools) {
    await writeTags(aws, live.id, tools.tags);
  },
};

/** Moves an account from wherever it stands; where it stands already nothing happens. */
async function move(aws: Writer, id: string, destination: string): Promise<void> {
  const [parent] = await all(aws, "organizations:ListParents", AT, { ChildId: id });
  if (parent?.Id === destination) {
    return;
  }
  await aws.call("organizations:MoveAccount", AT, {
    AccountId: id,
    SourceParentId: parent?.Id ?? "",
    DestinationParentId: destination,
  });
}

async function describe(aws: Reader, id: string): Promise<Member | null> {
  try {
    const { Account: account } = await aws.call("organizations:DescribeAccount", AT, { AccountId: id });
    if (account === undefined) {
      return null;
    }
    const parent = parentInPath(account) ?? (await all(aws, "organizations:ListParents", AT, { ChildId: id }))[0]?.Id;
    return memberOf(account, parent ?? "");
  } catch (error) {
    if (refusedWith(error, "AccountNotFoundException")) {
      return null;
    }
    throw error;
  }
}

function liveAccount(member: Member, tags: Tags, scope: Scope<Account>): Live<Account> {
  const { id, name, email, parent, state } = member;
  return {
    kind: "account",
    id,
    place: AT,
    owner: ownerOf(tags, scope.organization),
    properties: { name, email, parent, tags: foreignTags(tags), state },
    outputs: { id },
  };
}
