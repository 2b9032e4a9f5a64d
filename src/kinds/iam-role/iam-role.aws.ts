import type { Writer } from "../../aws/contract/call.ts";
import type { Scope, Verbs } from "../../aws/contract/verbs.ts";
import { entriesIn, type FieldChange } from "../../model/change.ts";
import { known } from "../../model/deferred.ts";
import { sameJson } from "../../model/json.ts";
import type { Live } from "../../model/live.ts";
import { caseless } from "../../model/natural-key.ts";
import { foreignTags, ORGANIZATION_TAG, ownerOf, tagList } from "../../model/ownership.ts";
import type { Place } from "../../model/place.ts";
import type { Resource } from "../../model/resource.ts";
import { type IamRole, iamRole } from "./iam-role.ts";
import { type FoundRole, findRole, listRoles } from "./role-reads.ts";

const _PRINCIPAL_POLL_MILLISECONDS = 3_000;
const _PRINCIPAL_POLLS = 40;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const iamRoleVerbs: Verbs<IamRole> = {
  kind: "iam-role",

  async list(aws, at, scope) {
    const wanted = new Set(scope.wanted.map(({ properties }) => caseless(properties.name)));
    const roles = await listRoles(aws, at);
    return roles
      .filter(({ properties: { name }, tags }) => {
        return scope.thorough || wanted.has(caseless(name)) || tags[ORGANIZATION_TAG] === scope.organization;
      })
      .map((role) => liveRole(role, at, scope));
  },

  async find(aws, at, like, scope, id) {
    const role = await findRole(aws, at, id ?? like.name);
    return role === null ? null : liveRole(role, at, scope);
  },

  async create(aws, { place, properties }, tools) {
    const { name, path, description, trust, maxSessionSeconds, tags, inline, managed } = properties;
    await aws.call("iam:CreateRole", place, {
      RoleName: name,
      Path: path,
      AssumeRolePolicyDocument: JSON.stringify(trust),
      MaxSessionDuration: maxSessionSeconds,
      ...(description === "" ? {} : { Description: description }),
      Tags: tagList({ ...tags, ...tools.tags }),
    });
    await writeInline(aws, place, name, inline, Object.keys(inline));
    await attach(aws, place, name, managed.map(known));
    return { id: name, outputs: {} };
  },

  async update(aws, from, to, fields, _tools) {
    const { place, properties } = to;
    const name = from.properties.name;
    const differs = (path: string) => fields.some((field) => field.path === path);
    if (differs("/description") || differs("/maxSessionSeconds")) {
      // AWS resets what is left out, so what is not to change is sent as it stands.
      await aws.call("iam:UpdateRole", place, {
        RoleName: name,
        Description: (differs("/description") ? properties : from.properties).description,
        MaxSessionDuration: (differs("/maxSessionSeconds") ? properties : from.properties).maxSessionSeconds,
      });
    }
    if (differs("/trust")) {
      const input = { RoleName: name, PolicyDocument: JSON.stringify(properties.trust) };
      await aws.call("iam:UpdateAssumeRolePolicy", place, input);
    }
    const tags = tagList(entriesIn(fields, "/tags", properties.tags));
    if (tags.length > 0) {
      await aws.call("iam:TagRole", place, { RoleName: name, Tags: tags });
    }
    await updatePermissions(aws, from, to, fields);
  },

  async claim(aws, live, tools) {
    await aws.call("iam:TagRole", live.place, { RoleName: live.id, Tags: tagList(tools.tags) });
  },

  async delete(aws, { place, properties: { name, inline, managed } }) {
    for (const PolicyName of Object.keys(inline)) {
      await aws.call("iam:DeleteRolePolicy", place, { RoleName: name, PolicyName });
    }
    for (const arn of managed) {
      await aws.call("iam:DetachRolePolicy", place, { RoleName: name, PolicyArn: known(arn) });
    }
    await aws.call("iam:DeleteRole", place, { RoleName: name });
  },
};

/**
 * New permissions are written before old ones are taken away, so that nobody stands without in between. What differs and
 * is not among the fields was not planned, and stays for the next plan to show.
 */
async function updatePermissions(
  aws: Writer,
  { properties: before }: Live<IamRole>,
  { place, properties }: Resource<IamRole>,
  fields: readonly FieldChange[],
): Promise<void> {
  const { name } = before;
  const wished = entriesIn(fields, "/inline", properties.inline);
  const written = Object.keys(wished).filter((policy) => !sameJson(wished[policy], before.inline[policy]));
  const present = Object.keys(entriesIn(fields, "/inline", before.inline));
  const isManaged = fields.some(({ path }) => path === "/managed");
  const [arns, attached] = isManaged ? [properties.managed.map(known), before.managed.map(known)] : [[], []];
  const added = arns.filter((arn) => !attached.includes(arn));
  await writeInline(aws, place, name, wished, written);
  await attach(aws, place, name, added);
  for (const PolicyName of present.filter((policy) => !Object.hasOwn(properties.inline, policy))) {
    await aws.call("iam:DeleteRolePolicy", place, { RoleName: name, PolicyName });
  }
  for (const PolicyArn of attached.filter((arn) => !arns.includes(arn))) {
    await aws.call("iam:DetachRolePolicy", place, { RoleName: name, PolicyArn });
  }
}

async function writeInline(
  aws: Writer,
  at: Place,
  role: string,
  inline: IamRole["inline"],
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    await aws.call("iam:PutRolePolicy", at, {
      RoleName: role,
      PolicyName: name,
      PolicyDocument: JSON.stringify(inline[name] ?? {}),
    });
  }
}

async function attach(aws: Writer, at: Place, role: string, arns: readonly string[]): Promise<void> {
  for (const PolicyArn of arns) {
    await aws.call("iam:AttachRolePolicy", at, { RoleName: role, PolicyArn });
  }
}

function liveRole({ properties, tags }: FoundRole, place: Place, scope: Scope<IamRole>): Live<IamRole> {
  return {
    kind: "iam-role",
    id: properties.name,
    place,
    owner: ownerOf(tags, scope.organization),
    properties: iamRole.normal({ ...properties, tags: foreignTags(tags) }),
    outputs: {},
  };
}
