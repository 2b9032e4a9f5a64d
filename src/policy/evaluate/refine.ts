import type { CompiledCondition } from "./condition.ts";
import { type Context, type ContextValue, keyValue, known, withKeys } from "./context.ts";
import { decide, type Trial, trialOf } from "./decide.ts";
import { applies, type CompiledStatement } from "./statement.ts";
import { type TriedValues, valuesToTry } from "./tried-values.ts";
import { MAYBE, NO, type Truth, YES } from "./truth.ts";
import type { Choice } from "./verdict.ts";

/** What trying values of the keys that are not known has shown. */
export type Refined =
  /** The caller gets through with these choices. */
  | { readonly is: "open"; readonly trials: readonly Trial[]; readonly choices: readonly Choice[] }
  /** All possible values lead to the same; `trials` are examples of all kinds. */
  | { readonly is: "settled"; readonly truth: Truth; readonly trials: readonly Trial[] }
  | { readonly is: "unsettled" };

/** So many combinations of values are tried at most. */
const MOST_TRIALS = 128;

/**
 * Tries the values of open keys that could make a difference: the caller may choose some, the others may be anything. What it
 * finds open is open, for a request with these choices was evaluated; what it finds settled is settled, for only complete
 * sets of values count. The rest stays unsettled.
 */
export function refine(trial: Trial): Refined {
  const open = openKeysOf(trial);
  const chosen = open.filter(({ value }) => value.is === "chosen");
  const unknown = open.filter(({ value }) => value.is === "unknown");
  if (open.length === 0) {
    return { is: "unsettled" };
  }
  const choices = combinations(chosen, MOST_TRIALS);
  const denied: Trial[] = [];
  let complete = choices.complete;
  for (const choice of choices.all) {
    const outcome = outcomeOf(trial, choice, unknown, Math.ceil(MOST_TRIALS / choices.all.length));
    if (outcome.truth === YES) {
      return chosen.length === 0
        ? { is: "settled", truth: YES, trials: outcome.trials }
        : { is: "open", trials: outcome.trials, choices: choice };
    }
    complete &&= outcome.truth === NO;
    denied.push(...outcome.trials);
  }
  return complete ? { is: "settled", truth: NO, trials: denied } : { is: "unsettled" };
}

/** What comes of one choice, whatever the keys that are not known. */
function outcomeOf(
  trial: Trial,
  choice: readonly Choice[],
  unknown: readonly OpenKey[],
  most: number,
): { truth: Truth; trials: readonly Trial[] } {
  const chosen = withChoices(trial, choice);
  const truth = decide(chosen);
  if (truth !== MAYBE || unknown.length === 0) {
    return { truth, trials: [chosen] };
  }
  const cases = combinations(unknown, most);
  const trials = cases.all.map((each) => withChoices(chosen, each));
  const [first = MAYBE, ...others] = new Set(cases.complete ? trials.map(decide) : []);
  return { truth: others.length === 0 ? first : MAYBE, trials };
}

function withChoices(trial: Trial, choices: readonly Choice[]): Trial {
  const { request } = trial.facts;
  const keys = choices.map(({ key, values }) => [key, known(...values)] as const);
  return trialOf({ ...request, context: withKeys(request.context, keys) }, trial.environment);
}

interface OpenKey {
  readonly key: string;
  readonly value: Extract<ContextValue, { is: "unknown" | "chosen" }>;
  readonly tried: TriedValues;
}

function combinations(keys: readonly OpenKey[], most: number): { all: readonly Choice[][]; complete: boolean } {
  let all: Choice[][] = [[]];
  let complete = true;
  for (const { key, tried } of keys) {
    const next = all.flatMap((choices) => tried.values.map((values) => [...choices, { key, values }]));
    complete &&= tried.complete && next.length <= most;
    all = next.slice(0, most);
  }
  return { all, complete };
}

/** The keys that statements hang on of which it is not known whether they apply. */
function openKeysOf(trial: Trial): OpenKey[] {
  const { context } = trial.facts.request;
  const statements = undecided(trial);
  const byKey = new Map<string, CompiledCondition[]>();
  for (const condition of statements.flatMap(({ conditions }) => conditions)) {
    if (isOpen(keyValue(context, condition.key))) {
      byKey.set(condition.key, [...(byKey.get(condition.key) ?? []), condition]);
    }
  }
  const inVariables = variableKeys(statements, context);
  return [...new Set([...byKey.keys(), ...inVariables])].flatMap((key): OpenKey[] => {
    const value = keyValue(context, key);
    if (!isOpen(value)) {
      return [];
    }
    const tried = valuesToTry(byKey.get(key) ?? [], value.present, value.among);
    return [
      { key, value, tried: { ...tried, complete: tried.complete && (value.among !== null || !inVariables.has(key)) } },
    ];
  });
}

function isOpen(value: ContextValue): value is OpenKey["value"] {
  return value.is === "unknown" || value.is === "chosen";
}

function undecided({ gates, denials, environment, action, facts }: Trial): CompiledStatement[] {
  const others = environment.resource === null || environment.resource === "unknown" ? [] : [environment.resource];
  const policies = new Set([...gates, ...denials].flatMap(({ policies: some }) => some).concat(others));
  return [...policies].flatMap((policy) => {
    const { denials: denying, grants } = policy.candidates(action);
    return [...denying, ...grants]
      .filter((candidate) => applies(candidate.statement, candidate.action, facts) === MAYBE)
      .map(({ statement }) => statement);
  });
}

/** Keys whose values are filled into texts: values tried for them never cover everything. */
function variableKeys(statements: readonly CompiledStatement[], context: Context): Set<string> {
  const templates = statements.flatMap(({ resources, conditions }) => [
    ...(resources.templates ?? []),
    ...conditions.flatMap(({ comparers }) =>
      comparers.flatMap(({ template }) => (template === null ? [] : [template])),
    ),
  ]);
  const keys = templates.flatMap(({ variables }) => variables.map(({ key }) => key));
  return new Set(keys.filter((key) => isOpen(keyValue(context, key))));
}
