/** What a refusal may say besides its code and message. */
export interface RefusalDetails {
  /** HTTP status; 400 when left out. */
  readonly status?: number;
  /** AWS's finer reason, as in `OU_DEPTH_LIMIT_EXCEEDED`. */
  readonly reason?: string;
}

/** A handler's refusal. The transport turns it into an `AwsError` that names the operation. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: string;
  readonly status: number;
  readonly reason: string | undefined;

  constructor(code: string, message: string, details: RefusalDetails) {
    super(message);
    this.code = code;
    this.status = details.status ?? 400;
    this.reason = details.reason;
  }
}

/** Answers a call with AWS's error `code`, as in `NoSuchEntityException`. */
export function refuse(code: string, message: string, details: RefusalDetails = {}): never {
  throw new Refusal(code, message, details);
}
