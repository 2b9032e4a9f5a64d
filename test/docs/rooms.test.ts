import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ROOMS } from "../../scripts/rooms/table.mjs";
import { code, page, tableRows } from "./pages.ts";

const rows = tableRows(page("docs/rooms.md"));
const names = ROOMS.map(({ name }) => name);

/** The rooms that a cell lists; one that lists everything is written in words. */
function roomsIn(cell: string, own: string): string[] {
  const others = names.filter((name) => name !== own);
  if (cell === "everything") {
    return others;
  }
  return cell === "everything but cli" ? others.filter((name) => name !== "cli") : listIn(cell);
}

function listIn(cell: string): string[] {
  return cell === "" ? [] : cell.split(", ").map((one) => one.replace(/^types of /, ""));
}

describe("docs/rooms.md", () => {
  it("lists every room", () => {
    expect(rows.map(([name]) => name).sort()).toEqual([...names].sort());
  });

  it.each(rows)("says what %s may import", (name, _where, _job, rooms = "", packages = "", io) => {
    const room = ROOMS.find((one) => one.name === name);
    expect(roomsIn(rooms, name ?? "").sort()).toEqual([...(room?.rooms ?? [])].sort());
    const allowed = [...(room?.packages ?? []), ...(room?.typePackages ?? [])];
    expect(listIn(packages).sort()).toEqual(allowed.sort());
    expect(io === "yes").toBe(room?.io === true);
  });

  it("names folders and files that exist, or that the table keeps a place for", () => {
    const missing = rows
      .flatMap(([name, where = ""]) => where.split(", ").map((path) => ({ name, path: code(path) })))
      .filter(({ path }) => !/[A-Z*]/.test(path) && !existsSync(path));
    expect(missing.filter(({ name }) => name !== "wizard")).toEqual([]);
  });
});
