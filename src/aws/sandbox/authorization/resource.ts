import type { AccountId } from "../../../model/place.ts";
import { own } from "../iam/find.ts";
import { principalByArn } from "../iam/principals.ts";
import type { IamState } from "../iam/state.ts";
import type { AuthorizeRequest } from "./authorize.ts";

/** What a call is about, as policies can name it, and the policy on it. */
export interface JudgedResource {
  /** `*` where the sandbox does not tell resources of an operation apart. */
  readonly arn: string;
  readonly account: AccountId | null;
  readonly policy: string | null;
  /** Condition keys that tell of the resource. */
  readonly keys?: Readonly<Record<string, readonly string[]>>;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
export function resourceOf(request: AuthorizeRequest): JudgedResource {
  const [service = ""] = request.action.split(":");
  const own = RESOURCES[service]?.(request) ?? null;
  return own ?? { arn: "*", account: request.at.account, policy: null };
}

type Find = (request: AuthorizeRequest) => JudgedResource | null;

const RESOURCES: Readonly<Record<string, Find>> = {
  iam: iamResource,
  sts: roleToAssume,
  s3: bucketOf,
  kms: keyOf,
  ecr: repositoryOf,
  ssm: parameterOf,
  ec2: imageOf,
};

function text(input: AuthorizeRequest["input"], name: string): string | undefined {
  const value = input[name];
  return typeof value === "string" ? value : undefined;
}

/** A role, group, user, policy or MFA device, whichever the action is about; new ones are where they will be. */
function iamResource({ world, at, action, input }: AuthorizeRequest): JudgedResource | null {
  const iam = own(world.accounts, at.account)?.iam;
  const prefix = `arn:${world.partition}:iam::${at.account}:`;
  const path = text(input, "Path") ?? "/";
  const here = (arn: string): JudgedResource => ({ arn, account: at.account, policy: null });
  const thing = (kind: "role" | "group" | "user", name: string) =>
    here(existing(iam, kind, name) ?? `${prefix}${kind}${path}${name}`);
  const [role, group, user] = [text(input, "RoleName"), text(input, "GroupName"), text(input, "UserName")];
  if (/MFADevice$/.test(action) && /Virtual/.test(action)) {
    const serial = text(input, "SerialNumber") ?? `${prefix}mfa${path}${text(input, "VirtualMFADeviceName") ?? "*"}`;
    return action.includes(":List") ? null : here(serial);
  }
  if (role !== undefined) {
    return thing("role", role);
  }
  if (group !== undefined) {
    return thing("group", group);
  }
  if (user !== undefined) {
    return thing("user", user);
  }
  const named = text(input, "PolicyArn") ?? text(input, "OpenIDConnectProviderArn");
  if (named !== undefined) {
    return here(named);
  }
  const made = text(input, "PolicyName");
  if (made !== undefined) {
    return here(`${prefix}policy${path}${made}`);
  }
  return OWN_USER.test(action) && at.principalArn.includes(":user/") ? here(at.principalArn) : null;
}

/** What a user asks of themselves when the request names nobody. */
const OWN_USER =
  /:(ChangePassword|GetUser|ListMFADevices|(Create|List|Update|Delete)AccessKeys?|(Get|Create)LoginProfile)$/;

function existing(iam: IamState | undefined, kind: "role" | "group" | "user", name: string): string | undefined {
  const things = { role: iam?.roles, group: iam?.groups, user: iam?.users }[kind] ?? {};
  return own<{ readonly arn: string }>(things, name)?.arn;
}

function roleToAssume({ world, action, input }: AuthorizeRequest): JudgedResource | null {
  const arn = text(input, "RoleArn");
  if (arn === undefined || !/AssumeRole|TagSession|SetSourceIdentity/.test(action)) {
    return null;
  }
  const role = principalByArn(world, arn);
  return {
    arn,
    account: arn.split(":")[4] ?? null,
    policy: role !== undefined && "trust" in role ? role.trust : null,
  };
}

function bucketOf({ world, input }: AuthorizeRequest): JudgedResource | null {
  const name = text(input, "Bucket");
  const bucket = name === undefined ? undefined : own(world.buckets, name);
  if (name === undefined || bucket === undefined) {
    return null;
  }
  const key = text(input, "Key");
  const arn = `arn:${world.partition}:s3:::${name}${key === undefined ? "" : `/${key}`}`;
  return { arn, account: bucket.account, policy: bucket.policy };
}

function keyOf({ world, at, input }: AuthorizeRequest): JudgedResource | null {
  const id = (text(input, "KeyId") ?? text(input, "TargetKeyId"))?.split("/").at(-1);
  const key = id === undefined ? undefined : own(world.keys, id);
  return key === undefined
    ? null
    : {
        arn: `arn:${world.partition}:kms:${at.region}:${key.account}:key/${key.id}`,
        account: key.account,
        policy: key.policy,
        // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases
        keys: { "kms:ResourceAliases": Object.keys(key.aliases) },
      };
}

function repositoryOf({ world, at, input }: AuthorizeRequest): JudgedResource | null {
  const named = text(input, "repositoryName");
  const arn = text(input, "resourceArn") ?? `arn:${world.partition}:ecr:${at.region}:${at.account}:repository/${named}`;
  return named === undefined && text(input, "resourceArn") === undefined
    ? null
    : { arn, account: arn.split(":")[4] ?? null, policy: null };
}

function parameterOf({ world, at, input }: AuthorizeRequest): JudgedResource | null {
  const name = text(input, "Name") ?? text(input, "ResourceId");
  const arn = name === undefined ? text(input, "ResourceArn") : `${prefixOf(world, at)}${name.replace(/^\//, "")}`;
  return arn === undefined ? null : { arn, account: arn.split(":")[4] ?? null, policy: null };
}

/** The ARN of an image names no account: an image is told by its id in the whole region. */
function imageOf({ world, at, input }: AuthorizeRequest): JudgedResource | null {
  const id = text(input, "ImageId");
  const arn = `arn:${world.partition}:ec2:${at.region}::image/${id}`;
  return id === undefined ? null : { arn, account: at.account, policy: null };
}

function prefixOf({ partition }: AuthorizeRequest["world"], { region, account }: AuthorizeRequest["at"]): string {
  return `arn:${partition}:ssm:${region}:${account}:parameter/`;
}
