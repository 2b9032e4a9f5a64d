import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { fileInTheMaking } from "../../src/cli/file-in-the-making.ts";
import { fileLibrary } from "../../src/cli/file-library.ts";
import { shippedTables } from "../../src/cli/shipped.ts";
import type { Json } from "../../src/model/json.ts";
import { lineDiff } from "../../src/report/document-diff.ts";
import type { FileContent } from "../../src/wizard/content.ts";
import { answerTo, type Question, sectionsOf, withAnswer } from "../../src/wizard/questions.ts";

const tables = shippedTables();
const EXAMPLES = readdirSync("examples").map((name) => `examples/${name}/orgwright.yaml`);

/** Another answer to a question, of the same form. */
function another(question: Question, now: Json | undefined): Json {
  const { rule } = question;
  switch (rule.type) {
    case "string":
      return now === "changed" ? "altered" : "changed";
    case "integer":
      return (typeof now === "number" ? now : 400) + 1;
    case "boolean":
      return now !== true;
    case "choice":
      return rule.choices?.find((choice) => choice !== now) ?? "";
    case "list":
    case "people":
      return [
        ...(Array.isArray(now) ? now : []),
        rule.elements?.type === "map" || rule.type === "people" ? { name: "changed" } : "changed",
      ];
    case "map":
    case "accounts":
      return { ...(now as Record<string, Json>), changed: {} };
  }
}

describe.each(EXAMPLES)("init on %s", (file) => {
  const text = readFileSync(file, "utf8");
  const library = fileLibrary(file);
  const making = fileInTheMaking(file, text, library, tables.data);
  const content = parse(text) as FileContent;
  const questions = sectionsOf(content, library).flatMap((section) => section.questions);

  it("leaves it as it is when no answer changes", () => {
    const answered = questions.reduce((now, question) => {
      const answer = answerTo(now, question, library);
      return answer === undefined ? now : withAnswer(now, question, library, answer);
    }, content);
    expect(making.textOf(answered)).toBe(text);
  });

  it.each(questions.map((question) => [question.id, question] as const))(
    "changes only the lines of %s",
    (_id, question) => {
      const before = answerTo(content, question, library);
      const changed = withAnswer(content, question, library, another(question, before));
      const after = making.textOf(changed);
      expect(parse(after)).toEqual(changed);
      const rows = lineDiff(text.split("\n"), after.split("\n")).filter(({ sign }) => sign === "+" || sign === "-");
      expect(rows.length).toBeGreaterThan(0);
      // What goes names the question or belongs to its value; what comes does too, or is the `with:` that it needs.
      const owned = rows.filter(({ text: line }) => !/^ {4}with:$/.test(line)).map(({ text: line }) => line);
      const around = [before, another(question, before)].map((value) => JSON.stringify(value ?? null)).join(" ");
      for (const line of owned) {
        const words = line
          .replaceAll(/[-"'[\]{},]/g, " ")
          .split(/[\s:]+/)
          .filter((word) => word !== "");
        expect(
          words.filter((word) => word !== question.name && !around.includes(word)),
          line,
        ).toEqual([]);
      }
    },
  );
});
