import type { Caller } from "../handlers.ts";
import { own } from "../iam/find.ts";
import type { IamRole, IamUser } from "../iam/state.ts";
import type { World } from "../world.ts";
import type { TrustCaller } from "./trust.ts";

/** What a caller's ARN says. */
export type CallerKind =
  | { readonly is: "root" }
  | { readonly is: "user"; readonly user: IamUser | undefined; readonly name: string }
  | { readonly is: "role"; readonly role: IamRole | undefined; readonly name: string; readonly session: string };

/** Which user or role makes a call; undefined ones are gone. */
export function callerKind(world: World, at: Pick<Caller, "account" | "principalArn">): CallerKind {
  const iam = own(world.accounts, at.account)?.iam;
  const [, kind, rest = ""] = /:(assumed-role|user|root)\/?(.*)$/.exec(at.principalArn) ?? [];
  const parts = rest.split("/");
  if (kind === "user") {
    const name = parts.at(-1) ?? "";
    return { is: "user", name, user: iam && own(iam.users, name) };
  }
  if (kind === "assumed-role") {
    const [name = "", session = ""] = parts;
    return { is: "role", name, session, role: iam && own(iam.roles, name) };
  }
  return { is: "root" };
}

/** The `UserId` of an answer, which is also `aws:userid`. */
export function userIdOf(account: string, kind: CallerKind): string {
  switch (kind.is) {
    case "root":
      return account;
    case "user":
      return kind.user?.id ?? "";
    case "role":
      return `${kind.role?.id ?? ""}:${kind.session}`;
  }
}

/** The caller as policies can name it. */
export function trustCaller(world: World, at: Caller, who: CallerKind): TrustCaller {
  const thing = who.is === "role" ? who.role : who.is === "user" ? who.user : undefined;
  return {
    account: at.account,
    partition: world.partition,
    arn: at.principalArn,
    ids: thing === undefined ? [] : [thing.id],
    ...(who.is === "role" && who.role !== undefined ? { roleArn: who.role.arn } : {}),
  };
}
