import { type CompiledPolicy, compile } from "../../../policy/evaluate/compile.ts";
import { parsePolicy } from "../../../policy/parse.ts";

const READY = new Map<string, CompiledPolicy>();
const MOST = 2_000;

/** A stored policy, ready to be evaluated; a text is made ready once. One that cannot be read grants nothing. */
export function compiledText(text: string, name: string): CompiledPolicy {
  const key = `${name} ${text}`;
  const before = READY.get(key);
  if (before !== undefined) {
    return before;
  }
  const read = parsePolicy(text);
  const document = "document" in read ? read.document : { Version: "2012-10-17" as const, Statement: [] };
  const ready = compile(document, name);
  if (READY.size >= MOST) {
    READY.clear();
  }
  READY.set(key, ready);
  return ready;
}
