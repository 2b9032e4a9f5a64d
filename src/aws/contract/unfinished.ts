/**
 * AWS has not come to an end with something that was asked of it: running again goes on from there. As a rule nothing is
 * wrong; where AWS says that something is, there is a code and a way out.
 */
export class Unfinished extends Error {
  override readonly name = "Unfinished";
  /** A finding's code, and what to do before running again. Default: AWS is still at work, and nothing has to be done. */
  readonly trouble: { readonly code: "still-under-way" | "trail-delivery-fails"; readonly fix: string } | undefined;

  constructor(message: string, trouble?: Unfinished["trouble"]) {
    super(message);
    this.trouble = trouble;
  }
}

/** What AWS ends for good, by its finding's code. */
export type FailureCode = "account-creation-failed" | "bucket-name-taken" | "portfolio-not-shared";

/** AWS ended something that was asked of it, and said why. */
export class Failed extends Error {
  override readonly name = "Failed";
  readonly code: FailureCode;
  /** What to do next. */
  readonly fix: string;

  constructor(code: FailureCode, message: string, fix: string) {
    super(message);
    this.code = code;
    this.fix = fix;
  }
}
