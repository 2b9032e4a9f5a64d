import type { Region } from "../../model/place.ts";
import { AwsError } from "../contract/aws-error.ts";
import type { Operation } from "../contract/operations.ts";
import type { Session } from "../contract/transport.ts";

/** The SDK would write its own warnings to the terminal. */
const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export interface CredentialOptions {
  /** The AWS profile to use instead of the environment's. */
  readonly profile?: string;
  /** Asked for the code of an MFA device when the profile wants one. */
  readonly mfaCode?: (serial: string) => Promise<string>;
  readonly region: Region;
}

/**
 * The caller's own credentials, from wherever the SDK finds them: environment, profile, IAM Identity Center, web
 * identity, container or instance. Loaded at the first use and kept until they are about to expire.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
export function baseCredentials({ profile, mfaCode, region }: CredentialOptions): () => Promise<Credentials> {
  let chain: Promise<() => Promise<Credentials>> | undefined;
  return async () => {
    chain ??= import("@aws-sdk/credential-providers").then(({ fromNodeProviderChain }) =>
      fromNodeProviderChain({
        clientConfig: { region },
        logger: SILENT,
        ...(profile === undefined ? {} : { profile }),
        ...(mfaCode === undefined ? {} : { mfaCodeProvider: mfaCode }),
      }),
    );
    return await (await chain)();
  };
}

/** The credentials of a session that AssumeRole opened. */
export function sessionCredentials(session: Extract<Session, { is: "role" }>): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = session;
  return { accessKeyId, secretAccessKey, sessionToken, expiration };
}

/** The error of a call that was not made because the caller has no credentials, or none that still hold. */
export function credentialsError(operation: Operation, error: unknown, profile: string | undefined): AwsError {
  const cause = error instanceof Error ? error.message : String(error);
  const code = /expired|expiration|sso login/i.test(cause) ? "ExpiredToken" : "NoCredentials";
  const message = profile === undefined ? cause : `${cause} (profile ${profile})`;
  return new AwsError({ operation, code, message, outcome: "not-sent" });
}
