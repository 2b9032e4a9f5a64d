import type { ValueRule } from "../blueprints/blueprint.ts";
import { ACCOUNT_FIELDS, PERSON_FIELDS } from "../blueprints/value-rules.ts";
import type { Json, JsonObject } from "../model/json.ts";
import { EMPTY_CONTENT, type Library, withUses } from "./content.ts";
import { sectionsOf } from "./questions.ts";

/** The JSON Schema (draft 7, which editors' YAML support reads) of the answers to the shipped blueprints' questions. */
export function answersJsonSchema(library: Library): Json {
  const content = withUses(EMPTY_CONTENT, library.shipped, library);
  const sections = sectionsOf(content, library).map(({ id, title, questions }): [string, Json] => [
    id,
    object(
      title,
      questions.map(({ name, rule, ask, help }) => [
        name,
        { ...ruleSchema(rule), description: `${ask} ${help}`.trim() },
      ]),
    ),
  ]);
  const use = {
    type: "array",
    description: "The blueprints to use.",
    items: { type: "string", examples: [...library.shipped] },
  };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Answers for orgwright init",
    type: "object",
    properties: {
      use,
      waivers: { type: "array", description: "Who answers for guardrails that are off, as in the organization file." },
      accounts: { type: "object", description: "Settings of single accounts, by the account's key." },
      ...Object.fromEntries(sections),
    },
    // A team's own blueprints have sections too.
    additionalProperties: { type: ["object", "null"] },
  };
}

function object(description: string, properties: readonly (readonly [string, Json])[]): Json {
  return {
    type: ["object", "null"],
    description,
    properties: Object.fromEntries(properties),
    additionalProperties: false,
  };
}

function ruleSchema(rule: ValueRule): JsonObject {
  const schema = formOf(rule);
  // What is null is not answered.
  return { ...schema, ...("type" in schema ? { type: [schema["type"] as string, "null"] } : {}) };
}

function formOf({ type, pattern, choices, elements, fields, min, max }: ValueRule): JsonObject {
  const size = (least: string, most: string) => ({
    ...(min === undefined ? {} : { [least]: min }),
    ...(max === undefined ? {} : { [most]: max }),
  });
  switch (type) {
    case "string":
      return {
        type: "string",
        ...(pattern === undefined ? {} : { pattern: `^(?:${pattern})$` }),
        ...size("minLength", "maxLength"),
      };
    case "integer":
      return { type: "integer", ...size("minimum", "maximum") };
    case "boolean":
      return { type: "boolean" };
    case "choice":
      return { enum: [...(choices ?? []), null] };
    case "list":
      return { type: "array", items: formOf(elements ?? { type: "string" }), ...size("minItems", "maxItems") };
    case "people":
      return { type: "array", items: members({ ...PERSON_FIELDS, ...fields }), ...size("minItems", "maxItems") };
    case "accounts":
      return {
        type: "object",
        additionalProperties: ruleSchema({ type: "map", fields: { ...ACCOUNT_FIELDS, ...fields } }),
      };
    case "map":
      return fields === undefined ? mapForm(elements) : members(fields);
  }
}

function mapForm(elements: ValueRule | undefined): JsonObject {
  return { type: "object", ...(elements === undefined ? {} : { additionalProperties: formOf(elements) }) };
}

function members(fields: Readonly<Record<string, ValueRule>>): JsonObject {
  const needed = Object.entries(fields)
    .filter(([, rule]) => rule.default === undefined)
    .map(([name]) => name);
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(fields).map(([name, rule]) => [name, ruleSchema(rule)])),
    ...(needed.length === 0 ? {} : { required: needed }),
    additionalProperties: false,
  };
}
