import { actionOf, arnForm, isOfForm } from "../../scripts/catalogue/access-data.ts";

/** What AWS lists for a request: the type of its resource, or what is wrong with how it is asked. */
export type Form = { readonly type: string } | { readonly wrong: string };

/** Whether AWS lists an action, and a resource of this form for it. Placeholders stand for what is in braces. */
export async function formOf(action: string, resource: string): Promise<Form> {
  const listed = await actionOf(action);
  if (listed === undefined) {
    return { wrong: "there is no such action" };
  }
  const { isWildcardOnly, types } = listed;
  if (resource === "*") {
    const needed = types.filter(({ required }) => required).map(({ name }) => name);
    return needed.length === 0 ? { type: "*" } : { wrong: `it needs ${needed.join(" or ")}` };
  }
  if (isWildcardOnly) {
    return { wrong: "it is asked for * alone" };
  }
  const service = action.split(":")[0] ?? "";
  const forms = await Promise.all(types.map(async ({ name }) => ({ name, arn: await arnForm(service, name) })));
  const fitting = forms.filter(({ arn }) => isOfForm(sample(resource), arn));
  const [closest] = fitting.sort((one, other) => other.arn.length - one.arn.length);
  return closest === undefined
    ? { wrong: `it is asked for ${forms.map(({ arn }) => arn).join(" or ")}` }
    : { type: closest.name };
}

/** A resource with something in the place of each placeholder. */
function sample(resource: string): string {
  return resource.replaceAll("{O}", "o-sample").replace(/\{[A-Z]\}/g, "sample");
}
