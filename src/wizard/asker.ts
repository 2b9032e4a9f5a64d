/** What came of a question: an answer, or the wish to go back. */
export type Answered<T> = { readonly is: "answer"; readonly value: T } | { readonly is: "back" };

/** One thing to choose. */
export interface Option<T extends string = string> {
  readonly value: T;
  readonly label: string;
  /** Shown while the option is the one under the cursor. */
  readonly hint?: string;
}

export interface TextQuestion {
  readonly message: string;
  readonly help?: string;
  /** Stands there already, to be changed or taken as it is. */
  readonly initial: string;
  /** Why a text is no answer, or null when it is one. */
  readonly refuse: (text: string) => string | null;
  /** What the text that is being typed would come to. */
  readonly preview?: (text: string) => string;
}

export interface ChoiceQuestion<T extends string> {
  readonly message: string;
  readonly help?: string;
  readonly options: readonly Option<T>[];
  readonly initial?: T;
}

export interface SeveralQuestion {
  readonly message: string;
  readonly help?: string;
  readonly options: readonly Option[];
  readonly initial: readonly string[];
  /** Why a selection is no answer, or null when it is one. */
  readonly refuse: (values: readonly string[]) => string | null;
}

/**
 * Asks a person. Every question can be answered, gone back from, or left for good.
 *
 * @throws WizardLeft when the person leaves, as with Ctrl-C
 */
export interface Asker {
  text(question: TextQuestion): Promise<Answered<string>>;
  choose<T extends string>(question: ChoiceQuestion<T>): Promise<Answered<T>>;
  several(question: SeveralQuestion): Promise<Answered<readonly string[]>>;
  /** Tells something; a line each. */
  say(lines: readonly string[]): void;
}

/** The person left. */
export class WizardLeft extends Error {
  override readonly name = "WizardLeft";
}
