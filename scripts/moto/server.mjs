// A moto server on the loopback address.

import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const START_SECONDS = 60;

/** Ends when standard input does, that is with the process that started it, however that one ends. */
const START = `
import os, sys, threading
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
from moto.server import main
main(sys.argv[1:])
`;

/**
 * Starts moto and waits until it answers.
 * @param {string} python a Python that has moto
 * @param {{ managedPolicies: boolean }} options whether AWS's managed policies are there, which costs a second and
 * 30 MB for each account that is touched
 */
export async function startMoto(python, { managedPolicies }) {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawn(python, ["-c", START, "-H", "127.0.0.1", "-p", String(port)], {
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: managedPolicies ? "true" : "false" },
    stdio: ["pipe", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (/** @type {Buffer} */ chunk) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  child.on("error", (error) => {
    said += error.message;
  });
  const stop = () => void child.kill("SIGKILL");
  const gone = () => (child.exitCode === null && child.signalCode === null && child.pid ? null : said);
  try {
    await untilReachable(endpoint, gone);
  } catch (error) {
    stop();
    throw error;
  }
  return { endpoint, stop };
}

/** @returns {Promise<number>} a port of the loopback address that nobody uses */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/**
 * Waits until the server answers.
 * @param {string} endpoint
 * @param {() => string | null} gone what the server said when it ended, null while it runs
 */
async function untilReachable(endpoint, gone) {
  for (let tries = 0; tries < START_SECONDS * 5; tries += 1) {
    const said = gone();
    if (said !== null) {
      throw new Error(`moto ended before it answered:\n${said}`);
    }
    const answer = await fetch(`${endpoint}/moto-api/data.json`).catch(() => null);
    if (answer?.ok) {
      return;
    }
    await wait(200);
  }
  throw new Error(`moto did not answer at ${endpoint} within ${START_SECONDS} seconds.`);
}
