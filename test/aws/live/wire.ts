import type { Operation } from "../../../src/aws/contract/operations.ts";
import type { Input, Output } from "../../../src/aws/contract/services.ts";

/** What goes out for a call, and how an answer to it is read. */
export interface Wire<O extends Operation = Operation> {
  readonly input: Input<O>;
  readonly host: string;
  readonly path: string;
  /** POST when left out. */
  readonly method?: "DELETE" | "GET" | "HEAD" | "PUT";
  /** Headers that must be among those sent. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The path at an endpoint that does not know the bucket by its host; `path` when left out. */
  readonly pathOfBucket?: string;
  /** `x-amz-target`, for the services that speak JSON. */
  readonly target?: string;
  /** The body as sent: JSON, or a form's text. */
  readonly body: unknown;
  /** The answer's body: an object to be sent as JSON, or XML. */
  readonly answer: object | string;
  readonly answerHeaders?: Readonly<Record<string, string>>;
  readonly output: Output<O>;
}

export type Json<O extends Operation> = Pick<Wire<O>, "input" | "output"> & { readonly answer?: object };
export type Form<O extends Operation> = Pick<Wire<O>, "input" | "output"> & {
  readonly form: string;
  readonly result: string;
};

export const DATE = new Date("2026-01-02T03:04:05Z");
export const SECONDS = DATE.getTime() / 1000;

/** A service that speaks JSON. */
export function json(host: string, prefix: string) {
  return <O extends Operation>(name: string, { input, output, answer = output }: Json<O>): Wire<O> => ({
    input,
    host,
    path: "/",
    target: `${prefix}.${name}`,
    body: input,
    answer,
    output,
  });
}

/** A service that speaks forms and XML. */
export function query(host: string, version: string, xmlns: string) {
  return <O extends Operation>(name: string, { input, form, result, output }: Form<O>): Wire<O> => ({
    input,
    host,
    path: "/",
    body: `Action=${name}&Version=${version}${form === "" ? "" : `&${form}`}`,
    answer: `<${name}Response xmlns="${xmlns}">${
      result === "" ? "" : `<${name}Result>${result}</${name}Result>`
    }<ResponseMetadata><RequestId>in-the-body</RequestId></ResponseMetadata></${name}Response>`,
    output,
  });
}
