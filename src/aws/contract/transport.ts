import type { AccountId, Region } from "../../model/place.ts";
import type { CallOptions } from "./call.ts";
import type { Operation } from "./operations.ts";
import type { Input, Output } from "./services.ts";

/** Who a call is made as: the caller's own credentials, or those that AssumeRole gave. */
export type Session =
  | { readonly is: "base" }
  | {
      readonly is: "role";
      readonly account: AccountId;
      readonly roleArn: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken: string;
      readonly expiration: Date;
    };

export interface AttemptOptions extends CallOptions {
  /** Told AWS's id of the request when an answer is there. Errors carry theirs themselves. */
  answered?(requestId: string): void;
}

/**
 * One attempt of one call: what live AWS and the sandbox have in common. Throws an `AwsError`; never retries, never
 * waits its turn. `region` is a real region: what lives in `global` is asked in the partition's control region.
 */
export interface Transport {
  send<X extends Operation>(
    as: Session,
    region: Region,
    operation: X,
    input: Input<X>,
    options?: AttemptOptions,
  ): Promise<Output<X>>;
  /** When the caller's own credentials end and cannot be renewed; null, or no such method, where they do not. */
  credentialsEnd?(): Promise<Date | null>;
}

/** Which account id a key of the file stands for. Learns while accounts are found and made. */
export interface AccountDirectory {
  idOf(key: string): AccountId | undefined;
  learn(key: string, id: AccountId): void;
}
