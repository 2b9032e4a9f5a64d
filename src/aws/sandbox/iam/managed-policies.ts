import type { Output } from "../../contract/services.ts";
import type { Caller, Handler } from "../handlers.ts";
import { birthIn } from "../ids.ts";
import type { World } from "../world.ts";
import { attachmentsOf, boundariesOf } from "./answers.ts";
import { type AwsManagedPolicy, awsManagedArns } from "./aws-managed.ts";
import { checkPermissions } from "./documents.ts";
import { charactersOf } from "./encoding.ts";
import { anyPolicy, customerPolicy, iamOf } from "./find.ts";
import { checkedDescription, checkedName, checkedPath } from "./names.ts";
import { markerPage } from "./pages.ts";
import { checkQuota, iamQuota } from "./quotas.ts";
import { alreadyExists, deleteConflict } from "./refusals.ts";
import { type IamPolicy, type IamState, wholeSeconds } from "./state.ts";
import { tagEntries, withTags } from "./tags.ts";

/** The day of AWS's first managed policies. */
const AWS_EPOCH = "2015-02-06T18:39:46.000Z";

type PolicyAnswer = NonNullable<Output<"iam:GetPolicy">["Policy"]>;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const createPolicy: Handler<"iam:CreatePolicy"> = (world, input, at) => {
  const { policies } = iamOf(world, at);
  const name = checkedName("policyName", input.PolicyName);
  const path = checkedPath(input.Path);
  const description = checkedDescription(input.Description);
  const tags = withTags({}, input.Tags ?? [], iamQuota(world, "tags"));
  const document = checkedDocument(world, input.PolicyDocument);
  if (Object.values(policies).some((policy) => policy.name.toLowerCase() === name.toLowerCase())) {
    alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
  }
  checkQuota(
    world,
    "policies",
    Object.keys(policies).length + 1,
    (quota) => `Cannot exceed quota for PoliciesPerAccount: ${quota}`,
  );
  const policy = makePolicy(world, at, { name, path, description, tags, document });
  policies[policy.arn] = policy;
  return { Policy: policyAnswer(iamOf(world, at), policy, policy.arn) };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export const getPolicy: Handler<"iam:GetPolicy"> = (world, input, at) => {
  const policy = anyPolicy(world, at, input.PolicyArn);
  return { Policy: policyAnswer(iamOf(world, at), policy, input.PolicyArn ?? "") };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
export const listPolicies: Handler<"iam:ListPolicies"> = (world, input, at) => {
  const iam = iamOf(world, at);
  const arns = [
    ...(input.Scope === "AWS" ? [] : Object.keys(iam.policies)),
    ...(input.Scope === "Local" ? [] : awsManagedArns(world.partition)),
  ].filter((arn) => !input.OnlyAttached || attachmentsOf(iam, arn) > 0);
  const under = input.PathPrefix ?? "/";
  const policies = arns
    .map((arn) => ({ arn, policy: anyPolicy(world, at, arn) }))
    .filter(({ policy }) => policy.path.startsWith(under));
  const { items, more } = markerPage(world, "policies", policies, ({ arn }) => arn, input);
  return { Policies: items.map(({ arn, policy }) => listedPolicy(iam, policy, arn)), ...more };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html */
export const listPolicyTags: Handler<"iam:ListPolicyTags"> = (world, input, at) => {
  const tags = tagEntries(customerPolicy(world, at, input.PolicyArn).tags);
  const { items, more } = markerPage(world, "policy-tags", tags, (tag) => tag.Key, input);
  return { Tags: items, ...more };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
export const deletePolicy: Handler<"iam:DeletePolicy"> = (world, input, at) => {
  const policy = customerPolicy(world, at, input.PolicyArn);
  const iam = iamOf(world, at);
  if (attachmentsOf(iam, policy.arn) + boundariesOf(iam, policy.arn) > 0) {
    deleteConflict("Cannot delete a policy attached to entities.");
  }
  if (policy.versions.length > 1) {
    deleteConflict("This policy has more than one version. Before you delete a policy, you must delete its versions.");
  }
  delete iam.policies[policy.arn];
  return {};
};

/** A customer's managed policy document within its quota. */
export function checkedDocument(world: World, text: string | undefined): string {
  const document = checkPermissions("policyDocument", text);
  checkQuota(
    world,
    "managedPolicyCharacters",
    charactersOf(document),
    (quota) => `Cannot exceed quota for PolicySize: ${quota}`,
  );
  return document;
}

interface NewPolicy extends Pick<IamPolicy, "name" | "path" | "description" | "tags"> {
  readonly document: string;
}

function makePolicy(world: World, at: Caller, wanted: NewPolicy): IamPolicy {
  const birth = birthIn(world, at.account);
  const createDate = wholeSeconds(birth.now);
  const { document, ...rest } = wanted;
  return {
    ...rest,
    arn: `arn:${birth.partition}:iam::${birth.account}:policy${wanted.path}${wanted.name}`,
    id: birth.uniqueId("ANPA"),
    createDate,
    updateDate: createDate,
    versions: [{ id: "v1", document, createDate }],
    defaultVersion: "v1",
    nextVersion: 2,
  };
}

function policyAnswer(iam: IamState, policy: IamPolicy | AwsManagedPolicy, arn: string): PolicyAnswer {
  const listed = listedPolicy(iam, policy, arn);
  return "versions" in policy
    ? {
        ...listed,
        ...(policy.description === null ? {} : { Description: policy.description }),
        Tags: tagEntries(policy.tags),
      }
    : listed;
}

/** What lists say of a policy: neither its description nor its tags. AWS's own show stand-in ids and dates. */
function listedPolicy(iam: IamState, policy: IamPolicy | AwsManagedPolicy, arn: string): PolicyAnswer {
  const isOurs = "versions" in policy;
  return {
    PolicyName: policy.name,
    PolicyId: isOurs ? policy.id : "ANPAAWSMANAGEDPOLICY0",
    Arn: arn,
    Path: policy.path,
    DefaultVersionId: isOurs ? policy.defaultVersion : "v1",
    AttachmentCount: attachmentsOf(iam, arn),
    PermissionsBoundaryUsageCount: boundariesOf(iam, arn),
    IsAttachable: true,
    CreateDate: new Date(isOurs ? policy.createDate : AWS_EPOCH),
    UpdateDate: new Date(isOurs ? policy.updateDate : AWS_EPOCH),
  };
}
