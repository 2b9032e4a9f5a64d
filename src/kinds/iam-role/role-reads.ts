import { all } from "../../aws/contract/all.ts";
import { unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader } from "../../aws/contract/call.ts";
import { readDocument } from "../../aws/contract/document.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Tags } from "../../model/ownership.ts";
import type { Place } from "../../model/place.ts";
import { iamDetails, iamTags } from "../iam-details.aws.ts";
import type { IamRole } from "./iam-role.ts";

const DEFAULT_SESSION_SECONDS = 3600;
const MAX_ITEMS = 1000;
const SERVICE_LINKED = "/aws-service-role/";

/** A role as AWS has it, with all its tags. */
export interface FoundRole {
  readonly properties: Omit<IamRole, "tags">;
  readonly tags: Tags;
}

interface NamedDocument {
  readonly PolicyName?: string | undefined;
  readonly PolicyDocument?: string | undefined;
}

/**
 * All roles of an account in two listings: GetAccountAuthorizationDetails tells policies and tags, and leaves out the
 * longest session and the description, which ListRoles tells. Service-linked roles are AWS's own and are left out.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export async function listRoles(aws: Reader, at: Place): Promise<FoundRole[]> {
  const [{ roles }, listed] = await Promise.all([
    iamDetails(aws, at),
    all(aws, "iam:ListRoles", at, { MaxItems: MAX_ITEMS }),
  ]);
  const others = new Map(listed.map((role) => [role.RoleName ?? "", role]));
  return roles
    .filter((role) => !(role.Path ?? "/").startsWith(SERVICE_LINKED))
    .map((role) => {
      const name = role.RoleName ?? "";
      return {
        properties: {
          name,
          path: role.Path ?? "/",
          description: others.get(name)?.Description ?? "",
          maxSessionSeconds: others.get(name)?.MaxSessionDuration ?? DEFAULT_SESSION_SECONDS,
          trust: readDocument(role.AssumeRolePolicyDocument ?? ""),
          inline: inlineOf(role.RolePolicyList ?? []),
          managed: (role.AttachedManagedPolicies ?? []).map((policy) => policy.PolicyArn ?? ""),
        },
        tags: iamTags(role.Tags ?? []),
      };
    });
}

/** One role, or null when there is none of that name. */
export async function findRole(aws: Reader, at: Place, name: string): Promise<FoundRole | null> {
  const answer = await unlessRefused(aws.call("iam:GetRole", at, { RoleName: name }), ["NoSuchEntityException"], null);
  const role = answer?.Role;
  if (role === undefined) {
    return null;
  }
  const [names, attached] = await Promise.all([
    all(aws, "iam:ListRolePolicies", at, { RoleName: name }),
    all(aws, "iam:ListAttachedRolePolicies", at, { RoleName: name }),
  ]);
  const inline = await Promise.all(
    names.map((PolicyName) => aws.call("iam:GetRolePolicy", at, { RoleName: name, PolicyName })),
  );
  return {
    properties: {
      name,
      path: role.Path ?? "/",
      description: role.Description ?? "",
      maxSessionSeconds: role.MaxSessionDuration ?? DEFAULT_SESSION_SECONDS,
      trust: readDocument(role.AssumeRolePolicyDocument ?? ""),
      inline: inlineOf(inline),
      managed: attached.map((policy) => policy.PolicyArn ?? ""),
    },
    tags: iamTags(role.Tags ?? []),
  };
}

function inlineOf(policies: readonly NamedDocument[]): Record<string, JsonObject> {
  return Object.fromEntries(policies.map((p) => [p.PolicyName ?? "", readDocument(p.PolicyDocument ?? "")]));
}
