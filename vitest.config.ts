import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // By default one core is left idle, which is half of a small machine.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/moto/**", "test/browser/**", "test/terminal/**"],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: "terminal", include: ["test/terminal/**/*.test.ts"], testTimeout: 240_000 } },
      { test: { name: "moto", include: ["test/moto/**/*.test.ts"], testTimeout: 300_000, hookTimeout: 300_000 } },
      { test: { name: "browser", include: ["test/browser/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 90_000 } },
    ],
  },
});
