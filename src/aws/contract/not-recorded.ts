/** The run log cannot be written. What is not on record is not done, so nothing more is sent. */
export class NotRecorded extends Error {
  override readonly name = "NotRecorded";
}
