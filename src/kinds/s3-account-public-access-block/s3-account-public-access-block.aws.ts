import { unlessRefused } from "../../aws/contract/aws-error.ts";
import type { Reader, Writer } from "../../aws/contract/call.ts";
import type { Verbs } from "../../aws/contract/verbs.ts";
import type { Live } from "../../model/live.ts";
import type { Place } from "../../model/place.ts";
import { accountIdAt } from "../own-account.aws.ts";
import type { S3AccountPublicAccessBlock } from "./s3-account-public-access-block.ts";

const ID = "public-access-block";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutPublicAccessBlock.html */
export const s3AccountPublicAccessBlockVerbs: Verbs<S3AccountPublicAccessBlock> = {
  kind: "s3-account-public-access-block",

  async list(aws, at, scope) {
    const live = scope.wanted.length > 0 || scope.thorough ? await look(aws, at) : null;
    return live === null ? [] : [live];
  },

  async find(aws, at) {
    return await look(aws, at);
  },

  async create(aws, { place, properties }) {
    await replace(aws, place, properties);
    return { id: ID, outputs: {} };
  },

  async update(aws, _from, { place, properties }) {
    await replace(aws, place, properties);
  },
};

/** A switch that is not sent is off afterwards. */
async function replace(aws: Writer, at: Place, switches: S3AccountPublicAccessBlock): Promise<void> {
  await aws.call("s3control:PutPublicAccessBlock", at, {
    AccountId: await accountIdAt(aws, at),
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: switches.blockPublicAcls,
      IgnorePublicAcls: switches.ignorePublicAcls,
      BlockPublicPolicy: switches.blockPublicPolicy,
      RestrictPublicBuckets: switches.restrictPublicBuckets,
    },
  });
}

async function look(aws: Reader, place: Place): Promise<Live<S3AccountPublicAccessBlock> | null> {
  const call = aws.call("s3control:GetPublicAccessBlock", place, { AccountId: await accountIdAt(aws, place) });
  const answer = await unlessRefused(call, ["NoSuchPublicAccessBlockConfiguration"], null);
  const switches = answer?.PublicAccessBlockConfiguration;
  if (switches === undefined) {
    return null;
  }
  return {
    kind: "s3-account-public-access-block",
    id: ID,
    place,
    owner: { is: "nobody" },
    properties: {
      blockPublicAcls: switches.BlockPublicAcls ?? false,
      ignorePublicAcls: switches.IgnorePublicAcls ?? false,
      blockPublicPolicy: switches.BlockPublicPolicy ?? false,
      restrictPublicBuckets: switches.RestrictPublicBuckets ?? false,
    },
    outputs: {},
  };
}
