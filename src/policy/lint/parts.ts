import { pointerSegment } from "../../model/json.ts";
import type { Statement } from "../document.ts";
import { type ConditionOperator, parseOperator } from "../operators.ts";
import type { PolicyGrammar } from "../types.ts";
import type { ActionTable } from "./action-table.ts";
import type { LintCode, LintProblem } from "./problem.ts";

export type LintedGrammar = Exclude<PolicyGrammar, "tag" | "management">;

/** A statement, and where it stands. */
export interface Linted {
  readonly statement: Statement;
  readonly path: string;
  readonly grammar: LintedGrammar;
  readonly table: ActionTable;
  /** The management account of the organization, whose people are trusted with everything anyway. */
  readonly managementAccount: string;
}

/** What a rule says of a statement. */
export type LintRule = (linted: Linted) => LintProblem[];

/** One key under one operator, with the texts that are known. */
export interface Condition {
  readonly operator: ConditionOperator;
  readonly key: string;
  readonly name: string;
  readonly values: readonly string[];
  readonly path: string;
}

export function conditionsOf({ statement, path }: Linted): Condition[] {
  return Object.entries(statement.Condition ?? {}).flatMap(([operatorName, keys]) => {
    const operator = parseOperator(operatorName);
    return operator === null
      ? []
      : Object.entries(keys).map(([name, values]) => ({
          ...{ operator, name, key: name.toLowerCase(), values: texts(values) },
          path: `${path}/Condition/${pointerSegment(operatorName)}/${pointerSegment(name)}`,
        }));
  });
}

/** The values that are known; others are known only after apply. */
export function texts(values: readonly unknown[] | undefined): string[] {
  return (values ?? []).filter((value) => typeof value === "string");
}

export function denies({ statement }: Linted): boolean {
  return statement.Effect === "Deny";
}

export function problem(code: LintCode, path: string, detail: string, fix: string): LintProblem[] {
  return [{ code, path, detail, fix }];
}
