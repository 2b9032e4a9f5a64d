import type { Caller } from "../handlers.ts";
import { alreadyExists, invalid, invalidMember } from "./refusals.ts";

/** The longest name of each kind of thing, by the member that carries it. */
const LONGEST = { roleName: 64, userName: 64, groupName: 128, policyName: 128 } as const;

/**
 * The name that a request must carry.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function checkedName(member: keyof typeof LONGEST, name: string | undefined): string {
  if (name === undefined) {
    invalidMember(member, null, "Member must not be null");
  }
  if (!/^[\w+=,.@-]+$/.test(name)) {
    invalidMember(member, name, "Member must satisfy regular expression pattern: [\\w+=,.@-]+");
  }
  if (name.length > LONGEST[member]) {
    invalidMember(member, name, `Member must have length less than or equal to ${LONGEST[member]}`);
  }
  return name;
}

/**
 * A path, `/` when the request has none.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html
 */
export function checkedPath(path: string | undefined): string {
  if (path === undefined) {
    return "/";
  }
  if (path.length > 512 || !/^\/(?:[\x21-\x7F]+\/)?$/.test(path)) {
    invalid(
      "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric " +
        "characters and/or / characters.",
    );
  }
  return path;
}

/** How long a role's sessions may be, in seconds; one hour when the request does not say. */
export function checkedSessionDuration(seconds: number | undefined): number {
  if (seconds !== undefined && (seconds < 3600 || seconds > 43_200)) {
    const bound = seconds < 3600 ? "greater than or equal to 3600" : "less than or equal to 43200";
    invalidMember("maxSessionDuration", String(seconds), `Member must have value ${bound}`);
  }
  return seconds ?? 3600;
}

/** A description, null when the request has none. */
export function checkedDescription(description: string | undefined): string | null {
  if (description === undefined || description === "") {
    return null;
  }
  if (description.length > 1000) {
    invalidMember("description", description, "Member must have length less than or equal to 1000");
  }
  if (!/^[\t\n\r\x20-\x7E\xA1-\xFF]*$/.test(description)) {
    invalidMember(
      "description",
      description,
      "Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*",
    );
  }
  return description;
}

/** Refuses a name that is there already, in whatever case. */
export function checkFree(present: Readonly<Record<string, unknown>>, name: string, what: string): void {
  if (Object.keys(present).some((one) => one.toLowerCase() === name.toLowerCase())) {
    alreadyExists(`${what} with name ${name} already exists.`);
  }
}

/** The name of the user who asks, where a request names nobody. */
export function ownName(at: Caller): string {
  const name = /:user\/(?:.*\/)?([^/]+)$/.exec(at.principalArn)?.[1];
  return name ?? invalid("Must specify userName when calling with non-User credentials");
}
