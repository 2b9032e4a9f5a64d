import type { Json, JsonObject } from "../../src/model/json.ts";
import type { Live } from "../../src/model/live.ts";
import { type Scene, sceneOf } from "../../src/prove/scene.ts";

/** Whether less is denied than before, or more, or partly each. */
export type Denies = "less" | "more" | "otherwise";

/** A policy with one thing wrong in it. */
export interface Mutant {
  /** What is wrong, where: unique. */
  readonly name: string;
  /** Actions, as patterns, that the change can bear upon. */
  readonly actions: readonly string[];
  /** The statement that is changed, as verdicts name it. */
  readonly statement: { readonly policy: string; readonly sid: string };
  /** Of the whole: a grant that is dropped denies more. */
  readonly denies: Denies;
  readonly scene: () => Scene;
}

/** Where a document stands in a thing. */
type Field = "document" | "policy" | "trust";

const FIELDS: Readonly<Record<string, Field>> = {
  "organization-policy": "document",
  "s3-bucket": "policy",
  "kms-key": "policy",
  "iam-role": "trust",
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
 * Every mutant of the guardrails and of the policies on what blueprints make: each statement dropped, each entry of an
 * action, a resource or a condition dropped or widened. Things that differ only in the account they stand in count once.
 */
export function mutantsOf(scene: Scene): Mutant[] {
  const seen = new Set<string>();
  return scene.world.things.flatMap((thing) => {
    const field = FIELDS[thing.kind];
    const document = field === undefined ? undefined : thing.properties[field];
    const name = String(thing.properties["name"] ?? thing.properties["alias"]);
    if (field === undefined || document === undefined || document === null || seen.has(`${thing.kind} ${name}`)) {
      return [];
    }
    seen.add(`${thing.kind} ${name}`);
    return mutantsIn(scene, { thing, field, name });
  });
}

interface Place {
  readonly thing: Live;
  readonly field: Field;
  readonly name: string;
}

function mutantsIn(scene: Scene, { thing, field, name }: Place): Mutant[] {
  const document = thing.properties[field] as JsonObject;
  // A tag policy has none.
  const statements = (document["Statement"] ?? []) as readonly Statement[];
  return statements.flatMap((statement, index) =>
    changesOf(statement, field !== "document").map(({ says, to, denies }): Mutant => {
      const mutated = { ...document, Statement: statements.flatMap((one, at) => (at === index ? (to ?? []) : [one])) };
      return {
        name: `${name}, ${statement.Sid}: ${says}`,
        actions: [...actionsOf(statement), ...(to === null ? [] : actionsOf(to))],
        statement: { policy: name, sid: statement.Sid },
        denies,
        scene: () => withDocument(scene, thing, field, mutated),
      };
    }),
  );
}

/** The scene with another document on all things like this one: the same role in another account is the same mistake. */
function withDocument(scene: Scene, thing: Live, field: Field, document: JsonObject): Scene {
  const name = thing.properties["name"];
  const isGone = (document["Statement"] as readonly Json[]).length === 0;
  const things = scene.world.things.flatMap((one) => {
    const isLike =
      one === thing || (thing.kind === "iam-role" && one.kind === "iam-role" && isAlike(one, thing, field));
    if (!isLike) {
      return [one];
    }
    if (isGone && thing.kind === "organization-policy") {
      return [];
    }
    return [{ ...one, properties: { ...one.properties, [field]: isGone ? null : document, name: name ?? null } }];
  });
  return sceneOf({ ...scene.world, things }, scene, scene);
}

function isAlike(one: Live, other: Live, field: Field): boolean {
  return (
    one.properties["name"] === other.properties["name"] &&
    JSON.stringify(one.properties[field]) === JSON.stringify(other.properties[field])
  );
}

function actionsOf(statement: Statement): string[] {
  return statement["Action"] === undefined ? ["*"] : listOf(statement["Action"]);
}

function listOf(value: Json | undefined): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)];
}

function changesOf(statement: Statement, isOnThing: boolean): Change[] {
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

/** What is the same in most statements is changed in all at once, below. */
const SHARED = /role\/(orgwright\/Orgwright|OrganizationAccountAccessRole|breakglass)/;

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
      const own = values.filter((one) => !SHARED.test(one));
      return [
        { says: `${at} dropped`, to: { ...statement, Condition: rest as unknown as Json } as Statement, denies: more },
        ...own
          .filter(() => values.length > 1)
          .map(
            (one): Change => ({
              says: `${at} without ${one}`,
              to: into(values.filter((other) => other !== one)) as Statement,
              denies: isNegated ? more : less,
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

function without(conditions: Conditions, operator: string, key: string): Conditions {
  const { [operator]: keys = {}, ...others } = conditions;
  const { [key]: _, ...left } = keys;
  return Object.keys(left).length === 0 ? others : { ...others, [operator]: left };
}

function renamed(statement: Statement, from: string, to: string): Statement {
  const { [from]: keys = {}, ...others } = statement["Condition"] as unknown as Conditions;
  return { ...statement, Condition: { ...others, [to]: keys } as unknown as Json };
}

/** The scene with a text replaced in all guardrails. */
export function everywhere(scene: Scene, from: string, to: string | null): Scene {
  const things = scene.world.things.map((thing) => {
    if (thing.kind !== "organization-policy") {
      return thing;
    }
    const document = replaced(thing.properties["document"] as Json, from, to) as JsonObject;
    return { ...thing, properties: { ...thing.properties, document } };
  });
  return sceneOf({ ...scene.world, things }, scene, scene);
}

/** In conditions alone: what is protected may have the same name as who is exempt. */
function replaced(value: Json, from: string, to: string | null, inCondition = false): Json {
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    const changed = list.flatMap((one) =>
      inCondition && one === from ? (to === null ? [] : [to]) : [replaced(one, from, to, inCondition)],
    );
    return changed;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value as JsonObject);
    return Object.fromEntries(
      entries.map(([key, one]) => [key, replaced(one, from, to, inCondition || key === "Condition")]),
    );
  }
  return inCondition && value === from && to !== null ? to : value;
}
