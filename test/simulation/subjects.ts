import type { World } from "../../src/aws/sandbox/world.ts";
import { kindOf } from "../../src/model/change.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { Plan, Step } from "../../src/model/plan.ts";

/** What a write is about, as in `unit work`, and the kinds of steps that make such writes. */
export interface Subject {
  readonly kind: string;
  /** Null: the kind's only one, or one that somebody has just deleted. */
  readonly name: string | null;
  /** Its id, where the call names one. */
  readonly id?: string;
  /** Makes something new, changes something, or takes something away. */
  readonly does: "make" | "change" | "remove";
}

type Input = Readonly<Record<string, unknown>>;

/** What a call would write; null for an operation that no step ever makes. */
export function subjectOf(operation: string, given: unknown, account: string, world: World): Subject | null {
  const input = (given ?? {}) as Input;
  const [service, name = ""] = operation.split(":");
  switch (service) {
    case "organizations":
      return organizationsSubject(name, input, world);
    case "account":
      return { kind: "account", name: accountName(input["AccountId"], world), does: "change" };
    case "iam":
      return iamSubject(name, input, accountName(account, world));
    case "s3":
      return { kind: "s3-bucket", name: text(input["Bucket"]), does: name === "CreateBucket" ? "make" : "change" };
    case "s3control":
      return { kind: "s3-account-public-access-block", name: null, does: "change" };
    case "ec2":
      return { kind: "image-sharing", name: null, does: "change" };
    case "kms":
      return { kind: "kms-key", name: null, does: name === "CreateKey" ? "make" : "change" };
    case "cloudtrail":
      return { kind: "trail", name: null, does: name === "CreateTrail" ? "make" : "change" };
    default:
      return null;
  }
}

function organizationsSubject(operation: string, input: Input, world: World): Subject | null {
  const policy = world.policies[text(input["PolicyId"])]?.name ?? null;
  const id = text(input["OrganizationalUnitId"]);
  const unit = { kind: "organizational-unit", name: world.units[id]?.name ?? null, id };
  switch (operation) {
    case "CreateOrganization":
      return { kind: "organization", name: null, does: "make" };
    case "CreateOrganizationalUnit":
      return { kind: "organizational-unit", name: text(input["Name"]), does: "make" };
    case "UpdateOrganizationalUnit":
      return { ...unit, does: "change" };
    case "DeleteOrganizationalUnit":
      return { ...unit, does: "remove" };
    case "CreateAccount":
      return { kind: "account", name: text(input["AccountName"]), does: "make" };
    case "MoveAccount":
      return { kind: "account", name: accountName(input["AccountId"], world), does: "change" };
    case "CreatePolicy":
      return { kind: "organization-policy", name: text(input["Name"]), does: "make" };
    case "UpdatePolicy":
      return { kind: "organization-policy", name: policy, does: "change" };
    case "DeletePolicy":
      return { kind: "organization-policy", name: policy, does: "remove" };
    case "AttachPolicy":
      return { kind: "policy-attachment", name: policy, does: "make" };
    case "DetachPolicy":
      return { kind: "policy-attachment", name: policy, does: "remove" };
    case "EnablePolicyType":
      return { kind: "policy-type", name: null, does: "make" };
    case "EnableAWSServiceAccess":
      return { kind: "trusted-service", name: null, does: "make" };
    case "TagResource":
    case "UntagResource":
      return taggedSubject(text(input["ResourceId"]), world);
    default:
      return null;
  }
}

function taggedSubject(id: string, world: World): Subject {
  const does = "change";
  if (world.units[id] !== undefined) {
    return { kind: "organizational-unit", name: world.units[id].name, does };
  }
  if (world.policies[id] !== undefined) {
    return { kind: "organization-policy", name: world.policies[id].name, does };
  }
  return id.startsWith("r-")
    ? { kind: "organization", name: null, does }
    : { kind: "account", name: accountName(id, world), does };
}

function iamSubject(operation: string, input: Input, account: string): Subject {
  if (operation === "CreateServiceLinkedRole") {
    return { kind: "service-linked-role", name: null, does: "make" };
  }
  if (operation.startsWith("EnableOrganizations")) {
    return { kind: "root-access", name: null, does: "change" };
  }
  const does = operation === "CreateRole" ? "make" : operation === "DeleteRole" ? "remove" : "change";
  return { kind: "iam-role", name: `${account}/${text(input["RoleName"])}`, does };
}

/** The steps of a plan that may make such a write. */
export function stepsFor({ kind, name, id, does }: Subject, plan: Plan, world: World): Step[] {
  return plan.steps.filter((step) => {
    const { change } = step;
    const fits =
      change.action === "delete" ? does !== "make" : does === "make" ? change.action === "create" : does === "change";
    const isIt = name === null || (id !== undefined && change.action !== "create" && change.from.id === id);
    return fits && kindOf(change) === kind && (isIt || mayBeNamed(name, step, plan, world));
  });
}

/** A name that hangs on something not yet made is not known to the plan. */
function mayBeNamed(name: string, { change }: Step, plan: Plan, world: World): boolean {
  const sides = [
    ...(change.action === "create" ? [] : [change.from]),
    ...(change.action === "delete" ? [] : [change.to]),
  ];
  return sides.some(({ kind, place, properties }) => {
    switch (kind) {
      case "iam-role":
        return name === `${place.account}/${text(properties["name"])}`;
      case "policy-attachment":
        return name === policyName(properties, plan, world);
      default:
        return name === properties["name"] || typeof properties["name"] === "object";
    }
  });
}

/** An attachment names its policy by its id, or by the address of the step that makes it. */
function policyName({ policy }: JsonObject, plan: Plan, world: World): string {
  if (typeof policy === "string") {
    return world.policies[policy]?.name ?? "";
  }
  const address = text((policy as Input | undefined)?.["$after"]).split("#")[0];
  const maker = plan.steps.find(({ id }) => id === address)?.change;
  return maker === undefined || maker.action === "delete" ? "" : text(maker.to.properties["name"]);
}

function accountName(id: unknown, world: World): string {
  return id === world.managementAccount ? "management" : (world.accounts[text(id)]?.name ?? "");
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
