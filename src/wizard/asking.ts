import type { ValueRule } from "../blueprints/blueprint.ts";
import type { Json } from "../model/json.ts";
import type { Answered, Asker } from "./asker.ts";

/** A value being asked for. */
export interface Asking {
  readonly message: string;
  readonly help: string;
  readonly rule: ValueRule;
  /** What it is now; undefined when it is nothing yet. */
  readonly value: Json | undefined;
  /** Why a value is no answer, or null when it is one. */
  readonly refuse: (value: Json) => string | null;
  readonly irreversible: Json;
  /** What a text that is being typed would come to. */
  readonly preview?: (text: string) => string;
}

/** What questions are asked with. */
export interface Circumstances {
  readonly asker: Asker;
  /** The paths of the units that there are. */
  readonly units: readonly string[];
}

/** Asks for one value; handed to what asks for the parts of a value, because values lie in each other. */
export type AskValue = (asking: Asking, around: Circumstances) => Promise<Answered<Json>>;
