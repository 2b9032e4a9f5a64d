import type { Authorize, AuthorizeRequest } from "../../src/aws/sandbox/authorization/authorize.ts";
import { resourceOf } from "../../src/aws/sandbox/authorization/resource.ts";
import { awsManagedPolicy } from "../../src/aws/sandbox/iam/aws-managed.ts";
import type { IamState } from "../../src/aws/sandbox/iam/state.ts";
import { callerKind, userIdOf } from "../../src/aws/sandbox/sts/caller.ts";
import type { World } from "../../src/aws/sandbox/world.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Simulated } from "../policy/oracle/simulate.ts";

/** A request that the sandbox judged, as the oracle can be asked it: with the texts of all policies as they stood. */
export interface JudgedCall {
  readonly verdict: ReturnType<Authorize>;
  readonly asked: Simulated;
}

/** The same request for an evaluator that knows nothing of the sandbox. */
export function askedOf(request: AuthorizeRequest, rcpServices: ReadonlySet<string>): Simulated {
  const { world, at, action } = request;
  const { arn, account, policy } = resourceOf(request);
  const owner = account ?? at.account;
  const covered = isMember(world, owner) && rcpServices.has(action.split(":")[0] ?? "");
  return {
    principal: at.principalArn,
    action,
    arn,
    owner,
    keys: keysOf(request, owner),
    scps: isMember(world, at.account) ? levels(world, at.account, "SERVICE_CONTROL_POLICY") : [],
    rcps: covered ? levels(world, owner, "RESOURCE_CONTROL_POLICY") : [],
    identity: identityOf(request),
    boundary: null,
    session: null,
    resource: policy === null ? null : (JSON.parse(policy) as JsonObject),
  };
}

function isMember(world: World, account: string): boolean {
  return account !== world.managementAccount && isInOrganization(world, account);
}

function isInOrganization(world: World, account: string): boolean {
  return (world.accounts[account]?.parent ?? null) !== null;
}

function levels(world: World, account: string, type: string): JsonObject[][] {
  const above: string[] = [account];
  for (let at = world.accounts[account]?.parent; at !== undefined && at !== null; at = world.units[at]?.parent) {
    above.unshift(at);
  }
  // The oracle supposes AWS's own RCP, and takes it for a mistake when it sees it.
  const policies = Object.values(world.policies).filter(
    (policy) => policy.type === type && policy.name !== "RCPFullAWSAccess",
  );
  return above.map((target) =>
    policies.filter(({ targets }) => targets.includes(target)).map(({ content }) => JSON.parse(content) as JsonObject),
  );
}

function identityOf({ world, at }: AuthorizeRequest): JsonObject[] {
  const iam = world.accounts[at.account]?.iam;
  const who = callerKind(world, at);
  const thing = who.is === "user" ? who.user : who.is === "role" ? who.role : undefined;
  if (iam === undefined || thing === undefined) {
    return [];
  }
  const groups = "groups" in thing ? thing.groups.flatMap((name) => iam.groups[name] ?? []) : [];
  return [thing, ...groups]
    .flatMap(({ inline, attached }) => [
      ...Object.values(inline),
      ...attached.map((arn) => documentOf(world, iam, arn)),
    ])
    .map((text) => JSON.parse(text) as JsonObject);
}

function documentOf(world: World, iam: IamState, arn: string): string {
  const own = iam.policies[arn];
  const text = own?.versions.find(({ id }) => id === own.defaultVersion)?.document;
  const found = text ?? awsManagedPolicy(world.partition, arn)?.document;
  if (found === undefined) {
    throw new Error(`There is no policy ${arn}.`);
  }
  return found;
}

/**
 * What AWS puts into a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function keysOf(request: AuthorizeRequest, owner: string): Record<string, readonly string[]> {
  const { world, at, input } = request;
  const who = callerKind(world, at);
  const tags = (input["Tags"] ?? []) as readonly { readonly Key: string; readonly Value: string }[];
  const named = [...tags.map(({ Key }) => Key), ...((input["TagKeys"] ?? []) as readonly string[])];
  const organization = world.organization?.id ?? "";
  return {
    "aws:PrincipalArn": [who.is === "role" ? (who.role?.arn ?? "") : at.principalArn],
    "aws:PrincipalAccount": [at.account],
    "aws:PrincipalIsAWSService": ["false"],
    "aws:ViaAWSService": ["false"],
    "aws:SecureTransport": ["true"],
    "aws:RequestedRegion": [at.region],
    "aws:ResourceAccount": [owner],
    "aws:userid": [userIdOf(at.account, who)],
    ...aliasesOf(request),
    ...(who.is === "user" ? { "aws:username": [who.name] } : {}),
    ...(isInOrganization(world, at.account) ? { "aws:PrincipalOrgID": [organization] } : {}),
    ...(isInOrganization(world, owner) ? { "aws:ResourceOrgID": [organization] } : {}),
    ...(at.mfa === null
      ? {}
      : {
          "aws:MultiFactorAuthPresent": [String(at.mfa.present)],
          ...(at.mfa.present ? { "aws:MultiFactorAuthAge": [String(at.mfa.ageSeconds)] } : {}),
        }),
    ...(named.length === 0 ? {} : { "aws:TagKeys": named }),
    ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, [Value]])),
  };
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases */
function aliasesOf({ world, input }: AuthorizeRequest): Record<string, readonly string[]> {
  const key = world.keys[String(input["KeyId"] ?? "")];
  return key === undefined ? {} : { "kms:ResourceAliases": Object.keys(key.aliases) };
}
