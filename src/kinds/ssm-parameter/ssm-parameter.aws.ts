import { all } from "../../aws/contract/all.ts";
import { unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader, Writer } from "../../aws/contract/call.ts";
import type { Output } from "../../aws/contract/services.ts";
import type { Scope, Verbs } from "../../aws/contract/verbs.ts";
import { entriesIn } from "../../model/change.ts";
import { known } from "../../model/deferred.ts";
import type { Live } from "../../model/live.ts";
import { foreignTags, ORGANIZATION_TAG, ownerOf, type Tags, tagList } from "../../model/ownership.ts";
import type { Place } from "../../model/place.ts";
import { type SsmParameter, ssmParameter } from "./ssm-parameter.ts";

type Described = NonNullable<Output<"ssm:DescribeParameters">["Parameters"]>[number];

const A_PAGE = 50;

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const ssmParameterVerbs: Verbs<SsmParameter> = {
  kind: "ssm-parameter",

  async list(aws, at, scope) {
    if (!scope.isUsed && !scope.thorough) {
      return [];
    }
    const wanted = new Set(scope.wanted.map(({ properties: { name } }) => name));
    const listed = await Promise.all(
      (await all(aws, "ssm:DescribeParameters", at, { MaxResults: A_PAGE })).map(async (described) => ({
        described,
        tags: await parameterTags(aws, at, described.Name ?? ""),
      })),
    );
    const concerning = listed.filter(
      ({ described: { Name: name = "" }, tags }) =>
        scope.thorough || wanted.has(name) || tags[ORGANIZATION_TAG] === scope.organization,
    );
    const live = await Promise.all(
      concerning.map(({ described, tags }) => liveParameter(aws, at, described, tags, scope)),
    );
    return live.flatMap((parameter) => parameter ?? []);
  },

  async find(aws, at, like, scope, id) {
    const [described] = await all(aws, "ssm:DescribeParameters", at, {
      ParameterFilters: [{ Key: "Name", Option: "Equals", Values: [id ?? like.name] }],
    });
    return described === undefined
      ? null
      : await liveParameter(aws, at, described, await parameterTags(aws, at, described.Name ?? ""), scope);
  },

  async create(aws, { place, properties }, tools) {
    const { name, tags } = properties;
    await aws.call("ssm:PutParameter", place, {
      ...settingsOf(properties),
      Type: "String",
      Tags: tagList({ ...tags, ...tools.tags }),
    });
    return { id: name, outputs: {} };
  },

  async update(aws, _from, { place, properties }, fields) {
    if (fields.some(({ path }) => path === "/value" || path === "/description" || path === "/tier")) {
      // Tags and `Overwrite` exclude each other.
      await aws.call("ssm:PutParameter", place, { ...settingsOf(properties), Overwrite: true });
    }
    await addTags(aws, place, properties.name, entriesIn(fields, "/tags", properties.tags));
  },

  async claim(aws, live, tools) {
    await addTags(aws, live.place, live.id, tools.tags);
  },

  async delete(aws, { place, id }) {
    await aws.call("ssm:DeleteParameter", place, { Name: id });
  },
};

function settingsOf({ name, value, description }: SsmParameter) {
  return { Name: name, Value: known(value), Description: description, Tier: "Advanced" } as const;
}

async function addTags(aws: Writer, at: Place, name: string, tags: Tags): Promise<void> {
  if (Object.keys(tags).length > 0) {
    const input = { ResourceType: "Parameter", ResourceId: name, Tags: tagList(tags) } as const;
    await aws.call("ssm:AddTagsToResource", at, input);
  }
}

/** The tags of a parameter; none of one that is gone by now. */
async function parameterTags(aws: Reader, at: Place, name: string): Promise<Tags> {
  const input = { ResourceType: "Parameter", ResourceId: name } as const;
  const answer = await unlessRefused(aws.call("ssm:ListTagsForResource", at, input), ["InvalidResourceId"], null);
  return Object.fromEntries((answer?.TagList ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
}

async function liveParameter(
  aws: Reader,
  place: Place,
  { Name: name = "", Description: description = "", Tier: tier = "Standard", Type: type = "String" }: Described,
  tags: Tags,
  scope: Scope<SsmParameter>,
): Promise<Live<SsmParameter> | null> {
  const value = await readValue(aws, place, name, type);
  return value === null
    ? null
    : {
        kind: "ssm-parameter",
        id: name,
        place,
        owner: ownerOf(tags, scope.organization),
        properties: ssmParameter.normal({ name, value, description, tier, type, tags: foreignTags(tags) }),
        outputs: {},
      };
}

/** A parameter's value; null when it is gone by now. What somebody keeps as a secret is not read. */
async function readValue(aws: Reader, at: Place, name: string, type: string): Promise<string | null> {
  if (type === "SecureString") {
    return "";
  }
  const answer = await unlessRefused(aws.call("ssm:GetParameter", at, { Name: name }), ["ParameterNotFound"], null);
  return answer === null ? null : (answer.Parameter?.Value ?? "");
}
