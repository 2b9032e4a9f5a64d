import { all } from "../../aws/contract/all.ts";
import { refusedWith } from "../../aws/contract/aws-error.ts";
import type { Reader, Writer } from "../../aws/contract/call.ts";
import type { Verbs } from "../../aws/contract/verbs.ts";
import { known } from "../../model/deferred.ts";
import type { Live } from "../../model/live.ts";
import { caseless } from "../../model/natural-key.ts";
import type { Place } from "../../model/place.ts";
import { iamDetails } from "../iam-details.aws.ts";
import { type IamGroup, iamGroup, mayBeLeftBehind } from "./iam-group.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html */
export const iamGroupVerbs: Verbs<IamGroup> = {
  kind: "iam-group",

  async list(aws, at, scope) {
    const wanted = new Set(scope.wanted.map(({ properties }) => caseless(properties.name)));
    const { groups, users } = await iamDetails(aws, at);
    return groups
      .map(({ GroupName: name = "", Path: path = "/", GroupPolicyList = [], AttachedManagedPolicies = [] }) =>
        liveGroup(at, {
          name,
          path,
          members: users.flatMap((user) => (user.GroupList?.includes(name) === true ? (user.UserName ?? []) : [])),
          managed: AttachedManagedPolicies.map(({ PolicyArn = "" }) => PolicyArn),
          inline: GroupPolicyList.map(({ PolicyName = "" }) => PolicyName),
        }),
      )
      .filter(({ properties }) => {
        return scope.thorough || wanted.has(caseless(properties.name)) || mayBeLeftBehind(properties);
      });
  },

  async find(aws, at, { name }) {
    const found = await readGroup(aws, at, name);
    return found === null ? null : liveGroup(at, found);
  },

  async create(aws, { place, properties: { name, path, members, managed } }) {
    await aws.call("iam:CreateGroup", place, { GroupName: name, Path: path });
    // Whoever comes in finds what the group is for, above all the policy that makes people use MFA.
    await attach(aws, place, name, managed.map(known));
    await add(aws, place, name, members.map(known));
    return { id: name, outputs: {} };
  },

  async update(aws, { properties: before }, { place, properties }, fields) {
    const { name } = before;
    const differs = (path: string) => fields.some((field) => field.path === path);
    const [members, managed] = [properties.members.map(known), properties.managed.map(known)];
    const [present, attached] = [before.members.map(known), before.managed.map(known)];
    if (differs("/members")) {
      for (const UserName of present.filter((one) => !members.includes(one))) {
        await aws.call("iam:RemoveUserFromGroup", place, { GroupName: name, UserName });
      }
    }
    if (differs("/managed")) {
      await attach(
        aws,
        place,
        name,
        managed.filter((arn) => !attached.includes(arn)),
      );
      for (const PolicyArn of attached.filter((arn) => !managed.includes(arn))) {
        await aws.call("iam:DetachGroupPolicy", place, { GroupName: name, PolicyArn });
      }
    }
    if (differs("/inline")) {
      for (const PolicyName of before.inline) {
        await aws.call("iam:DeleteGroupPolicy", place, { GroupName: name, PolicyName });
      }
    }
    if (differs("/members")) {
      await add(
        aws,
        place,
        name,
        members.filter((one) => !present.includes(one)),
      );
    }
  },
};

async function attach(aws: Writer, at: Place, group: string, arns: readonly string[]): Promise<void> {
  for (const PolicyArn of arns) {
    await aws.call("iam:AttachGroupPolicy", at, { GroupName: group, PolicyArn });
  }
}

async function add(aws: Writer, at: Place, group: string, members: readonly string[]): Promise<void> {
  for (const UserName of members) {
    await aws.call("iam:AddUserToGroup", at, { GroupName: group, UserName });
  }
}

async function readGroup(aws: Reader, at: Place, name: string): Promise<IamGroup | null> {
  try {
    const [{ Group: group }, users, attached, inline] = await Promise.all([
      aws.call("iam:GetGroup", at, { GroupName: name, MaxItems: 1 }),
      all(aws, "iam:GetGroup", at, { GroupName: name }),
      all(aws, "iam:ListAttachedGroupPolicies", at, { GroupName: name }),
      all(aws, "iam:ListGroupPolicies", at, { GroupName: name }),
    ]);
    return {
      name,
      path: group?.Path ?? "/",
      members: users.map(({ UserName = "" }) => UserName),
      managed: attached.map(({ PolicyArn = "" }) => PolicyArn),
      inline,
    };
  } catch (error) {
    if (refusedWith(error, "NoSuchEntityException")) {
      return null;
    }
    throw error;
  }
}

function liveGroup(place: Place, properties: IamGroup): Live<IamGroup> {
  return {
    kind: "iam-group",
    id: properties.name,
    place,
    owner: { is: "nobody" },
    properties: iamGroup.normal(properties),
    outputs: {},
  };
}
