import { checkEmail } from "../config/email.ts";
import { configFinding } from "../config/findings.ts";
import type { Address } from "../model/address.ts";
import type { Finding } from "../model/finding.ts";
import { isObject, type JsonObject, pointerSegment } from "../model/json.ts";
import type { AccountSettings, Organization } from "../model/organization.ts";
import type { AccountKey } from "../model/place.ts";
import type { SourcePosition } from "../model/position.ts";
import type { ExpandedAccount } from "./expanding.ts";
import { placeInFile, problem } from "./findings.ts";

/** An account's properties once the organization file has had its say, and where what it said is written. */
export interface FilledAccount {
  readonly written: JsonObject;
  /** Where the property at a JSON Pointer was written, or null when the blueprint did. */
  readonly positionOf: (pointer: string) => SourcePosition | null;
}

/** Puts what the file's `accounts:` says over what the blueprint says, and fills in name and e-mail address. */
export function fillAccount(written: JsonObject, key: AccountKey, organization: Organization): FilledAccount {
  const settings = organization.accounts.get(key);
  const { name, email, ou, tags } = settings ?? {};
  const fromPattern = organization.emailPattern.replaceAll("{account}", () => key);
  const isPattern = email === undefined && written["email"] === undefined;
  return {
    written: {
      ...written,
      name: name ?? written["name"] ?? key,
      email: email ?? written["email"] ?? fromPattern,
      ...(ou === undefined ? {} : { ou }),
      ...mergedTags(written, tags),
    },
    positionOf: (pointer) => {
      const [, member = "", tag] = pointer.split("/");
      const isOwnTag = tag === undefined || Object.keys(tags ?? {}).some((one) => pointerSegment(one) === tag);
      if (settings !== undefined && Object.hasOwn(settings, member) && (member !== "tags" || isOwnTag)) {
        return settings.positionOf(pointer);
      }
      return member === "email" && isPattern ? organization.at : null;
    },
  };
}

function mergedTags(written: JsonObject, tags: AccountSettings["tags"]): { tags?: JsonObject } {
  const own = written["tags"];
  if (tags === undefined || (own !== undefined && !isObject(own))) {
    return {};
  }
  return { tags: { ...(own as JsonObject | undefined), ...tags } };
}

/** What AWS would not take of an account's e-mail address. */
export function emailFindings(email: unknown, address: Address, at: SourcePosition): Finding[] {
  const wrong = typeof email === "string" ? checkEmail(email) : null;
  if (wrong === null) {
    return [];
  }
  const detail = `\`${address}\`: \`${String(email)}\` ${wrong}.`;
  return [configFinding({ code: "bad-email", detail, fix: "Set another `email` for this key under `accounts:`." }, at)];
}

/** An account in the form that the rest of the tool sees, or null when a part of it is not a text that is known. */
export function expandedAccount(address: Address, blueprint: string, written: JsonObject): ExpandedAccount | null {
  const { name, email, ou, tags } = written;
  if (typeof name !== "string" || typeof email !== "string") {
    return null;
  }
  return {
    address,
    name,
    email,
    unit: typeof ou === "string" && ou !== "root" ? ou : null,
    tags: isObject(tags) ? Object.fromEntries(Object.entries(tags).map(([tag, value]) => [tag, String(value)])) : {},
    blueprint,
  };
}

/** Accounts that share a name, or an e-mail address in whatever case; AWS gives an address to one account only. */
export function sharedByAccounts(
  accounts: ReadonlyMap<AccountKey, ExpandedAccount>,
  positionOf: (key: AccountKey, member: "name" | "email") => SourcePosition,
): Finding[] {
  const shared = (member: "name" | "email", what: string, same: (text: string) => string) => {
    const seen = new Map<string, AccountKey>();
    return [...accounts].flatMap(([key, account]) => {
      const text = same(account[member]);
      const first = seen.get(text);
      seen.set(text, first ?? key);
      if (first === undefined) {
        return [];
      }
      const other = placeInFile(positionOf(first, member));
      const detail = `The accounts \`${first}\` (${other}) and \`${key}\` have the same ${what}: ${account[member]}.`;
      const fix = `Set another \`${member}\` for one of them under \`accounts:\`.`;
      return [problem("duplicate-account", positionOf(key, member), { detail, fix })];
    });
  };
  return [
    ...shared("email", "e-mail address", (text) => text.toLowerCase()),
    ...shared("name", "name", (text) => text),
  ];
}
