import type { Text } from "../../model/deferred.ts";
import type { BaseOperator } from "../operators.ts";
import type { Context } from "./context.ts";
import { type Glob, globMatches, globOf, splitAtColons } from "./glob.ts";
import { isWithin, parseIpRange } from "./ip-range.ts";
import { type Match, matchTemplate } from "./match.ts";
import { parseNumber, parseTime } from "./scalars.ts";
import { type Template, templateOf } from "./template.ts";
import { MAYBE, NO, truthOf } from "./truth.ts";

/** One value of a condition, ready to be compared with a value of the request. */
export interface Comparer {
  match(value: string, context: Context): Match;
  readonly source: Text;
  /** The text with its variables, where the operator takes any. */
  readonly template: Template | null;
  /** What keeps it from being compared at all. */
  readonly flaw: "deferred" | "malformed" | "no-arn" | null;
}

/** What values the operators of a kind tell apart. */
export type Family = "string" | "folded" | "pattern" | "arn" | "number" | "time" | "boolean" | "bytes" | "address";

export interface Comparison {
  readonly family: Family;
  /** Whether the condition holds when nothing matches. */
  readonly negated: boolean;
  compile(text: Text, variables: boolean): Comparer;
}

type Compile = Comparison["compile"];

const ARN_PARTS = 6;

const equal: Compile = (text, variables) => {
  const template = templateOf(text, { variables, wildcards: false });
  return textComparer(template, (value, context) =>
    matchTemplate(template, context, (glob) => globMatches(glob, value)),
  );
};

const equalFolded: Compile = (text, variables) => {
  const template = templateOf(text, { variables, wildcards: false });
  return textComparer(template, (value, context) =>
    matchTemplate(template, context, (glob) => globMatches(folded(glob), value.toLowerCase())),
  );
};

const like: Compile = (text, variables) => {
  const template = templateOf(text, { variables, wildcards: true });
  return textComparer(template, (value, context) =>
    matchTemplate(template, context, (glob) => globMatches(glob, value)),
  );
};

/** Each of the six parts of an ARN is compared by itself; `ArnEquals` and `ArnLike` are the same. */
const arnLike: Compile = (text, variables) => {
  const template = templateOf(text, { variables, wildcards: true });
  const parts = template.fixed === null ? null : arnParts(template.fixed);
  const whole = template.fixed;
  if (whole !== null && !whole.holes && parts !== null && parts.length < ARN_PARTS) {
    // AWS does not say what a pattern that is no ARN means.
    return textComparer(template, (value) => (globMatches(whole, value) ? MAYBE : NO), "no-arn");
  }
  return textComparer(template, (value, context) =>
    matchTemplate(template, context, (glob) => arnMatches(glob, parts ?? arnParts(glob), value)),
  );
};

function textComparer(template: Template, match: Comparer["match"], flaw: Comparer["flaw"] = null): Comparer {
  return { match, source: template.source, template, flaw };
}

function folded(glob: Glob): Glob {
  return glob.exact ? { ...glob, head: glob.head.toLowerCase() } : globOf(glob.codes.map(lowerCode));
}

function lowerCode(code: number): number {
  return code < 0 ? code : String.fromCharCode(code).toLowerCase().charCodeAt(0);
}

function arnParts(glob: Glob): Glob[] {
  return splitAtColons(glob.codes, ARN_PARTS).map(globOf);
}

function arnMatches(whole: Glob, parts: readonly Glob[], value: string): boolean {
  if (whole.holes) {
    // A text that is not known yet may have colons in it.
    return globMatches(whole, value);
  }
  const values = partsOf(value);
  let matches = parts.length === ARN_PARTS && values.length === ARN_PARTS;
  // From behind, because names differ more often than partitions do.
  for (let index = ARN_PARTS - 1; matches && index >= 0; index--) {
    matches = globMatches(parts[index] as Glob, values[index] as string);
  }
  return matches;
}

let lastArn = "";
let lastParts: readonly string[] = [];

/** A request's few ARNs are compared with many patterns, mostly the same one many times over. */
function partsOf(arn: string): readonly string[] {
  if (arn !== lastArn) {
    const all = arn.split(":");
    lastArn = arn;
    lastParts = [
      ...all.slice(0, ARN_PARTS - 1),
      ...(all.length < ARN_PARTS ? [] : [all.slice(ARN_PARTS - 1).join(":")]),
    ];
  }
  return lastParts;
}

/** A comparer for an operator whose values are not texts and take no variables. */
function scalar<T>(parse: (text: string) => T | null, holds: (actual: T, wanted: T) => boolean): Compile {
  return (text) => {
    const wanted = typeof text === "string" ? parse(text) : null;
    const flaw = typeof text !== "string" ? "deferred" : wanted === null ? "malformed" : null;
    const match = (value: string): Match => {
      const actual = parse(value);
      return wanted === null || actual === null ? MAYBE : truthOf(holds(actual, wanted));
    };
    return { match, source: text, template: null, flaw };
  };
}

const numeric = (holds: (a: number, b: number) => boolean): Compile => scalar(parseNumber, holds);
const dated = (holds: (a: number, b: number) => boolean): Compile => scalar(parseTime, holds);
const same = <T>(a: T, b: T): boolean => a === b;
const less = (a: number, b: number): boolean => a < b;
const lessOrSame = (a: number, b: number): boolean => a <= b;
const more = (a: number, b: number): boolean => a > b;
const moreOrSame = (a: number, b: number): boolean => a >= b;

/** Bytes as Base64 with one spelling; null when the text is no Base64. */
function parseBytes(text: string): string | null {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, "base64").toString("base64") : null;
}

function when(family: Family, compile: Compile, negated = false): Comparison {
  return { family, negated, compile };
}

/**
 * How each operator compares.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const COMPARISONS: Readonly<Record<Exclude<BaseOperator, "Null">, Comparison>> = {
  StringEquals: when("string", equal),
  StringNotEquals: when("string", equal, true),
  StringEqualsIgnoreCase: when("folded", equalFolded),
  StringNotEqualsIgnoreCase: when("folded", equalFolded, true),
  StringLike: when("pattern", like),
  StringNotLike: when("pattern", like, true),
  NumericEquals: when("number", numeric(same)),
  NumericNotEquals: when("number", numeric(same), true),
  NumericLessThan: when("number", numeric(less)),
  NumericLessThanEquals: when("number", numeric(lessOrSame)),
  NumericGreaterThan: when("number", numeric(more)),
  NumericGreaterThanEquals: when("number", numeric(moreOrSame)),
  DateEquals: when("time", dated(same)),
  DateNotEquals: when("time", dated(same), true),
  DateLessThan: when("time", dated(less)),
  DateLessThanEquals: when("time", dated(lessOrSame)),
  DateGreaterThan: when("time", dated(more)),
  DateGreaterThanEquals: when("time", dated(moreOrSame)),
  Bool: when("boolean", equalFolded),
  BinaryEquals: when("bytes", scalar(parseBytes, same)),
  IpAddress: when("address", scalar(parseIpRange, isWithin)),
  NotIpAddress: when("address", scalar(parseIpRange, isWithin), true),
  ArnEquals: when("arn", arnLike),
  ArnLike: when("arn", arnLike),
  ArnNotEquals: when("arn", arnLike, true),
  ArnNotLike: when("arn", arnLike, true),
};
