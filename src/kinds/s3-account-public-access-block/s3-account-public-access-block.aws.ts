import { all } from "../../aws/contract/all.ts";
import { unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader } from "../../aws/contract/call.ts";
import type { Verbs } from "../../aws/contract/verbs.ts";
import type { Place } from "../../model/place.ts";
import { accountIdAt } from "../own-account.aws.ts";
import { settingVerbs } from "../setting.aws.ts";
import type { S3AccountPublicAccessBlock } from "./s3-account-public-access-block.ts";

/** Every account has its four switches; where nobody ever set them all are off. */
const setting = settingVerbs<S3AccountPublicAccessBlock>({
  kind: "s3-account-public-access-block",
  id: "public-access-block",

  async look(aws, at) {
    const call = aws.call("s3control:GetPublicAccessBlock", at, { AccountId: await accountIdAt(aws, at) });
    const answer = await unlessRefused(call, ["NoSuchPublicAccessBlockConfiguration"], null);
    const switches = answer?.PublicAccessBlockConfiguration ?? {};
    return {
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

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutPublicAccessBlock.html */
export const s3AccountPublicAccessBlockVerbs: Verbs<S3AccountPublicAccessBlock> = {
  ...setting,

  async list(aws, at, scope) {
    const found = await setting.list(aws, at, scope);
    const closes = found.some(({ properties: now }) =>
      scope.wanted.some(({ properties: wished }) => closesMore(now, wished)),
    );
    const unblocked = closes ? await unblockedBuckets(aws, at) : [];
    return found.map((live) => ({ ...live, vitals: { unblocked } }));
  },
};

/** Whether what the public can read today might be closed to it: the two other switches are about what is yet to come. */
function closesMore(now: S3AccountPublicAccessBlock, wished: S3AccountPublicAccessBlock): boolean {
  return (["ignorePublicAcls", "restrictPublicBuckets"] as const).some((name) => wished[name] && !now[name]);
}

/**
 * The account's buckets that do not keep the public out themselves: S3 has given every new bucket a whole block of its own
 * since April 2023, so that these are older, or somebody opened them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html
 */
async function unblockedBuckets(aws: Reader, at: Place): Promise<string[]> {
  const owner = await accountIdAt(aws, at);
  // Regions are told only to who asks for something in particular.
  const buckets = await all(aws, "s3:ListBuckets", at, { MaxBuckets: 1000 });
  const names = await Promise.all(
    buckets.map(async ({ Name: name = "", BucketRegion: region = at.region }) => {
      const request = { Bucket: name, ExpectedBucketOwner: owner };
      const call = aws.call("s3:GetPublicAccessBlock", { ...at, region }, request);
      // A bucket that lets nobody look is taken for an open one.
      const answer = await unlessRefused(call, ["NoSuchPublicAccessBlockConfiguration", "AccessDenied"], null);
      const { IgnorePublicAcls: acls, RestrictPublicBuckets: policies } = answer?.PublicAccessBlockConfiguration ?? {};
      return acls === true && policies === true ? [] : [name];
    }),
  );
  return names.flat().sort();
}
