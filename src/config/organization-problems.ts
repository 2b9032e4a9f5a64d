import { ACCOUNT_PLACEHOLDER } from "./email.ts";
import type { Problem } from "./findings.ts";
import { quoted } from "./printable.ts";

/** `{account}` somewhere else than in the e-mail pattern. */
export const MISPLACED: Problem = {
  code: "misplaced-account-placeholder",
  detail: `${ACCOUNT_PLACEHOLDER} is filled in only in \`organization.email\`; here it would stay as it is.`,
  fix: "Write the text out.",
};

/** An empty list of regions. */
export const NO_REGIONS: Problem = {
  code: "no-regions",
  detail: "`organization.regions` is empty: nobody could work anywhere.",
  fix: "List at least the home region.",
};

/** A move from an address to the same. */
export const MOVE_TO_ITSELF: Problem = {
  code: "bad-move",
  detail: "Both addresses of this move are the same.",
  fix: "Correct one of them, or remove the move.",
};

/** A key like those that mark what is known only later. */
export function dollarKey(key: string): Problem {
  return {
    code: "dollar-key",
    detail: `The key ${quoted(key)} begins with $, as the marks for values that are known only later do.`,
    fix: "Change the key. There are no expressions in this file; they belong into blueprints.",
  };
}

/** A region listed twice. */
export function duplicateRegion(region: string): Problem {
  return {
    code: "duplicate-region",
    detail: `${quoted(region)} is already in the list.`,
    fix: "Remove one of the two.",
  };
}

/** A home region in which nobody may work. */
export function homeNotListed(home: string): Problem {
  return {
    code: "home-region-not-listed",
    detail: `${quoted(home)} is the home region, but nobody may work there: it is not in \`organization.regions\`.`,
    fix: `Add ${quoted(home)} to \`organization.regions\`, or choose one of those as the home region.`,
  };
}

/** Two uses of blueprints under one name. */
export function duplicateInstance(name: string): Problem {
  return {
    code: "duplicate-instance",
    detail: `${quoted(name)} is used before in this list. The instance's name begins the address of all it makes.`,
    fix: "Give one of the two a name of its own with `as:`, or remove it.",
  };
}

/** A key of `accounts` that no account can have. */
export function badAccountKey(key: string): Problem {
  return {
    code: "bad-account-key",
    detail: `${quoted(key)} is not an account's key: letters, digits and . _ @ + = -, beginning with a letter or digit, at most 64.`,
    fix: "Write the key under which a blueprint makes the account, as in logging or shop-dev.",
  };
}

/** A setting that the management account cannot have. */
export function managementSetting(setting: string): Problem {
  return {
    code: "management-setting",
    detail: `The management account is there before this tool; its \`${setting}\` is not set from here.`,
    fix: "Remove it. Only `tags` may be set on the management account.",
  };
}

/** An address by the pattern that AWS would refuse; `wrong` ends a sentence that begins with it. */
export function badDerivedEmail(key: string, email: string, wrong: string): Problem {
  return {
    code: "bad-email",
    detail: `The e-mail pattern gives the account ${quoted(key)} the address ${quoted(email)}, which ${wrong}.`,
    fix: "Set `email:` for this account, or change `organization.email`.",
  };
}

/** One address for two accounts. */
export function duplicateEmail(email: string, owner: string, key: string): Problem {
  return {
    code: "duplicate-email",
    detail: `The accounts ${quoted(owner)} and ${quoted(key)} both have ${quoted(email)}, upper and lower case aside. AWS takes an address once.`,
    fix: "Give one of the two another `email:`.",
  };
}

/** One address on the same side of two moves. */
export function repeatedMove(side: "from" | "to", address: string): Problem {
  return {
    code: "bad-move",
    detail: `${quoted(address)} is already the \`${side}\` of another move. A thing has one address at a time.`,
    fix: "Keep the one move that is meant.",
  };
}
