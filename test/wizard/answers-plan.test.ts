import { describe, expect, it } from "vitest";
import { fileInTheMaking } from "../../src/cli/file-in-the-making.ts";
import { fileLibrary } from "../../src/cli/file-library.ts";
import { rehearse } from "../../src/cli/rehearsal.ts";
import { shippedTables } from "../../src/cli/shipped.ts";
import type { Json } from "../../src/model/json.ts";
import { EMPTY_CONTENT, type FileContent, withUses } from "../../src/wizard/content.ts";
import { converse } from "../../src/wizard/conversation.ts";
import { newProblem } from "../../src/wizard/inspect.ts";
import { type Question, sectionsOf, withAnswer } from "../../src/wizard/questions.ts";
import { proposed, type Surroundings, withNone } from "../../src/wizard/surroundings.ts";
import { withWaiver } from "../../src/wizard/waivers.ts";
import { randomAsker } from "./random-asker.ts";

/** How many conversations at random, from which seed: more on demand. */
const RUNS = Number(process.env["WIZARD_RUNS"] ?? "2");
const SEED = Number(process.env["WIZARD_SEED"] ?? "1");

const FILE = "orgwright.yaml";
const MANAGEMENT = "111111111111";
const library = fileLibrary(FILE);
const tables = shippedTables();
const making = fileInTheMaking(FILE, null, library, tables.data);
const surroundings: Surroundings = {
  caller: { arn: `arn:aws:iam::${MANAGEMENT}:user/admin`, account: MANAGEMENT },
  organization: null,
  regions: ["eu-central-1", "eu-west-1", "us-east-1"],
  region: null,
  folder: "acme",
};
const email = { is: "organization", key: "email" } as const;

/** Every default of every shipped blueprint. */
function defaults(): FileContent {
  const started = withUses(EMPTY_CONTENT, library.shipped, library);
  const content = proposed(
    { ...started, organization: { [email.key]: "aws+{account}@acme.example" } },
    surroundings,
    library,
  );
  return withNone(content, library);
}

async function problemsOf(content: FileContent): Promise<string[]> {
  const { problems } = making.inspect(content);
  const found =
    problems.length > 0 ? problems : (await rehearse(making.sourceOf(content), tables, MANAGEMENT)).problems;
  return found.map(({ code, detail }) => `${code}: ${detail}`);
}

/** Every answer that a question offers; none when it is answered freely. */
function offered({ rule }: Question): readonly Json[] {
  switch (rule.type) {
    case "boolean":
      return [true, false];
    case "choice":
      return rule.choices ?? [];
    case "list":
      return rule.elements?.type === "choice" ? (rule.elements.choices ?? []).map((choice) => [choice]) : [];
    default:
      return [];
  }
}

const WAIVER = { owner: "Ana", because: "A trial", until: "2999-12-31" };

/** What is refused at once, because it is for a later version. */
const LATER = ["identity.mode=identity-center", "identity.mode=saml"];

const questions = sectionsOf(defaults(), library).flatMap((section) => section.questions);
const most = Math.max(...questions.map((question) => offered(question).length));

describe("answers to the wizard", () => {
  it("plan cleanly when each is the default", { timeout: 60_000 }, async () => {
    expect(await problemsOf(defaults())).toEqual([]);
  });

  it.each(Array.from({ length: most }, (_, index) => index))(
    "plan cleanly with what every question offers in place %i",
    { timeout: 120_000 },
    async (index) => {
      const content = questions.reduce((now, question) => {
        const choices = offered(question);
        const choice = choices[Math.min(index, choices.length - 1)];
        const isTaken = choice !== undefined && !LATER.includes(`${question.id}=${choice}`);
        const next = isTaken ? withAnswer(now, question, library, choice) : now;
        return question.isSwitch && choice === false ? withWaiver(next, question.id, WAIVER) : next;
      }, defaults());
      expect(await problemsOf(content), making.textOf(content)).toEqual([]);
    },
  );

  it("are refused at once when they are for later versions, and only then", { timeout: 60_000 }, () => {
    const base = defaults();
    const before = making.inspect(base);
    const choices = questions.filter(({ rule }) => rule.type === "choice");
    const refused = choices.flatMap((question) =>
      offered(question)
        .filter((choice) => newProblem(before, making.inspect(withAnswer(base, question, library, choice))) !== null)
        .map((choice) => `${question.id}=${choice}`),
    );
    expect(refused).toEqual(LATER);
  });

  it(`plan cleanly when they are given at random, ${RUNS} times from seed ${SEED}`, {
    timeout: RUNS * 300_000,
  }, async () => {
    for (let run = 0; run < RUNS; run += 1) {
      const asker = randomAsker(SEED + run);
      const ending = await converse(defaults(), {
        ...{ asker, library, own: [], file: FILE, inspect: making.inspect, keep: () => {} },
        regions: surroundings.regions,
        overview: async () => [],
        propose: (content) => withNone(proposed(content, surroundings, library), library),
      });
      expect(asker.given()).toBeGreaterThan(5);
      const content = ending.is === "write" ? ending.content : defaults();
      expect(await problemsOf(content), `WIZARD_SEED=${SEED + run}\n${making.textOf(content)}`).toEqual([]);
    }
  });
});
