import type { Handler } from "../handlers.ts";
import { encodedDocument } from "./encoding.ts";
import { anyPolicy, customerPolicy } from "./find.ts";
import { checkedDocument } from "./managed-policies.ts";
import { markerPage } from "./pages.ts";
import { checkQuota } from "./quotas.ts";
import { deleteConflict, invalidMember, noSuchEntity } from "./refusals.ts";
import { type IamPolicy, type IamPolicyVersion, wholeSeconds } from "./state.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export const getPolicyVersion: Handler<"iam:GetPolicyVersion"> = (world, input, at) => {
  const policy = anyPolicy(world, at, input.PolicyArn);
  const id = checkedVersionId(input.VersionId);
  if (!("versions" in policy)) {
    const document = id === "v1" ? policy.document : noVersion(id);
    return { PolicyVersion: { Document: encodedDocument(document), VersionId: id, IsDefaultVersion: true } };
  }
  const version = versionOf(policy, id);
  return { PolicyVersion: { ...versionAnswer(policy, version), Document: encodedDocument(version.document) } };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html */
export const listPolicyVersions: Handler<"iam:ListPolicyVersions"> = (world, input, at) => {
  const policy = anyPolicy(world, at, input.PolicyArn);
  const versions =
    "versions" in policy
      ? policy.versions.map((version) => versionAnswer(policy, version))
      : [{ VersionId: "v1", IsDefaultVersion: true }];
  const { items, more } = markerPage(world, "policy-versions", versions, (version) => version.VersionId, input);
  return { Versions: items, ...more };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html */
export const createPolicyVersion: Handler<"iam:CreatePolicyVersion"> = (world, input, at) => {
  const policy = customerPolicy(world, at, input.PolicyArn);
  const document = checkedDocument(world, input.PolicyDocument);
  checkQuota(
    world,
    "policyVersions",
    policy.versions.length + 1,
    (quota) =>
      `A managed policy can have up to ${quota} versions. Before you create a new version, you must ` +
      "delete an existing version.",
  );
  const createDate = wholeSeconds(at.now);
  const version = { id: `v${policy.nextVersion}`, document, createDate };
  policy.versions.push(version);
  policy.nextVersion += 1;
  if (input.SetAsDefault === true) {
    makeDefault(policy, version, createDate);
  }
  return { PolicyVersion: versionAnswer(policy, version) };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html */
export const setDefaultPolicyVersion: Handler<"iam:SetDefaultPolicyVersion"> = (world, input, at) => {
  const policy = customerPolicy(world, at, input.PolicyArn);
  makeDefault(policy, versionOf(policy, checkedVersionId(input.VersionId)), wholeSeconds(at.now));
  return {};
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
export const deletePolicyVersion: Handler<"iam:DeletePolicyVersion"> = (world, input, at) => {
  const policy = customerPolicy(world, at, input.PolicyArn);
  const version = versionOf(policy, checkedVersionId(input.VersionId));
  if (version.id === policy.defaultVersion) {
    deleteConflict("Cannot delete the default version of a policy.");
  }
  policy.versions = policy.versions.filter((one) => one !== version);
  return {};
};

function makeDefault(policy: IamPolicy, version: IamPolicyVersion, now: string): void {
  policy.defaultVersion = version.id;
  policy.updateDate = now;
}

function versionAnswer(policy: IamPolicy, version: IamPolicyVersion) {
  return {
    VersionId: version.id,
    IsDefaultVersion: version.id === policy.defaultVersion,
    CreateDate: new Date(version.createDate),
  };
}

function versionOf(policy: IamPolicy, id: string): IamPolicyVersion {
  return policy.versions.find((version) => version.id === id) ?? noVersion(id);
}

function checkedVersionId(id: string | undefined): string {
  if (id === undefined || !/^v[1-9][0-9]*(?:\.[A-Za-z0-9-]*)?$/.test(id)) {
    invalidMember(
      "versionId",
      id ?? null,
      "Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?",
    );
  }
  return id;
}

function noVersion(id: string): never {
  noSuchEntity(`Policy version ${id} was not found.`);
}
