import { z } from "zod";
import type { Problem } from "./findings.ts";
import * as fields from "./organization-fields.ts";
import { checkOuPath } from "./ou-path.ts";
import { checked } from "./schema-findings.ts";
import { checkTagValue } from "./tag.ts";

/** A text with its check, and its form for editors. */
function text(
  check: (text: string) => Problem | null,
  description: string,
  form: Readonly<Record<string, unknown>> = {},
) {
  return checked(z.string(), check).meta({ description, ...form });
}

const organization = z
  .strictObject({
    name: text(fields.checkName, "What this organization is called here; its things are tagged with it.", {
      pattern: fields.NAME,
    }),
    email: text(fields.checkPattern, "The e-mail address of each account, with {account} where its key goes.", {
      pattern: "\\{account\\}",
      examples: ["aws+{account}@example.com"],
    }),
    homeRegion: text(fields.checkRegion, "The region in which the organization's own regional things live.", {
      pattern: fields.REGION,
    }),
    regions: z
      .array(text(fields.checkRegion, "The name of an AWS region.", { pattern: fields.REGION }))
      .meta({ description: "The regions in which people may work.", minItems: 1, uniqueItems: true }),
    managementAccount: text(
      fields.checkManagementAccount,
      "Pin: the only management account that this file is for, in quotes.",
      { pattern: fields.ACCOUNT_ID },
    ).exactOptional(),
    id: text(fields.checkOrganizationId, "Pin: the only organization that this file is for.", {
      pattern: fields.ORGANIZATION_ID,
    }).exactOptional(),
  })
  .describe("The organization itself.");

const blueprint = z.strictObject({
  use: text(fields.checkUse, "A shipped blueprint's name, or a path that begins with ./ or ../, seen from this file."),
  as: text(fields.checkName, "A name for this use; needed when a blueprint is used twice.", {
    pattern: fields.NAME,
  }).exactOptional(),
  with: z.record(z.string(), z.unknown()).describe("The blueprint's parameters.").exactOptional(),
});

const account = z.strictObject({
  name: text(fields.checkAccountName, "The account's name in AWS.", { pattern: fields.ACCOUNT_NAME }).exactOptional(),
  email: text(fields.checkAddress, "The account's e-mail address, where the pattern's is not wanted.").exactOptional(),
  ou: text(checkOuPath, "The path of the organizational unit in which the account lies.").exactOptional(),
  tags: z
    .record(z.string(), text(checkTagValue, "A tag's value.", { maxLength: 256 }))
    .describe("Tags on the account.")
    .exactOptional(),
});

const move = z.strictObject({
  from: text(fields.checkMoveAddress, "The address that the thing had."),
  to: text(fields.checkMoveAddress, "The address that it has now."),
});

const waiver = z.strictObject({
  rows: z.array(text(fields.checkWaivedRow, "A row's id, or the beginning of ids with * behind it.")).meta({
    description: "The rows of the catalogue that may come to something else.",
    minItems: 1,
    uniqueItems: true,
  }),
  owner: text(fields.checkWaiverOwner, "Who answers for it.", { minLength: 1 }),
  because: text(fields.checkReason, "Why.", { minLength: 1 }),
  until: text(fields.checkDay, "The last day on which it holds.", { format: "date", examples: ["2027-01-31"] }),
});

/** The organization file, each value by itself. What values must agree on is checked beside it. */
export const organizationSchema = z
  .strictObject({
    version: checked(z.number(), fields.checkVersion).meta({
      const: fields.FORMAT,
      description: "The format of this file.",
    }),
    requires: text(fields.checkRequires, "The versions of orgwright that may read this file.", {
      examples: [">=0.1"],
    }).exactOptional(),
    organization,
    blueprints: z.array(blueprint).describe("What the organization is made of, each with its parameters."),
    accounts: z
      .record(z.string(), account)
      .describe("Settings of single accounts, by the account's key.")
      .exactOptional(),
    moved: z.array(move).describe("What has another address than before, so that it is kept.").exactOptional(),
    waivers: z
      .array(waiver)
      .describe("Rows of the catalogue of proofs that somebody answers for, until a day.")
      .exactOptional(),
  })
  .meta({ title: "orgwright organization file" });

/** The organization file's content once the schema let it through. */
export type OrganizationFile = z.output<typeof organizationSchema>;
