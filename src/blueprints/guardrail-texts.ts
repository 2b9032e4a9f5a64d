import type { Json, JsonObject } from "../model/json.ts";
import type { SourcePosition } from "../model/position.ts";
import type { Guardrail } from "./blueprint.ts";

/** A statement and the guardrail that it belongs to. */
export interface GuardedStatement {
  readonly id: string;
  readonly statement: JsonObject;
  /** Where the part of the statement at a JSON Pointer was written. */
  readonly positionOf: (pointer: string) => SourcePosition;
}

/**
 * The longest description of a policy, in characters.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html
 */
const MAX_DESCRIPTION = 512;

/** What a policy's description says: what its guardrails make sure of, and the way out. Titles give way first. */
export function describeGuardrails(guardrails: readonly Guardrail[]): string {
  const ways = [...new Set(guardrails.map(({ wayOut }) => wayOut.trim()))];
  const wayOut = cut(`Way out: ${ways.join(" ")}`, MAX_DESCRIPTION);
  const titles = [...new Set(guardrails.map(({ title }) => title.trim().replace(/\.$/, "")))];
  for (let shown = titles.length; shown > 0; shown -= 1) {
    const more = shown < titles.length ? `; and ${titles.length - shown} more` : "";
    const text = `${titles.slice(0, shown).join("; ")}${more}. ${wayOut}`;
    if (text.length <= MAX_DESCRIPTION) {
      return text;
    }
  }
  return wayOut;
}

/** The statements, each with a Sid: its own, or one made from its guardrail's id that no other has. */
export function statementsWithSids(statements: readonly Pick<GuardedStatement, "id" | "statement">[]): Json[] {
  const taken = new Set(statements.map(({ statement }) => statement["Sid"]));
  return statements.map(({ id, statement }) => {
    if (statement["Sid"] !== undefined) {
      return statement;
    }
    const base = sidFrom(id);
    let sid = base;
    for (let number = 2; taken.has(sid); number += 1) {
      sid = `${base}${number}`;
    }
    taken.add(sid);
    return { Sid: sid, ...statement };
  });
}

/** Sids of guardrails are letters and digits: `lock-trail` gives `LockTrail`. */
function sidFrom(id: string): string {
  return id
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** At most `length` characters, cut between words, with a sign that something is missing. */
function cut(text: string, length: number): string {
  if (text.length <= length) {
    return text;
  }
  const whole = text.slice(0, length - 1);
  const space = whole.lastIndexOf(" ");
  return `${whole.slice(0, space === -1 ? undefined : space)}…`;
}
