import type { S3AccountPublicAccessBlock } from "../../../src/kinds/s3-account-public-access-block/s3-account-public-access-block.ts";
import { inAccount } from "../calls.ts";
import type { KindMutations, Mutation } from "../mutation.ts";

const ALL = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };

/** S3 Control takes the switches as a whole. */
function switchedOff(name: keyof typeof ALL): Mutation {
  return {
    does: `switches ${name} off`,
    calls: (names) => [
      inAccount(names, "shop", "s3control:PutPublicAccessBlock", {
        AccountId: names.account("shop"),
        PublicAccessBlockConfiguration: { ...ALL, [name]: false },
      }),
    ],
  };
}

export const s3AccountPublicAccessBlockMutations: KindMutations<S3AccountPublicAccessBlock> = {
  subject: "things/blocked",
  fields: {
    blockPublicAcls: [
      switchedOff("BlockPublicAcls"),
      {
        does: "deletes the block",
        calls: (names) => [
          inAccount(names, "shop", "s3control:DeletePublicAccessBlock", { AccountId: names.account("shop") }),
        ],
        with: ["ignorePublicAcls", "blockPublicPolicy", "restrictPublicBuckets"],
      },
    ],
    ignorePublicAcls: [switchedOff("IgnorePublicAcls")],
    blockPublicPolicy: [switchedOff("BlockPublicPolicy")],
    restrictPublicBuckets: [switchedOff("RestrictPublicBuckets")],
  },
};
