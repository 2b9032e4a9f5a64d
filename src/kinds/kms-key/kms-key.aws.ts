import type { Reader, Writer } from "../../aws/contract/call.ts";
import type { Scope, Verbs } from "../../aws/contract/verbs.ts";
import type { Live } from "../../model/live.ts";
import { foreignTags, ORGANIZATION_TAG, ownerOf, type Tags, tagList } from "../../model/ownership.ts";
import type { Place } from "../../model/place.ts";
import { describeKey, type ListedKey, listKeys, POLICY_NAME } from "./key-reads.ts";
import { type KmsKey, kmsKey } from "./kms-key.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
export const kmsKeyVerbs: Verbs<KmsKey> = {
  kind: "kms-key",

  async list(aws, at, scope) {
    if (scope.wanted.length === 0 && !scope.thorough) {
      return [];
    }
    const wanted = wantedAliases(scope);
    const keys = (await listKeys(aws, at)).filter(
      ({ aliases, tags }) =>
        scope.thorough || tags[ORGANIZATION_TAG] === scope.organization || aliases.some((alias) => wanted.has(alias)),
    );
    return await Promise.all(keys.map((key) => liveKey(aws, at, key, wanted, scope)));
  },

  async find(aws, at, like, scope, id) {
    const keys = await listKeys(aws, at);
    const address = scope.wanted[0]?.address;
    const ours = ({ tags }: ListedKey) => {
      const owner = ownerOf(tags, scope.organization);
      return owner.is === "us" && owner.address === address;
    };
    const key =
      id === undefined
        ? (keys.find(ours) ?? keys.find(({ aliases }) => aliases.includes(like.alias)))
        : keys.find((one) => one.id === id);
    return key === undefined ? null : await liveKey(aws, at, key, new Set([like.alias]), scope);
  },

  async create(aws, { place, properties }, tools) {
    // What was not known before may have its place elsewhere in a sorted list.
    const { alias, description, policy, rotation, tags } = kmsKey.normal(properties);
    const { KeyMetadata: made } = await aws.call("kms:CreateKey", place, {
      Description: description,
      Policy: JSON.stringify(policy),
      Tags: kmsTags({ ...tags, ...tools.tags }),
    });
    const id = made?.KeyId ?? "";
    await aws.call("kms:CreateAlias", place, { AliasName: `alias/${alias}`, TargetKeyId: id });
    if (rotation) {
      await aws.call("kms:EnableKeyRotation", place, { KeyId: id });
    }
    return { id, outputs: { id, arn: made?.Arn ?? "" } };
  },

  async update(aws, from, { place, properties }, fields) {
    const { alias, description, policy, rotation, tags } = kmsKey.normal(properties);
    const KeyId = from.id;
    const differs = (name: string) => fields.some(({ path }) => path === `/${name}` || path.startsWith(`/${name}/`));
    if (differs("policy")) {
      await aws.call("kms:PutKeyPolicy", place, {
        KeyId,
        PolicyName: POLICY_NAME,
        Policy: JSON.stringify(policy),
      });
    }
    if (differs("rotation") && rotation && !from.properties.rotation) {
      await aws.call("kms:EnableKeyRotation", place, { KeyId });
    }
    if (differs("description")) {
      await aws.call("kms:UpdateKeyDescription", place, { KeyId, Description: description });
    }
    if (differs("tags")) {
      await addTags(aws, place, KeyId, tags);
    }
    if (differs("alias") && from.properties.alias !== alias) {
      await pointAlias(aws, place, alias, KeyId);
    }
  },

  async claim(aws, live, tools) {
    await addTags(aws, live.place, live.id, tools.tags);
  },
};

function wantedAliases({ wanted }: Scope<KmsKey>): ReadonlySet<string> {
  return new Set(wanted.map(({ properties: { alias } }) => alias));
}

/** Lets an alias stand for a key, whether the alias is new or stood for another one. */
async function pointAlias(aws: Writer, at: Place, alias: string, id: string): Promise<void> {
  const isThere = (await listKeys(aws, at)).some(({ aliases }) => aliases.includes(alias));
  const input = { AliasName: `alias/${alias}`, TargetKeyId: id };
  await (isThere ? aws.call("kms:UpdateAlias", at, input) : aws.call("kms:CreateAlias", at, input));
}

async function addTags(aws: Writer, at: Place, id: string, tags: Tags): Promise<void> {
  if (Object.keys(tags).length > 0) {
    await aws.call("kms:TagResource", at, { KeyId: id, Tags: kmsTags(tags) });
  }
}

function kmsTags(tags: Tags): { TagKey: string; TagValue: string }[] {
  return tagList(tags).map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));
}

async function liveKey(
  aws: Reader,
  at: Place,
  { id, aliases, tags }: ListedKey,
  wanted: ReadonlySet<string>,
  scope: Scope<KmsKey>,
): Promise<Live<KmsKey>> {
  const { arn, properties } = await describeKey(aws, at, id);
  const alias = aliases.find((one) => wanted.has(one)) ?? aliases[0] ?? "";
  return {
    kind: "kms-key",
    id,
    place: at,
    owner: ownerOf(tags, scope.organization),
    properties: kmsKey.normal({ ...properties, alias, tags: foreignTags(tags) }),
    outputs: { id, arn },
  };
}
