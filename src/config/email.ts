/** What stands for an account's key in the e-mail pattern. */
export const ACCOUNT_PLACEHOLDER = "{account}";

const SHORTEST = 6;
const LONGEST = 64;
const BAD_IN_LOCAL_PART = /[\s"'()<>[\]:;,\\|%&]/;
const EXAMPLE_KEY = "logging";

/**
 * What is wrong with a member account's e-mail address by the rules of CreateAccount, as the end of a sentence that
 * begins with the address; null when nothing is.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 */
export function checkEmail(email: string): string | null {
  if (!/^[\u0020-\u007e]*$/.test(email)) {
    return "has characters other than those of 7-bit ASCII";
  }
  if (email.length < SHORTEST || email.length > LONGEST) {
    return `has ${email.length} characters; AWS takes ${SHORTEST} to ${LONGEST}`;
  }
  const [local = "", domain, ...more] = email.split("@");
  if (domain === undefined || more.length > 0) {
    return "does not have exactly one @";
  }
  return checkLocalPart(local) ?? checkDomain(domain);
}

function checkLocalPart(local: string): string | null {
  if (local === "" || local.startsWith(".")) {
    return local === "" ? "has nothing before the @" : "begins with a dot";
  }
  const bad = BAD_IN_LOCAL_PART.exec(local);
  return bad === null ? null : `has ${bad[0] === " " ? "a space" : `the character ${bad[0]}`} before the @`;
}

function checkDomain(domain: string): string | null {
  if (!/^[A-Za-z0-9.-]+$/.test(domain)) {
    return "may have only letters, digits, dots and hyphens after the @";
  }
  if (/^[.-]|[.-]$/.test(domain)) {
    return "has a domain that begins or ends with a dot or a hyphen";
  }
  return domain.includes(".") ? null : "has a domain without a dot";
}

/** The address of the account with this key, by the file's pattern. It still has to pass `checkEmail`. */
export function accountEmail(pattern: string, key: string): string {
  return pattern.replace(ACCOUNT_PLACEHOLDER, () => key);
}

/** What is wrong with an e-mail pattern, as the end of a sentence that begins with it; null when nothing is. */
export function checkEmailPattern(pattern: string): string | null {
  const count = pattern.split(ACCOUNT_PLACEHOLDER).length - 1;
  if (count !== 1) {
    return count === 0 ? `lacks ${ACCOUNT_PLACEHOLDER}` : `has ${ACCOUNT_PLACEHOLDER} ${count} times; once is meant`;
  }
  const example = accountEmail(pattern, EXAMPLE_KEY);
  const wrong = checkEmail(example);
  return wrong === null ? null : `gives for the account "${EXAMPLE_KEY}" an address that ${wrong}`;
}
