import { configFinding } from "../config/findings.ts";
import { readYaml, type YamlDocument } from "../config/strict-yaml.ts";
import { type Finding, hasErrors } from "../model/finding.ts";
import { isObject, type Json, pointerSegment } from "../model/json.ts";
import type { Blueprint, Check, Guardrail, ResourceDeclaration } from "./blueprint.ts";
import { checkReferences, RESERVED_NAMES } from "./check-references.ts";
import { problem } from "./findings.ts";
import {
  blueprintFormat,
  FORMAT_KEYS,
  type WrittenBlueprint,
  type WrittenCheck,
  type WrittenGuardrail,
  type WrittenResource,
} from "./format.ts";
import { misfitsOf } from "./issues.ts";
import { loadParameters } from "./load-parameters.ts";
import type { Node } from "./node.ts";
import { parseNode } from "./parse-node.ts";
import { parseRef } from "./template-parser.ts";

/**
 * A blueprint, or null when it cannot be read; all errors are among the findings. One whose references lead nowhere can
 * be read, so that what else is wrong with it is found in the same run.
 */
export interface LoadedBlueprint {
  readonly blueprint: Blueprint | null;
  readonly findings: readonly Finding[];
}

/**
 * Reads a blueprint: its form, its templates, and every reference that can be followed without an organization file.
 *
 * @param file the name that positions carry
 * @param text YAML
 */
export function loadBlueprint(file: string, text: string): LoadedBlueprint {
  const { document, findings } = readYaml(file, text);
  if (document === null) {
    return { blueprint: null, findings };
  }
  const parsed = blueprintFormat.safeParse(document.value);
  if (!parsed.success) {
    const misfits = misfitsOf(parsed.error, document.value, FORMAT_KEYS).filter(
      ({ pointer }) => !document.isUnread(pointer),
    );
    const found = misfits.map(({ pointer, onKey, ...misfit }) =>
      configFinding(misfit, onKey ? document.keyPositionOf(pointer) : document.positionOf(pointer)),
    );
    return { blueprint: null, findings: [...findings, ...found, ...templateFindings(document)] };
  }
  const all = [...findings];
  const blueprint = build(parsed.data, { document, findings: all });
  const isReadable = !hasErrors(all);
  all.push(...checkReferences(blueprint));
  return { blueprint: isReadable ? blueprint : null, findings: all };
}

/** A file being loaded: where things stand in it, and what was found so far. */
interface Loading {
  readonly document: YamlDocument;
  readonly findings: Finding[];
}

/** What is wrong with the templates of a file that has not the form of a blueprint. */
function templateFindings(document: YamlDocument): Finding[] {
  const findings: Finding[] = [];
  if (isObject(document.value)) {
    for (const section of ["values", "resources", "checks", "guardrails"]) {
      parseNode((document.value[section] ?? null) as Json, `/${section}`, document, findings);
    }
  }
  return findings;
}

function build(written: WrittenBlueprint, loading: Loading): Blueprint {
  const { document, findings } = loading;
  if (RESERVED_NAMES.includes(written.blueprint)) {
    findings.push(
      problem("blueprint-reserved-name", document.positionOf("/blueprint"), {
        detail: `\`${written.blueprint}\` already means something in templates.`,
        fix: "Give the blueprint another name.",
      }),
    );
  }
  const guardrails = (written.guardrails ?? []).map((guardrail, index) => guardrailOf(guardrail, index, loading));
  const resources = Object.entries(written.resources ?? {}).map(([name, resource]): [string, ResourceDeclaration] => [
    name,
    resourceOf(name, resource, written.blueprint, loading),
  ]);
  const values = Object.entries(written.values ?? {}).map(([name, value]): [string, Node] => [
    name,
    parseNode(value, `/values/${pointerSegment(name)}`, document, findings),
  ]);
  return {
    file: document.file,
    name: written.blueprint,
    title: written.title,
    description: written.description ?? "",
    costs: written.costs ?? "",
    parameters: loadParameters(written.parameters ?? {}, guardrails, document, findings),
    values: new Map(values),
    resources: new Map(resources),
    checks: (written.checks ?? []).map((check, index) => checkOf(check, index, loading)),
    guardrails,
    at: document.positionOf("/blueprint"),
  };
}

function resourceOf(name: string, written: WrittenResource, blueprint: string, loading: Loading): ResourceDeclaration {
  const { document, findings } = loading;
  const pointer = `/resources/${name}`;
  const node = (value: Json | undefined, path: string): Node | null =>
    value === undefined ? null : parseNode(value, `${pointer}/${path}`, document, findings);
  return {
    name,
    kind: written.kind,
    kindAt: document.positionOf(`${pointer}/kind`),
    in: { account: node(written.in?.account, "in/account"), region: node(written.in?.region, "in/region") },
    forEach: levelsOf(written, pointer, loading),
    when: node(written.when, "when"),
    after: afterOf(written.after ?? [], `${pointer}/after`, blueprint, loading),
    properties: parseNode(written.properties ?? {}, `${pointer}/properties`, document, findings),
    at: document.keyPositionOf(pointer),
  };
}

/** What is gone through: one thing, or several inside of each other. */
function levelsOf(
  { forEach, through }: Pick<WrittenResource, "forEach" | "through">,
  pointer: string,
  loading: Loading,
) {
  const { document, findings } = loading;
  if (forEach !== undefined && through !== undefined) {
    const detail = "`forEach` and `through` both say what is gone through.";
    findings.push(
      problem("blueprint-format", document.keyPositionOf(`${pointer}/through`), { detail, fix: "Keep one." }),
    );
  }
  const levels = through ?? (forEach === undefined ? [] : [forEach]);
  return levels.map((level: Json, index) => {
    return parseNode(
      level,
      through === undefined ? `${pointer}/forEach` : `${pointer}/through/${index}`,
      document,
      findings,
    );
  });
}

function checkOf(written: WrittenCheck, index: number, loading: Loading): Check {
  const { document, findings } = loading;
  const pointer = `/checks/${index}`;
  const node = (name: "holds" | "detail" | "fix") => parseNode(written[name], `${pointer}/${name}`, document, findings);
  const perhaps = (name: "when" | "at") => {
    const value = written[name];
    return value === undefined ? null : parseNode(value, `${pointer}/${name}`, document, findings);
  };
  return {
    forEach: levelsOf(written, pointer, loading),
    ...{ when: perhaps("when"), holds: node("holds"), at: perhaps("at") },
    severity: written.severity ?? "error",
    ...{ detail: node("detail"), fix: node("fix") },
    declaredAt: document.positionOf(pointer),
  };
}

/** A name alone is a resource of the same blueprint. */
function afterOf(written: string | readonly string[], pointer: string, blueprint: string, loading: Loading) {
  const { document, findings } = loading;
  const texts = typeof written === "string" ? [written] : written;
  return texts.flatMap((text, index) => {
    const at = document.positionOf(typeof written === "string" ? pointer : `${pointer}/${index}`);
    const parsed = parseRef(/^[a-z][a-z0-9-]*(\[|$)/.test(text) ? `${blueprint}.${text}` : text);
    if ("ref" in parsed) {
      return [{ ref: parsed.ref, at }];
    }
    const detail = `At character ${parsed.problem.column} of \`${text}\`: ${parsed.problem.detail}`;
    findings.push(problem("template-syntax", at, { detail, fix: 'Write a resource as in `logging.bucket["key"]`.' }));
    return [];
  });
}

function guardrailOf(written: WrittenGuardrail, index: number, loading: Loading): Guardrail {
  const { document, findings } = loading;
  const pointer = `/guardrails/${index}`;
  const { id, group, type, title, wayOut } = written;
  return {
    ...{ id, group, type, title, wayOut },
    switch: written.switch ?? null,
    attach: parseNode(written.attach, `${pointer}/attach`, document, findings),
    statements: parseNode(written.statements, `${pointer}/statements`, document, findings),
    order: written.order ?? "last",
    at: document.positionOf(pointer),
  };
}
