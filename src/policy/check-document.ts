import { type Json, type JsonObject, pointerSegment } from "../model/json.ts";
import { checkElements } from "./check-elements.ts";
import { checkOutline } from "./check-outline.ts";
import { isOpen, isText, statementsOf } from "./elements.ts";
import type { PolicyProblem } from "./problem.ts";
import type { Rules } from "./rules.ts";

const PLAIN_SID = /^[A-Za-z0-9]*$/;

/** What is wrong with a document in IAM's language under the rules of its type of policy. */
export function checkDocument(document: Json, rules: Rules, services: readonly string[] | undefined): PolicyProblem[] {
  const outline = checkOutline(document);
  if (!isOpen(document)) {
    return outline;
  }
  return [
    ...outline,
    ...checkVersion(document, rules, outline),
    ...(rules.plainSids ? checkSids(document) : []),
    ...statementsOf(document).flatMap(({ path, statement }) =>
      isOpen(statement) ? checkElements(path, statement, rules, services) : [],
    ),
    ...(rules.latin ? checkLetters("", document) : []),
  ];
}

function checkVersion(document: JsonObject, rules: Rules, outline: readonly PolicyProblem[]): PolicyProblem[] {
  const version = document["Version"];
  const known = version === undefined || typeof version === "string";
  if (
    rules.version === "any" ||
    version === rules.version ||
    !known ||
    outline.some(({ path }) => path === "/Version")
  ) {
    return [];
  }
  const detail = `${rules.noun} must name the version ${rules.version} of the policy language.`;
  const fix = `Write "Version": "${rules.version}". ${rules.page}`;
  return [{ code: "policy-version", path: version === undefined ? "" : "/Version", detail, fix }];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
function checkSids(document: JsonObject): PolicyProblem[] {
  const seen = new Set<string>();
  return statementsOf(document).flatMap(({ path, statement }): PolicyProblem[] => {
    const sid = isOpen(statement) ? statement["Sid"] : undefined;
    if (typeof sid !== "string" || sid === "") {
      return [];
    }
    const at = `${path}/Sid`;
    if (!PLAIN_SID.test(sid)) {
      const fix = `Write "${sid.replace(/[^A-Za-z0-9]/g, "") || "Statement1"}".`;
      return [{ code: "policy-sid", path: at, detail: `"${sid}" may only have the letters A-Z, a-z and digits.`, fix }];
    }
    const repeated = seen.has(sid);
    seen.add(sid);
    const detail = `Another statement is called "${sid}" already.`;
    return repeated ? [{ code: "policy-sid-repeated", path: at, detail, fix: "Give each statement its own Sid." }] : [];
  });
}

/** IAM takes tab, line feed, carriage return and U+0020 to U+00FF (IAM and AWS STS quotas); JSON escapes what is below. */
function checkLetters(path: string, value: Json): PolicyProblem[] {
  if (typeof value === "string") {
    return lettersOf(path, value);
  }
  if (Array.isArray(value)) {
    return value.flatMap((item: Json, index) => checkLetters(`${path}/${index}`, item));
  }
  if (!isOpen(value) || isText(value)) {
    return [];
  }
  return Object.entries(value).flatMap(([name, member]) => {
    const at = `${path}/${pointerSegment(name)}`;
    return [...lettersOf(at, name), ...checkLetters(at, member)];
  });
}

function lettersOf(path: string, text: string): PolicyProblem[] {
  const letter = [...text].find((candidate) => (candidate.codePointAt(0) ?? 0) > 0xff);
  if (letter === undefined) {
    return [];
  }
  const point = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const detail = `"${letter}" (U+${point}) is beyond U+00FF, where the letters that IAM takes in a policy end.`;
  return [
    {
      code: "policy-character",
      path,
      detail,
      fix: "Write it with plain letters; look for typographic quotes and dashes.",
    },
  ];
}
