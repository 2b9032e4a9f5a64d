/** A tag as services carry it. */
interface TagText {
  readonly key: string;
  readonly value: string;
}

/** What is wrong with tags: which of the rules that nearly all services share is broken. */
type TagFault = { readonly fault: "key" | "value" | "reserved" | "duplicate" | "many"; readonly key: string };

const MOST = 50;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * What tags a thing has once these are added, or what is wrong with them: at most 50, keys of 1 to 128 and values of 0 to
 * 256 characters, `aws:` being AWS's own.
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html#tag-conventions
 */
function tagsWith(
  present: Readonly<Record<string, string>>,
  added: readonly TagText[],
): { readonly tags: Record<string, string> } | TagFault {
  const tags = { ...present };
  const seen = new Set<string>();
  for (const { key, value } of added) {
    if (key === "" || key.length > 128 || !ALLOWED.test(key)) {
      return { fault: "key", key };
    }
    if (/^aws:/i.test(key)) {
      return { fault: "reserved", key };
    }
    if (value.length > 256 || !ALLOWED.test(value)) {
      return { fault: "value", key };
    }
    if (seen.has(key)) {
      return { fault: "duplicate", key };
    }
    seen.add(key);
    tags[key] = value;
  }
  return Object.keys(tags).length > MOST ? { fault: "many", key: "" } : { tags };
}

/** A tag of a request: some services write its members in capitals. */
export interface SentTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}

/**
 * A service's check of tags: given those present and those of a request, it returns what tags the thing has afterwards, or
 * refuses as that service does.
 */
export function tagCheck(refusals: {
  readonly tooMany: () => never;
  readonly invalid: (message: string) => never;
}): (present: Readonly<Record<string, string>>, sent: readonly SentTag[]) => Record<string, string> {
  return (present, sent) => {
    const result = tagsWith(
      present,
      sent.map(({ Key = "", Value = "", key = Key, value = Value }) => ({ key, value })),
    );
    if ("tags" in result) {
      return result.tags;
    }
    return result.fault === "many"
      ? refusals.tooMany()
      : refusals.invalid(`The tag ${result.key} is not valid (${result.fault}).`);
  };
}
