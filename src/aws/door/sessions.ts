import type { Clock } from "../../model/clock.ts";
import { type AccountId, type AccountKey, MANAGEMENT, type Region } from "../../model/place.ts";
import { AwsError } from "../contract/aws-error.ts";
import { CannotEnter } from "../contract/cannot-enter.ts";
import type { Input, Output } from "../contract/services.ts";
import type { Session } from "../contract/transport.ts";
import type { Send } from "./attempt.ts";
import type { Caller } from "./caller.ts";
import { callerProblemIn, isExpired } from "./caller-problem.ts";
import type { Newborns } from "./newborns.ts";
import type { Pause } from "./pause.ts";
import type { Tally } from "./statistics.ts";
import { entranceArn, findWay, type Identity, toolRoleArn, type Way } from "./way.ts";

export interface SessionOptions {
  readonly send: Send;
  readonly clock: Clock;
  readonly pause: Pause;
  readonly tally: Tally;
  readonly caller: Caller;
  readonly management: AccountId;
  readonly identity: Identity;
  /** Where STS and IAM are asked: a region that every account has. */
  readonly region: Region;
  readonly newborns: Newborns;
}

/** An account by both its names. */
export interface Target {
  readonly key: AccountKey;
  readonly id: AccountId;
}

/** Whom a piece of work is done for. */
export interface Errand {
  readonly step: string | null;
  readonly signal: AbortSignal | undefined;
}

export interface Sessions {
  /**
   * Does work in an account with a session of it, once more with a new session when the first one has run out.
   *
   * @throws CannotEnter, CallerProblem, and whatever the work throws.
   */
  within<T>(account: Target, errand: Errand, work: (as: Session) => Promise<T>): Promise<T>;
  /** As whom this run acts; found out once, so that a run which makes the tool's roles goes on as it began. */
  way(errand: Errand): Promise<Way>;
}

interface Held {
  readonly session: Promise<Session>;
  /** Until when it is handed out, in milliseconds. */
  usableUntil: number;
}

const BASE: Session = { is: "base" };
const MINUTE = 60_000;

/** Sessions are renewed this long before they end, so that none ends under a call. */
const MARGIN = 5 * MINUTE;

/** A closed door stays closed for a while: the next kind of thing in the same account need not knock again. */
const CLOSED_FOR = 1 * MINUTE;

/** How long to wait before knocking again at an account that is still being set up. */
const KNOCK_AGAIN = 15_000;

/**
 * The session for each account, hop by hop: the caller, or the tool's role in the management account; from there the
 * same role in a member, or the role that Organizations put there. Every session begins at the caller's own credentials,
 * because AWS ends a chained one after an hour.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
 */
export function openSessions(options: SessionOptions): Sessions {
  const { send, clock, pause, tally, caller, management, identity, region, newborns } = options;
  const held = new Map<AccountId, Held>();
  let wayFound: Promise<Way> | undefined;

  const now = (): number => clock.now().getTime();

  async function ask(as: Session, operation: "sts:AssumeRole" | "iam:GetRole", input: object, errand: Errand) {
    const account = as.is === "role" ? as.account : caller.account;
    const { step, signal } = errand;
    return await send({ operation, as, account, region, input, step, number: 1, ...(signal && { signal }) });
  }

  async function assume(as: Session, account: AccountId, roleArn: string, errand: Errand): Promise<Session> {
    const input: Input<"sts:AssumeRole"> = {
      RoleArn: roleArn,
      RoleSessionName: `orgwright-${identity.role}`,
      DurationSeconds: 3600,
    };
    const answer = (await ask(as, "sts:AssumeRole", input, errand)) as Output<"sts:AssumeRole">;
    return sessionIn(answer, account, roleArn);
  }

  function hold(account: AccountId, session: Promise<Session>): Promise<Session> {
    const entry: Held = { session, usableUntil: Number.POSITIVE_INFINITY };
    held.set(account, entry);
    session.then(
      (opened) => {
        entry.usableUntil = opened.is === "role" ? opened.expiration.getTime() - MARGIN : Number.POSITIVE_INFINITY;
      },
      (error) => {
        entry.usableUntil = error instanceof CannotEnter ? now() + CLOSED_FOR : 0;
      },
    );
    return session;
  }

  function way(errand: Errand): Promise<Way> {
    wayFound ??= findWay({
      caller,
      management,
      identity,
      // The session that proves the way is the one to use: it is not asked for twice.
      assume: async (roleArn) => {
        const session = await assume(BASE, management, roleArn, errand);
        hold(management, Promise.resolve(session));
      },
      describeRole: (roleName) => ask(BASE, "iam:GetRole", { RoleName: roleName }, errand),
    }).catch((error) => {
      wayFound = undefined;
      throw callerProblemIn(error) ?? error;
    });
    return wayFound;
  }

  async function enter(account: Target, errand: Errand): Promise<Session> {
    const chosen = await way(errand);
    const isBase = chosen.is === "own-credentials" || chosen.already;
    if (account.id === management && isBase) {
      return BASE;
    }
    const there = held.get(account.id);
    if (there !== undefined && there.usableUntil > now()) {
      return await there.session;
    }
    return await hold(
      account.id,
      account.id === management
        ? assume(BASE, management, toolRoleArn(caller.partition, management, identity.role), errand)
        : enterMember(account, chosen, errand),
    );
  }

  async function enterMember(account: Target, { is }: Way, errand: Errand): Promise<Session> {
    const entrance = entranceArn(caller.partition, account.id);
    const own = toolRoleArn(caller.partition, account.id, identity.role);
    const roles = is === "tool-role" ? [own, entrance] : [entrance];
    const isYoung = newborns.includes(account.id);
    for (;;) {
      const session = await knock(account, roles, errand, isYoung);
      if (!(session instanceof CannotEnter)) {
        tally.entered(account.id);
        return session;
      }
      if (!newborns.includes(account.id)) {
        throw session;
      }
      const because = "AWS to open the new account";
      const { step, signal } = errand;
      await pause(
        { operation: "sts:AssumeRole", account: account.id, step, because, milliseconds: KNOCK_AGAIN },
        signal,
      );
    }
  }

  /** Tries one role after the other; answers why not when none lets us in. */
  async function knock(
    account: Target,
    roles: readonly string[],
    errand: Errand,
    isYoung: boolean,
  ): Promise<Session | CannotEnter> {
    let refusal: AwsError | undefined;
    for (const roleArn of roles) {
      try {
        return await within({ key: MANAGEMENT, id: management }, errand, (as) =>
          assume(as, account.id, roleArn, errand),
        );
      } catch (error) {
        if (!(error instanceof AwsError) || error.outcome !== "refused" || isExpired(error)) {
          throw error;
        }
        refusal = error;
      }
    }
    const why = `sts:AssumeRole was refused with ${refusal?.code}`;
    return new CannotEnter(account.key, account.id, roles, why, { isYoung, cause: refusal });
  }

  async function within<T>(account: Target, errand: Errand, work: (as: Session) => Promise<T>): Promise<T> {
    const session = await enter(account, errand).catch(asCallerProblem);
    try {
      return await work(session);
    } catch (error) {
      if (session.is === "base") {
        return asCallerProblem(error);
      }
      if (!isExpired(error)) {
        throw error;
      }
    }
    if ((await held.get(account.id)?.session.catch(() => null)) === session) {
      held.delete(account.id);
    }
    return await work(await enter(account, errand).catch(asCallerProblem));
  }

  return { within, way };
}

function asCallerProblem(error: unknown): never {
  throw isExpired(error) || (error instanceof AwsError && error.outcome === "not-sent")
    ? (callerProblemIn(error) ?? error)
    : error;
}

function sessionIn({ Credentials: given }: Output<"sts:AssumeRole">, account: AccountId, roleArn: string): Session {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
    throw new AwsError({
      operation: "sts:AssumeRole",
      code: "UnreadableAnswer",
      message: `AWS let us assume ${roleArn} and sent no credentials.`,
      outcome: "unknown",
    });
  }
  return {
    is: "role",
    account,
    roleArn,
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}
