import { AwsError } from "../../src/aws/contract/aws-error.ts";
import type { RawCall, Sandbox } from "../../src/aws/sandbox/sandbox.ts";
import type { AccountState, World } from "../../src/aws/sandbox/world.ts";

/** What somebody does by hand, in words, and the calls of it. Null when there is nothing in this world to do it to. */
interface Deed {
  readonly what: string;
  readonly calls: readonly RawCall[];
}

type Edit = (world: World, pick: number) => Deed | null;

const DENY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" }],
});

const organizations = (operation: string, input: object): RawCall => ({ service: "organizations", operation, input });
const iam = (account: string, operation: string, input: object): RawCall => ({
  service: "iam",
  operation,
  input,
  account,
});

/** What people change by hand, in a way that orgwright puts right or leaves alone. */
export const EDITS = {
  "move-account": onAccount((account, world, pick) => {
    const parents = [world.organization?.rootId ?? "", ...Object.keys(world.units)];
    const to = parents[pick % parents.length] ?? "";
    const input = { AccountId: account.id, SourceParentId: account.parent, DestinationParentId: to };
    return { what: `moves ${account.name} to ${to}`, calls: [organizations("MoveAccount", input)] };
  }),
  "tag-account": onAccount(({ id, name }) => ({
    what: `tags ${name}`,
    calls: [organizations("TagResource", { ResourceId: id, Tags: [{ Key: "Owner", Value: "nobody" }] })],
  })),
  "untag-account": onAccount(({ id, name }) => ({
    what: `takes our tags from ${name}`,
    calls: [
      organizations("UntagResource", { ResourceId: id, TagKeys: ["orgwright:address", "orgwright:organization"] }),
    ],
  })),
  "rename-unit": onUnit(({ id, name }) => ({
    what: `renames the unit ${name}`,
    calls: [organizations("UpdateOrganizationalUnit", { OrganizationalUnitId: id, Name: `${name}-x` })],
  })),
  // Of a unit that has another name as well nothing tells any more whose it was: what stands in it only people can move.
  "untag-unit": oneOf(
    (world) =>
      Object.values(world.units).filter(({ name, tags }) => tags["orgwright:address"]?.match(/[^:/]+$/)?.[0] === name),
    ({ id, name }) => ({
      what: `takes our tags from the unit ${name}`,
      calls: [
        organizations("UntagResource", { ResourceId: id, TagKeys: ["orgwright:address", "orgwright:organization"] }),
      ],
    }),
  ),
  "delete-unit": onUnit(({ id, name }) => ({
    what: `deletes the unit ${name}`,
    calls: [organizations("DeleteOrganizationalUnit", { OrganizationalUnitId: id })],
  })),
  "change-policy": onPolicy(({ id, name }) => ({
    what: `changes the policy ${name}`,
    calls: [organizations("UpdatePolicy", { PolicyId: id, Content: DENY })],
  })),
  "detach-policy": onPolicy(({ id, name, targets }) => ({
    what: `detaches the policy ${name}`,
    calls: targets.slice(0, 1).map((target) => organizations("DetachPolicy", { PolicyId: id, TargetId: target })),
  })),
  "attach-policy": onPolicy(({ id, name }, world, pick) => {
    const targets = [...Object.keys(world.units), ...membersOf(world).map((account) => account.id)];
    const target = targets[pick % targets.length] ?? "";
    return {
      what: `attaches the policy ${name} to ${target}`,
      calls: [organizations("AttachPolicy", { PolicyId: id, TargetId: target })],
    };
  }),
  "delete-policy": onPolicy(({ id, name, targets }) => ({
    what: `deletes the policy ${name}`,
    calls: [
      ...targets.map((target) => organizations("DetachPolicy", { PolicyId: id, TargetId: target })),
      organizations("DeletePolicy", { PolicyId: id }),
    ],
  })),
  "disable-policy-type": (world) =>
    world.organization === null
      ? null
      : {
          what: "disables service control policies",
          calls: [
            organizations("DisablePolicyType", {
              RootId: world.organization.rootId,
              PolicyType: "SERVICE_CONTROL_POLICY",
            }),
          ],
        },
  "change-role": onAccount(({ id, name }) => ({
    what: `takes the policy Look from the role Reader in ${name}`,
    calls: [iam(id, "DeleteRolePolicy", { RoleName: "Reader", PolicyName: "Look" })],
  })),
  "delete-role": onAccount(({ id, name }) => ({
    what: `deletes the role Reader in ${name}`,
    calls: [
      iam(id, "DeleteRolePolicy", { RoleName: "Reader", PolicyName: "Look" }),
      iam(id, "DetachRolePolicy", { RoleName: "Reader", PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }),
      iam(id, "DeleteRole", { RoleName: "Reader" }),
    ],
  })),
  "make-unit": (world, pick) =>
    world.organization === null
      ? null
      : {
          what: "makes a unit of their own",
          calls: [
            organizations("CreateOrganizationalUnit", { ParentId: world.organization.rootId, Name: `theirs-${pick}` }),
          ],
        },
  "make-unit-of-that-name": (world, pick) => {
    const name = ["security", "work"][pick % 2];
    // Beside ours under another name it would be a riddle that only people can solve.
    const isOursThere = Object.values(world.units).some(
      ({ tags }) => tags["orgwright:address"] === `foundation/ou:${name}`,
    );
    return world.organization === null || isOursThere
      ? null
      : {
          what: `makes the unit ${name} by hand`,
          calls: [organizations("CreateOrganizationalUnit", { ParentId: world.organization.rootId, Name: name })],
        };
  },
  "make-policy": (_world, pick) => ({
    what: "makes a policy of their own",
    calls: [
      organizations("CreatePolicy", {
        Name: `theirs-${pick}`,
        Type: "SERVICE_CONTROL_POLICY",
        Description: "",
        Content: DENY,
      }),
    ],
  }),
  "make-account": (_world, pick) => ({
    what: "orders an account of their own",
    calls: [organizations("CreateAccount", { AccountName: `theirs-${pick}`, Email: `theirs-${pick}@else.example` })],
  }),
  "make-role": onAccount(({ id, name }, world, pick) => ({
    what: `makes a role of their own in ${name}`,
    calls: [
      iam(id, "CreateRole", {
        RoleName: `Theirs${pick}`,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { AWS: world.managementAccount }, Action: "sts:AssumeRole" }],
        }),
      }),
    ],
  })),
} satisfies Record<string, Edit>;

export type EditName = keyof typeof EDITS;

/** Lets somebody do something by hand, as an administrator; answers it in words, null when there was nothing to do. */
export async function edit(sandbox: Sandbox, name: EditName, pick: number): Promise<string | null> {
  const deed = EDITS[name](sandbox.world, pick);
  if (deed === null) {
    return null;
  }
  for (const call of deed.calls) {
    try {
      await sandbox.raw(call);
    } catch (error) {
      // A person is refused as well, and gives up.
      if (error instanceof AwsError) {
        return `${deed.what}, and is refused with ${error.code}`;
      }
      throw error;
    }
  }
  return deed.what;
}

function membersOf(world: World): AccountState[] {
  return Object.values(world.accounts).filter(({ id, parent }) => id !== world.managementAccount && parent !== null);
}

function onAccount(deed: (account: AccountState, world: World, pick: number) => Deed): Edit {
  return oneOf((world) => membersOf(world).filter(({ tags }) => isOurs(tags)), deed);
}

function onUnit(deed: (unit: World["units"][string], world: World, pick: number) => Deed): Edit {
  return oneOf((world) => Object.values(world.units).filter(({ tags }) => isOurs(tags)), deed);
}

function onPolicy(deed: (policy: World["policies"][string], world: World, pick: number) => Deed): Edit {
  return oneOf((world) => Object.values(world.policies).filter(({ tags }) => isOurs(tags)), deed);
}

function oneOf<T>(all: (world: World) => readonly T[], deed: (one: T, world: World, pick: number) => Deed): Edit {
  return (world, pick) => {
    const candidates = all(world);
    const chosen = candidates[pick % Math.max(1, candidates.length)];
    return chosen === undefined ? null : deed(chosen, world, pick);
  };
}

function isOurs(tags: Readonly<Record<string, string>>): boolean {
  return tags["orgwright:organization"] !== undefined;
}
