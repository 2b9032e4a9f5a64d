import { Agent as HttpAgent } from "node:http";
import { Agent } from "node:https";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { Region } from "../../model/place.ts";
import type { Service } from "../contract/services.ts";
import type { Session } from "../contract/transport.ts";
import { type Credentials, sessionCredentials } from "./credentials.ts";
import { type Client, type ClientConfig, newClient, type Sdk } from "./sdk.ts";

/** Clients that are kept; one costs about 15 KB, and a walk through a thousand accounts makes thousands. */
const KEPT = 64;

const SECOND = 1000;
const CONNECT_TIMEOUT = 10 * SECOND;
const REQUEST_TIMEOUT = 60 * SECOND;

/** Idle connections are given up before AWS does, so that no call is sent into one that is closing. */
const AGENT = { keepAlive: true, maxSockets: 100, timeout: 10 * SECOND };

const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

export interface ClientOptions {
  readonly base: () => Promise<Credentials>;
  /** Sends all services' calls there instead of to AWS. */
  readonly endpoint: string | undefined;
  /** The tool's version, for the user agent that CloudTrail writes down. */
  readonly version: string;
  /** Milliseconds. */
  readonly requestTimeout?: number;
}

export interface Clients {
  /** The client for calls to a service in a region as somebody. */
  of(sdk: Sdk, service: Service, region: Region, as: Session): Client;
  close(): void;
}

/** `bucket.localhost` is a name that not every machine resolves. Where the host is an address, the SDK sees to it. */
function isOnThisMachine(endpoint = process.env["AWS_ENDPOINT_URL_S3"] ?? process.env["AWS_ENDPOINT_URL"]): boolean {
  return endpoint !== undefined && URL.canParse(endpoint) && new URL(endpoint).hostname === "localhost";
}

/**
 * S3 Control puts the account's id before the host. An address, or a name without a domain, takes nothing before it: there
 * the id goes in its header alone, as it does in any case.
 */
function withoutAccountInHost(
  endpoint = process.env["AWS_ENDPOINT_URL_S3_CONTROL"] ?? process.env["AWS_ENDPOINT_URL"],
): Pick<ClientConfig, "endpointProvider"> {
  if (endpoint === undefined || !URL.canParse(endpoint)) {
    return {};
  }
  const url = new URL(endpoint);
  const isAddress = /^[\d.]+$|^\[/.test(url.hostname);
  return isAddress || !url.hostname.includes(".") ? { endpointProvider: () => ({ url }) } : {};
}

/** Makes clients as they are needed and keeps those used last. All share one set of connections. */
export function openClients({ base, endpoint, version, requestTimeout = REQUEST_TIMEOUT }: ClientOptions): Clients {
  const clients = new Map<string, Client>();
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: CONNECT_TIMEOUT,
    requestTimeout,
    throwOnRequestTimeout: true,
    httpAgent: new HttpAgent(AGENT),
    httpsAgent: new Agent(AGENT),
    logger: SILENT,
  });

  function make(sdk: Sdk, service: Service, region: Region, as: Session): Client {
    return newClient(sdk, service, {
      region,
      credentials: as.is === "base" ? base : async () => sessionCredentials(as),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(service === "s3" ? { forcePathStyle: isOnThisMachine(endpoint) } : {}),
      ...(service === "s3control" ? withoutAccountInHost(endpoint) : {}),
      requestHandler,
      maxAttempts: 1,
      retryMode: "standard",
      customUserAgent: [["orgwright", version]],
    });
  }

  return {
    of(sdk, service, region, as) {
      const name = `${service} ${region} ${as.is === "role" ? as.accessKeyId : "base"}`;
      const client = clients.get(name) ?? make(sdk, service, region, as);
      clients.delete(name);
      clients.set(name, client);
      // A client that is let go is not destroyed: that would close the connections of all.
      const oldest = clients.size > KEPT ? clients.keys().next().value : undefined;
      if (oldest !== undefined) {
        clients.delete(oldest);
      }
      return client;
    },
    close: () => requestHandler.destroy(),
  };
}
