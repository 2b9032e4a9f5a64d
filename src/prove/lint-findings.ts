import type { Address } from "../model/address.ts";
import type { Finding } from "../model/finding.ts";
import { isObject, type Json } from "../model/json.ts";
import type { SourcePosition } from "../model/position.ts";
import type { Resource } from "../model/resource.ts";
import { type LintContext, lintPolicy } from "../policy/lint/lint.ts";
import type { LintedGrammar } from "../policy/lint/parts.ts";
import { LINT_SUMMARIES, type LintProblem } from "../policy/lint/problem.ts";

/** A policy that somebody wrote, and where it stands in a resource. */
interface Written {
  readonly grammar: LintedGrammar;
  readonly path: string;
  readonly document: Json;
}

/**
 * What the policies of these resources hardly mean, each thing once however many resources are made from one place.
 *
 * @param writtenAt where somebody wrote the part of a resource's properties at a JSON Pointer
 */
export function lintFindings(
  resources: readonly Resource[],
  around: LintContext,
  writtenAt: (address: Address, pointer: string) => SourcePosition | null,
): Finding[] {
  const found = new Map<string, Finding>();
  const problemsOf = lintEachOnce(around);
  for (const resource of resources) {
    for (const policy of policiesIn(resource)) {
      const { path } = policy;
      for (const problem of problemsOf(policy)) {
        const at = writtenAt(resource.address, `${path}${problem.path}`) ?? resource.declaredAt;
        const { file, line, column } = at;
        const name = [problem.code, file, line, column, path, problem.path].join("\n");
        const detail = `${resource.address}, at ${path}${problem.path}: ${problem.detail}`;
        const summary = LINT_SUMMARIES[problem.code];
        const finding: Finding = {
          code: problem.code,
          severity: "warning",
          summary,
          detail,
          fix: problem.fix,
          at,
        };
        found.set(name, found.get(name) ?? finding);
      }
    }
  }
  return [...found.values()];
}

/** Resources that are wished for in the same words share their documents, such as the roles that every account has. */
function lintEachOnce(around: LintContext): (policy: Written) => readonly LintProblem[] {
  const known = new Map<Json, { readonly grammar: LintedGrammar; readonly problems: readonly LintProblem[] }>();
  return ({ grammar, document }) => {
    const before = known.get(document);
    if (before?.grammar === grammar) {
      return before.problems;
    }
    const problems = lintPolicy(grammar, document, around);
    known.set(document, { grammar, problems });
    return problems;
  };
}

const GRAMMARS: Readonly<Record<string, LintedGrammar>> = {
  SERVICE_CONTROL_POLICY: "scp",
  RESOURCE_CONTROL_POLICY: "rcp",
};

function policiesIn({ kind, properties }: Resource): Written[] {
  const { document, trust, policy, inline, type } = properties as Readonly<Record<string, Json | undefined>>;
  const grammar = kind === "organization-policy" ? GRAMMARS[String(type)] : "identity";
  const named = isObject(inline) ? Object.entries(inline as Readonly<Record<string, Json>>) : [];
  return [
    ...(grammar === undefined ? [] : written(grammar, "/document", document)),
    ...written("trust", "/trust", trust),
    ...written("resource", "/policy", policy),
    ...named.flatMap(([name, one]) => written("identity", `/inline/${name}`, one)),
  ];
}

function written(grammar: LintedGrammar, path: string, document: Json | undefined): Written[] {
  return isObject(document) ? [{ grammar, path, document: document as Json }] : [];
}
