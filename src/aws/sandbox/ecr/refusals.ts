import { refuse } from "../refuse.ts";
import { type TagText, tagsWith } from "../tag-text.ts";

/*
 * ECR's refusals. All have status 400.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html
 */

export function invalid(message: string): never {
  return refuse("InvalidParameterException", message);
}

/** What tags a repository has once these are added. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_TagResource.html */
export function checkedTags(
  present: Readonly<Record<string, string>>,
  added: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[],
): Record<string, string> {
  const result = tagsWith(
    present,
    added.map(({ Key = "", Value = "" }): TagText => ({ key: Key, value: Value })),
  );
  if ("tags" in result) {
    return result.tags;
  }
  return result.fault === "many"
    ? refuse("TooManyTagsException", "A repository can have at most 50 tags.")
    : refuse("InvalidTagParameterException", `The tag ${result.key} is not valid (${result.fault}).`);
}
