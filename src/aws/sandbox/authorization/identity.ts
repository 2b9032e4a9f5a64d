import type { CompiledPolicy } from "../../../policy/evaluate/compile.ts";
import type { Mfa, Requester } from "../../../policy/evaluate/requester.ts";
import type { Caller } from "../handlers.ts";
import { awsManagedPolicy } from "../iam/aws-managed.ts";
import { own } from "../iam/find.ts";
import type { IamState } from "../iam/state.ts";
import { callerKind } from "../sts/caller.ts";
import type { World } from "../world.ts";
import type { AuthorizeRequest } from "./authorize.ts";
import { compiledText } from "./compiled-text.ts";

const SERVICE_LINKED = ":role/aws-service-role/";

/** Who makes a call, as the evaluator sees them. A token in the request itself counts from now. */
export function requesterOf({ world, at, input }: AuthorizeRequest): Requester {
  const who = callerKind(world, at);
  const hasToken = typeof input["TokenCode"] === "string" && typeof input["SerialNumber"] === "string";
  const mfa: Mfa = hasToken ? { ageSeconds: 0 } : mfaOf(at);
  switch (who.is) {
    case "root":
      return { is: "root", account: at.account, partition: world.partition, mfa };
    case "user":
      return {
        is: "user",
        arn: at.principalArn,
        mfa,
        tags: who.user?.tags ?? {},
        ...(who.user === undefined ? {} : { id: who.user.id }),
      };
    case "role": {
      const role = who.role?.arn ?? `arn:${world.partition}:iam::${at.account}:role/${who.name}`;
      const common = { role, session: who.session, mfa: "no-key", tags: who.role?.tags ?? {} } as const;
      const id = who.role === undefined ? {} : { id: who.role.id };
      return role.includes(SERVICE_LINKED)
        ? { is: "service-linked-role", ...common, ...id }
        : { is: "role-session", provider: null, ...common, ...id };
    }
  }
}

function mfaOf({ mfa }: Caller): Mfa {
  return mfa === null ? "no-key" : mfa.present ? { ageSeconds: mfa.ageSeconds } : "not-used";
}

/** The policies of a user with their groups, or of a role, and their boundary. Who is not there has none. */
export function identityOf(
  world: World,
  at: Caller,
): { readonly identity: readonly CompiledPolicy[]; readonly boundary: CompiledPolicy | null } {
  const iam = own(world.accounts, at.account)?.iam;
  const who = callerKind(world, at);
  const thing = who.is === "role" ? who.role : who.is === "user" ? who.user : undefined;
  if (iam === undefined || thing === undefined) {
    return { identity: [], boundary: null };
  }
  const groups = "groups" in thing ? thing.groups.flatMap((name) => own(iam.groups, name) ?? []) : [];
  return {
    identity: [thing, ...groups].flatMap(({ inline, attached }) => [
      ...Object.entries(inline).map(([name, text]) => compiledText(text, name)),
      ...attached.map((arn) => compiledText(documentOf(world, iam, arn), arn)),
    ]),
    boundary: thing.boundary === null ? null : compiledText(documentOf(world, iam, thing.boundary), thing.boundary),
  };
}

function documentOf(world: World, iam: IamState, arn: string): string {
  const policy = own(iam.policies, arn);
  const inForce = policy?.versions.find(({ id }) => id === policy.defaultVersion)?.document;
  return inForce ?? awsManagedPolicy(world.partition, arn)?.document ?? "{}";
}
