import type { PolicyDocument } from "../document.ts";
import { actionMatches, type CompiledStatement, compileStatement } from "./statement.ts";
import { NO, type Truth } from "./truth.ts";

/** A statement, and how surely it is about the action that was asked for. */
export interface Candidate {
  readonly statement: CompiledStatement;
  readonly action: Truth;
}

/** The statements of a policy that may be about one action. */
export interface Candidates {
  readonly denials: readonly Candidate[];
  readonly grants: readonly Candidate[];
}

/** A policy ready to be evaluated many times. */
export interface CompiledPolicy {
  /** What verdicts call it: a name, an ARN or an id. */
  readonly name: string;
  readonly document: PolicyDocument;
  /** Of an action in lower case. */
  candidates(action: string): Candidates;
}

/** Beyond so many actions the memory of a policy starts anew. */
const REMEMBERED_ACTIONS = 5_000;

/**
 * Makes a policy ready. Texts that are deferred are taken for texts that are not known.
 *
 * @param document in its normal form, as `parsePolicy` gives it
 * @param name what verdicts shall call it
 */
export function compile(document: PolicyDocument, name: string): CompiledPolicy {
  // Variables came with this version of the language: IAM JSON policy elements, Version.
  const variables = document.Version === "2012-10-17";
  const statements = document.Statement.map((statement, index) => compileStatement(statement, index, variables));
  const remembered = new Map<string, Candidates>();
  return {
    name,
    document,
    candidates(action) {
      const before = remembered.get(action);
      if (before !== undefined) {
        return before;
      }
      const found = candidatesAmong(statements, action);
      if (remembered.size >= REMEMBERED_ACTIONS) {
        remembered.clear();
      }
      remembered.set(action, found);
      return found;
    },
  };
}

function candidatesAmong(statements: readonly CompiledStatement[], action: string): Candidates {
  const about = statements
    .map((statement): Candidate => ({ statement, action: actionMatches(statement, action) }))
    .filter((candidate) => candidate.action !== NO);
  return {
    denials: about.filter(({ statement }) => !statement.allows),
    grants: about.filter(({ statement }) => statement.allows),
  };
}
