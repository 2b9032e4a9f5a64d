// Makes docs/images/init.svg: `orgwright init` as it stands on a terminal's screen, after the keys that a person would
// press. Needs the built command (`npm run build`).

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cell, openScreen, type Screen } from "../test/support/screen.ts";

const FILE = "docs/images/init.svg";
const [COLUMNS, ROWS] = [80, 44];
const [CELL_WIDTH, LINE_HEIGHT, FONT_SIZE, MARGIN] = [8.4, 18, 14, 16];
const [BACKGROUND, TEXT] = ["#16161d", "#d8d8e0"];

/** The 16 colours of a terminal, light enough to be read on the dark ground. */
const COLOURS = ["#8a8a99", "#ff7b72", "#7ee787", "#e3b341", "#79c0ff", "#d2a8ff", "#76e3ea", "#d8d8e0"];

async function converse(screen: Screen): Promise<void> {
  const go = async (shown: string, typed = "\r") => {
    await screen.until(shown);
    screen.type(typed);
  };
  await go("? Which blueprints shall make up the organization?");
  await go("? At which e-mail addresses", "aws+{account}@acme.example\r");
  for (let section = 0; ; section += 1) {
    await screen.until((shown) => (shown.match(/^✔ /gm) ?? []).length === 2 + section && /^\? /m.test(shown));
    if (screen.text().includes("? Which workload accounts")) {
      break;
    }
    screen.type("\r");
  }
  for (const [account, down] of [
    ["shop-dev", 0],
    ["shop-prod", 1],
  ] as const) {
    screen.press("down");
    screen.type("\r");
    await go("? Key of the new account", `${account}\r`);
    await go(`? In which unit shall ${account} stand?`, "\u001b[B".repeat(down));
    screen.type("\r");
    await screen.until(`${account}  ou: workloads/`);
  }
  screen.press("down");
  await screen.until((shown) => /❯ Add one/.test(shown));
}

function svg(rows: readonly (readonly Cell[])[]): string {
  const used = rows.slice(0, rows.findLastIndex((row) => row.some(({ text }) => text !== " ")) + 1);
  const width = MARGIN * 2 + COLUMNS * CELL_WIDTH;
  const height = MARGIN * 2 + used.length * LINE_HEIGHT;
  const lines = used.map((row, index) => lineSvg(row, MARGIN + (index + 1) * LINE_HEIGHT - 5));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="orgwright init in a terminal">`,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="${FONT_SIZE}" xml:space="preserve">`,
    ...lines,
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

/** A row as pieces of one colour, each at its column, so that no font can push them apart. */
function lineSvg(row: readonly Cell[], y: number): string {
  const pieces: { start: number; cells: Cell[] }[] = [];
  for (const [column, cell] of row.entries()) {
    const last = pieces.at(-1);
    if (last !== undefined && styleOf(last.cells[0]) === styleOf(cell)) {
      last.cells.push(cell);
    } else {
      pieces.push({ start: column, cells: [cell] });
    }
  }
  return pieces.map(({ start, cells }) => pieceSvg(start, cells, y)).join("");
}

/** White space at the ends is left out: pictures would draw it together. */
function pieceSvg(start: number, cells: readonly Cell[], y: number): string {
  const whole = cells.map(({ text }) => text).join("");
  const text = whole.trim();
  if (text === "") {
    return "";
  }
  const column = start + whole.length - whole.trimStart().length;
  const x = (MARGIN + column * CELL_WIDTH).toFixed(1);
  const length = (text.length * CELL_WIDTH).toFixed(1);
  const size = `textLength="${length}" lengthAdjust="spacingAndGlyphs"`;
  return `<text x="${x}" y="${y}" ${size} ${styleOf(cells[0])}>${escaped(text)}</text>`;
}

function styleOf(cell: Cell | undefined): string {
  const colour = cell?.colour ?? null;
  const fill = colour === null ? TEXT : (COLOURS[colour % COLOURS.length] ?? TEXT);
  return `fill="${fill}"${cell?.bold === true ? ' font-weight="bold"' : ""}${cell?.dim === true ? ' opacity="0.7"' : ""}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const folder = mkdtempSync(join(tmpdir(), "acme-"));
const screen = openScreen({ args: ["init", "--sandbox"], cwd: folder, columns: COLUMNS, rows: ROWS });
try {
  await converse(screen);
  writeFileSync(FILE, svg(screen.rows()));
  console.log(`${FILE} written`);
} finally {
  screen.kill();
  rmSync(folder, { recursive: true, force: true });
}
