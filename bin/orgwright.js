#!/usr/bin/env node
// Starts the built command. Written in the oldest JavaScript that a Node too old for orgwright still reads, so that it
// can say so.

import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { fileURLToPath } from "node:url";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
const main = new URL("../dist/cli/main.js", import.meta.url);

if (!isSupported) {
  stop(
    `orgwright does not run on Node ${process.versions.node}: it needs 20.19 or later, 22.13 or later, or 24 and up.`,
    "Install one of them (https://nodejs.org) and run the command again.",
  );
} else if (!existsSync(fileURLToPath(main))) {
  stop(
    "orgwright has not been built: dist/cli/main.js is missing.",
    `Run "npm run build" in ${fileURLToPath(new URL("..", import.meta.url))} and run the command again.`,
  );
} else {
  // The SDK would print a notice about Node's age on stderr in the middle of the command's own messages.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  // Node 22 and later keep compiled code on disk: the next start is faster.
  const { enableCompileCache } = /** @type {{ enableCompileCache?: () => void }} */ (nodeModule);
  enableCompileCache?.();
  await import(main.href);
}

/**
 * @param {string} what
 * @param {string} next
 */
function stop(what, next) {
  process.stderr.write(`${what}\n${next}\n`);
  process.exitCode = 1;
}
