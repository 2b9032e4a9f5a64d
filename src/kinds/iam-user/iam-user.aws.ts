import { all } from "../../aws/contract/all.ts";
import { unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Writer } from "../../aws/contract/call.ts";
import type { Scope, Verbs } from "../../aws/contract/verbs.ts";
import { entriesIn } from "../../model/change.ts";
import type { Live } from "../../model/live.ts";
import { caseless } from "../../model/natural-key.ts";
import { foreignTags, ORGANIZATION_TAG, ownerOf, type Tags, tagList } from "../../model/ownership.ts";
import type { Place } from "../../model/place.ts";
import { iamDetails, iamTags } from "../iam-details.aws.ts";
import { meansOfAccess } from "../means-of-access.aws.ts";
import { type IamUser, iamUser } from "./iam-user.ts";

/** The serial number of a virtual device is its ARN; that of a security key is one too, of another sort. */
const IS_VIRTUAL = /^arn:[^:]+:iam::\d+:mfa\//;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export const iamUserVerbs: Verbs<IamUser> = {
  kind: "iam-user",

  async list(aws, at, scope) {
    const wanted = new Set(scope.wanted.map(({ properties }) => caseless(properties.name)));
    const { users } = await iamDetails(aws, at);
    return users.flatMap(({ UserName: name = "", Path: path = "/", Tags = [], ...user }) => {
      const tags = iamTags(Tags);
      if (!scope.thorough && !wanted.has(caseless(name)) && tags[ORGANIZATION_TAG] !== scope.organization) {
        return [];
      }
      const inline = (user.UserPolicyList ?? []).map(({ PolicyName = "" }) => PolicyName);
      const attached = (user.AttachedManagedPolicies ?? []).map(({ PolicyArn = "" }) => PolicyArn);
      return [liveUser(at, { name, path, policies: [...inline, ...attached] }, tags, scope)];
    });
  },

  async find(aws, at, like, scope, id) {
    const name = id ?? like.name;
    const answer = await unlessRefused(
      aws.call("iam:GetUser", at, { UserName: name }),
      ["NoSuchEntityException"],
      null,
    );
    if (answer === null) {
      return null;
    }
    const [inline, attached] = await Promise.all([
      all(aws, "iam:ListUserPolicies", at, { UserName: name }),
      all(aws, "iam:ListAttachedUserPolicies", at, { UserName: name }),
    ]);
    const policies = [...inline, ...attached.map(({ PolicyArn = "" }) => PolicyArn)];
    const path = answer.User?.Path ?? "/";
    return liveUser(at, { name, path, policies }, iamTags(answer.User?.Tags ?? []), scope);
  },

  async create(aws, { place, properties: { name, path, tags } }, tools) {
    await aws.call("iam:CreateUser", place, {
      UserName: name,
      Path: path,
      Tags: tagList({ ...tags, ...tools.tags }),
    });
    return { id: name, outputs: {} };
  },

  async update(aws, from, { place, properties }, fields) {
    if (fields.some(({ path }) => path === "/policies")) {
      await takePolicies(aws, from);
    }
    const tags = tagList(entriesIn(fields, "/tags", properties.tags));
    if (tags.length > 0) {
      await aws.call("iam:TagUser", place, { UserName: from.id, Tags: tags });
    }
  },

  async claim(aws, live, tools) {
    await aws.call("iam:TagUser", live.place, { UserName: live.id, Tags: tagList(tools.tags) });
  },

  /**
   * What AWS wants gone first goes as far as it lets nobody in. Whoever was let in again meanwhile keeps it, the MFA most of
   * all: then AWS refuses to delete the user, and the next plan takes the access away first.
   */
  async delete(aws, user) {
    const { place, id: UserName } = user;
    if ((await meansOfAccess(aws, place, UserName)) === null) {
      await takePolicies(aws, user);
      await deleteKeys(aws, user);
      await deleteDevices(aws, user);
    }
    await aws.call("iam:DeleteUser", place, { UserName });
  },
};

async function takePolicies(aws: Writer, { id: UserName, place, properties }: Live<IamUser>): Promise<void> {
  for (const policy of properties.policies) {
    await (policy.startsWith("arn:")
      ? aws.call("iam:DetachUserPolicy", place, { UserName, PolicyArn: policy })
      : aws.call("iam:DeleteUserPolicy", place, { UserName, PolicyName: policy }));
  }
}

async function deleteKeys(aws: Writer, { id: UserName, place }: Live<IamUser>): Promise<void> {
  for (const { AccessKeyId } of await all(aws, "iam:ListAccessKeys", place, { UserName })) {
    await aws.call("iam:DeleteAccessKey", place, { UserName, AccessKeyId });
  }
}

/**
 * A virtual device stays in the account when it is taken off its user, and its name with it. One that an interrupted run
 * took off is known by its name alone, where that is the user's.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeactivateMFADevice.html
 */
async function deleteDevices(aws: Writer, { id: UserName, place }: Live<IamUser>): Promise<void> {
  const worn = await all(aws, "iam:ListMFADevices", place, { UserName });
  const loose = await all(aws, "iam:ListVirtualMFADevices", place, { AssignmentStatus: "Unassigned" });
  for (const SerialNumber of loose.map(serialOf).filter((serial) => serial.endsWith(`:mfa/${UserName}`))) {
    await aws.call("iam:DeleteVirtualMFADevice", place, { SerialNumber });
  }
  for (const SerialNumber of worn.map(serialOf)) {
    await aws.call("iam:DeactivateMFADevice", place, { UserName, SerialNumber });
    if (IS_VIRTUAL.test(SerialNumber)) {
      await aws.call("iam:DeleteVirtualMFADevice", place, { SerialNumber });
    }
  }
}

function serialOf({ SerialNumber: serial = "" }: { readonly SerialNumber?: string | undefined }): string {
  return serial;
}

function liveUser(
  place: Place,
  properties: Omit<IamUser, "tags">,
  tags: Tags,
  { organization }: Scope<IamUser>,
): Live<IamUser> {
  return {
    kind: "iam-user",
    id: properties.name,
    place,
    owner: ownerOf(tags, organization),
    properties: iamUser.normal({ ...properties, tags: foreignTags(tags) }),
    outputs: {},
  };
}
