import type { Json } from "../model/json.ts";
import type { SourcePosition } from "../model/position.ts";
import type { KindName } from "../model/resource.ts";
import type { Node } from "./node.ts";
import type { Ref, Template } from "./template.ts";

export type ParameterType = "string" | "integer" | "boolean" | "choice" | "list" | "map" | "accounts" | "people";

/** What a value must be like. */
export interface ValueRule {
  readonly type: ParameterType;
  /** Used when nothing is written; null for what may be left out. Without one, a value must be written. */
  readonly default?: Json;
  /** Least and most: characters of a text, size of a number, elements of a list, members of a map. */
  readonly min?: number;
  readonly max?: number;
  /** A regular expression that a whole text must match. */
  readonly pattern?: string;
  /** What the pattern asks for, in words that go on from "must be". */
  readonly says?: string;
  /** What ends with the day that a text has to be. */
  readonly lastDayOf?: string;
  /** The field of a list's elements of which no two may have the same. */
  readonly unique?: string;
  /** What a choice is between. */
  readonly choices?: readonly string[];
  /** What each element of a list, or each value of a map, must be like. Default: a text for a list, anything for a map. */
  readonly elements?: ValueRule;
  /** The members that a map, an account or a person may have, besides those that accounts and people always may. */
  readonly fields?: Readonly<Record<string, ValueRule>>;
  /** Fields of a map, each a list or map, of which at least one must hold something. */
  readonly someOf?: readonly string[];
  /** The wizard's question. */
  readonly ask?: string;
  readonly help?: string;
}

export interface Parameter extends ValueRule {
  readonly name: string;
  /** A condition on other parameters; while it is false, this one is neither asked for nor used. */
  readonly when: Template | null;
  /** The value that cannot be taken back, a list of such values, or true when no value can. */
  readonly irreversible: Json;
  readonly at: SourcePosition;
}

export interface ResourceDeclaration {
  readonly name: string;
  readonly kind: KindName;
  readonly kindAt: SourcePosition;
  readonly in: { readonly account: Node | null; readonly region: Node | null };
  /** What is gone through, each inside of the one before; none for a single resource. */
  readonly forEach: readonly Node[];
  readonly when: Node | null;
  readonly after: readonly { readonly ref: Ref; readonly at: SourcePosition }[];
  readonly properties: Node;
  readonly at: SourcePosition;
}

export interface Guardrail {
  readonly id: string;
  /** All guardrails of a group make one policy. */
  readonly group: string;
  readonly type: "scp" | "rcp";
  /** `root`, a unit's path, or a list of these. */
  readonly attach: Node;
  /** The boolean parameter that turns it off. */
  readonly switch: string | null;
  readonly title: string;
  /** How to get out when it hinders legitimate work. */
  readonly wayOut: string;
  readonly statements: Node;
  readonly order: "first" | "last";
  readonly at: SourcePosition;
}

/** Something that must hold of what the organization file says, and what is told when it does not. */
export interface Check {
  readonly forEach: readonly Node[];
  readonly when: Node | null;
  readonly holds: Node;
  /** Whatever this refers to is where the finding points; the innermost `each` when it is left out. */
  readonly at: Node | null;
  readonly severity: "error" | "warning";
  readonly detail: Node;
  readonly fix: Node;
  readonly declaredAt: SourcePosition;
}

/** A blueprint, read and checked, before any parameter has a value. */
export interface Blueprint {
  readonly file: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** What it costs, and what of it cannot be undone. */
  readonly costs: string;
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** What is written once and used in several places. */
  readonly values: ReadonlyMap<string, Node>;
  readonly resources: ReadonlyMap<string, ResourceDeclaration>;
  readonly checks: readonly Check[];
  readonly guardrails: readonly Guardrail[];
  readonly at: SourcePosition;
}
