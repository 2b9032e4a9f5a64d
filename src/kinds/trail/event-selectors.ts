import type { Input, Output } from "../../aws/contract/services.ts";
import { canonicalJson, type Json, type JsonObject, sameJson } from "../../model/json.ts";
import type { TrailEvents } from "./trail.ts";

type Answer = Output<"cloudtrail:GetEventSelectors">;
type Basic = NonNullable<Answer["EventSelectors"]>[number];
type Advanced = NonNullable<Answer["AdvancedEventSelectors"]>[number];

const MANAGEMENT: Json = { eventCategory: ["Management"] };
const MANAGEMENT_WRITES: Json = { eventCategory: ["Management"], readOnly: ["false"] };

/**
 * Which events a trail records, as far as its selectors can be said in our words; the rest is kept as it is, so that it
 * shows as a difference.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html
 */
export function eventsIn({ EventSelectors: basic = [], AdvancedEventSelectors: advanced = [] }: Answer): TrailEvents {
  const parts = [...basic.map(partOfBasic), ...advanced.map(partOfAdvanced)];
  const management = parts.map((part) => part.management).filter((one) => one !== undefined);
  return {
    management: management.includes("all") ? "all" : (management[0] ?? "none"),
    data: parts.flatMap(({ data }) => data ?? []).sort(),
    other: parts.flatMap(({ other }) => (other === undefined ? [] : [other])),
  };
}

/** The selectors that say so: the simple kind as long as it can. */
export function selectorsFor({
  management,
  data,
}: TrailEvents): Omit<Input<"cloudtrail:PutEventSelectors">, "TrailName"> {
  const writesOnly = management === "writes";
  if (data.length === 0) {
    return {
      EventSelectors: [
        { ReadWriteType: writesOnly ? "WriteOnly" : "All", IncludeManagementEvents: true, DataResources: [] },
      ],
    };
  }
  const categories = [{ Field: "eventCategory", Equals: ["Management"] }];
  return {
    AdvancedEventSelectors: [
      {
        Name: "Management",
        FieldSelectors: writesOnly ? [...categories, { Field: "readOnly", Equals: ["false"] }] : categories,
      },
      ...data.map((type) => ({
        Name: type,
        FieldSelectors: [
          { Field: "eventCategory", Equals: ["Data"] },
          { Field: "resources.type", Equals: [type] },
        ],
      })),
    ],
  };
}

/** What one selector adds. */
interface Part {
  readonly management?: "all" | "writes";
  readonly data?: string;
  readonly other?: JsonObject;
}

function partOfBasic(selector: Basic): Part {
  const { ReadWriteType: what = "All", IncludeManagementEvents: management = true } = selector;
  const more = [...(selector.DataResources ?? []), ...(selector.ExcludeManagementEventSources ?? [])];
  if (!management || more.length > 0 || what === "ReadOnly") {
    return { other: plain(selector) };
  }
  return { management: what === "WriteOnly" ? "writes" : "all" };
}

function partOfAdvanced(selector: Advanced): Part {
  const fields = Object.fromEntries(
    (selector.FieldSelectors ?? []).map(({ Field: field = "", Equals: equals, ...rest }) => {
      const isPlain = Object.values(rest).every((values) => values === undefined);
      return [field, isPlain ? (equals ?? []) : plain({ equals, ...rest })];
    }),
  ) as JsonObject;
  if (sameJson(fields, MANAGEMENT)) {
    return { management: "all" };
  }
  if (sameJson(fields, MANAGEMENT_WRITES)) {
    return { management: "writes" };
  }
  const [type] = Array.isArray(fields["resources.type"]) ? (fields["resources.type"] as readonly string[]) : [];
  const whole = { eventCategory: ["Data"], "resources.type": [type ?? ""] };
  return canonicalJson(fields) === canonicalJson(whole) ? { data: type ?? "" } : { other: plain(selector) };
}

function plain(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
