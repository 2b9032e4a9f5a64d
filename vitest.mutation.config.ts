import { defineConfig } from "vitest/config";

/**
 * What `npm run mutation` holds mutants against: the tests of the files that are mutated. They share one set of modules,
 * which is loaded anew for each mutant: to load it for each test file too would take most of the time.
 */
export default defineConfig({
  test: {
    include: (process.env["ORGWRIGHT_MUTATION_TESTS"] ?? "test/plan/*.test.ts").split(","),
    testTimeout: 20_000,
    isolate: false,
  },
});
