// How long a plan of many accounts, all different, takes in each format, and how large it becomes: from the plan to the
// text, the first time being the slowest. Prints figures and fails on nothing. To run it, with 1,000 accounts or more:
// `npx tsx scripts/bench-report.ts [ACCOUNTS]`.

import { performance } from "node:perf_hooks";
import { pageHtml } from "../src/report/html.ts";
import { pageMarkdown } from "../src/report/markdown.ts";
import { planJson } from "../src/report/plan-json.ts";
import { pageOf } from "../src/report/plan-page.ts";
import { redact } from "../src/report/redact.ts";
import { plainJson } from "../src/report/safe-text.ts";
import { pageText } from "../src/report/text.ts";
import { manyAccounts } from "../test/report/many-accounts.ts";

const RUNS = 5;

const accounts = Number(process.argv[2] ?? 1000);
const plan = manyAccounts(accounts);

const formats: readonly (readonly [string, () => string])[] = [
  ["text", () => pageText(pageOf(plan), { width: 80, colour: true })],
  ["markdown", () => pageMarkdown(pageOf(plan))],
  ["json", () => plainJson(planJson(plan))],
  ["html", () => pageHtml(pageOf(plan))],
  ["html, redacted", () => pageHtml(pageOf(redact({ plan, live: null }).plan))],
];

console.log(`${accounts} accounts, ${plan.steps.length} steps; the slowest of ${RUNS} runs`);
for (const [name, render] of formats) {
  const runs = Array.from({ length: RUNS }, () => timed(render)).sort((a, b) => b.wall - a.wall);
  const { wall, processor, bytes } = runs[0] ?? { wall: 0, processor: 0, bytes: 0 };
  const size = `${(bytes / 1_000_000).toFixed(2)} MB`;
  console.log(`${name.padEnd(16)} ${wall.toFixed(2)} s, ${processor.toFixed(2)} s of processor time, ${size}`);
}

/** Seconds, and the size of what came out. Other work on the machine counts into `wall` only. */
function timed(render: () => string) {
  const [began, before] = [performance.now(), process.cpuUsage()];
  const text = render();
  const { user, system } = process.cpuUsage(before);
  const wall = (performance.now() - began) / 1000;
  return { wall, processor: (user + system) / 1_000_000, bytes: Buffer.byteLength(text) };
}
