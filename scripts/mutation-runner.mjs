// A test runner for Stryker that tries a mutant in a tenth of a second: the test files and the source are bundled once, and
// the bundle is evaluated anew for each mutant, in the process that is there. Collecting and running is Vitest's own
// `@vitest/runner`, and `expect` its own `@vitest/expect`; only what starts a worker and loads modules one by one is left out.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { INSTRUMENTER_CONSTANTS } from "@stryker-mutator/api/core";
import { declareFactoryPlugin, PluginKind, tokens } from "@stryker-mutator/api/plugin";
import {
  DryRunStatus,
  determineHitLimitReached,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";
import * as expecting from "@vitest/expect";
import * as runner from "@vitest/runner";
import * as chai from "chai";
import { build } from "esbuild";

chai.use(expecting.JestExtend);
chai.use(expecting.JestChaiExpect);
chai.use(expecting.JestAsymmetricMatchers);
const asymmetric = /** @type {Record<symbol, object>} */ (/** @type {unknown} */ (globalThis));
Object.assign(chai.expect, asymmetric[expecting.ASYMMETRIC_MATCHERS_OBJECT]);

const { describe, it, beforeAll, afterAll, beforeEach, afterEach } = runner;
const VITEST = { describe, it, test: it, expect: chai.expect, beforeAll, afterAll, beforeEach, afterEach };

/** Packages that keep nothing of what is mutated: they are loaded once, and not with every evaluation. */
const LOADED_ONCE = ["vitest", "zod", "yaml", "@aws-sdk/*"];

const CONFIG = {
  ...{ root: process.cwd(), name: undefined, setupFiles: [], passWithNoTests: false, testNamePattern: undefined },
  ...{ allowOnly: false, chaiConfig: undefined, maxConcurrency: 1, testTimeout: 20_000, hookTimeout: 20_000, retry: 0 },
  ...{ includeTaskLocation: false, tags: [], tagsFilter: undefined, strictTags: true },
  sequence: { seed: 0, hooks: /** @type {const} */ ("stack"), setupFiles: /** @type {const} */ ("list") },
};

/** @typedef {import("@vitest/runner").File} File */
/** @typedef {import("@vitest/runner").Test} Test */
/** @typedef {import("@vitest/runner").Suite} Suite */
/** @typedef {import("@stryker-mutator/api/test-runner").TestRunner} TestRunner */
/** @typedef {import("@stryker-mutator/api/test-runner").TestResult} TestResult */
/** @typedef {Readonly<Record<string, () => void>>} Bundle what loads each test file */
/** @typedef {{ filter?: readonly string[] | undefined, collected?: () => void, began?: (id: string) => void }} Watch */

createRunner.inject = tokens();

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, "evaluate", createRunner)];

/** @returns {TestRunner} */
function createRunner() {
  const files = (process.env["ORGWRIGHT_MUTATION_TESTS"] ?? "").split(",").map((file) => resolve(file));
  const stryker = strykerIn(/** @type {Record<string, unknown>} */ (/** @type {unknown} */ (globalThis)));
  /** @type {() => Bundle} */
  let evaluate = () => ({});
  return {
    capabilities: () => ({ reloadEnvironment: true }),
    async init() {
      evaluate = await bundle(files);
    },
    async dryRun() {
      stryker.activeMutant = undefined;
      const began = (/** @type {string} */ id) => {
        stryker.currentTestId = id;
      };
      const tests = await run(files, evaluate, { began });
      stryker.currentTestId = undefined;
      const coverage = stryker.mutantCoverage;
      return { status: DryRunStatus.Complete, tests, ...(coverage === undefined ? {} : { mutantCoverage: coverage }) };
    },
    async mutantRun({ activeMutant, mutantActivation, hitLimit, testFilter }) {
      const activate = () => {
        stryker.activeMutant = activeMutant.id;
      };
      stryker.hitLimit = hitLimit;
      stryker.hitCount = hitLimit === undefined ? undefined : 0;
      stryker.activeMutant = undefined;
      if (mutantActivation === "static") {
        activate();
      }
      const tests = await run(files, evaluate, { filter: testFilter, collected: activate });
      stryker.activeMutant = undefined;
      const tooOften = determineHitLimitReached(stryker.hitCount, hitLimit);
      return toMutantRunResult(tooOften ?? { status: DryRunStatus.Complete, tests });
    },
  };
}

/**
 * @typedef {object} Instruments what the instrumented source and a runner tell each other
 * @property {string | undefined} [activeMutant]
 * @property {string | undefined} [currentTestId]
 * @property {number | undefined} [hitCount]
 * @property {number | undefined} [hitLimit]
 * @property {import("@stryker-mutator/api/core").MutantCoverage} [mutantCoverage]
 */

/**
 * @param {Record<string, unknown>} world
 * @returns {Instruments}
 */
function strykerIn(world) {
  world[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {};
  return /** @type {Instruments} */ (world[INSTRUMENTER_CONSTANTS.NAMESPACE]);
}

/**
 * @param {readonly string[]} files
 * @returns {Promise<() => Bundle>} each call evaluates all of the source anew
 */
async function bundle(files) {
  const entries = files.map((file) => `${JSON.stringify(file)}: () => require(${JSON.stringify(file)})`);
  const { outputFiles } = await build({
    stdin: { contents: `module.exports = { ${entries.join(", ")} };`, resolveDir: process.cwd() },
    ...{ bundle: true, write: false, format: "cjs", platform: "node", target: "node20", logLevel: "error" },
    ...{ external: LOADED_ONCE, tsconfigRaw: {}, plugins: [{ name: "own-url", setup: keepOwnUrl }] },
  });
  const code = `(function (module, require) {${outputFiles[0]?.text}\n})`;
  const script = new Script(code, { filename: resolve("bundle.cjs") });
  const load = createRequire(resolve("package.json"));
  return () => {
    const module = { exports: {} };
    const require = (/** @type {string} */ name) => (name === "vitest" ? VITEST : load(name));
    script.runInThisContext()(module, require);
    return module.exports;
  };
}

/**
 * What stands in one bundle still knows in which file it was written.
 *
 * @param {import("esbuild").PluginBuild} esbuild
 */
function keepOwnUrl(esbuild) {
  esbuild.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
    const text = await readFile(path, "utf8");
    const url = JSON.stringify(pathToFileURL(path).href);
    return { contents: text.replaceAll("import.meta.url", url), loader: "ts" };
  });
}

/**
 * @param {readonly string[]} files
 * @param {() => Bundle} evaluate
 * @param {Watch} watch
 * @returns {Promise<TestResult[]>} of the tests that were run: none after the first that failed
 */
async function run(files, evaluate, { filter, collected, began }) {
  const wanted = filter === undefined ? null : new Set(filter);
  /** @type {Bundle | undefined} */
  let loaded;
  let hasFailed = false;
  const found = await runner.startTests([...files], {
    config: CONFIG,
    importFile(file) {
      loaded ??= evaluate();
      loaded[file]?.();
    },
    onBeforeRunFiles: () => collected?.(),
    onBeforeRunTask(test) {
      if (hasFailed || (wanted !== null && !wanted.has(idOf(test)))) {
        test.mode = "skip";
      }
    },
    onBeforeTryTask: (test) => began?.(idOf(test)),
    onAfterRunTask(test) {
      hasFailed ||= test.result?.state === "fail";
    },
  });
  return found.flatMap((file) => [...unloadable(file, wanted), ...testsIn(file).flatMap(resultOf)]);
}

/**
 * A file that a mutant keeps from being loaded, or a hook that fails under it, has noticed the mutant.
 *
 * @param {File} file
 * @param {ReadonlySet<string> | null} wanted
 * @returns {TestResult[]}
 */
function unloadable(file, wanted) {
  const broken = [file, ...suitesIn(file)].find(({ result }) => (result?.errors ?? []).length > 0);
  if (broken === undefined) {
    return [];
  }
  const [id = file.name] = wanted ?? [];
  const failureMessage = broken.result?.errors?.[0]?.message ?? "It was not loaded.";
  return [{ id, name: file.name, timeSpentMs: 0, status: TestStatus.Failed, failureMessage }];
}

/**
 * @param {Suite} suite
 * @returns {Suite[]}
 */
function suitesIn(suite) {
  return suite.tasks.flatMap((task) => (task.type === "suite" ? [task, ...suitesIn(task)] : []));
}

/**
 * @param {Suite} suite
 * @returns {Test[]}
 */
function testsIn(suite) {
  return suite.tasks.flatMap((task) => (task.type === "suite" ? testsIn(task) : [task]));
}

/**
 * @param {Test} test
 * @returns {TestResult[]}
 */
function resultOf(test) {
  const { result } = test;
  if (result === undefined || test.mode === "skip") {
    return [];
  }
  const about = {
    id: idOf(test),
    name: test.fullTestName,
    timeSpentMs: result.duration ?? 0,
    fileName: test.file.filepath,
  };
  return result.state === "fail"
    ? [{ ...about, status: TestStatus.Failed, failureMessage: result.errors?.[0]?.message ?? "It failed." }]
    : [{ ...about, status: TestStatus.Success }];
}

/**
 * @param {Test} test
 * @returns {string}
 */
function idOf(test) {
  return `${relative(process.cwd(), test.file.filepath)}#${test.fullTestName}`;
}
