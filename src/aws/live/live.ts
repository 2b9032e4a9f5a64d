import { isObject } from "../../model/json.ts";
import type { Region } from "../../model/place.ts";
import { type Operation, serviceOf } from "../contract/operations.ts";
import type { Input, Output } from "../contract/services.ts";
import type { AttemptOptions, Session, Transport } from "../contract/transport.ts";
import { type Clients, openClients } from "./clients.ts";
import { baseCredentials, type CredentialOptions, credentialsError } from "./credentials.ts";
import { awsErrorFrom } from "./errors.ts";
import { loadSdk, newCommand } from "./sdk.ts";

export interface LiveOptions extends CredentialOptions {
  /** Sends every service's calls there instead of to AWS, as for an emulator. */
  readonly endpoint?: string;
  /** The tool's version, for the user agent. */
  readonly version?: string;
  /** How long to wait for an answer, in milliseconds. */
  readonly requestTimeout?: number;
}

export interface LiveWorld {
  readonly transport: Transport;
  /** Closes all connections. */
  close(): void;
}

/** AWS itself, through its SDK. Nothing is loaded or sent before the first call. */
export function openLive(options: LiveOptions): LiveWorld {
  const base = baseCredentials(options);
  const clients = openClients({
    base,
    endpoint: options.endpoint,
    version: options.version ?? "dev",
    ...(options.requestTimeout === undefined ? {} : { requestTimeout: options.requestTimeout }),
  });
  const transport: Transport = {
    async send<X extends Operation>(
      as: Session,
      region: Region,
      operation: X,
      input: Input<X>,
      attempt: AttemptOptions = {},
    ) {
      if (as.is === "base") {
        // Asked for here, because the SDK throws what goes wrong inside as if the call itself had failed.
        await base().catch((error) => {
          throw credentialsError(operation, error, options.profile);
        });
      }
      return (await sendOnce(clients, as, region, operation, input, attempt)) as Output<X>;
    },
    // The SDK renews what can be renewed minutes before its end, so an end that is near is the end.
    credentialsEnd: async () => (await base()).expiration ?? null,
  };
  return { transport, close: () => clients.close() };
}

async function sendOnce(
  clients: Clients,
  as: Session,
  region: Region,
  operation: Operation,
  input: unknown,
  { signal, answered }: AttemptOptions,
): Promise<object> {
  let hasLeft = false;
  try {
    const service = serviceOf(operation);
    const sdk = await loadSdk(service);
    const client = clients.of(sdk, service, region, as);
    const command = newCommand(sdk, operation, input);
    command.middlewareStack.add(
      (next) => async (args) => {
        hasLeft = true;
        return await next(args);
      },
      { step: "deserialize", priority: "low", name: "noteThatItLeaves" },
    );
    signal?.throwIfAborted();
    const answer = await client.send(command, signal === undefined ? {} : { abortSignal: signal });
    const { $metadata: metadata, ...output } = isObject(answer) ? answer : {};
    const requestId = isObject(metadata) ? metadata["requestId"] : undefined;
    if (typeof requestId === "string") {
      answered?.(requestId);
    }
    return output;
  } catch (error) {
    throw awsErrorFrom(operation, error, hasLeft);
  }
}
