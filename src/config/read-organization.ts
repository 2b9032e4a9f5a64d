import type { Finding } from "../model/finding.ts";
import { hasErrors } from "../model/finding.ts";
import { isObject, type JsonObject, pointerSegment } from "../model/json.ts";
import type { BlueprintUse, Organization } from "../model/organization.ts";
import { draftOf } from "./draft.ts";
import { byPosition, type Problem } from "./findings.ts";
import { checkOrganization } from "./organization-checks.ts";
import { type OrganizationFile, organizationSchema } from "./organization-schema.ts";
import { quoted } from "./printable.ts";
import { schemaFindings, valueAt } from "./schema-findings.ts";
import { readYaml, type YamlDocument } from "./strict-yaml.ts";

/** Words at the top of the file that later work will give a meaning. */
const RESERVED: ReadonlySet<string> = new Set(["/limits", "/ignore"]);

/** An organization, or null when there are errors; and everything that is wrong, in the order of the file. */
export interface OrganizationReading {
  readonly organization: Organization | null;
  /** What is left of a file with errors, to be looked at further but never acted on. The organization when there are none. */
  readonly draft: Organization | null;
  readonly findings: readonly Finding[];
}

/**
 * Reads the organization file. Never throws: whatever the text holds, all that is wrong with it comes back at once.
 *
 * @param file the name that positions carry
 * @param text the file's text
 */
export function readOrganization(file: string, text: string): OrganizationReading {
  const { document, findings } = readYaml(file, text);
  if (document === null) {
    return { organization: null, draft: null, findings };
  }
  const parsed = organizationSchema.safeParse(document.value);
  const issues = parsed.success ? [] : parsed.error.issues;
  const inFile = schemaFindings(issues, organizationSchema, document, (pointer) => betterWords(pointer, document));
  const all = byPosition([...withoutRetold(findings, inFile), ...inFile, ...checkOrganization(document)]);
  const isGood = parsed.success && !hasErrors(all);
  const content = parsed.success ? parsed.data : draftOf(document.value, issues);
  const draft = content === null ? null : organizationOf(content, document);
  return { organization: isGood ? draft : null, draft, findings: all };
}

/** Where the organization file knows better what a value is for, it says what is wrong, and YAML need not. */
function withoutRetold(yaml: readonly Finding[], inFile: readonly Finding[]): Finding[] {
  const told = new Set(inFile.map((finding) => `${finding.at?.line}:${finding.at?.column}`));
  return yaml.filter(({ code, at }) => code !== "yaml-inexact-number" || !told.has(`${at?.line}:${at?.column}`));
}

function betterWords(pointer: string, document: YamlDocument): Problem | null {
  if (RESERVED.has(pointer)) {
    const detail = `\`${pointer.slice(1)}\` has no meaning yet; a later version of orgwright will use it.`;
    return { code: "reserved-key", detail, fix: "Remove it." };
  }
  const id = valueAt(document.value, ["organization", "managementAccount"]);
  if (pointer === "/organization/managementAccount" && typeof id === "number") {
    return accountIdNotText(document.sourceOf(pointer) ?? String(id), id);
  }
  return null;
}

function accountIdNotText(source: string, read: number): Problem {
  const lost = source === String(read) ? "An id that begins with 0 would lose it." : `YAML reads it as ${read}.`;
  return {
    code: "account-id-not-text",
    detail: `Without quotes this is a number. ${lost} Account ids are texts of twelve digits.`,
    fix: `Put it in quotes: ${quoted(source)}.`,
  };
}

function organizationOf(content: OrganizationFile, document: YamlDocument): Organization {
  const { organization } = content;
  return {
    file: document.file,
    requires: content.requires ?? null,
    name: organization.name,
    emailPattern: organization.email,
    homeRegion: organization.homeRegion,
    regions: organization.regions,
    pins: { managementAccount: organization.managementAccount ?? null, organizationId: organization.id ?? null },
    blueprints: content.blueprints.map((use, index) => blueprintUse(use, index, document)),
    accounts: new Map(
      Object.entries(content.accounts ?? {}).map(([key, settings]) => {
        const pointer = `/accounts/${pointerSegment(key)}`;
        const positionOf = (below: string) => document.positionOf(pointer + below);
        return [key, { ...settings, at: document.keyPositionOf(pointer), positionOf }];
      }),
    ),
    moved: (content.moved ?? []).map((move, index) => ({ ...move, at: document.positionOf(`/moved/${index}`) })),
    waivers: (content.waivers ?? []).map((waiver, index) => ({
      ...waiver,
      at: document.positionOf(`/waivers/${index}`),
    })),
    at: document.keyPositionOf("/organization"),
  };
}

function blueprintUse(
  use: OrganizationFile["blueprints"][number],
  index: number,
  document: YamlDocument,
): BlueprintUse {
  const pointer = `/blueprints/${index}`;
  // From the document, not from the schema's copy: there its objects have no prototype.
  const parameters = valueAt(document.value, ["blueprints", index, "with"]);
  return {
    use: use.use,
    as: use.as ?? null,
    with: isObject(parameters) ? (parameters as JsonObject) : {},
    at: document.positionOf(pointer),
    positionOf: (below, on) =>
      on === "key" ? document.keyPositionOf(`${pointer}/with${below}`) : document.positionOf(`${pointer}/with${below}`),
  };
}
