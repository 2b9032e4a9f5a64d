/** Time as a port: the real one waits, the sandbox's moves its own hands. */
export interface Clock {
  now(): Date;
  /** Waits so many milliseconds; ends early, with an AbortError, when `signal` fires. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
