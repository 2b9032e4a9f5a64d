import { nextSessionId } from "../ids.ts";
import type { SessionState, World } from "../world.ts";

interface NewSession extends Pick<SessionState, "account" | "roleArn" | "principalArn"> {
  readonly seconds: number;
  /** Whether the session stands for a user who showed a multi-factor token just now. */
  readonly mfa?: boolean;
}

/** Temporary credentials, as STS hands them out. */
export interface TemporaryCredentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration: Date;
}

/** Gives out temporary credentials and writes down whose they are. */
export function openSession(world: World, wanted: NewSession): TemporaryCredentials {
  const { account, roleArn, principalArn, seconds, mfa } = wanted;
  const session: SessionState = {
    accessKeyId: nextSessionId(world, "ASIA", 16),
    secretAccessKey: nextSessionId(world, "", 40),
    sessionToken: nextSessionId(world, "SANDBOX", 40),
    account,
    roleArn,
    principalArn,
    expires: Math.floor(world.time / 1000) * 1000 + seconds * 1000,
    ...(mfa === undefined ? {} : { mfaSince: mfa ? world.time : null }),
  };
  world.sessions[session.accessKeyId] = session;
  return {
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secretAccessKey,
    SessionToken: session.sessionToken,
    Expiration: new Date(session.expires),
  };
}
