/**
 * Whether AWS takes this address for a new account.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html (Email)
 */
export function isUsableEmail(email: string): boolean {
  const [local, domain, ...more] = email.split("@");
  if (local === undefined || domain === undefined || more.length > 0) {
    return false;
  }
  return isLocalPart(local) && isDomain(domain);
}

function isLocalPart(local: string): boolean {
  return local !== "" && !local.startsWith(".") && /^[!-~]+$/.test(local) && !/["'()<>[\]:;,\\|%&]/.test(local);
}

function isDomain(domain: string): boolean {
  return /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(domain) && domain.includes(".");
}
