import { defineConfig } from "vitest/config";

/** What `npm run mutation` holds mutants against: the tests of the part that is mutated. */
export default defineConfig({
  test: { include: (process.env["ORGWRIGHT_MUTATION_TESTS"] ?? "test/plan/*.test.ts").split(","), testTimeout: 20_000 },
});
