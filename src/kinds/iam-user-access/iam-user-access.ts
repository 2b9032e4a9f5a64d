import { z } from "zod";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type IamUserAccess = {
  readonly user: string;
  /** Whether the user has a password for the console. */
  readonly password: boolean;
  /** The ids of the access keys that work. */
  readonly keys: readonly string[];
  readonly groups: readonly string[];
};

/**
 * By what a user who left the file can still do something: password, working access keys, groups. No blueprint asks for
 * one, so that it is there only to be taken away, at once and whether or not the user is ever deleted.
 */
export const iamUserAccess: Shape<IamUserAccess> = {
  kind: "iam-user-access",
  noun: "access of a user",
  schema: z.strictObject({}),
  resolve: () => ({
    problem: {
      path: "",
      detail: "No blueprint gives a user access: people get their password and keys from people.",
      fix: "Leave it out. `orgwright people welcome` says what a person does for a new user.",
    },
  }),
  scope: "account",
  ownership: "parent",
  removal: "delete",
  stage: () => STAGE.shuttingOut,
  shutsOut: ({ action }) => action === "delete",
  key: ({ user }) => user,
  label: ({ user, password, keys, groups }) => {
    const parts = [
      ...(password ? ["password"] : []),
      ...(keys.length > 0 ? [`access keys ${keys.join(", ")}`] : []),
      ...(groups.length > 0 ? [`groups ${groups.join(", ")}`] : []),
    ];
    return `${user} (${parts.join("; ")})`;
  },
  normal: (properties) => properties,
  fields: {
    user: { rule: "unwatched", why: "None is ever wished for." },
    password: { rule: "unwatched", why: "None is ever wished for." },
    keys: { rule: "unwatched", why: "None is ever wished for." },
    groups: { rule: "unwatched", why: "None is ever wished for." },
  },
  assigned: [],
  computed: {},
  risk: () => "disruptive",
  requests: () =>
    ["DeleteLoginProfile", "UpdateAccessKey", "RemoveUserFromGroup"].map((action) => ({
      action: `iam:${action}`,
      resource: "*",
    })),
};
