import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { blocks, page } from "./pages.ts";

const SHOWN = [
  "src/kinds/trusted-service/trusted-service.ts",
  "src/kinds/trusted-service/trusted-service.aws.ts",
  "src/aws/contract/operations.ts",
  "src/aws/contract/writes.ts",
].map((file) => readFileSync(file, "utf8"));

/** A text with its indentation taken away, so that an excerpt can be looked for. */
function flat(text: string): string {
  return text.replace(/^ +/gm, "").trim();
}

it("docs/adding-a-kind.md shows the code as it is", () => {
  const excerpts = blocks(page("docs/adding-a-kind.md"), "ts").flatMap((block) => block.split(/^(?="organizations:)/m));
  const sources = SHOWN.map(flat).join("\n");
  expect(excerpts.length).toBeGreaterThan(2);
  expect(excerpts.filter((excerpt) => !sources.includes(flat(excerpt)))).toEqual([]);
});
