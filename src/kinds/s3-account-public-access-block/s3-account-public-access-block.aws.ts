import { unlessRefused } from "../../aws/contract/aws-error.ts";
import { accountIdAt } from "../own-account.aws.ts";
import { settingVerbs } from "../setting.aws.ts";
import type { S3AccountPublicAccessBlock } from "./s3-account-public-access-block.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutPublicAccessBlock.html */
export const s3AccountPublicAccessBlockVerbs = settingVerbs<S3AccountPublicAccessBlock>({
  kind: "s3-account-public-access-block",
  id: "public-access-block",

  async look(aws, at) {
    const call = aws.call("s3control:GetPublicAccessBlock", at, { AccountId: await accountIdAt(aws, at) });
    const answer = await unlessRefused(call, ["NoSuchPublicAccessBlockConfiguration"], null);
    const switches = answer?.PublicAccessBlockConfiguration;
    return switches === undefined
      ? null
      : {
          blockPublicAcls: switches.BlockPublicAcls ?? false,
          ignorePublicAcls: switches.IgnorePublicAcls ?? false,
          blockPublicPolicy: switches.BlockPublicPolicy ?? false,
          restrictPublicBuckets: switches.RestrictPublicBuckets ?? false,
        };
  },

  // A switch that is not sent is off afterwards.
  async put(aws, at, switches) {
    await aws.call("s3control:PutPublicAccessBlock", at, {
      AccountId: await accountIdAt(aws, at),
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: switches.blockPublicAcls,
        IgnorePublicAcls: switches.ignorePublicAcls,
        BlockPublicPolicy: switches.blockPublicPolicy,
        RestrictPublicBuckets: switches.restrictPublicBuckets,
      },
    });
  },
});
