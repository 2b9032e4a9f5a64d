import { isKey } from "../model/address.ts";
import type { Finding } from "../model/finding.ts";
import { isObject, type Json, pointerSegment } from "../model/json.ts";
import { MANAGEMENT } from "../model/place.ts";
import { ACCOUNT_PLACEHOLDER, accountEmail, checkEmail, checkEmailPattern } from "./email.ts";
import { configFinding } from "./findings.ts";
import * as problems from "./organization-problems.ts";
import { valueAt } from "./schema-findings.ts";
import type { YamlDocument } from "./strict-yaml.ts";
import { checkTagCount, checkTagKey } from "./tag.ts";

/**
 * What the schema cannot see: keys of open maps, and values that must agree with others. It looks at the file as it
 * was written, so it also works where other values are wrong.
 */
export function checkOrganization(document: YamlDocument): Finding[] {
  return [
    ...checkTexts(document.value, "", document),
    ...checkRegions(document),
    ...checkInstances(document),
    ...checkAccountKeys(document),
    ...checkEmails(document),
    ...checkMoves(document),
  ];
}

/** `{account}` where it has no meaning, and keys that this program uses for its own marks. */
function checkTexts(value: Json, pointer: string, document: YamlDocument): Finding[] {
  if (typeof value === "string") {
    const isMisplaced = value.includes(ACCOUNT_PLACEHOLDER) && pointer !== "/organization/email";
    return isMisplaced ? [configFinding(problems.MISPLACED, document.positionOf(pointer))] : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item: Json, index) => checkTexts(item, `${pointer}/${index}`, document));
  }
  return entriesOf(value).flatMap(([key, member]) => {
    const child = `${pointer}/${pointerSegment(key)}`;
    const below = checkTexts(member, child, document);
    return key.startsWith("$")
      ? [configFinding(problems.dollarKey(key), document.keyPositionOf(child)), ...below]
      : below;
  });
}

function checkRegions(document: YamlDocument): Finding[] {
  const regions = listAt(document.value, ["organization", "regions"]);
  if (regions === null) {
    return [];
  }
  if (regions.length === 0) {
    return [configFinding(problems.NO_REGIONS, document.positionOf("/organization/regions"))];
  }
  const findings = regions.flatMap((region, index) => {
    const isRepeated = typeof region === "string" && regions.indexOf(region) < index;
    const at = document.positionOf(`/organization/regions/${index}`);
    return isRepeated ? [configFinding(problems.duplicateRegion(region), at)] : [];
  });
  const home = valueAt(document.value, ["organization", "homeRegion"]);
  if (typeof home === "string" && !regions.includes(home)) {
    findings.push(configFinding(problems.homeNotListed(home), document.positionOf("/organization/homeRegion")));
  }
  return findings;
}

/** Two uses with one name. A path without `as` has the name that its blueprint gives itself; only the path is known here. */
function checkInstances(document: YamlDocument): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const [index, item] of (listAt(document.value, ["blueprints"]) ?? []).entries()) {
    const name = instanceOf(item);
    if (name === null) {
      continue;
    }
    if (seen.has(name)) {
      const pointer = `/blueprints/${index}/${isObject(item) && "as" in item ? "as" : "use"}`;
      findings.push(configFinding(problems.duplicateInstance(name), document.positionOf(pointer)));
    }
    seen.add(name);
  }
  return findings;
}

function instanceOf(item: Json): string | null {
  const as = valueAt(item, ["as"]);
  const use = valueAt(item, ["use"]);
  const name = as === undefined ? use : as;
  return typeof name === "string" ? name : null;
}

function checkAccountKeys(document: YamlDocument): Finding[] {
  return accountsOf(document).flatMap(([key, settings]) => {
    const pointer = `/accounts/${pointerSegment(key)}`;
    const findings = isKey(key) ? [] : [configFinding(problems.badAccountKey(key), document.keyPositionOf(pointer))];
    const barred = key === MANAGEMENT ? ["name", "email", "ou"].filter((setting) => has(settings, setting)) : [];
    for (const setting of barred) {
      findings.push(
        configFinding(problems.managementSetting(setting), document.keyPositionOf(`${pointer}/${setting}`)),
      );
    }
    return [...findings, ...checkTags(valueAt(settings, ["tags"]) ?? null, `${pointer}/tags`, document)];
  });
}

function checkTags(tags: Json, pointer: string, document: YamlDocument): Finding[] {
  const keys = entriesOf(tags).map(([key]) => key);
  const tooMany = checkTagCount(keys.length);
  const findings = tooMany === null ? [] : [configFinding(tooMany, document.keyPositionOf(pointer))];
  for (const key of keys) {
    const problem = checkTagKey(key);
    if (problem !== null) {
      findings.push(configFinding(problem, document.keyPositionOf(`${pointer}/${pointerSegment(key)}`)));
    }
  }
  return findings;
}

/** Addresses that the pattern gives, which nobody wrote down, and addresses that two accounts share. */
function checkEmails(document: YamlDocument): Finding[] {
  const findings: Finding[] = [];
  const owners = new Map<string, string>();
  for (const [key, settings] of accountsOf(document)) {
    const email = key === MANAGEMENT ? null : emailOf(key, settings, document);
    if (email === null) {
      continue;
    }
    const at = document.positionOf(email.pointer);
    const wrong = email.isWritten ? null : checkEmail(email.text);
    if (wrong !== null) {
      findings.push(configFinding(problems.badDerivedEmail(key, email.text, wrong), at));
    }
    const owner = owners.get(email.text.toLowerCase());
    if (owner === undefined) {
      owners.set(email.text.toLowerCase(), key);
    } else {
      findings.push(configFinding(problems.duplicateEmail(email.text, owner, key), at));
    }
  }
  return findings;
}

/** An account's address, and where to point for it; null when it cannot be told because something else is wrong. */
function emailOf(key: string, settings: Json, document: YamlDocument) {
  const pointer = `/accounts/${pointerSegment(key)}`;
  const written = valueAt(settings, ["email"]);
  if (written !== undefined) {
    return typeof written === "string" ? { text: written, pointer: `${pointer}/email`, isWritten: true } : null;
  }
  const pattern = valueAt(document.value, ["organization", "email"]);
  const isUsable = typeof pattern === "string" && checkEmailPattern(pattern) === null && isKey(key);
  return isUsable ? { text: accountEmail(pattern, key), pointer, isWritten: false } : null;
}

function checkMoves(document: YamlDocument): Finding[] {
  const findings: Finding[] = [];
  const seen = { from: new Set<string>(), to: new Set<string>() };
  for (const [index, item] of (listAt(document.value, ["moved"]) ?? []).entries()) {
    for (const side of ["from", "to"] as const) {
      const address = valueAt(item, [side]);
      if (typeof address !== "string") {
        continue;
      }
      if (seen[side].has(address)) {
        findings.push(
          configFinding(problems.repeatedMove(side, address), document.positionOf(`/moved/${index}/${side}`)),
        );
      }
      seen[side].add(address);
    }
    const from = valueAt(item, ["from"]);
    if (typeof from === "string" && from === valueAt(item, ["to"])) {
      findings.push(configFinding(problems.MOVE_TO_ITSELF, document.positionOf(`/moved/${index}/to`)));
    }
  }
  return findings;
}

function entriesOf(value: Json): [string, Json][] {
  return isObject(value) ? Object.entries(value as Readonly<Record<string, Json>>) : [];
}

function accountsOf(document: YamlDocument): [string, Json][] {
  return entriesOf(valueAt(document.value, ["accounts"]) ?? null);
}

function has(value: Json, key: string): boolean {
  return valueAt(value, [key]) !== undefined;
}

function listAt(value: Json, path: readonly string[]): readonly Json[] | null {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : null;
}
