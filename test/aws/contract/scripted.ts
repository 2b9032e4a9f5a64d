import { AwsError } from "../../../src/aws/contract/aws-error.ts";
import type { Writer } from "../../../src/aws/contract/call.ts";
import type { Operation } from "../../../src/aws/contract/operations.ts";

/** One call, as AWS saw it. */
export interface Asked {
  readonly operation: Operation;
  readonly input: Readonly<Record<string, unknown>>;
}

/** AWS that answers as `answers` says, and remembers what it was asked. */
export function scripted(answers: (asked: Asked) => unknown): { readonly aws: Writer; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const aws: Writer = {
    async call(operation, _at, input) {
      const one = { operation, input: input as Record<string, unknown> };
      asked.push(one);
      return (await answers(one)) as never;
    },
  };
  return { aws, asked };
}

/** AWS's refusal of a call. */
export function refusal(operation: Operation, code: string): AwsError {
  return new AwsError({ operation, code, message: "No.", outcome: "refused" });
}
