import type { ProofMatrix, RowExplanation, RowResult, RowVerdict } from "../model/proof.ts";
import { BLANK, type Line, line, renderLines, span, type TextOptions, type Tone, widthOf } from "./text-line.ts";

const COLUMNS: readonly (readonly [verdict: RowVerdict, heading: string, tone: Tone])[] = [
  ["denied", "denied", "good"],
  ["denied-only-if", "only if", "careful"],
  ["inconclusive", "unclear", "careful"],
  ["open", "open", "bad"],
  ["allowed", "works", "good"],
  ["broken", "broken", "bad"],
  ["not-applicable", "n/a", "faint"],
  ["vacuous", "vacuous", "careful"],
  ["not-provable", "beyond", "faint"],
];

const LEGEND: Readonly<Partial<Record<RowVerdict, string>>> = {
  "denied-only-if": "only if: denied unless what is not known of the request lets it through",
  inconclusive: "unclear: it hangs on texts or rules that are not known",
  "not-applicable": "n/a: no blueprint makes what the row is about",
  vacuous: "vacuous: denied without any guardrail too, so that it proves nothing",
  "not-provable": "beyond: only in the management account, which no guardrail binds",
};

/** What catalogues came to, as a terminal shows it: a table by category, then every row that is not as it should be. */
export function proofText(results: readonly RowResult[], matrix: ProofMatrix, options: TextOptions): string {
  const attacks = results.filter(({ expected }) => expected === "deny");
  const mustStay = results.filter(({ expected }) => expected === "allow");
  const blocks = [
    tableLines("Attacks, which must be denied", attacks),
    matrixLines(matrix),
    tableLines("What must keep working", mustStay),
    legendLines(results),
    rowsLines("Open", results, ["open"]),
    rowsLines("Broken", results, ["broken"]),
    rowsLines("Not proved", results, ["denied-only-if", "inconclusive", "vacuous"]),
    [line(0, [span(proofSentence(results), "strong")])],
  ].filter((block) => block.length > 0);
  return renderLines(
    blocks.flatMap((block, index) => (index === 0 ? block : [BLANK, ...block])),
    options,
  );
}

/** The result in one sentence. */
export function proofSentence(results: readonly RowResult[]): string {
  const count = (expected: RowResult["expected"], ...verdicts: RowVerdict[]) =>
    results.filter((row) => row.expected === expected && (verdicts.length === 0 || verdicts.includes(row.verdict)))
      .length;
  const { attacks, mustStay } = {
    attacks: count("deny") - count("deny", "not-applicable"),
    mustStay: count("allow") - count("allow", "not-applicable"),
  };
  return [
    `${count("deny", "denied")} of ${attacks} attacks are denied, ${count("deny", "open")} are open;`,
    `${count("allow", "allowed")} of ${mustStay} things that must keep working do.`,
  ].join(" ");
}

function tableLines(title: string, results: readonly RowResult[]): Line[] {
  const used = COLUMNS.filter(([verdict]) => results.some((row) => row.verdict === verdict));
  const categories = [...new Set(results.map(({ category }) => category))];
  const first = Math.max(...categories.map(widthOf), 0) + 2;
  const cells = (texts: readonly (readonly [string, Tone])[], name: string) =>
    line(2, [span(name.padEnd(first)), ...texts.map(([text, tone]) => span(text.padStart(9), tone))]);
  const counts = (rows: readonly RowResult[]) =>
    used.map(([verdict, , tone]) => {
      const count = rows.filter((row) => row.verdict === verdict).length;
      return [count === 0 ? "." : String(count), count === 0 ? "faint" : tone] as const;
    });
  return results.length === 0
    ? []
    : [
        line(0, [span(title, "strong")]),
        cells(
          used.map(([, heading]) => [heading, "faint"]),
          "",
        ),
        ...categories.map((category) => cells(counts(results.filter((row) => row.category === category)), category)),
        cells(counts(results), "all"),
      ];
}

/** So many accounts' columns fit; the rest is in the JSON form. */
const MOST_COLUMNS = 6;

/** Denied of concerned, for each category and each group of accounts that are alike. */
function matrixLines({ columns, rows }: ProofMatrix): Line[] {
  const shown = columns.slice(0, MOST_COLUMNS);
  const names = shown.map((accounts) => {
    const [first, ...others] = accounts;
    return first === undefined ? "elsewhere" : others.length === 0 ? first : `${first} +${others.length}`;
  });
  const widths = names.map((name) => Math.max(widthOf(name), "100/100".length) + 2);
  const first = Math.max(...rows.map(({ category }) => widthOf(category)), 0) + 2;
  const row = (name: string, cells: readonly (readonly [string, Tone])[]) =>
    line(2, [
      span(name.padEnd(first)),
      ...cells.map(([text, tone], index) => span(text.padStart(widths[index] ?? 0), tone)),
    ]);
  return rows.length === 0
    ? []
    : [
        line(0, [span("Attacks denied, by account", "strong")]),
        row(
          "",
          names.map((name) => [name, "faint"]),
        ),
        ...rows.map(({ category, cells }) =>
          row(
            category,
            cells.slice(0, MOST_COLUMNS).map(({ denied, concerned }) => {
              const tone = concerned === 0 ? "faint" : denied === concerned ? "good" : "bad";
              return [concerned === 0 ? "." : `${denied}/${concerned}`, tone] as const;
            }),
          ),
        ),
        ...(columns.length > MOST_COLUMNS
          ? [line(2, [span(`${columns.length - MOST_COLUMNS} more columns are in --format json`, "faint")])]
          : []),
      ];
}

function legendLines(results: readonly RowResult[]): Line[] {
  return COLUMNS.flatMap(([verdict]) => {
    const text = LEGEND[verdict];
    return text === undefined || !results.some((row) => row.verdict === verdict)
      ? []
      : [line(2, [span(text, "faint")])];
  });
}

function rowsLines(title: string, results: readonly RowResult[], verdicts: readonly RowVerdict[]): Line[] {
  const rows = results.filter(({ verdict }) => verdicts.includes(verdict));
  return rows.length === 0
    ? []
    : [line(0, [span(title, "strong")]), ...rows.flatMap((row) => rowLines(row, whereOf(row)))];
}

function whereOf({ account, premise }: RowResult): string {
  const where = [...(account === null ? [] : [`in ${account}`]), ...(premise === "as-planned" ? [] : [premise])];
  return where.length === 0 ? "" : ` (${where.join(", ")})`;
}

/** One row, case by case and layer by layer. */
export function explanationText(
  row: Pick<RowResult, "id" | "source" | "asks">,
  cases: readonly RowExplanation[],
  options: TextOptions,
): string {
  const head = [line(0, [span(row.id, "strong"), span(`: ${row.asks}`)]), line(0, [span(row.source, "faint")])];
  const blocks = cases.flatMap(({ layers, ...one }) => [
    BLANK,
    ...rowLines({ ...one, id: one.account === null ? one.premise : `${one.premise}, in ${one.account}` }),
    ...(layers.length === 0 ? [] : [line(4, [span("layer by layer", "faint")])]),
    ...layers.map((layer) => line(6, [span(layer)])),
  ]);
  return renderLines([...head, ...blocks], options);
}

type ToldRow = Pick<RowResult, "id" | "verdict" | "because" | "waiver">;

/** One row: what is asked, where it was worst, and why. */
function rowLines({ id, verdict, because, waiver }: ToldRow, where = ""): Line[] {
  return [
    line(2, [span(id, "strong"), span(` ${verdict}`), span(where, "faint")]),
    ...because.map((reason) => line(6, [span(reason)])),
    ...(waiver === undefined ? [] : [line(6, [span(`waived: ${waiver}`, "careful")])]),
  ];
}
