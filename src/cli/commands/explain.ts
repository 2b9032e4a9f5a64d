import { EXIT, type ExitCode } from "../exit-code.ts";
import { explanations } from "../explanations.ts";
import type { Terminal } from "../terminal.ts";

/** Says what a finding's code means; lists all codes when none is given. */
export async function runExplain(code: string | undefined, terminal: Terminal): Promise<ExitCode> {
  const all = explanations();
  if (code === undefined) {
    terminal.out(all.map((one) => `${one.code.padEnd(34)} ${one.summary}`).join("\n"));
    return EXIT.done;
  }
  const found = all.find((one) => one.code === code.split(":")[0]);
  if (found === undefined) {
    terminal.err(`There is no finding with the code ${code}. \`orgwright explain\` lists them all.`);
    return EXIT.error;
  }
  terminal.out(`${found.code}: ${found.summary}\n\n${found.text}`);
  return EXIT.done;
}
