/** AWS is still at work on something that was asked of it. Nothing is wrong: running again goes on from there. */
export class Unfinished extends Error {
  override readonly name = "Unfinished";
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
