import { refuse } from "../refuse.ts";
import { tagCheck } from "../tag-text.ts";

/*
 * ECR's refusals. All have status 400.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html
 */

export function invalid(message: string): never {
  return refuse("InvalidParameterException", message);
}

/** What tags a repository has once these are added. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_TagResource.html */
export const checkedTags = tagCheck({
  tooMany: () => refuse("TooManyTagsException", "A repository can have at most 50 tags."),
  invalid: (message) => refuse("InvalidTagParameterException", message),
});
