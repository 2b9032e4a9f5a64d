import type { Json, JsonObject } from "../../src/model/json.ts";
import type { PolicyDocument } from "../../src/policy/document.ts";
import { readPolicy } from "../../src/policy/parse.ts";
import type { Scene } from "../../src/prove/scene.ts";

/** Whether less is denied than before, or more, or partly each. */
export type Denies = "less" | "more" | "otherwise";

/** A policy with one thing wrong in it. */
export interface Mutant {
  /** What is wrong, where: unique. */
  readonly name: string;
  /** Of the policy. */
  readonly policy: string;
  /** The statement that is changed, counted from 0. */
  readonly statement: number;
  readonly before: PolicyDocument;
  readonly after: PolicyDocument;
  /** Of the whole: a grant that is dropped denies more. */
  readonly denies: Denies;
  /** Of which kind the policy is. */
  readonly kind: "scp" | "other";
}

/** Where a document stands in a thing. */
type Field = "document" | "policy" | "trust";

const FIELDS: Readonly<Record<string, Field>> = {
  "organization-policy": "document",
  "s3-bucket": "policy",
  "kms-key": "policy",
  "ecr-repository": "policy",
  "iam-role": "trust",
  "iam-policy": "document",
};

interface Statement extends JsonObject {
  readonly Sid: string;
  readonly Effect: string;
}

/** One way to change a statement: what is done, and what comes out; null when the statement is dropped. */
interface Change {
  readonly says: string;
  readonly to: Statement | null;
  readonly denies: Denies;
}

/**
 * Every mutant of the guardrails, of the policies on what blueprints make, and of what denies in the policies of people:
 * each statement dropped, each entry of an action, a resource or a condition dropped or widened. Documents that are equal,
 * as of the same role in each account, count once: the same mistake is in all of them.
 */
export function mutantsOf(scene: Scene): Mutant[] {
  const seen = new Set<string>();
  return scene.world.things.flatMap(({ kind, properties }) => {
    const field = FIELDS[kind];
    const document = field === undefined ? null : properties[field];
    const text = JSON.stringify(document);
    // A tag policy is written in another language.
    const read = document == null || !text.includes('"Statement"') || seen.has(text) ? null : readPolicy(document);
    if (read === null || "problems" in read) {
      return [];
    }
    seen.add(text);
    const { Version, Statement } = read.document;
    const isScp = properties["type"] === "SERVICE_CONTROL_POLICY";
    const name = String(properties["name"] ?? properties["alias"]);
    return mutantsIn({ Version, Statement }, name, kind).map((one) => ({ ...one, kind: isScp ? "scp" : "other" }));
  });
}

function mutantsIn(before: PolicyDocument, policy: string, kind: string): Omit<Mutant, "kind">[] {
  const statements = before.Statement as unknown as readonly Statement[];
  return statements.flatMap((statement, index) => {
    // What people are granted besides is for whoever writes it down.
    const changes = kind === "iam-policy" && statement.Effect === "Allow" ? [] : changesOf(statement, kind);
    return changes.map(({ says, to, denies }): Omit<Mutant, "kind"> => {
      const mutated = statements.flatMap((one, at) => (at === index ? (to ?? []) : [one]));
      return {
        name: `${policy}, ${statement.Sid ?? `statement ${index + 1}`}: ${says}`,
        ...{ policy, statement: index, denies, before },
        after: { ...before, Statement: mutated as unknown as PolicyDocument["Statement"] },
      };
    });
  });
}

/** Policies that are about more than the thing that they hang on. */
const GUARDING: ReadonlySet<string> = new Set(["organization-policy", "iam-policy"]);

function listOf(value: Json | undefined): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)];
}

function changesOf(statement: Statement, kind: string): Change[] {
  const isOnThing = !GUARDING.has(kind);
  const isDeny = statement.Effect === "Deny";
  const less = isDeny ? "less" : "more";
  const more = isDeny ? "more" : "less";
  return [
    { says: "dropped", to: null, denies: less },
    ...entryChanges(statement, "Action", less, more, (entry) => `${entry.split(":")[0]}:*`),
    ...entryChanges(statement, "NotAction", more, less, (entry) => `${entry.split(":")[0]}:*`),
    // A policy on a thing speaks of nothing else, however wide its resources are.
    ...entryChanges(statement, "Resource", less, more, (entry) => (isOnThing ? entry : "*")),
    ...entryChanges(statement, "NotResource", more, less, () => "*"),
    ...conditionChanges(statement, less, more),
  ];
}

function entryChanges(
  statement: Statement,
  key: string,
  dropped: Denies,
  widened: Denies,
  wide: (entry: string) => string,
): Change[] {
  const entries = listOf(statement[key]);
  const but = (entry: string) => entries.filter((one) => one !== entry);
  return entries.flatMap((entry): Change[] => {
    const others = but(entry);
    const wider = wide(entry);
    return [
      ...(others.length === 0 || others.some((other) => covers(other, entry))
        ? []
        : [{ says: `${key} ${entry} dropped`, to: { ...statement, [key]: others }, denies: dropped }]),
      ...(entry === "*" || wider === entry
        ? []
        : [
            {
              says: `${key} ${entry} widened to ${wider}`,
              to: { ...statement, [key]: [...others, wider] },
              denies: widened,
            },
          ]),
    ];
  });
}

/** Whether a pattern means all that another one means, so that the other one may go. */
function covers(wide: string, narrow: string): boolean {
  const matcher = new RegExp(`^${wide.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`);
  return wide !== narrow && matcher.test(narrow);
}

/** AWS fills these in for every request: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const ALWAYS_THERE: ReadonlySet<string> = new Set(["aws:SecureTransport", "aws:PrincipalIsAWSService"]);

type Conditions = Readonly<Record<string, Readonly<Record<string, Json>>>>;

function conditionChanges(statement: Statement, less: Denies, more: Denies): Change[] {
  const conditions = (statement["Condition"] ?? {}) as Conditions;
  return Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, value]): Change[] => {
      const values = listOf(value);
      const rest = without(conditions, operator, key);
      const isNegated = operator.includes("Not");
      const at = `${operator} ${key}`;
      const into = (changed: readonly string[]) => ({
        ...statement,
        Condition: { ...conditions, [operator]: { ...keys, [key]: changed } } as unknown as Json,
      });
      return [
        { says: `${at} dropped`, to: { ...statement, Condition: rest as unknown as Json } as Statement, denies: more },
        ...(values.length > 1 ? values : []).map(
          (one): Change => ({
            says: `${at} without ${one}`,
            to: into(values.filter((other) => other !== one)) as Statement,
            denies: isNegated ? more : less,
          }),
        ),
        ...(operator.includes("Like") ? values : [])
          .filter((one) => wideValue(one) !== one)
          .map(
            (one): Change => ({
              says: `${at} ${one} widened to ${wideValue(one)}`,
              to: into([...values.filter((other) => other !== one), wideValue(one)]) as Statement,
              denies: isNegated ? less : more,
            }),
          ),
        ...(/^(Bool|Null)/.test(operator)
          ? [
              {
                says: `${at} turned round`,
                to: into([String(values[0] !== "true")]) as Statement,
                denies: "otherwise" as const,
              },
            ]
          : []),
        // A negated operator holds where the key is missing, with IfExists and without.
        ...(operator.endsWith("IfExists") && !isNegated && !ALWAYS_THERE.has(key)
          ? [
              {
                says: `${at} without IfExists`,
                to: renamed(statement, operator, operator.replace("IfExists", "")),
                denies: "otherwise" as const,
              },
            ]
          : []),
      ];
    }),
  );
}

/** Of an ARN the path and the name are left open: whoever is in no path of the tool's is let in too. */
function wideValue(value: string): string {
  return value.startsWith("arn:") ? value.replace(/^((?:[^:]*:){5}[a-z]*[/:]?).*$/, "$1*") : "*";
}

function without(conditions: Conditions, operator: string, key: string): Conditions {
  const { [operator]: keys = {}, ...others } = conditions;
  const { [key]: _, ...left } = keys;
  return Object.keys(left).length === 0 ? others : { ...others, [operator]: left };
}

function renamed(statement: Statement, from: string, to: string): Statement {
  const { [from]: keys = {}, ...others } = statement["Condition"] as unknown as Conditions;
  return { ...statement, Condition: { ...others, [to]: keys } as unknown as Json };
}
