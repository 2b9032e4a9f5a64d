import type { Json } from "../model/json.ts";
import { type FileContent, type Library, usesOf } from "./content.ts";
import { answerTo, sectionsOf, unanswered, withAnswer } from "./questions.ts";

/** What a look at the caller and at the organization told. */
export interface Surroundings {
  /** Null when nobody looked, or nothing could be seen. */
  readonly caller: { readonly arn: string; readonly account: string } | null;
  readonly organization: {
    readonly id: string;
    readonly managementAccount: string;
    readonly managementEmail: string | null;
    /** How many accounts it has, the management account included; null when the caller may not know. */
    readonly accounts: number | null;
  } | null;
  /** The regions that the caller's account may use, when they are known. */
  readonly regions: readonly string[] | null;
  /** The region that the caller's settings name. */
  readonly region: string | null;
  /** The name of the folder in which the file shall be. */
  readonly folder: string;
}

const REGION = "us-east-1";

/** The content with answers proposed where nobody gave one: from what was seen, and from the folder's name. */
export function proposed(content: FileContent, around: Surroundings, library: Library): FileContent {
  const proposals = proposalsFrom(around, content, library);
  const questions = sectionsOf(content, library).flatMap((section) => section.questions);
  return questions.reduce((now, question) => {
    const proposal = proposals.get(question.id);
    const isOpen = (answerTo(now, question, library) ?? null) === null;
    return proposal === undefined || !isOpen ? now : withAnswer(now, question, library, proposal);
  }, content);
}

const SEVERAL: ReadonlySet<string> = new Set(["accounts", "list", "people"]);

/** The content with none where several could be, and nobody said which. */
export function withNone(content: FileContent, library: Library): FileContent {
  return unanswered(content, library)
    .filter(({ rule }) => SEVERAL.has(rule.type))
    .reduce(
      (now, question) => withAnswer(now, question, library, question.rule.type === "accounts" ? {} : []),
      content,
    );
}

function proposalsFrom(around: Surroundings, content: FileContent, library: Library): Map<string, Json> {
  const { caller, organization, folder } = around;
  const region = around.region ?? REGION;
  const proposals = new Map<string, Json>([
    ["organization.name", nameFrom(folder)],
    ["organization.homeRegion", region],
    ["organization.regions", [region]],
  ]);
  const email = organization?.managementEmail ?? null;
  if (email?.includes("@") === true) {
    proposals.set("organization.email", patternFrom(email));
  }
  // A member account's id would pin the wrong account.
  if (organization !== null) {
    proposals.set("organization.managementAccount", organization.managementAccount);
    proposals.set("organization.id", organization.id);
  } else if (caller !== null) {
    proposals.set("organization.managementAccount", caller.account);
  }
  const operators = caller === null ? null : operatorsFrom(caller.arn);
  for (const { use, instance } of operators === null ? [] : usesOf(content, library)) {
    if (use === "foundation") {
      proposals.set(`${instance}.operators`, operators);
    }
  }
  return proposals;
}

/** `aws@acme.example` becomes `aws+{account}@acme.example`; a tag behind a plus gives way. */
function patternFrom(email: string): string {
  const at = email.lastIndexOf("@");
  const local = email.slice(0, at).split("+")[0];
  return `${local}+{account}${email.slice(at)}`;
}

function nameFrom(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 40);
  return name === "" ? "my-organization" : name;
}

/**
 * Whoever calls shall be let in later: an IAM user by name, a session of IAM Identity Center by its permission set.
 * Null for everybody else.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html
 */
function operatorsFrom(arn: string): Json | null {
  const user = /:user\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
  const permissionSet = /:assumed-role\/AWSReservedSSO_(.+)_[0-9a-f]{16}\//.exec(arn)?.[1];
  if (user !== undefined) {
    return { users: [user] };
  }
  return permissionSet === undefined ? null : { identityCenterRoles: [permissionSet] };
}
