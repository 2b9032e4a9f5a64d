import { setMaxListeners } from "node:events";

/** What Ctrl-C and SIGTERM come to: the first asks to finish what is under way, the second ends everything. */
export interface Interruption {
  /** Fires at the first. */
  readonly stop: AbortSignal;
  /** Fires at the second. */
  readonly now: AbortSignal;
  release(): void;
}

/** Listens for Ctrl-C and SIGTERM until released. `onFirst` says what is going to happen. */
export function listenForInterruption(onFirst: () => void): Interruption {
  const [stop, now] = [new AbortController(), new AbortController()];
  // Every wait of every step listens, and Node would warn from eleven on.
  setMaxListeners(0, stop.signal, now.signal);
  const interrupt = () => {
    if (stop.signal.aborted) {
      now.abort(new Error("interrupted twice"));
    } else {
      onFirst();
      stop.abort(new Error("interrupted"));
    }
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  return {
    stop: stop.signal,
    now: now.signal,
    release() {
      process.off("SIGINT", interrupt);
      process.off("SIGTERM", interrupt);
    },
  };
}
