import { isObject } from "../../model/json.ts";
import { AwsError, type AwsErrorDetails, type Outcome } from "../contract/aws-error.ts";
import { bareCode } from "../contract/bare-answers.ts";
import type { Operation } from "../contract/operations.ts";

const LONGEST_MESSAGE = 2000;

/** Names that the SDK gives an error of which it could read no code. */
const NAMELESS = new Set(["Error", "SyntaxError", "TypeError", "Unknown", "UnknownError"]);

/** What services answer with a signature they do not take quotes the request, session token and all. */
const QUOTES_REQUEST = new Set(["SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature"]);

/** Failures to open a connection: whatever happens after one is open leaves the outcome unknown. */
const NO_CONNECTION = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ERR_INVALID_URL"]);
/** Some services send 503 with these, and then have done nothing. */
const THROTTLE = /^(SlowDown|Throttl|RequestThrottled|RequestLimitExceeded|TooManyRequests)/;

const NO_TRUST = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|ERR_SSL_WRONG_VERSION)/;

/**
 * What the SDK threw, as the door's own error. What became of the call is told by the HTTP status and the state of the
 * connection, never by an error's name alone: a 503 or an unreadable 200 may have happened.
 *
 * @param hasLeft whether the request had been handed to the connection.
 */
export function awsErrorFrom(operation: Operation, thrown: unknown, hasLeft: boolean): AwsError {
  const error: Readonly<Record<string, unknown>> = thrown instanceof Error ? { ...namesOf(thrown), ...thrown } : {};
  const metadata = isObject(error["$metadata"]) ? error["$metadata"] : {};
  const status = numberIn(metadata["httpStatusCode"]);
  if (status !== undefined) {
    return fromAnswer(operation, thrown, error, status, textIn(metadata["requestId"]));
  }
  return fromConnection(operation, thrown, error, hasLeft);
}

function fromAnswer(
  operation: Operation,
  thrown: unknown,
  error: Readonly<Record<string, unknown>>,
  status: number,
  requestId: string | undefined,
): AwsError {
  const name = textIn(error["name"]) ?? "Error";
  const bare = bareCode(operation, status);
  const code = bare ?? codeOf(name, status);
  const reason = textIn(error["Reason"]) ?? textIn(error["reason"]);
  const wait = retryAfter(thrown);
  return new AwsError({
    operation,
    code,
    message: bare === undefined ? messageOf(code, status, textIn(error["message"]) ?? "") : `HTTP status ${status}`,
    outcome: outcomeOf(status, code),
    status,
    ...(reason === undefined ? {} : { reason }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(wait === undefined ? {} : { retryAfterMilliseconds: wait }),
  });
}

function outcomeOf(status: number, code: string): Outcome {
  const isRefusal = (status >= 300 && status < 500) || (status === 503 && THROTTLE.test(code));
  return isRefusal ? "refused" : "unknown";
}

function codeOf(name: string, status: number): string {
  if (status < 300) {
    return "UnreadableAnswer";
  }
  return NAMELESS.has(name) ? `Http${status}` : name;
}

function messageOf(code: string, status: number, message: string): string {
  if (code === "UnreadableAnswer" || code === `Http${status}`) {
    return `The answer had HTTP status ${status} and was not one that AWS gives.`;
  }
  if (QUOTES_REQUEST.has(code)) {
    return "AWS did not take the request's signature: the secret key is wrong, or this machine's clock is.";
  }
  return message.slice(0, LONGEST_MESSAGE);
}

function fromConnection(
  operation: Operation,
  thrown: unknown,
  error: Readonly<Record<string, unknown>>,
  hasLeft: boolean,
): AwsError {
  const cause = thrown instanceof Error ? { cause: thrown } : {};
  const message = (textIn(error["message"]) || textIn(error["code"])) ?? String(thrown);
  const details = { operation, message, ...cause };
  if (!hasLeft) {
    return new AwsError({ ...details, code: isAbort(error) ? "Aborted" : socketCode(error), outcome: "not-sent" });
  }
  return new AwsError({ ...details, ...brokenConnection(error) });
}

function brokenConnection(error: Readonly<Record<string, unknown>>): Pick<AwsErrorDetails, "code" | "outcome"> {
  const code = socketCode(error);
  if (isAbort(error)) {
    return { code: "Aborted", outcome: "unknown" };
  }
  if (NO_CONNECTION.has(code) || NO_TRUST.test(code)) {
    return { code, outcome: "not-sent" };
  }
  if (error["syscall"] === "connect" || error["syscall"] === "getaddrinfo" || isConnectTimeout(error)) {
    return { code: code === "ETIMEDOUT" || code === "Timeout" ? "ConnectTimeout" : code, outcome: "not-sent" };
  }
  return { code: code === "ETIMEDOUT" ? "Timeout" : code, outcome: "unknown" };
}

/** Node tries all of a host's addresses; when none answers, the errors are in a list. */
function socketCode(error: Readonly<Record<string, unknown>>): string {
  const first: unknown = Array.isArray(error["errors"]) ? error["errors"][0] : undefined;
  const code = textIn(error["code"]) ?? (isObject(first) ? textIn(first["code"]) : undefined);
  return code ?? (error["name"] === "TimeoutError" ? "Timeout" : "NoAnswer");
}

/** The handler tells this from other timeouts by its words only; if they change, the outcome counts as unknown. */
function isConnectTimeout(error: Readonly<Record<string, unknown>>): boolean {
  const message = textIn(error["message"]) ?? "";
  return error["name"] === "TimeoutError" && message.includes("did not establish a connection");
}

function isAbort(error: Readonly<Record<string, unknown>>): boolean {
  return error["name"] === "AbortError";
}

/** Milliseconds that AWS asks to wait, from the answer's headers. */
function retryAfter(thrown: unknown): number | undefined {
  const response: unknown = isObject(thrown) ? thrown["$response"] : undefined;
  const headers: unknown = isObject(response) ? response["headers"] : undefined;
  if (!isObject(headers)) {
    return undefined;
  }
  const milliseconds = Number(headers["x-amz-retry-after"] ?? Number(headers["retry-after"]) * 1000);
  return Number.isFinite(milliseconds) && milliseconds >= 0 ? milliseconds : undefined;
}

/** What a spread leaves out: these are not the error's own, or not enumerable. */
function namesOf(error: Error): Readonly<Record<string, unknown>> {
  const { name, message } = error;
  return error instanceof AggregateError ? { name, message, errors: error.errors } : { name, message };
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function numberIn(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
