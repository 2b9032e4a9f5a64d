import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A call as it passes. */
export interface PassingCall {
  /** `service:Operation`, as in `organizations:CreateAccount`. */
  readonly operation: string;
  /** Counts all calls from 1. */
  readonly n: number;
  /** What is asked for: calls that ask the same have the same. */
  readonly asks: string;
}

/** What becomes of a call: it passes; it is kept from AWS or from its caller, who waits for ever; or it goes wrong. */
export type Verdict =
  | "pass"
  /** It never reaches AWS, and there is no answer. */
  | "unsent"
  /** AWS has done it, and there is no answer. */
  | "unheard"
  /** It passes, and nothing comes after it. */
  | "heard"
  | Mishap;

/** What goes wrong with a call on its way. Those that end in `after` come when AWS has done it. */
export const MISHAPS = [
  "throttled",
  "server error",
  "server error after",
  "reset",
  "reset after",
  "page of a gateway",
  "page of a gateway after",
] as const;

export type Mishap = (typeof MISHAPS)[number];

export interface RecordingProxy {
  readonly endpoint: string;
  /** Every call since the last `watch`. */
  readonly calls: readonly PassingCall[];
  /**
   * Starts a new record, and asks `judge` about every call of it. `struck` is told when a call has been kept from its
   * caller, whose connection stays open without an answer, or when one that was to be heard has its answer.
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
    const asks = `${incoming.method} ${incoming.url} ${body.toString("latin1")}`;
    const call = { operation: operationOf(incoming, body), n: calls.length + 1, asks };
    calls.push(call);
    const verdict = judge(call);
    if (verdict === "unsent") {
      struck();
      return;
    }
    if (verdict !== "pass" && verdict !== "unheard" && verdict !== "heard" && !verdict.endsWith("after")) {
      spoil(answer, verdict, call.operation);
      return;
    }
    const passing = passOn(upstream, incoming, body);
    underWay.add(passing);
    const { status, headers, body: answered } = await passing.finally(() => underWay.delete(passing));
    if (verdict === "unheard") {
      struck();
      return;
    }
    if (verdict === "heard") {
      answer.writeHead(status, headers).end(answered, struck);
      return;
    }
    if (verdict !== "pass") {
      spoil(answer, verdict, call.operation);
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

/** Answers with what went wrong, as AWS or whoever stands between would. */
function spoil(answer: ServerResponse, mishap: Mishap, operation: string): void {
  switch (mishap) {
    case "reset":
    case "reset after":
      answer.destroy();
      return;
    case "page of a gateway":
    case "page of a gateway after":
      answer.writeHead(502, { "content-type": "text/html" }).end("<html><body><h1>502 Bad Gateway</h1></body></html>");
      return;
    case "throttled":
      refuse(answer, operation, ...throttleOf(operation));
      return;
    case "server error":
    case "server error after":
      refuse(answer, operation, 500, "InternalFailure");
  }
}

/** S3 slows down with 503 and the account service with 429; all others refuse with 400. */
function throttleOf(operation: string): [number, string] {
  switch (operation.split(":")[0]) {
    case "s3":
      return [503, "SlowDown"];
    case "account":
      return [429, "TooManyRequestsException"];
    case "organizations":
      return [400, "TooManyRequestsException"];
    default:
      return [400, "Throttling"];
  }
}

/** An error in the form in which a service sends its errors: XML of a query or REST service, else JSON. */
function refuse(answer: ServerResponse, operation: string, status: number, code: string): void {
  const service = operation.split(":")[0];
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>struck</Message></Error>`;
  if (service === "s3" || service === "iam" || service === "sts") {
    const body = service === "s3" ? error : `<ErrorResponse>${error}<RequestId>r-1</RequestId></ErrorResponse>`;
    answer.writeHead(status, { "content-type": "text/xml" }).end(body);
    return;
  }
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": code };
  answer.writeHead(status, headers).end(JSON.stringify({ __type: code, message: "struck" }));
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
