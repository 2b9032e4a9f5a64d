/** A policy of whomsoever that hangs on a target now. */
export interface HungPolicy {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Whether AWS itself hangs it there, as it does with its full-access policies. */
  readonly awsManaged: boolean;
  /** The id of the root, unit or account. */
  readonly target: string;
}
