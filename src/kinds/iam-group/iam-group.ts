import { z } from "zod";
import type { FieldChange } from "../../model/change.ts";
import type { Text } from "../../model/deferred.ts";
import { joinOf } from "../../model/deferred.ts";
import { type Json, type JsonObject, sameJson } from "../../model/json.ts";
import { listed } from "../../model/listed.ts";
import { caseless } from "../../model/natural-key.ts";
import { textSchema } from "../../model/schema.ts";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type IamGroup = {
  readonly name: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  /** Names of the users in it. */
  readonly members: readonly Text[];
  /** ARNs of the policies attached to it. */
  readonly managed: readonly Text[];
  /** Names of policies written into the group itself. Orgwright writes none, so that one it finds is drift. */
  readonly inline: readonly string[];
};

const written = z.strictObject({
  name: z.string().regex(/^[\w+=,.@-]{1,128}$/),
  path: z
    .string()
    .regex(/^\/([\x21-\x7e]{1,510}\/)?$/)
    .default("/"),
  members: z.array(textSchema(z.string().regex(/^[\w+=,.@-]{1,64}$/))).default([]),
  managed: z.array(textSchema(z.string().startsWith("arn:"))).default([]),
});

/**
 * A group of IAM users, with exactly the members and policies that the file says. AWS lets groups carry no tags, so a group
 * that leaves the file stays; what it granted is in policies, and these go.
 */
export const iamGroup: Shape<IamGroup> = {
  kind: "iam-group",
  noun: "group",
  schema: written as z.ZodType<JsonObject>,
  resolve: (group) => ({ properties: { ...(group as Omit<IamGroup, "inline">), inline: [] } }),
  scope: "account",
  ownership: "place",
  removal: "tell",
  // After the users and policies that it brings together.
  stage: () => STAGE.roles,
  shutsOut: (change) => change.action === "update" && change.fields.every(onlyTakesMembersOut),
  key: ({ name }) => caseless(name),
  label: ({ name }) => name,
  normal: (properties) => ({
    ...properties,
    members: sorted(properties.members),
    managed: sorted(properties.managed),
    inline: [...properties.inline].sort(),
  }),
  fields: {
    name: { rule: "immutable", why: "A group keeps its name." },
    path: { rule: "immutable", why: "Orgwright moves no groups. Delete it by hand, then run again: it is made anew." },
    members: { rule: "exclusive", grants: true },
    managed: { rule: "exclusive", grants: true },
    inline: { rule: "exclusive", grants: true },
  },
  assigned: [],
  computed: {
    name: { text: ({ name }) => name },
    arn: {
      text: ({ path, name }, { partition, accountId }) =>
        typeof accountId === "object" && "$join" in accountId
          ? joinOf([`arn:${partition}:iam::`, ...accountId.$join, `:group${path}${name}`])
          : joinOf([`arn:${partition}:iam::`, accountId, `:group${path}${name}`]),
    },
  },
  bystander({ place, properties }, wish) {
    if (wish.place.account !== place.account || !mayBeLeftBehind(properties)) {
      return null;
    }
    const { name, members } = properties;
    const who = members.length === 0 ? "without members" : `with the members ${listed(members.map(String))}`;
    return {
      code: "group-left-behind",
      detail: `The group ${name} stands in the account ${place.account}, ${who}, and the file makes no such group. It grants nothing that the file does not make.`,
      fix: `Nothing has to be done. To have it gone, take its members out and delete it by hand, in IAM of the account ${place.account}; or put it back into the file.`,
    };
  },
  risk: (change) => (change.action === "create" ? "safe" : "disruptive"),
  requests(change) {
    const changing = [
      "AddUserToGroup",
      "RemoveUserFromGroup",
      "AttachGroupPolicy",
      "DetachGroupPolicy",
      "DeleteGroupPolicy",
    ];
    const actions = change.action === "create" ? ["CreateGroup", ...changing] : changing;
    return actions.map((action) => ({ action: `iam:${action}`, resource: "*" }));
  },
};

/**
 * Whether a group may be one that the file once made: groups carry no tags, and such a one has no policies but ours, which
 * go with it. A group that grants anything else is somebody's.
 */
export function mayBeLeftBehind({ managed, inline }: IamGroup): boolean {
  return inline.length === 0 && managed.every((arn) => typeof arn === "string" && arn.includes(":policy/orgwright/"));
}

function onlyTakesMembersOut({ path, before, after }: FieldChange): boolean {
  const [present, wished] = [before, after].map((list) => (Array.isArray(list) ? (list as readonly Json[]) : []));
  return path === "/members" && (wished ?? []).every((one) => present?.some((member) => sameJson(member, one)));
}

function sorted(texts: readonly Text[]): Text[] {
  return [...texts].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
