import { contextOf, type GivenValue } from "../../../policy/evaluate/context-of.ts";
import type { Environment } from "../../../policy/evaluate/environment.ts";
import { evaluate } from "../../../policy/evaluate/evaluate.ts";
import type { World } from "../world.ts";
import type { Authorize, AuthorizeRequest } from "./authorize.ts";
import { compiledText } from "./compiled-text.ts";
import { identityOf, requesterOf } from "./identity.ts";
import { levelsOf, organizationFacts } from "./organization.ts";
import { resourceOf } from "./resource.ts";

/**
 * Judges calls as AWS does, by the evaluator that the proofs use: identity policies of users, groups and roles, service and
 * resource control policies, and the policies on buckets, keys, repositories and roles. What hangs on something that the
 * sandbox does not know is denied.
 *
 * @param rcpServices the prefixes of the services that resource control policies cover, in lower case
 */
export function judgedBy(rcpServices: ReadonlySet<string>): Authorize {
  return (request) => {
    const { world, at, action } = request;
    const requester = requesterOf(request);
    const { policy, keys, ...resource } = resourceOf(request);
    const organization = organizationFacts(world);
    const environment: Environment = {
      organization,
      scps: levelsOf(world, at.account, "SERVICE_CONTROL_POLICY"),
      rcps: resource.account === null ? [] : levelsOf(world, resource.account, "RESOURCE_CONTROL_POLICY"),
      rcpServices,
      ...identityOf(world, at),
      session: null,
      resource: policy === null ? null : compiledText(policy, resource.arn),
    };
    const context = contextOf(requester, resource, organization, {
      keys: { ...keysOf(request, world), ...keys },
      rest: "absent",
    });
    return evaluate({ requester, action, resource, context }, environment).is === "allowed" ? "allow" : "deny";
  };
}

/** The condition keys that follow from what is asked. */
function keysOf({ input, at }: AuthorizeRequest, world: World): Record<string, GivenValue> {
  const entries = tagsIn(input);
  const names = [...entries.map(([key]) => key), ...keysWithoutValues(input)];
  return {
    "aws:RequestedRegion": at.region,
    "aws:CurrentTime": new Date(world.time).toISOString(),
    "aws:SecureTransport": "true",
    ...(names.length === 0 ? {} : { "aws:TagKeys": names }),
    ...Object.fromEntries(entries.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  };
}

/** The tags that a call sets. Services spell them in their own ways. */
function tagsIn(input: AuthorizeRequest["input"]): [string, string][] {
  const given = input["Tags"] ?? input["tags"];
  const entries = Array.isArray(given) ? (given as readonly Readonly<Record<string, string>>[]) : [];
  return entries.map((entry) => [
    entry["Key"] ?? entry["TagKey"] ?? entry["key"] ?? "",
    entry["Value"] ?? entry["TagValue"] ?? entry["value"] ?? "",
  ]);
}

function keysWithoutValues(input: AuthorizeRequest["input"]): readonly string[] {
  const given = input["TagKeys"] ?? input["tagKeys"];
  return Array.isArray(given) ? (given as readonly string[]) : [];
}
