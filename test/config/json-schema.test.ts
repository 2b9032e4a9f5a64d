import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { organizationJsonSchema } from "../../src/config/json-schema.ts";

const SHIPPED = new URL("../../schemas/organization.schema.json", import.meta.url);

test("the shipped JSON Schema is the one that the code makes", () => {
  expect(JSON.parse(readFileSync(SHIPPED, "utf8"))).toEqual(organizationJsonSchema());
});

test("the JSON Schema refuses unknown keys and asks for the required ones", () => {
  expect(organizationJsonSchema()).toMatchObject({
    $schema: "http://json-schema.org/draft-07/schema#",
    additionalProperties: false,
    required: ["version", "organization", "blueprints"],
    properties: {
      organization: {
        additionalProperties: false,
        required: ["name", "email", "homeRegion", "regions"],
        properties: { managementAccount: { type: "string", pattern: "^[0-9]{12}$" } },
      },
    },
  });
});
