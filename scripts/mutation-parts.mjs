// What `npm run mutation` mutates, and which tests it holds the mutants against: for each file those that are about it and
// take a moment. What is long (every byte of a plan, whole organizations, all declared errors) is left to `npm test`.

/** @typedef {{ mutate: readonly string[], tests: readonly string[] }} Piece */

/** @type {readonly { name: string, title: string, pieces: readonly Piece[] }[]} */
export const PARTS = [
  {
    name: "plan",
    title: "planning",
    pieces: [
      {
        mutate: ["src/diff/diff.ts", "src/diff/fields.ts", "src/diff/leftovers.ts", "src/diff/match.ts"],
        tests: ["diff", "fields", "leftovers", "match"].map((name) => `test/diff/${name}.test.ts`),
      },
      {
        mutate: ["src/plan/steps.ts", "src/plan/target.ts"],
        tests: ["steps", "first-accounts", "target"].map((name) => `test/plan/${name}.test.ts`),
      },
      {
        mutate: ["src/plan/consents.ts", "src/plan/newly-bound.ts"],
        tests: ["test/plan/consents.test.ts", "test/plan/consent-codes.test.ts"],
      },
      {
        mutate: [
          "src/plan/compare.ts",
          "src/plan/compare-step.ts",
          "src/plan/meanwhile.ts",
          "src/plan/seen.ts",
          "src/plan/stale.ts",
        ],
        tests: ["compare", "meanwhile", "tampered"].map((name) => `test/plan/${name}.test.ts`),
      },
      { mutate: ["src/plan/build.ts", "src/plan/codec.ts"], tests: ["test/plan/codec.test.ts"] },
      { mutate: ["src/plan/least.ts", "src/plan/least-writes.ts"], tests: ["test/plan/least.test.ts"] },
    ],
  },
  {
    name: "resolvers",
    title: "resolvers of lost answers",
    pieces: [
      { mutate: ["src/aws/contract/writes.ts"], tests: ["test/aws/contract/writes.test.ts"] },
      { mutate: ["src/apply/execute-step.ts"], tests: ["test/apply/execute-step.test.ts"] },
      { mutate: ["src/kinds/account/creation.ts"], tests: ["test/kinds/account.test.ts"] },
    ],
  },
  {
    name: "retry-table",
    title: "the table of retries",
    pieces: [
      {
        mutate: ["src/aws/door/retry-rules.ts", "src/aws/door/retries.ts"],
        tests: ["test/aws/door/retries.test.ts", "test/aws/door/retry-table.test.ts"],
      },
    ],
  },
];
