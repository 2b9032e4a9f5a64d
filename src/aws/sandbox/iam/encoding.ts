/**
 * A policy document as IAM's answers carry it: URL-encoded as RFC 3986 says, where `encodeURIComponent` leaves five
 * more characters as they are.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
 */
export function encodedDocument(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A document's size as IAM's quotas count it: white space is free. */
export function charactersOf(document: string): number {
  return document.replace(/\s/g, "").length;
}
