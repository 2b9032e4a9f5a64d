import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A call as it passes. */
export interface PassingCall {
  /** `service:Operation`, as in `organizations:CreateAccount`. */
  readonly operation: string;
  /** Counts all calls from 1. */
  readonly n: number;
}

/**
 * What becomes of a call: it passes; it never reaches AWS (`unsent`); or AWS has done it and nobody hears of it
 * (`unheard`).
 */
export type Verdict = "pass" | "unsent" | "unheard";

export interface RecordingProxy {
  readonly endpoint: string;
  /** Every call since the last `watch`. */
  readonly calls: readonly PassingCall[];
  /**
   * Starts a new record, and asks `judge` about every call of it. `struck` is told when a call has been kept from its
   * caller; the connection stays open without an answer.
   */
  watch(judge: (call: PassingCall) => Verdict, struck: () => void): void;
  /** Waits until everything that was passed on has been answered. */
  settled(): Promise<void>;
  close(): void;
}

/** An HTTP server on the loopback address that passes AWS's calls on to an emulator and takes note of them. */
export async function recordingProxy(upstream: string): Promise<RecordingProxy> {
  let calls: PassingCall[] = [];
  let judge: (call: PassingCall) => Verdict = () => "pass";
  let struck = () => {};
  const underWay = new Set<Promise<unknown>>();

  async function handle(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    const call = { operation: operationOf(incoming, body), n: calls.length + 1 };
    calls.push(call);
    const verdict = judge(call);
    if (verdict === "unsent") {
      struck();
      return;
    }
    const passing = passOn(upstream, incoming, body);
    underWay.add(passing);
    const { status, headers, body: answered } = await passing.finally(() => underWay.delete(passing));
    if (verdict === "unheard") {
      struck();
      return;
    }
    answer.writeHead(status, headers).end(answered);
  }

  const server = createServer((incoming, answer) => {
    handle(incoming, answer).catch(() => answer.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get calls() {
      return calls;
    },
    watch(newJudge, newStruck) {
      [calls, judge, struck] = [[], newJudge, newStruck];
    },
    async settled() {
      await Promise.allSettled(underWay);
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A JSON service names its operation in a header, a query service in the body, a REST one by its path. */
function operationOf({ headers, url = "/" }: IncomingMessage, body: Buffer): string {
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? "")?.[1] ?? "unknown";
  const target = headers["x-amz-target"];
  const name =
    (typeof target === "string" ? target.split(".").at(-1) : undefined) ??
    new URLSearchParams(body.toString("latin1")).get("Action") ??
    url.slice(1);
  return `${service}:${name}`;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

function passOn(upstream: string, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method, url = "/", headers } = incoming;
    const onward = request(new URL(url, upstream), { method, headers }, (answer) => {
      bodyOf(answer).then(
        (answered) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: answered }),
        reject,
      );
    });
    onward.on("error", reject);
    onward.end(body);
  });
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
