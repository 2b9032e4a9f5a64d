import { type Action, type Change, kindOf } from "../model/change.ts";
import { isAfter, refOf } from "../model/deferred.ts";
import type { Json } from "../model/json.ts";
import type { Resource } from "../model/resource.ts";

/** A write that no table of rates knows: it counts as a call and takes no time. */
export const ANY_WRITE = "any:Write";

/** What AWS has to be told for a change, by kind and action, as operations of the table in `aws/contract`. */
const WRITES: Readonly<Record<string, Partial<Record<Action, readonly string[]>>>> = {
  organization: {
    create: ["organizations:CreateOrganization", "organizations:TagResource"],
    update: ["organizations:TagResource"],
    adopt: ["organizations:TagResource"],
  },
  "policy-type": { create: ["organizations:EnablePolicyType"] },
  "trusted-service": { create: ["organizations:EnableAWSServiceAccess"] },
  "organizational-unit": {
    create: ["organizations:CreateOrganizationalUnit"],
    update: ["organizations:UpdateOrganizationalUnit"],
    adopt: ["organizations:TagResource"],
    delete: ["organizations:DeleteOrganizationalUnit"],
  },
  account: {
    create: ["organizations:CreateAccount"],
    move: ["organizations:MoveAccount"],
    adopt: ["organizations:TagResource"],
  },
  "organization-policy": {
    create: ["organizations:CreatePolicy"],
    update: ["organizations:UpdatePolicy"],
    adopt: ["organizations:TagResource"],
    delete: ["organizations:DeletePolicy"],
  },
  "policy-attachment": { create: ["organizations:AttachPolicy"], delete: ["organizations:DetachPolicy"] },
};

/**
 * The writes that a change cannot do without: never more than apply sends, often fewer. A kind that is not in the table
 * counts one call.
 */
export function leastWrites(change: Change): readonly string[] {
  const writes = WRITES[kindOf(change)]?.[change.action] ?? [ANY_WRITE];
  return change.action === "create" ? [...writes, ...furtherWrites(change.to)] : writes;
}

/** What a new thing needs besides its creating call: an account is made in the root, and a role without permissions. */
function furtherWrites({ kind, properties }: Resource): readonly string[] {
  switch (kind) {
    case "account":
      return isRoot(properties["parent"] ?? null) ? [] : ["organizations:MoveAccount"];
    case "iam-role":
      return ["inline", "managed"].flatMap((name) => Object.keys(properties[name] ?? {})).map(() => ANY_WRITE);
    default:
      return [];
  }
}

function isRoot(parent: Json): boolean {
  return isAfter(parent) ? refOf(parent).output === "rootId" : String(parent).startsWith("r-");
}
