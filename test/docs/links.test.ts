import { existsSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import { describe, expect, it } from "vitest";
import { page, pages } from "./pages.ts";

interface Link {
  readonly href: string;
  readonly path: string;
  readonly anchor: string | null;
}

/** The relative links of a page, code left out. */
function linksOf(file: string): Link[] {
  const text = page(file)
    .replace(/^```.*?^```$/gms, "")
    .replace(/`[^`\n]*`/g, "");
  return [...text.matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)]
    .map(([, href = ""]) => href)
    .filter((href) => !/^[a-z]+:/.test(href))
    .map((href) => {
      const [path = "", anchor = null] = href.split("#");
      return { href, path: path === "" ? file : normalize(join(dirname(file), path)), anchor };
    });
}

/** The anchors that a page's headings have on GitHub. */
function anchorsOf(file: string): string[] {
  const headings = page(file)
    .replace(/^```.*?^```$/gms, "")
    .matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = ""]) =>
    heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe.each(pages())("%s", (file) => {
  const links = linksOf(file);

  it("links only to files and folders that exist", () => {
    expect(links.filter(({ path }) => !existsSync(path)).map(({ href }) => href)).toEqual([]);
  });

  it("links only to headings that exist", () => {
    const broken = links.filter(
      ({ path, anchor }) =>
        anchor !== null && existsSync(path) && statSync(path).isFile() && !anchorsOf(path).includes(anchor),
    );
    expect(broken.map(({ href }) => href)).toEqual([]);
  });
});

it("finds links at all", () => {
  expect(pages().flatMap(linksOf).length).toBeGreaterThan(10);
});
