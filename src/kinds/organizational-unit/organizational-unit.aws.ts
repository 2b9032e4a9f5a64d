import { refusedWith } from "../../aws/contract/aws-error.ts";
import type { Reader } from "../../aws/contract/call.ts";
import { tagIndex, tagsOf } from "../../aws/contract/organization-tags.ts";
import { readChildren, readRoot, readUnits, type Unit } from "../../aws/contract/organization-tree.ts";
import { writeTags } from "../../aws/contract/tag-writes.ts";
import type { Scope, Verbs } from "../../aws/contract/verbs.ts";
import { entriesIn } from "../../model/change.ts";
import { known } from "../../model/deferred.ts";
import type { Live } from "../../model/live.ts";
import { foreignTags, ownerOf, type Tags, tagList } from "../../model/ownership.ts";
import { ORGANIZATION_PLACE as AT } from "../../model/place.ts";
import type { OrganizationalUnit } from "./organizational-unit.ts";

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganizationalUnit.html */
export const organizationalUnitVerbs: Verbs<OrganizationalUnit> = {
  kind: "organizational-unit",

  async list(aws, _at, scope) {
    const root = await readRoot(aws);
    if (root === null) {
      return [];
    }
    const wanted = new Set(scope.wanted.map(({ properties }) => properties.name));
    const [units, index] = await Promise.all([readUnits(aws, root.rootId), tagIndex(aws, root.rootId)]);
    return await Promise.all(
      units.map(async (unit) => liveUnit(unit, await index.of(unit.id, wanted.has(unit.name)), scope)),
    );
  },

  async find(aws, _at, like, scope, id) {
    const parent = known(like.parent);
    const unit =
      id === undefined
        ? (await childrenOf(aws, parent)).find(({ name }) => name === like.name)
        : await describeUnit(aws, id, parent);
    return unit === undefined ? null : liveUnit(unit, await tagsOf(aws, unit.id), scope);
  },

  async create(aws, { properties }, tools) {
    const { OrganizationalUnit: made } = await aws.call("organizations:CreateOrganizationalUnit", AT, {
      ParentId: known(properties.parent),
      Name: properties.name,
      Tags: tagList({ ...properties.tags, ...tools.tags }),
    });
    const id = made?.Id ?? "";
    return { id, outputs: { id } };
  },

  async update(aws, from, { properties }, fields) {
    if (fields.some(({ path }) => path === "/name")) {
      await aws.call("organizations:UpdateOrganizationalUnit", AT, {
        OrganizationalUnitId: from.id,
        Name: properties.name,
      });
    }
    await writeTags(aws, from.id, entriesIn(fields, "/tags", properties.tags ?? {}));
  },

  async claim(aws, live, tools) {
    await writeTags(aws, live.id, tools.tags);
  },

  async delete(aws, live) {
    await aws.call("organizations:DeleteOrganizationalUnit", AT, { OrganizationalUnitId: live.id });
  },
};

async function childrenOf(aws: Reader, parent: string): Promise<Unit[]> {
  try {
    return await readChildren(aws, parent);
  } catch (error) {
    if (refusedWith(error, "ParentNotFoundException")) {
      return [];
    }
    throw error;
  }
}

/** One unit by its id. AWS does not say where it stands unless it sends a path; a unit never changes its parent. */
async function describeUnit(aws: Reader, id: string, parent: string): Promise<Unit | undefined> {
  try {
    const { OrganizationalUnit: unit } = await aws.call("organizations:DescribeOrganizationalUnit", AT, {
      OrganizationalUnitId: id,
    });
    return unit === undefined ? undefined : { id, name: unit.Name ?? "", parent };
  } catch (error) {
    if (refusedWith(error, "OrganizationalUnitNotFoundException")) {
      return undefined;
    }
    throw error;
  }
}

function liveUnit(unit: Unit, tags: Tags, scope: Scope<OrganizationalUnit>): Live<OrganizationalUnit> {
  const others = foreignTags(tags);
  return {
    kind: "organizational-unit",
    id: unit.id,
    place: AT,
    owner: ownerOf(tags, scope.organization),
    properties: {
      name: unit.name,
      parent: unit.parent,
      ...(Object.keys(others).length === 0 ? {} : { tags: others }),
    },
    outputs: { id: unit.id },
  };
}
