import { all } from "../../aws/contract/all.ts";
import { unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader } from "../../aws/contract/call.ts";
import { tagsOf } from "../../aws/contract/organization-tags.ts";
import { isTaggedFor, readPolicies } from "../../aws/contract/policies.ts";
import type { Scope, Verbs } from "../../aws/contract/verbs.ts";
import { known } from "../../model/deferred.ts";
import type { Live, Owner } from "../../model/live.ts";
import { ownerOf } from "../../model/ownership.ts";
import { ORGANIZATION_PLACE as AT } from "../../model/place.ts";
import type { PolicyAttachment } from "./policy-attachment.ts";

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html */
export const policyAttachmentVerbs: Verbs<PolicyAttachment> = {
  kind: "policy-attachment",

  async list(aws, _at, scope) {
    const named = new Set(scope.wanted.map(({ properties }) => properties.policy));
    const policies = await readPolicies(aws, () => false);
    const concerning = policies.filter(
      ({ id, tags }) => scope.thorough || isTaggedFor(tags, scope.organization) || named.has(id),
    );
    const perPolicy = await Promise.all(
      concerning.map(({ id, tags }) => attachmentsOf(aws, id, ownerOf(tags, scope.organization))),
    );
    return perPolicy.flat();
  },

  async find(aws, _at, like, scope) {
    const owner = await parentOwner(aws, known(like.policy), scope);
    const attachments = await attachmentsOf(aws, known(like.policy), owner);
    return attachments.find(({ properties }) => properties.target === like.target) ?? null;
  },

  async create(aws, { properties }) {
    const input = { PolicyId: known(properties.policy), TargetId: known(properties.target) };
    await unlessRefused(
      aws.call("organizations:AttachPolicy", AT, input),
      ["DuplicatePolicyAttachmentException"],
      undefined,
    );
    return { id: `${input.PolicyId}:${input.TargetId}`, outputs: {} };
  },

  async update() {},

  async delete(aws, { properties }) {
    const input = { PolicyId: known(properties.policy), TargetId: known(properties.target) };
    await unlessRefused(aws.call("organizations:DetachPolicy", AT, input), ["PolicyNotAttachedException"], undefined);
  },
};

async function attachmentsOf(aws: Reader, policy: string, owner: Owner): Promise<Live<PolicyAttachment>[]> {
  const targets = await all(aws, "organizations:ListTargetsForPolicy", AT, { PolicyId: policy });
  return targets.map(({ TargetId: target = "" }) => ({
    kind: "policy-attachment",
    id: `${policy}:${target}`,
    place: AT,
    owner,
    properties: { policy, target, order: "last" },
    outputs: {},
  }));
}

/** An attachment belongs to whom its policy belongs; AWS's own policies carry no tags. */
async function parentOwner(aws: Reader, policy: string, scope: Scope<PolicyAttachment>): Promise<Owner> {
  const codes = ["TargetNotFoundException", "InvalidInputException"];
  return ownerOf(await unlessRefused(tagsOf(aws, policy), codes, {}), scope.organization);
}
