import { all } from "../aws/contract/all.ts";
import type { Reader } from "../aws/contract/call.ts";
import { attachedTypes } from "../model/attached-type.ts";
import type { Change } from "../model/change.ts";
import type { HungPolicy } from "../model/hung-policy.ts";
import { ORGANIZATION_PLACE } from "../model/place.ts";
import type { Resource } from "../model/resource.ts";

/**
 * What hangs on the targets on which a plan would hang a policy, of the same types: AWS counts the policies of others too.
 * On targets that the plan makes there is nothing yet.
 *
 * @param wished the resources of the file: they tell a policy's type
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPoliciesForTarget.html
 */
export async function hungPolicies(
  aws: Reader,
  changes: readonly Change[],
  wished: readonly Resource[],
): Promise<readonly HungPolicy[]> {
  const typeOf = attachedTypes(wished);
  const places = new Map<string, { readonly target: string; readonly type: string }>();
  for (const change of changes) {
    if (change.action !== "create" || change.to.kind !== "policy-attachment") {
      continue;
    }
    const { target } = change.to.properties;
    const type = typeOf(change.to);
    if (typeof target === "string" && type !== undefined) {
      places.set(`${type} ${target}`, { target, type });
    }
  }
  const hung = [...places.values()].map(async ({ target, type }) => {
    const input = { TargetId: target, Filter: type as "TAG_POLICY" };
    const policies = await all(aws, "organizations:ListPoliciesForTarget", ORGANIZATION_PLACE, input);
    return policies.map(({ Id: id = "", Name: name = "", AwsManaged: awsManaged = false }) => {
      return { id, name, type, awsManaged, target };
    });
  });
  return (await Promise.all(hung)).flat();
}
