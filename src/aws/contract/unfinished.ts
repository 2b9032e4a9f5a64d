/** AWS is still at work on something that was asked of it. Nothing is wrong: running again goes on from there. */
export class Unfinished extends Error {
  override readonly name = "Unfinished";
}

/** AWS ended something that was asked of it, and said why. */
export class Failed extends Error {
  override readonly name = "Failed";
  /** A finding's code. */
  readonly code: string;
  /** What to do next. */
  readonly fix: string;

  constructor(code: string, message: string, fix: string) {
    super(message);
    this.code = code;
    this.fix = fix;
  }
}
