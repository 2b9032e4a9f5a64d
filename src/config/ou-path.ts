import type { Problem } from "./findings.ts";
import { quoted } from "./printable.ts";

/** Below the root; https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const MAX_DEPTH = 5;

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html */
const MAX_NAME_LENGTH = 128;

/** What is wrong with a path of organizational units, names joined with `/` from below the root; null when nothing is. */
export function checkOuPath(path: string): Problem | null {
  const names = path.split("/");
  const wrong = names.map(checkOuName).find((found) => found !== null);
  if (wrong !== undefined) {
    return {
      code: "bad-ou-path",
      detail: `${quoted(path)} ${wrong}. It lists names of organizational units from below the root, joined with "/".`,
      fix: "Write it as in workloads/prod.",
    };
  }
  if (names.length > MAX_DEPTH) {
    return {
      code: "over-deep-ou",
      detail: `${quoted(path)} is ${names.length} units deep. AWS nests organizational units at most ${MAX_DEPTH} deep below the root.`,
      fix: "Choose a unit higher up.",
    };
  }
  return null;
}

function checkOuName(name: string): string | null {
  if (name === "") {
    return "has an empty name in it";
  }
  if (name !== name.trim()) {
    return "has a name that begins or ends with white space";
  }
  return name.length > MAX_NAME_LENGTH ? `has a name longer than ${MAX_NAME_LENGTH} characters` : null;
}
