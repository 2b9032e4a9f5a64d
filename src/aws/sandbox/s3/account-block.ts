import type { Caller, Handler, HandlersOf } from "../handlers.ts";
import { own } from "../iam/find.ts";
import type { AccountState, World } from "../world.ts";
import { accessDenied, malformedXml, missing } from "./refusals.ts";
import { switchesOf } from "./state.ts";

/**
 * A new account has none. https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html
 */
const getPublicAccessBlock: Handler<"s3control:GetPublicAccessBlock"> = (world, input, at) => {
  const { publicAccessBlock } = accountFor(world, at, input.AccountId);
  return publicAccessBlock === undefined
    ? missing("NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found")
    : { PublicAccessBlockConfiguration: publicAccessBlock };
};

/** A full replacement. https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutPublicAccessBlock.html */
const putPublicAccessBlock: Handler<"s3control:PutPublicAccessBlock"> = (world, input, at) => {
  const account = accountFor(world, at, input.AccountId);
  account.publicAccessBlock = switchesOf(input.PublicAccessBlockConfiguration ?? malformedXml());
  return {};
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_DeletePublicAccessBlock.html */
const deletePublicAccessBlock: Handler<"s3control:DeletePublicAccessBlock"> = (world, input, at) => {
  delete accountFor(world, at, input.AccountId).publicAccessBlock;
  return {};
};

/** Every operation of S3's control plane that the sandbox answers. */
export const s3controlHandlers = {
  "s3control:GetPublicAccessBlock": getPublicAccessBlock,
  "s3control:PutPublicAccessBlock": putPublicAccessBlock,
  "s3control:DeletePublicAccessBlock": deletePublicAccessBlock,
} as const satisfies HandlersOf<"s3control">;

/** The caller's own account: nobody is answered about another one. */
function accountFor(world: World, at: Caller, id: string | undefined): AccountState {
  const account = id === at.account ? own(world.accounts, at.account) : undefined;
  return account ?? accessDenied();
}
