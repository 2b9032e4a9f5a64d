import type { Text } from "../../model/deferred.ts";
import type { Context } from "./context.ts";
import { boundMatches, type Glob } from "./glob.ts";
import { anyMatches, matchTemplate } from "./match.ts";
import { type Template, templateOf } from "./template.ts";
import { type Truth, YES } from "./truth.ts";

/** The `Resource` or `NotResource` of a statement. */
export interface ResourceMatcher {
  readonly negated: boolean;
  /** Null where a statement names none: it is about whatever its policy hangs on. */
  readonly templates: readonly Template[] | null;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
export function resourceMatcher(
  resource: readonly Text[] | undefined,
  notResource: readonly Text[] | undefined,
  variables: boolean,
): ResourceMatcher {
  const texts = resource ?? notResource;
  const rulesFor = (text: Text) => ({ variables, wildcards: true, from: lastSegment(text) });
  return {
    negated: resource === undefined && notResource !== undefined,
    templates: texts?.map((text) => templateOf(text, rulesFor(text))) ?? null,
  };
}

/** Variables are filled in only after the fifth colon (IAM policy elements: Variables and tags, Resource element). */
function lastSegment(text: Text): number {
  return typeof text === "string" ? (/^(?:[^:]*:){5}/.exec(text)?.[0].length ?? text.length) : 0;
}

/** Whether the statement is about this resource, `*` for actions that have none. */
export function resourceMatches(matcher: ResourceMatcher, resource: string, context: Context): Truth {
  const { templates } = matcher;
  if (templates === null) {
    return YES;
  }
  const matches = (glob: Glob) => boundMatches(glob, resource);
  return anyMatches(
    templates.length,
    (index) => matchTemplate(templates[index] as Template, context, matches),
    matcher.negated,
  );
}
