import { z } from "zod";
import type { JsonObject } from "../../model/json.ts";

/** When images of a repository go, as blueprints write it. */
export const imageLifecycle = z.strictObject({
  /** Days after its push until an image without a tag goes: with immutable tags, what an unfinished push has left. */
  untaggedExpireAfterDays: z.number().int().min(1).exactOptional(),
  /** How many tagged images are kept, the newest ones; all of them when left out. */
  keepTagged: z.number().int().min(1).exactOptional(),
});

export type ImageLifecycle = z.infer<typeof imageLifecycle>;

/**
 * The rules that say so in ECR's own form; null when nothing ever goes.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function lifecyclePolicy({ untaggedExpireAfterDays, keepTagged }: ImageLifecycle): JsonObject | null {
  const untagged =
    untaggedExpireAfterDays === undefined
      ? []
      : [
          {
            description: "Images without a tag",
            selection: {
              tagStatus: "untagged",
              countType: "sinceImagePushed",
              countUnit: "days",
              countNumber: untaggedExpireAfterDays,
            },
          },
        ];
  const tagged =
    keepTagged === undefined
      ? []
      : [
          {
            description: "All but the newest images",
            selection: {
              tagStatus: "tagged",
              tagPatternList: ["*"],
              countType: "imageCountMoreThan",
              countNumber: keepTagged,
            },
          },
        ];
  const rules = [...untagged, ...tagged].map((rule, index) => ({
    rulePriority: index + 1,
    ...rule,
    action: { type: "expire" },
  }));
  return rules.length === 0 ? null : { rules };
}
