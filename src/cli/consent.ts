import { createInterface } from "node:readline/promises";
import { closest } from "../model/closest.ts";
import type { Allowance, Consent } from "../model/plan.ts";
import { CONSENT_CODES, consentFlag, missingConsents } from "../plan/consents.ts";
import { messageText, type TextOptions } from "../report/text-line.ts";

/** Asks a person one question; null when nobody answers any more. */
export type Ask = (question: string) => Promise<string | null>;

export interface ConsentRequest {
  readonly consents: readonly Consent[];
  readonly allowed: readonly Allowance[];
  readonly yes: boolean;
  /** Missing without a terminal. */
  readonly ask: Ask | null;
}

/** Whether an apply may begin. */
export type Verdict =
  | { readonly is: "granted"; readonly allowed: readonly Allowance[] }
  /** Somebody did not say yes to the plan, or nobody can be asked. */
  | { readonly is: "declined"; readonly why: string }
  /** Somebody was asked for this consent and did not give it. */
  | { readonly is: "withheld"; readonly consent: Consent }
  /** Consents are missing that nobody can be asked for. */
  | { readonly is: "missing"; readonly flags: readonly string[]; readonly consents: readonly Consent[] };

/** Parses the values of `--allow`. Throws a RangeError for one that is no consent, or has not its form. */
export function parseAllowances(values: readonly string[]): Allowance[] {
  return values.map((value) => {
    // What follows a colon is an address, which may itself hold an equals sign; such codes never count.
    const match = /^(?:([a-z][a-z-]*)(?:=(\d{1,6}))?|(([a-z][a-z-]*):\S+))$/.exec(value);
    const name = match?.[1] ?? match?.[4] ?? "";
    if (match === null || !CONSENT_CODES.includes(name)) {
      throw new RangeError(`--allow ${value}: ${unknownConsent(name === "" ? value : name)}`);
    }
    const code = (match[1] ?? match[3]) as string;
    return match[2] === undefined ? { code } : { code, count: Number(match[2]) };
  });
}

function unknownConsent(name: string): string {
  const near = closest(name, CONSENT_CODES);
  const meant = near === null ? "" : ` Did you mean ${near}?`;
  return `there is no such consent.${meant} There are ${CONSENT_CODES.join(", ")}.`;
}

/**
 * Gets the consents that a plan wants. `--yes` answers whether to apply; what has a code of its own has to be allowed by
 * it. In a terminal each is asked for, and counts have to be typed.
 */
export async function getConsent({ consents, allowed, yes, ask }: ConsentRequest): Promise<Verdict> {
  const missing = missingConsents(consents, allowed);
  if (ask === null) {
    if (!yes) {
      return { is: "declined", why: "Nobody can be asked without a terminal. To apply this, add --yes." };
    }
    return missing.length === 0
      ? { is: "granted", allowed }
      : { is: "missing", flags: missing.map(consentFlag), consents: missing };
  }
  for (const consent of missing) {
    if (!(await askFor(consent, ask))) {
      return { is: "withheld", consent };
    }
  }
  if (!yes && !isYes(await ask("Apply this plan? Only yes will do: "))) {
    return { is: "declined", why: "It was not confirmed." };
  }
  return { is: "granted", allowed: [...allowed, ...missing.map(({ code, count }) => allowance(code, count))] };
}

function allowance(code: string, count: number | undefined): Allowance {
  return count === undefined ? { code } : { code, count };
}

async function askFor({ code, count, why }: Consent, ask: Ask): Promise<boolean> {
  if (count === undefined) {
    return isYes(await ask(`${code}: ${why} Only yes will do: `));
  }
  return (await ask(`${code}: ${why} Type how many (${count}): `))?.trim() === String(count);
}

function isYes(answer: string | null): boolean {
  return answer?.trim().toLowerCase() === "yes";
}

/** Asks on the process's own terminal. */
export function terminalAsk(signal: AbortSignal, text: TextOptions): Ask {
  return async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    // The line editor takes Ctrl-C for itself; it is meant for the command.
    lines.on("SIGINT", () => process.emit("SIGINT"));
    try {
      return await lines.question(`${messageText(question, text)} `, { signal });
    } catch {
      return null;
    } finally {
      lines.close();
    }
  };
}
