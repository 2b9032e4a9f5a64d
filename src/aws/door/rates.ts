import { isObject } from "../../model/json.ts";
import { type Operation, serviceOf, specOf } from "../contract/operations.ts";

/** A token bucket: calls a second, and calls that may come at once. */
export interface Rate {
  readonly rate: number;
  readonly burst: number;
}

/** The published rates, by lane as `service:Lane`. A lane that is not in it has no limit. */
export type RateTable = ReadonlyMap<string, Rate>;

/** The lane that an operation draws from, as `service:Lane`. */
export function laneOf(operation: Operation): string {
  const { lane } = specOf(operation);
  return lane === undefined ? operation : `${serviceOf(operation)}:${lane}`;
}

/**
 * The table of rates from the parsed data file (`blueprints/data/rates.yaml`).
 *
 * @throws Error naming the entry that is not right.
 */
export function readRates(data: unknown): RateTable {
  if (!isObject(data) || !isObject(data["lanes"])) {
    throw new Error(
      "The table of AWS's rates has no `lanes`. Reinstall orgwright, or correct blueprints/data/rates.yaml.",
    );
  }
  const table = new Map<string, Rate>();
  for (const [service, lanes] of Object.entries(data["lanes"])) {
    for (const [lane, rate] of Object.entries(isObject(lanes) ? lanes : {})) {
      table.set(`${service}:${lane}`, readRate(`${service}.${lane}`, rate));
    }
  }
  return table;
}

function readRate(name: string, written: unknown): Rate {
  const { rate, burst } = isObject(written) ? written : {};
  if (typeof rate !== "number" || typeof burst !== "number" || !(rate > 0) || !(burst >= 1)) {
    throw new Error(
      `In the table of AWS's rates, ${name} must have a \`rate\` above 0 and a \`burst\` of at least 1. Correct blueprints/data/rates.yaml.`,
    );
  }
  return { rate, burst };
}
