const DIGEST = /[0-9a-f]{64}/g;
const MOMENT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/**
 * A report as goldens hold it: without what changes from run to run (when it was made, and the digest, which covers the
 * shipped blueprints), and without its style and script, which have tests of their own.
 */
export function comparableReport(text: string): string {
  return text
    .replace(/<(style|script)>[\s\S]*?<\/\1>/g, "<$1></$1>")
    .replace(/sha256-[^&]+/g, "sha256-(of it)")
    .replace(DIGEST, "(digest of the plan)")
    .replace(MOMENT, "(when it was made)");
}
