/** What a command's exit code says. */
export const EXIT = {
  /** Done, or nothing to do. */
  done: 0,
  /** No plan could be made: bad files, no or wrong credentials, wrong account or organization. Or nobody said yes to one. */
  error: 1,
  /** Changes are pending, and it was asked to tell. */
  pending: 2,
  /** The plan has errors that no consent lifts, or apply refused. */
  refused: 3,
  /** Not finished, but safe: running again goes on. */
  unfinished: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
