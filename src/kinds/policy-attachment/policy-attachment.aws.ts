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
    const [types, isWanted] = wantedPolicies(scope);
    const policies = await readPolicies(aws, types, isWanted);
    const concerning = policies.filter(
      ({ id, type, name, tags }) =>
        scope.thorough || isTaggedFor(tags, scope.organization) || named.has(id) || isWanted(type, name),
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
    await aws.call("organizations:AttachPolicy", AT, input);
    return { id: `${input.PolicyId}:${input.TargetId}`, outputs: {} };
  },

  async update() {},

  async delete(aws, { properties }) {
    const input = { PolicyId: known(properties.policy), TargetId: known(properties.target) };
    await aws.call("organizations:DetachPolicy", AT, input);
  },
};

/** The policies that the file wishes for: one that is there already and not yet ours has attachments too. */
function wantedPolicies({ wished }: Scope<PolicyAttachment>): [string[], (type: string, name: string) => boolean] {
  const policies = wished.filter(({ kind }) => kind === "organization-policy").map(({ properties }) => properties);
  const names = new Set(policies.map(({ type, name }) => `${type} ${name}`));
  return [policies.map(({ type }) => String(type)), (type, name) => names.has(`${type} ${name}`)];
}

async function attachmentsOf(aws: Reader, policy: string, owner: Owner): Promise<Live<PolicyAttachment>[]> {
  const listed = all(aws, "organizations:ListTargetsForPolicy", AT, { PolicyId: policy });
  const targets = await unlessRefused(listed, ["PolicyNotFoundException"], []);
  return targets.map(({ TargetId: target = "" }) => ({
    kind: "policy-attachment",
    id: `${policy}:${target}`,
    place: AT,
    owner,
    properties: { policy, target },
    outputs: {},
  }));
}

/** An attachment belongs to whom its policy belongs; AWS's own policies carry no tags. */
async function parentOwner(aws: Reader, policy: string, scope: Scope<PolicyAttachment>): Promise<Owner> {
  const codes = ["TargetNotFoundException", "InvalidInputException"];
  return ownerOf(await unlessRefused(tagsOf(aws, policy), codes, {}), scope.organization);
}
