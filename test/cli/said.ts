import type { Terminal } from "../../src/cli/terminal.ts";

/** A terminal that remembers what is said, as lines. */
export function listening(interactive = false): Terminal & { readonly said: { out: string[]; err: string[] } } {
  const said = { out: [] as string[], err: [] as string[] };
  const text = { width: 80, colour: false };
  return {
    said,
    out: (line) => void said.out.push(line),
    err: (line) => void said.err.push(line),
    outText: text,
    errText: text,
    interactive,
  };
}
