import type { Json, JsonObject } from "../model/json.ts";
import { CHILD_OPERATOR, checkSettings } from "./check-settings.ts";
import { isOpen, knownTextsAt } from "./elements.ts";
import { nearest } from "./nearest.ts";
import { below, type PolicyProblem, type PolicyProblemCode } from "./problem.ts";

const PAGE =
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html";
const SETTINGS = ["tag_key", "tag_value", "enforced_for", "report_required_tag_for"];
const RESOURCE_TYPE = /^[^\s:*]+:\S+$/;

/**
 * What is wrong with a tag policy.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html
 */
export function checkTagPolicy(document: Json): PolicyProblem[] {
  const problems = checkSettings(document);
  if (!isOpen(document)) {
    return problems;
  }
  const tags = document["tags"];
  return [...problems, ...checkTop(document), ...(isOpen(tags) ? checkTags(tags) : [])];
}

function checkTop(document: JsonObject): PolicyProblem[] {
  const tags = document["tags"];
  if (tags === undefined) {
    return [problem("", 'A tag policy begins with "tags".', "policy-missing-element")];
  }
  const unknown = Object.keys(document).filter((name) => name !== "tags" && !name.startsWith("@@"));
  return [
    ...(isOpen(tags)
      ? []
      : [problem("/tags", '"tags" must be an object: policy keys and their settings.', "policy-wrong-type")]),
    ...unknown.map((name) =>
      problem(below("", name), `A tag policy has nothing but "tags" at the top, not "${name}".`),
    ),
  ];
}

function checkTags(tags: JsonObject): PolicyProblem[] {
  return Object.entries(tags)
    .filter(([key]) => key !== CHILD_OPERATOR)
    .flatMap(([key, settings]) => checkTag(below("/tags", key), key, settings));
}

function checkTag(path: string, key: string, settings: Json): PolicyProblem[] {
  if (!isOpen(settings)) {
    return [problem(path, `"${key}" must be an object with ${SETTINGS.join(", ")}.`, "policy-wrong-type")];
  }
  return Object.entries(settings).flatMap(([name, setting]) => checkSetting(below(path, name), key, name, setting));
}

function checkSetting(path: string, key: string, name: string, setting: Json): PolicyProblem[] {
  if (name === CHILD_OPERATOR) {
    return [];
  }
  if (!SETTINGS.includes(name)) {
    // A name that is near to none may be a setting younger than this table.
    const meant = nearest(name, SETTINGS);
    return meant === null
      ? []
      : [{ ...problem(path, `A tag has no setting "${name}".`), fix: `Did you mean "${meant}"?` }];
  }
  if (!isOpen(setting)) {
    return [problem(path, `"${name}" needs an inheritance operator, as in {"@@assign": …}.`, "policy-inheritance")];
  }
  return Object.entries(setting)
    .filter(([operator]) => operator !== CHILD_OPERATOR)
    .flatMap(([operator, value]) => checkValues(below(path, operator), key, name, operator, value));
}

function checkValues(path: string, key: string, name: string, operator: string, value: Json): PolicyProblem[] {
  const texts = knownTextsAt(path, value);
  if (name === "tag_key") {
    return [
      ...(operator === "@@assign" ? [] : [problem(path, "A tag key can only be assigned.", "policy-inheritance")]),
      ...texts
        .filter(({ text }) => text.toLowerCase() !== key.toLowerCase())
        .map(({ path: at, text }) =>
          problem(at, `The tag key "${text}" must be the policy key "${key}", capitals apart.`),
        ),
    ];
  }
  if (name === "tag_value") {
    return texts
      .filter(({ text }) => text.split("*").length > 2)
      .map(({ path: at, text }) => problem(at, `The value "${text}" has more than one wildcard.`));
  }
  return texts
    .filter(({ text }) => !RESOURCE_TYPE.test(text))
    .map(({ path: at, text }) =>
      problem(at, `"${text}" is no resource type, as in "ec2:instance" or "s3:ALL_SUPPORTED".`),
    );
}

function problem(path: string, detail: string, code: PolicyProblemCode = "policy-tag"): PolicyProblem {
  return { code, path, detail, fix: `How a tag policy is written: ${PAGE}` };
}
