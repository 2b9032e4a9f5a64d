import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { statementsWithSids } from "../../src/blueprints/guardrail-texts.ts";
import { shippedBlueprint } from "../../src/cli/shipped.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { page } from "./pages.ts";

/** `UPDATE_GOLDENS=1` writes the tables into the pages. */
const UPDATES = process.env["UPDATE_GOLDENS"] === "1";

type Tree = Readonly<Record<string, unknown>>;
type Table = readonly (readonly string[])[];

/** A statement, its name and what it stands in. */
interface Found {
  readonly name: string;
  readonly where: string;
  readonly statement: Tree;
}

const MARK = (name: string) => `<!-- table: ${name} -->`;

function entries(value: unknown): [string, Tree][] {
  return Object.entries((value ?? {}) as Readonly<Record<string, Tree>>);
}

/** Every statement in what a blueprint says about one thing, however deep. */
function statementsIn(where: string, value: unknown): Found[] {
  const statements = effectsIn(value).map((statement) => ({ id: where, statement: statement as JsonObject }));
  return statementsWithSids(statements).map((named, index) => {
    // A Sid may end with what it is about, as an account's id.
    return {
      name: String((named as Tree)["Sid"]).replace(/\$\{.*\}$/, ""),
      where,
      statement: statements[index]?.statement as Tree,
    };
  });
}

function effectsIn(value: unknown): Tree[] {
  if (Array.isArray(value)) {
    return value.flatMap(effectsIn);
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return "Effect" in value ? [value as Tree] : Object.values(value).flatMap(effectsIn);
}

function statementsOf(blueprint: Tree): Found[] {
  const guardrails = (blueprint["guardrails"] ?? []) as readonly Tree[];
  return [
    ...entries(blueprint["resources"]).flatMap(([name, resource]) => statementsIn(name, resource)),
    ...guardrails.flatMap((guardrail) => statementsIn(String(guardrail["id"]), guardrail)),
  ];
}

function tablesOf(name: string, blueprint: Tree): Readonly<Record<string, Table>> {
  const guardrails = (blueprint["guardrails"] ?? []) as readonly Tree[];
  return {
    parameters: [
      ["Parameter", "Type", "Default", "What is asked"],
      ...entries(blueprint["parameters"]).map(([parameter, { type, default: usual, ask }]) => [
        `\`${parameter}\``,
        String(type),
        `\`${JSON.stringify(usual ?? null)}\``,
        String(ask),
      ]),
      ...guardrails.map(({ switch: toggle, title }) => [`\`${toggle}\``, "boolean", "`true`", `Switches on: ${title}`]),
    ],
    resources: [
      ["Resource", "Kind", "Lives in"],
      ...entries(blueprint["resources"]).map(([resource, { kind, in: place }]) => {
        const { account, region } = (place ?? {}) as { account?: string; region?: string };
        const where = account?.startsWith("${") ? "several accounts" : (account ?? "the organization");
        return [`\`${name}/${resource}\``, `\`${kind}\``, [where, region].filter(Boolean).join(", ")];
      }),
    ],
    guardrails: [
      ["Guardrail", "Policy", "Type", "On", "Says", "Way out"],
      ...guardrails.map(({ id, group, type, attach, title, wayOut }) => [
        `\`${id}\``,
        `\`${name}-${group}\``,
        String(type).toUpperCase(),
        [attach].flat().join(", "),
        String(title),
        String(wayOut).trim(),
      ]),
    ],
    statements: [
      ["Statement", "In", "Effect", "Actions", "Only if"],
      ...statementsOf(blueprint).map(({ name: sid, where, statement }) => [
        `\`${sid}\``,
        `\`${where}\``,
        String(statement["Effect"]),
        actionsOf(statement),
        conditionsOf(statement),
      ]),
    ],
  };
}

function actionsOf(statement: Tree): string {
  const actions = [statement["Action"] ?? statement["NotAction"]].flat().map((action) => `\`${String(action)}\``);
  const [word, all] = statement["Action"] === undefined ? ["all but ", actions] : ["", actions];
  const shown = all.length > 4 ? [...all.slice(0, 3), `${all.length - 3} more`] : all;
  return `${word}${shown.join(", ")}`;
}

function conditionsOf({ Condition: conditions }: Tree): string {
  return entries(conditions)
    .flatMap(([operator, keys]) => Object.keys(keys).map((key) => `\`${key}\` (${operator})`))
    .join(", ");
}

function markdown(table: Table): string {
  const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const [head = [], ...rows] = table.map((row) => `| ${row.map(cell).join(" | ")} |`);
  return [head, `|${"---|".repeat(table[0]?.length ?? 0)}`, ...rows].join("\n");
}

function withTables(text: string, tables: Readonly<Record<string, Table>>): string {
  return Object.entries(tables).reduce(
    (written, [name, table]) =>
      written.replace(
        new RegExp(`${MARK(name)}(\\n\\n\\|[^]*?(?=\\n\\n))?`),
        () => `${MARK(name)}\n\n${markdown(table)}`,
      ),
    text,
  );
}

describe.each(["logging", "guardrails", "identity", "publishing", "tagging"])("docs/blueprints/%s.md", (name) => {
  const file = `docs/blueprints/${name}.md`;
  const text = page(file);
  const blueprint = parse(shippedBlueprint(name)) as Tree;

  it("has the tables that follow from the blueprint", () => {
    const now = withTables(text, tablesOf(name, blueprint));
    if (UPDATES) {
      writeFileSync(file, now);
    } else {
      expect(text).toBe(now);
    }
  });

  it("says why of every statement, and of no other", () => {
    const told = [...text.matchAll(/\*\*`(\w+)`\*\*/g)].map(([, sid = ""]) => sid);
    const there = statementsOf(blueprint).map(({ name: sid }) => sid);
    expect([...new Set(told)].sort()).toEqual([...new Set(there)].sort());
  });
});
