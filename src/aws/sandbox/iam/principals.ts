import { isObject } from "../../../model/json.ts";
import { isAccountId } from "../../../model/place.ts";
import type { World } from "../world.ts";
import { own } from "./find.ts";
import type { IamRole, IamUser } from "./state.ts";

/** The role or user with this ARN, wherever in the world. */
export function principalByArn(world: World, arn: string): IamRole | IamUser | undefined {
  const [, account = "", kind, name = ""] = /::(\d{12}):(role|user)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  const iam = own(world.accounts, account)?.iam;
  const found = iam && (kind === "role" ? own(iam.roles, name) : own(iam.users, name));
  return found?.arn === arn ? found : undefined;
}

/** The role or user with this unique id (`AROA…`, `AIDA…`), wherever in the world. */
export function principalById(world: World, id: string): IamRole | IamUser | undefined {
  for (const { iam } of Object.values(world.accounts)) {
    const things = id.startsWith("AROA") ? iam.roles : iam.users;
    const found = Object.values(things).find((thing) => thing.id === id);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/**
 * How IAM stores an `AWS` principal of a trust policy: accounts as their root user's ARN, unique ids as the ARN of who
 * has them. Undefined when it names nobody: a user or role that an account of this world does not have. Accounts
 * outside of this world may have anyone.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function storedPrincipal(world: World, principal: string): string | undefined {
  if (principal === "*") {
    return principal;
  }
  if (isAccountId(principal)) {
    return `arn:${world.partition}:iam::${principal}:root`;
  }
  if (/^A(?:ROA|IDA)[A-Z0-9]+$/.test(principal)) {
    return principalById(world, principal)?.arn;
  }
  const [, partition, service, account = "", resource = ""] =
    /^arn:([^:]+):(iam|sts)::(\d{12}):([^*?]+)$/.exec(principal) ?? [];
  if (partition !== world.partition || !exists(world, principal, service, account, resource)) {
    return undefined;
  }
  return principal;
}

function exists(world: World, arn: string, service: string | undefined, account: string, resource: string): boolean {
  const iam = world.accounts[account]?.iam;
  if (service === "sts") {
    const role = /^assumed-role\/([^/]+)\/[^/]+$/.exec(resource)?.[1];
    return role === undefined
      ? /^federated-user\/[^/]+$/.test(resource)
      : iam === undefined || own(iam.roles, role) !== undefined;
  }
  if (resource === "root") {
    return true;
  }
  return /^(?:user|role)\/.+$/.test(resource) && (iam === undefined || principalByArn(world, arn) !== undefined);
}

/** A statement with each of its `AWS` principals in another form; a list of one becomes that one. */
export function withPrincipals(
  statement: Readonly<Record<string, unknown>>,
  change: (name: string) => string,
): Record<string, unknown> {
  const changed: Record<string, unknown> = { ...statement };
  for (const element of ["Principal", "NotPrincipal"]) {
    const principal = statement[element];
    if (isObject(principal)) {
      changed[element] = Object.fromEntries(
        Object.entries(principal).map(([kind, names]) => {
          const list = [names].flat().map((name) => (kind === "AWS" ? change(String(name)) : String(name)));
          return [kind, list.length === 1 ? list[0] : list];
        }),
      );
    }
  }
  return changed;
}
