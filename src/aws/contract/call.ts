import type { Place } from "../../model/place.ts";
import type { Operation, ReadOperation } from "./operations.ts";
import type { Input, Output } from "./services.ts";

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/**
 * Calls AWS at a place, with the SDK's own input and output types; errors are `AwsError`s.
 *
 * `in` and the method's form keep a Reader from passing as a Writer; a type alias or a property would not.
 */
export interface Call<in O extends Operation> {
  call<X extends O>(operation: X, at: Place, input: Input<X>, options?: CallOptions): Promise<Output<X>>;
}

/** Can only look. */
export interface Reader extends Call<ReadOperation> {}

/** Can change the world. */
export interface Writer extends Call<Operation> {}
