/** A sandbox's directory cannot be used. The message says why, and what to do. */
export class SandboxDirectoryError extends Error {
  override readonly name = "SandboxDirectoryError";
}
