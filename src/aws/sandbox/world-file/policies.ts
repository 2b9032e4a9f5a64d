import { nextId } from "../ids.ts";
import { giveFullAccess } from "../organizations/full-access.ts";
import { FULL_ACCESS, type FullAccess, type OrganizationPolicyType } from "../organizations/policy-kinds.ts";
import { allTargets } from "../organizations/tree.ts";
import type { PolicyState, World } from "../world.ts";
import { folded, unfolded } from "./documents.ts";
import type { PolicyForm } from "./form.ts";
import { type Names, namesIn } from "./names.ts";

const FULL = Object.entries(FULL_ACCESS) as [OrganizationPolicyType, FullAccess][];

/** Puts a file's policies into the world. Those of AWS are attached to everything unless the file says otherwise. */
export function addPolicies(world: World, forms: readonly PolicyForm[]): void {
  const names = namesIn(world);
  world.policies = {};
  for (const form of forms) {
    const policy = policyOf(world, form, names);
    world.policies[policy.id] = policy;
  }
  for (const [type, full] of FULL) {
    const organization = world.organization;
    const enabled = organization?.policyTypes[type]?.status === "ENABLED";
    if (organization !== null && enabled && world.policies[full.id] === undefined) {
      giveFullAccess(world, organization, type);
    }
  }
}

function policyOf(world: World, form: PolicyForm, names: Names): PolicyState {
  const aws = FULL.find(([type, full]) => type === form.type && full.name === form.name)?.[1];
  const content = aws?.content ?? form.content ?? (form.document === undefined ? undefined : folded(form.document));
  if (content === undefined) {
    throw new RangeError(`The policy ${form.name} needs a \`document\`, or its text as \`content\`.`);
  }
  return {
    id: form.id ?? aws?.id ?? nextId(world, "p-", 10),
    name: form.name,
    description: form.description ?? aws?.description ?? "",
    type: form.type,
    awsManaged: aws !== undefined,
    content,
    targets: (form.attachedTo ?? []).map(names.idOf),
    tags: { ...form.tags },
  };
}

/** The world's policies as a file tells them. Brief: without ids, and without AWS's where they are as AWS makes them. */
export function policyForms(world: World, names: Names, brief: boolean): PolicyForm[] {
  const told = Object.values(world.policies).filter((policy) => !brief || !isAsMade(world, policy));
  const forms = told.map((policy) => formOf(policy, names, brief));
  return brief ? forms.toSorted((a, b) => (`${a.type} ${a.name}` < `${b.type} ${b.name}` ? -1 : 1)) : forms;
}

function formOf(policy: PolicyState, names: Names, brief: boolean): PolicyForm {
  const document = unfolded(policy.content);
  const targets = policy.targets.map(names.of);
  return {
    name: policy.name,
    type: policy.type,
    ...(brief ? {} : { id: policy.id }),
    ...(policy.description === "" || policy.awsManaged ? {} : { description: policy.description }),
    ...(policy.awsManaged
      ? {}
      : typeof document === "string"
        ? { content: document }
        : { document: document as object }),
    ...(targets.length === 0 ? {} : { attachedTo: brief ? targets.toSorted() : targets }),
    ...(Object.keys(policy.tags).length === 0 ? {} : { tags: policy.tags }),
  } as PolicyForm;
}

function isAsMade(world: World, policy: PolicyState): boolean {
  const organization = world.organization;
  if (organization === null || !policy.awsManaged || Object.keys(policy.tags).length > 0) {
    return false;
  }
  const enabled = organization.policyTypes[policy.type]?.status === "ENABLED";
  return policy.targets.length === (enabled ? allTargets(world, organization).length : 0);
}
