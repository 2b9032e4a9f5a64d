import { unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader } from "../../aws/contract/call.ts";
import type { Verbs } from "../../aws/contract/verbs.ts";
import type { Live, Owner } from "../../model/live.ts";
import { caseless } from "../../model/natural-key.ts";
import { ORGANIZATION_TAG, ownerOf } from "../../model/ownership.ts";
import type { Place } from "../../model/place.ts";
import { iamDetails, iamTags } from "../iam-details.aws.ts";
import { meansOfAccess } from "../means-of-access.aws.ts";
import type { IamUserAccess } from "./iam-user-access.ts";

const GONE = ["NoSuchEntityException"];

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_remove.html#id_users_deactivating */
export const iamUserAccessVerbs: Verbs<IamUserAccess> = {
  kind: "iam-user-access",

  async list(aws, at, { organization, wished }) {
    const addresses = new Set<string>(wished.map(({ address }) => address));
    // A user whom the file spells otherwise has not left it.
    const spelled = new Set(
      wished.flatMap(({ kind, place, properties: { name } }) => {
        return kind === "iam-user" && place.account === at.account ? [caseless(String(name))] : [];
      }),
    );
    const { users } = await iamDetails(aws, at);
    const left = users.flatMap(({ UserName: name = "", Tags = [] }) => {
      const tags = iamTags(Tags);
      const owner = tags[ORGANIZATION_TAG] === organization ? ownerOf(tags, organization) : null;
      return owner?.is === "us" && !addresses.has(owner.address) && !spelled.has(caseless(name))
        ? [{ name, owner }]
        : [];
    });
    const perUser = await Promise.all(left.map(({ name, owner }) => accessOf(aws, at, name, owner)));
    return perUser.flatMap((access) => access ?? []);
  },

  async find(aws, at, { user }, { organization }) {
    const answer = await unlessRefused(aws.call("iam:GetUser", at, { UserName: user }), GONE, null);
    return answer === null
      ? null
      : await accessOf(aws, at, user, ownerOf(iamTags(answer.User?.Tags ?? []), organization));
  },

  async create() {
    throw new Error("Nobody is given access by orgwright.");
  },

  async update() {},

  async delete(aws, { place, properties: { user, password, keys, groups } }) {
    const UserName = user;
    if (password) {
      await aws.call("iam:DeleteLoginProfile", place, { UserName });
    }
    for (const AccessKeyId of keys) {
      await aws.call("iam:UpdateAccessKey", place, { UserName, AccessKeyId, Status: "Inactive" });
    }
    for (const GroupName of groups) {
      await aws.call("iam:RemoveUserFromGroup", place, { UserName, GroupName });
    }
  },
};

/** What is left to take away, or null when nothing is. */
async function accessOf(aws: Reader, place: Place, user: string, owner: Owner): Promise<Live<IamUserAccess> | null> {
  const means = await meansOfAccess(aws, place, user);
  return means === null
    ? null
    : { kind: "iam-user-access", id: `access of ${user}`, place, owner, properties: { user, ...means }, outputs: {} };
}
