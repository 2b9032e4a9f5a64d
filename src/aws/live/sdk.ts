import type { Region } from "../../model/place.ts";
import type { Operation } from "../contract/operations.ts";
import type { Service, Services } from "../contract/services.ts";
import type { Credentials } from "./credentials.ts";

/** What every client of the SDK is made with here. */
export interface ClientConfig {
  readonly region: Region;
  readonly credentials: () => Promise<Credentials>;
  readonly endpoint?: string;
  readonly requestHandler: import("@smithy/node-http-handler").NodeHttpHandler;
  /** The door tries again; the SDK must not, for it cannot know which calls may be made twice. */
  readonly maxAttempts: 1;
  readonly retryMode: "standard";
  readonly customUserAgent: [string, string][];
  /** Of S3 alone: names the bucket in the path of a URL, not in its host. */
  readonly forcePathStyle?: boolean;
  /** Of S3 Control alone: where to send every call, in place of the host that the SDK makes of the account's id. */
  readonly endpointProvider?: () => { readonly url: URL };
}

type Layer = (next: (args: object) => Promise<object>) => (args: object) => Promise<object>;

/** As much of the SDK's commands as is used here. */
export interface Command {
  readonly middlewareStack: {
    add(layer: Layer, options: { readonly step: "deserialize"; readonly priority: "low"; readonly name: string }): void;
  };
}

/** As much of the SDK's clients as is used here. */
export interface Client {
  send(command: Command, options: { readonly abortSignal?: AbortSignal }): Promise<unknown>;
}

/** A module of the SDK: the constructors of its client and its commands. */
export interface Sdk {
  readonly [client: `${string}Client`]: new (config: ClientConfig) => Client;
  readonly [command: `${string}Command`]: new (input: unknown) => Command;
}

/** Loads a service of the SDK when it is first needed: each costs about a tenth of a second, EC2 more than half of one. */
const MODULES = {
  account: { load: () => import("@aws-sdk/client-account"), client: "AccountClient" },
  cloudtrail: { load: () => import("@aws-sdk/client-cloudtrail"), client: "CloudTrailClient" },
  ec2: { load: () => import("@aws-sdk/client-ec2"), client: "EC2Client" },
  ecr: { load: () => import("@aws-sdk/client-ecr"), client: "ECRClient" },
  iam: { load: () => import("@aws-sdk/client-iam"), client: "IAMClient" },
  kms: { load: () => import("@aws-sdk/client-kms"), client: "KMSClient" },
  organizations: { load: () => import("@aws-sdk/client-organizations"), client: "OrganizationsClient" },
  ram: { load: () => import("@aws-sdk/client-ram"), client: "RAMClient" },
  s3: { load: () => import("@aws-sdk/client-s3"), client: "S3Client" },
  s3control: { load: () => import("@aws-sdk/client-s3-control"), client: "S3ControlClient" },
  servicecatalog: { load: () => import("@aws-sdk/client-service-catalog"), client: "ServiceCatalogClient" },
  servicequotas: { load: () => import("@aws-sdk/client-service-quotas"), client: "ServiceQuotasClient" },
  ssm: { load: () => import("@aws-sdk/client-ssm"), client: "SSMClient" },
  sts: { load: () => import("@aws-sdk/client-sts"), client: "STSClient" },
  tagging: {
    load: () => import("@aws-sdk/client-resource-groups-tagging-api"),
    client: "ResourceGroupsTaggingAPIClient",
  },
} as const satisfies {
  [S in Service]: {
    readonly load: () => Promise<Services[S]>;
    readonly client: Extract<keyof Services[S], `${string}Client`>;
  };
};

/** The SDK's module for a service. That it has each command of the table of operations, that table has checked. */
export async function loadSdk(service: Service): Promise<Sdk> {
  return (await MODULES[service].load()) as object as Sdk;
}

/** A new client of a service. */
export function newClient(sdk: Sdk, service: Service, config: ClientConfig): Client {
  return new (present(sdk[MODULES[service].client], service))(config);
}

/** A command, ready to be sent. */
export function newCommand(sdk: Sdk, operation: Operation, input: unknown): Command {
  const name = operation.slice(operation.indexOf(":") + 1);
  return new (present(sdk[`${name}Command`], operation))(input);
}

function present<T>(found: T | undefined, name: string): T {
  if (found === undefined) {
    throw new Error(`The AWS SDK that is installed knows no ${name}. Reinstall orgwright.`);
  }
  return found;
}
