/**
 * What a terminal would obey instead of show, or show in another place or not at all: C0 and C1 controls (ESC and the
 * line breaks among them), soft hyphen, marks and overrides of writing direction (Unicode UAX 9), zero-width characters, line and
 * paragraph separators, invisible tag characters, and halves of surrogate pairs.
 */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this finds
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Surrogate}]/gu;

/** Older runners of GitHub Actions and Azure Pipelines take commands from anywhere in a line. */
const COMMAND = /##(?:vso)?\[/g;

/** A line that begins so is a command to GitHub Actions. */
const COMMAND_START = /^(\s*):(?=:)/;

/**
 * `text` as one line that says what it contains and does nothing: each character that a terminal would not simply show
 * becomes its escape, as in `\u{1b}`. Everything that comes from AWS or from files passes through here on its way out.
 */
export function plain(text: string): string {
  return text.replace(UNSAFE, escaped).replace(COMMAND, (start) => start.replace("[", escaped));
}

/**
 * `value` as JSON that a terminal only shows: the same value, with JSON's own escapes for what `plain` escapes.
 *
 * @param indent columns of each level; 0 for all on one line
 */
export function plainJson(value: unknown, indent = 2): string {
  const unit = (code: string) => `\\u${code.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const units = (text: string) => text.split("").map(unit).join("");
  const lines = (JSON.stringify(value, null, indent) ?? "null").split("\n");
  return lines
    .map((line) => line.replace(UNSAFE, units).replace(COMMAND, (start) => start.replace("[", unit)))
    .join("\n");
}

/**
 * A line of what is printed such that GitHub Actions does not obey it when it is printed into a log.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function withoutCommand(line: string): string {
  return line.replace(COMMAND_START, (_, space: string) => space + escaped(":"));
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
