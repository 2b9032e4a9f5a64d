import type { Operation } from "../../../src/aws/contract/operations.ts";
import type { Input, Output } from "../../../src/aws/contract/services.ts";
import type { Transport } from "../../../src/aws/contract/transport.ts";
import { openSandbox, type Sandbox, type SandboxOptions } from "../../../src/aws/sandbox/sandbox.ts";

export type Calls = <O extends Operation>(operation: O, input: Input<O>) => Promise<Output<O>>;

/** Calls in us-east-1 with the transport's own credentials. */
export function callsWith(transport: Transport): Calls {
  return (operation, input) => transport.send({ is: "base" }, "us-east-1", operation, input);
}

/** Calls as the management account's administrator. */
export function callsOf(sandbox: Sandbox): Calls {
  return callsWith(sandbox.transport);
}

export const DENY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "organizations:LeaveOrganization", Resource: "*" }],
});

/** An organization with a unit `Workloads`, in it an account `shop` and a policy `deny`; `tag` is attached nowhere. */
export async function furnished(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await openSandbox(options);
  const call = callsOf(sandbox);
  await call("organizations:CreateOrganization", { FeatureSet: "ALL" });
  const root = rootOf(sandbox);
  await call("organizations:EnablePolicyType", { RootId: root, PolicyType: "TAG_POLICY" });
  await call("organizations:EnableAWSServiceAccess", { ServicePrincipal: "cloudtrail.amazonaws.com" });
  const unit = await call("organizations:CreateOrganizationalUnit", {
    ParentId: root,
    Name: "Workloads",
    Tags: [{ Key: "stage", Value: "prod" }],
  });
  await call("organizations:CreateAccount", {
    AccountName: "shop",
    Email: "shop@acme.example",
    Tags: [{ Key: "team", Value: "shop" }],
  });
  await sandbox.clock.sleep(60_000);
  const deny = await call("organizations:CreatePolicy", {
    Type: "SERVICE_CONTROL_POLICY",
    Name: "deny",
    Description: "",
    Content: DENY,
    Tags: [],
  });
  await call("organizations:CreatePolicy", {
    Type: "TAG_POLICY",
    Name: "tag",
    Description: "Tags that we use",
    Content: `{ "tags": {} }`,
  });
  const target = unit.OrganizationalUnit?.Id as string;
  await call("organizations:AttachPolicy", {
    PolicyId: deny.Policy?.PolicySummary?.Id as string,
    TargetId: target,
  });
  await call("organizations:MoveAccount", {
    AccountId: accountId(sandbox, "shop"),
    SourceParentId: root,
    DestinationParentId: target,
  });
  return sandbox;
}

export function rootOf({ world }: Sandbox): string {
  return world.organization?.rootId as string;
}

export function accountId({ world }: Sandbox, name: string): string {
  return Object.values(world.accounts).find((account) => account.name === name)?.id as string;
}

export function unitId({ world }: Sandbox, name: string): string {
  return Object.values(world.units).find((unit) => unit.name === name)?.id as string;
}

export function policyId({ world }: Sandbox, name: string): string {
  return Object.values(world.policies).find((policy) => policy.name === name)?.id as string;
}
