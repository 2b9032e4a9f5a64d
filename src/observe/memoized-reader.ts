import type { CallOptions, Reader } from "../aws/contract/call.ts";
import type { ReadOperation } from "../aws/contract/operations.ts";
import type { Input, Output } from "../aws/contract/services.ts";
import { canonicalJson, type Json } from "../model/json.ts";
import { type Place, placeName } from "../model/place.ts";

/**
 * A reader that asks each question once: the same operation in the same place with the same input gets the same answer,
 * even while the first is under way. A failure is not kept. Answers belong to everyone who asked, so nobody may change one.
 */
export function memoize(reader: Reader): Reader {
  const answers = new Map<string, Promise<unknown>>();
  return {
    call<X extends ReadOperation>(operation: X, at: Place, input: Input<X>, options?: CallOptions): Promise<Output<X>> {
      const question = `${operation} ${placeName(at)} ${textOf(input)}`;
      const known = answers.get(question);
      if (known !== undefined) {
        return known as Promise<Output<X>>;
      }
      const answer = reader.call(operation, at, input, options);
      answers.set(question, answer);
      answer.catch(() => answers.delete(question));
      return answer;
    },
  };
}

/** One text for equal inputs: JSON drops what is undefined and writes dates as text. */
function textOf(input: unknown): string {
  return canonicalJson(JSON.parse(JSON.stringify(input)) as Json);
}
