import type { CompiledPolicy } from "./compile.ts";
import type { Environment, Level } from "./environment.ts";
import type { AccessRequest } from "./request.ts";
import { accountOf, type Requester } from "./requester.ts";
import type { LayerName } from "./verdict.ts";

/** Policies of one kind in one place: a denial in any of them denies. */
export interface Gate {
  readonly layer: LayerName;
  readonly at: string | null;
  readonly policies: readonly CompiledPolicy[];
  /** Whether one of the policies has to allow the request. Of RCPs `RCPFullAWSAccess` does, which cannot be detached. */
  readonly mustAllow: boolean;
}

const BOUND_BY_SCPS: ReadonlySet<Requester["is"]> = new Set([
  "user",
  "role-session",
  "federated-user",
  "root",
  "assumed-root",
]);

/** Valid in no RCP, not even through a wildcard: https://docs.aws.amazon.com/kms/latest/developerguide/resource-control-policies.html */
const BEYOND_RCPS: ReadonlySet<string> = new Set(["kms:retiregrant"]);

/**
 * The organization's policies that bind a request, `action` in lower case. SCPs bind the users, roles and root users of member
 * accounts, delegated administrators' among them; not the management account, not service-linked roles, not service principals.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function organizationGates(request: AccessRequest, action: string, environment: Environment): Gate[] {
  return [
    ...(scpsBind(request.requester, environment) ? environment.scps.map((level) => gate("scp", level, true)) : []),
    ...(rcpsBind(request, action, environment) ? environment.rcps.map((level) => gate("rcp", level, false)) : []),
  ];
}

function gate(layer: LayerName, level: Level, mustAllow: boolean): Gate {
  return { layer, at: level.target, policies: level.policies, mustAllow };
}

function scpsBind(requester: Requester, environment: Environment): boolean {
  return BOUND_BY_SCPS.has(requester.is) && isMember(accountOf(requester), environment);
}

/**
 * RCPs bind the resources of member accounts, whoever asks for them, inside and outside of the organization; not what
 * service-linked roles do, not other services than those listed.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
function rcpsBind({ requester, resource }: AccessRequest, action: string, environment: Environment): boolean {
  return (
    requester.is !== "service-linked-role" &&
    isMember(resource.account, environment) &&
    environment.rcpServices.has(action.slice(0, action.indexOf(":"))) &&
    !BEYOND_RCPS.has(action)
  );
}

function isMember(account: string | null, { organization }: Environment): boolean {
  return (
    organization !== null &&
    account !== null &&
    account !== organization.managementAccount &&
    organization.paths.has(account)
  );
}

/**
 * The policies that hang on the requester, and that its session was limited by. Nothing hangs on services and on those who
 * have no account, and nothing on root users but the task of a root session.
 */
export function requesterGates({ is }: Requester, { identity, boundary, session }: Environment): Gate[] {
  const layers: readonly Gate[] = [
    { layer: "identity", at: null, policies: identity, mustAllow: true },
    { layer: "boundary", at: null, policies: boundary === null ? [] : [boundary], mustAllow: boundary !== null },
    { layer: "session", at: null, policies: session ?? [], mustAllow: session !== null },
  ];
  const binding = BINDING[is];
  return layers.filter(({ layer }) => binding.includes(layer));
}

const ALL: readonly LayerName[] = ["identity", "boundary", "session"];

/** Which of the requester's policies bind it. */
const BINDING: Readonly<Record<Requester["is"], readonly LayerName[]>> = {
  user: ALL,
  "role-session": ALL,
  "federated-user": ALL,
  "service-linked-role": ALL,
  root: [],
  "assumed-root": ["session"],
  service: [],
  "web-identity": [],
  saml: [],
  anonymous: [],
};

/** The policy on the resource. */
export function resourceGate({ resource }: Environment): Gate {
  const policies = resource === null || resource === "unknown" ? [] : [resource];
  return { layer: "resource", at: null, policies, mustAllow: true };
}
