// A headless Chromium, driven over its pipe with the DevTools protocol: no package is needed for it.
// https://chromedevtools.github.io/devtools-protocol/

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * @typedef {Record<string, any>} Message
 * @typedef {object} Tab
 * @property {(method: string, params?: object) => Promise<Message>} send sends one command to the tab
 * @property {(expression: string) => Promise<any>} evaluate the value of an expression, once it is settled
 * @property {(url: string) => Promise<void>} open opens an address and waits until it is loaded
 * @property {(width: number, height: number, dark?: boolean) => Promise<void>} resize
 * @property {(full?: boolean) => Promise<Buffer>} screenshot a PNG of what is in sight, or of the whole page
 * @property {string[]} problems what the console said of errors, and exceptions that nobody caught
 *
 * @typedef {object} Browser
 * @property {() => Promise<Tab>} newTab
 * @property {() => Promise<void>} close
 */

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const START_SECONDS = 60;

/** The path of an installed Chromium, or null. `CHROMIUM` names another one. */
export function findChromium() {
  const names = [process.env["CHROMIUM"] ?? "", ...NAMES].filter((name) => name !== "");
  return names.find((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0) ?? null;
}

/**
 * Starts a browser with a profile of its own, which goes with it.
 * @param {string} path
 * @returns {Promise<Browser>}
 */
export async function startChromium(path) {
  const profile = mkdtempSync(join(tmpdir(), "orgwright-browser-"));
  const flags = [
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
  ];
  const calm = ["--no-first-run", "--hide-scrollbars", "--force-color-profile=srgb", `--user-data-dir=${profile}`];
  const child = spawn(path, [...flags, ...calm, "about:blank"], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const wire = talk(
    /** @type {import("node:stream").Writable} */ (child.stdio[3]),
    /** @type {import("node:stream").Readable} */ (child.stdio[4]),
  );
  child.on("exit", (code) => wire.end(`Chromium ended with ${code}.`));
  await within(START_SECONDS, wire.send("Browser.getVersion"));
  return {
    newTab: () => newTab(wire),
    async close() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      wire.send("Browser.close").catch(() => child.kill());
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * @param {import("node:stream").Writable} out
 * @param {import("node:stream").Readable} back
 */
function talk(out, back) {
  /** @type {Map<number, { resolve: (result: Message) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  /** @type {((message: Message) => void)[]} */
  const listeners = [];
  let last = 0;
  let rest = "";
  back.on("data", (chunk) => {
    const texts = (rest + chunk.toString("utf8")).split("\0");
    rest = texts.pop() ?? "";
    for (const text of texts) {
      const message = JSON.parse(text);
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if (asked === undefined) {
        for (const listen of listeners) {
          listen(message);
        }
      } else if (message.error) {
        asked.reject(new Error(message.error.message));
      } else {
        asked.resolve(message.result);
      }
    }
  });
  return {
    /**
     * @param {string} method
     * @param {object} [params]
     * @param {string} [sessionId]
     * @returns {Promise<Message>}
     */
    send(method, params = {}, sessionId = undefined) {
      last += 1;
      out.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
      return new Promise((resolve, reject) => waiting.set(last, { resolve, reject }));
    },
    /** @param {(message: Message) => void} listen */
    listen: (listen) => void listeners.push(listen),
    /** @param {string} why */
    end(why) {
      for (const { reject } of waiting.values()) {
        reject(new Error(why));
      }
      waiting.clear();
    },
  };
}

/**
 * @param {ReturnType<typeof talk>} wire
 * @returns {Promise<Tab>}
 */
async function newTab(wire) {
  const { targetId } = await wire.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await wire.send("Target.attachToTarget", { targetId, flatten: true });
  /** @type {string[]} */
  const problems = [];
  /** @type {() => void} */
  let loaded = () => {};
  wire.listen(({ method, params, sessionId: from }) => {
    if (from !== sessionId) {
      return;
    }
    if (method === "Runtime.exceptionThrown") {
      problems.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    } else if (method === "Log.entryAdded" && params.entry.level !== "verbose") {
      problems.push(`${params.entry.source}: ${params.entry.text}`);
    } else if (method === "Runtime.consoleAPICalled" && params.type === "error") {
      problems.push(JSON.stringify(params.args.map((/** @type {Message} */ one) => one["value"])));
    } else if (method === "Page.loadEventFired") {
      loaded();
    }
  });
  /** @type {Tab["send"]} */
  const send = (method, params) => wire.send(method, params, sessionId);
  await Promise.all(["Page.enable", "Runtime.enable", "Log.enable"].map((method) => send(method)));
  return {
    send,
    problems,
    async evaluate(expression) {
      const asked = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await send("Runtime.evaluate", asked);
      if (exceptionDetails) {
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      }
      return result.value;
    },
    async open(url) {
      const done = new Promise((resolve) => {
        loaded = () => resolve(undefined);
      });
      const { errorText } = await send("Page.navigate", { url });
      if (errorText) {
        throw new Error(`${url} cannot be opened: ${errorText}`);
      }
      await done;
    },
    async resize(width, height, dark = false) {
      const mobile = width < 600;
      await send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: mobile ? 2 : 1, mobile });
      const features = [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }];
      await send("Emulation.setEmulatedMedia", { features });
    },
    async screenshot(full = false) {
      const { data } = await send("Page.captureScreenshot", { format: "png", captureBeyondViewport: full });
      return Buffer.from(data, "base64");
    },
  };
}

/**
 * @template T
 * @param {number} seconds
 * @param {Promise<T>} work
 * @returns {Promise<T>}
 */
async function within(seconds, work) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Chromium says nothing for ${seconds} s.`)), seconds * 1000);
  });
  try {
    return await Promise.race([work, /** @type {Promise<never>} */ (late)]);
  } finally {
    clearTimeout(timer);
  }
}
