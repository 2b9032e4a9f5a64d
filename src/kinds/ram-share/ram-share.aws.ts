import { all } from "../../aws/contract/all.ts";
import { unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader } from "../../aws/contract/call.ts";
import type { Output } from "../../aws/contract/services.ts";
import type { Scope, Verbs } from "../../aws/contract/verbs.ts";
import { entriesIn } from "../../model/change.ts";
import { known } from "../../model/deferred.ts";
import type { Live } from "../../model/live.ts";
import { foreignTags, ownerOf, type Tags } from "../../model/ownership.ts";
import type { Place } from "../../model/place.ts";
import { type RamShare, ramShare } from "./ram-share.ts";

type Described = NonNullable<Output<"ram:GetResourceShares">["resourceShares"]>[number];

const GONE = ["UnknownResourceException"];
/** Associations that are there, or will be without anybody's doing. */
const STANDING = new Set(["ASSOCIATED", "ASSOCIATING", "SUSPENDED", "RESTORING"]);
/** Shares that were deleted are still listed for some hours. */
const THERE = new Set(["ACTIVE", "PENDING"]);

/** @see https://docs.aws.amazon.com/ram/latest/APIReference/API_CreateResourceShare.html */
export const ramShareVerbs: Verbs<RamShare> = {
  kind: "ram-share",

  async list(aws, at, scope) {
    if (!scope.isUsed && !scope.thorough) {
      return [];
    }
    const names = new Set(scope.wanted.map(({ properties: { name } }) => name));
    const shares = (await standing(aws, at, {})).filter(
      ({ name = "", tags }) =>
        scope.thorough || names.has(name) || ownerOf(tagsIn(tags), scope.organization).is === "us",
    );
    return await Promise.all(shares.map((share) => liveShare(aws, at, share, scope)));
  },

  async find(aws, at, like, scope, id) {
    const shares = await standing(aws, at, id === undefined ? { name: like.name } : { resourceShareArns: [id] });
    const address = scope.wanted[0]?.address;
    const ours = shares.find(({ tags }) => {
      const owner = ownerOf(tagsIn(tags), scope.organization);
      return owner.is === "us" && owner.address === address;
    });
    const share = ours ?? shares[0];
    return share === undefined ? null : await liveShare(aws, at, share, scope);
  },

  async create(aws, { place, properties: { name, resources, principals, external, tags } }, tools) {
    const { resourceShare: made } = await aws.call("ram:CreateResourceShare", place, {
      name,
      resourceArns: resources.map(known),
      principals: principals.map(known),
      allowExternalPrincipals: external,
      tags: ramTags({ ...tags, ...tools.tags }),
    });
    return { id: made?.resourceShareArn ?? "", outputs: {} };
  },

  async update(aws, from, { place, properties }, fields) {
    const share = { resourceShareArn: from.id };
    const differs = (name: string) => fields.some(({ path }) => path === `/${name}`);
    const gone = {
      ...(differs("resources") ? part("resourceArns", from.properties.resources, properties.resources) : {}),
      ...(differs("principals") ? part("principals", from.properties.principals, properties.principals) : {}),
    };
    const come = {
      ...(differs("resources") ? part("resourceArns", properties.resources, from.properties.resources) : {}),
      ...(differs("principals") ? part("principals", properties.principals, from.properties.principals) : {}),
    };
    if (Object.keys(come).length > 0) {
      await aws.call("ram:AssociateResourceShare", place, { ...share, ...come });
    }
    if (Object.keys(gone).length > 0) {
      await aws.call("ram:DisassociateResourceShare", place, { ...share, ...gone });
    }
    if (differs("external") || differs("name")) {
      await aws.call("ram:UpdateResourceShare", place, {
        ...share,
        name: properties.name,
        ...(differs("external") ? { allowExternalPrincipals: properties.external } : {}),
      });
    }
    const tags = ramTags(entriesIn(fields, "/tags", properties.tags));
    if (tags.length > 0) {
      await aws.call("ram:TagResource", place, { ...share, tags });
    }
  },

  async claim(aws, live, tools) {
    await aws.call("ram:TagResource", live.place, { resourceShareArn: live.id, tags: ramTags(tools.tags) });
  },

  async delete(aws, { place, id }) {
    await aws.call("ram:DeleteResourceShare", place, { resourceShareArn: id });
  },
};

/** What is in one list and not in the other, under the name by which RAM takes it; nothing where there is nothing. */
function part<K extends "resourceArns" | "principals">(
  name: K,
  these: RamShare["resources"],
  those: RamShare["resources"],
): { [N in K]?: string[] } {
  const others = new Set(those.map(known));
  const texts = these.map(known).filter((text) => !others.has(text));
  return (texts.length === 0 ? {} : { [name]: texts }) as { [N in K]?: string[] };
}

function ramTags(tags: Tags): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

function tagsIn(tags: Described["tags"]): Tags {
  return Object.fromEntries((tags ?? []).map(({ key = "", value = "" }) => [key, value]));
}

/** The account's own shares that are not deleted. */
async function standing(
  aws: Reader,
  at: Place,
  which: { readonly name?: string; readonly resourceShareArns?: string[] },
): Promise<Described[]> {
  const listed = all(aws, "ram:GetResourceShares", at, { resourceOwner: "SELF", ...which });
  return (await unlessRefused(listed, GONE, [])).filter(({ status = "" }) => THERE.has(status));
}

async function liveShare(
  aws: Reader,
  place: Place,
  { resourceShareArn: arn = "", name = "", allowExternalPrincipals: external = true, tags }: Described,
  scope: Scope<RamShare>,
): Promise<Live<RamShare>> {
  const [resources, principals] = await Promise.all(
    (["RESOURCE", "PRINCIPAL"] as const).map(async (associationType) => {
      const input = { associationType, resourceShareArns: [arn] };
      const associations = await all(aws, "ram:GetResourceShareAssociations", place, input);
      return associations
        .filter(({ status = "" }) => STANDING.has(status))
        .map(({ associatedEntity = "" }) => associatedEntity);
    }),
  );
  const own = tagsIn(tags);
  return {
    kind: "ram-share",
    id: arn,
    place,
    owner: ownerOf(own, scope.organization),
    properties: ramShare.normal({
      name,
      resources: resources ?? [],
      principals: principals ?? [],
      external,
      tags: foreignTags(own),
    }),
    outputs: {},
  };
}
