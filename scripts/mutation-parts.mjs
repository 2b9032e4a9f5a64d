// What `npm run mutation` mutates, and which tests it holds the mutants against: for each file those that are about it and
// take a moment. What is long (every byte of a plan, whole organizations, all declared errors) is left to `npm test`.

/** @typedef {{ mutate: readonly string[], tests: readonly string[] }} Piece */
/** @typedef {{ name: string, title: string, pieces: readonly Piece[] }} Part */

const DIFF = testsIn("test/diff", ["diff", "fields", "held", "leftovers", "match", "words"]);
const COMPARE = testsIn("test/plan", ["compare", "compare-step", "compare-whole", "meanwhile", "stale", "tampered"]);

/** @type {readonly Part[]} */
export const PARTS = [
  {
    name: "plan",
    title: "planning",
    pieces: [
      { mutate: ["src/diff/diff.ts"], tests: DIFF },
      { mutate: ["src/diff/leftovers.ts"], tests: DIFF },
      { mutate: ["src/diff/fields.ts", "src/diff/match.ts"], tests: DIFF },
      { mutate: ["src/plan/steps.ts"], tests: testsIn("test/plan", ["steps", "first-accounts"]) },
      { mutate: ["src/plan/target.ts"], tests: testsIn("test/plan", ["target"]) },
      {
        mutate: ["src/plan/consents.ts", "src/plan/newly-bound.ts"],
        tests: testsIn("test/plan", ["consents", "consent-codes"]),
      },
      { mutate: ["src/plan/compare.ts"], tests: COMPARE },
      { mutate: ["src/plan/compare-step.ts"], tests: COMPARE },
      { mutate: ["src/plan/meanwhile.ts", "src/plan/seen.ts", "src/plan/stale.ts"], tests: COMPARE },
      { mutate: ["src/plan/build.ts", "src/plan/codec.ts"], tests: testsIn("test/plan", ["codec"]) },
      { mutate: ["src/plan/least.ts", "src/plan/least-writes.ts"], tests: testsIn("test/plan", ["least"]) },
    ],
  },
  {
    name: "resolvers",
    title: "resolvers of lost answers",
    pieces: [
      { mutate: ["src/aws/contract/writes.ts"], tests: testsIn("test/aws/contract", ["writes"]) },
      { mutate: ["src/apply/execute-step.ts"], tests: testsIn("test/apply", ["execute-step", "second-look"]) },
      { mutate: ["src/kinds/account/creation.ts"], tests: testsIn("test/kinds", ["account", "account-creation"]) },
    ],
  },
  {
    name: "retry-table",
    title: "the table of retries",
    pieces: [
      {
        mutate: ["src/aws/door/retry-rules.ts", "src/aws/door/retries.ts"],
        tests: testsIn("test/aws/door", ["retries", "retry-table"]),
      },
    ],
  },
];

/**
 * @param {string} folder
 * @param {readonly string[]} names
 * @returns {string[]}
 */
function testsIn(folder, names) {
  return names.map((name) => `${folder}/${name}.test.ts`);
}
