/**
 * What a terminal would obey instead of show, or show in another place or not at all: C0 and C1 controls (ESC and the
 * line breaks among them), soft hyphen, marks and overrides of writing direction (Unicode UAX 9), zero-width characters, line and
 * paragraph separators, invisible tag characters, and halves of surrogate pairs.
 */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this finds
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Surrogate}]/gu;

/**
 * `text` as one line that says what it contains and does nothing: each character that a terminal would not simply show
 * becomes its escape, as in `\u{1b}`. Everything that comes from AWS or from files passes through here on its way out.
 */
export function plain(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
