import type { AccountId } from "../../model/place.ts";
import type { Context } from "./context.ts";
import type { Requester } from "./requester.ts";

/** What a request is asked for. */
export interface RequestedResource {
  /** `*` for actions that have no resource. */
  readonly arn: string;
  /** Who owns it; null when no account does, as with AWS's own policies and images: then no other account has a say. */
  readonly account: AccountId | null;
}

/** One action asked of one resource. A call that touches several resources is several requests, all of which must pass. */
export interface AccessRequest {
  readonly requester: Requester;
  /** As in `s3:GetObject`. */
  readonly action: string;
  readonly resource: RequestedResource;
  readonly context: Context;
}
