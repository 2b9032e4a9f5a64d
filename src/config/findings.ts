import type { Finding } from "../model/finding.ts";
import type { SourcePosition } from "../model/position.ts";

/** What reading a file can find, by code: in YAML itself first, then in any file's form, then in the organization file. */
export const CONFIG_FINDINGS = {
  "yaml-too-large": { summary: "The file is too large" },
  "yaml-too-deep": { summary: "The file is nested too deeply" },
  "yaml-hidden-character": { summary: "The file holds a character that cannot be seen" },
  "yaml-syntax": { summary: "The file is not valid YAML" },
  "yaml-empty": { summary: "The file is empty" },
  "yaml-several-documents": { summary: "The file holds more than one YAML document" },
  "yaml-directive": { summary: "YAML directives are not used" },
  "yaml-alias": { summary: "YAML anchors and aliases are not used" },
  "yaml-merge-key": { summary: "YAML merge keys are not used" },
  "yaml-tag": { summary: "YAML tags are not used" },
  "yaml-duplicate-key": { summary: "A key is written twice" },
  "yaml-forbidden-key": { summary: "A key has a name that is never allowed" },
  "yaml-key-not-text": { summary: "A key is not text" },
  "yaml-inexact-number": { summary: "A number would not be read as it is written" },

  "unknown-key": { summary: "A key is not known" },
  "missing-key": { summary: "A required key is missing" },
  "empty-value": { summary: "A key has no value" },
  "wrong-type": { summary: "A value has the wrong type" },
  "wrong-value": { summary: "A value is not one of those allowed" },

  "reserved-key": { summary: "A key is reserved for a later version" },
  "unsupported-version": { summary: "The file's version is not supported" },
  "bad-requires": { summary: "The required version of orgwright is not a version range" },
  "requires-other-version": { summary: "The file asks for another version of orgwright" },
  "bad-name": { summary: "A name has the wrong form" },
  "bad-email-pattern": { summary: "The e-mail pattern cannot give each account its own address" },
  "bad-email": { summary: "An e-mail address is not one that AWS accepts" },
  "duplicate-email": { summary: "Two accounts have the same e-mail address" },
  "dollar-key": { summary: "A key begins with a dollar sign" },
  "misplaced-account-placeholder": { summary: "{account} stands where it has no meaning" },
  "bad-region": { summary: "A region's name has the wrong form" },
  "no-regions": { summary: "No region is listed" },
  "duplicate-region": { summary: "A region is listed twice" },
  "home-region-not-listed": { summary: "The home region is not among the regions" },
  "account-id-not-text": { summary: "An account id is written as a number" },
  "bad-account-id": { summary: "An account id has the wrong form" },
  "bad-organization-id": { summary: "An organization id has the wrong form" },
  "bad-use": { summary: "A blueprint is neither named nor given as a path" },
  "duplicate-instance": { summary: "Two blueprints have the same instance name" },
  "bad-account-key": { summary: "An account's key has the wrong form" },
  "management-setting": { summary: "A setting does not apply to the management account" },
  "bad-account-name": { summary: "An account's name is not one that AWS accepts" },
  "bad-ou-path": { summary: "A path of organizational units has the wrong form" },
  "over-deep-ou": { summary: "An organizational unit lies deeper than AWS allows" },
  "bad-tag": { summary: "A tag is not one that AWS accepts" },
  "reserved-tag": { summary: "A tag's key is reserved" },
  "too-many-tags": { summary: "An account has more tags than AWS allows" },
  "bad-move": { summary: "A move cannot be followed" },
  "bad-waiver": { summary: "A waiver cannot be honoured" },
} as const satisfies Readonly<Record<string, { readonly summary: string }>>;

export type ConfigFindingCode = keyof typeof CONFIG_FINDINGS;

/** What is wrong with one value, before it is known where it stands: the code, what and why, and what to do. */
export interface Problem {
  readonly code: ConfigFindingCode;
  readonly detail: string;
  readonly fix: string;
}

/** A finding of this room. Everything found in a file that cannot be read as meant is an error. */
export function configFinding(problem: Problem, at: SourcePosition): Finding {
  const { code, detail, fix } = problem;
  return { code, severity: "error", summary: CONFIG_FINDINGS[code].summary, detail, fix, at };
}

/** Findings in the order in which they stand in the file. */
export function byPosition(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => {
    const lines = (a.at?.line ?? 0) - (b.at?.line ?? 0);
    return lines !== 0 ? lines : (a.at?.column ?? 0) - (b.at?.column ?? 0);
  });
}
