import type { Caller } from "../handlers.ts";
import { own } from "../iam/find.ts";
import { refuse } from "../refuse.ts";
import { weighForCaller } from "../resource-policy/callers.ts";
import type { World } from "../world.ts";
import { denied, invalidArn, notFound, validation } from "./refusals.ts";
import { type KeyState, keyArn } from "./state.ts";

const ARN = /^arn:([^:]+):kms:([^:]+):(\d{12}):(key\/[\w-]+|alias\/[\w/-]+)$/;

/** How a key may be named, and who may ask. */
export interface Reference {
  /** IAM's name of what is done. */
  readonly action: string;
  /** Whether an alias names the key too. */
  readonly aliases?: boolean;
  /** Whether other accounts may ask, where the key's policy lets them. */
  readonly abroad?: boolean;
}

/**
 * The key that a request names by id, by ARN or, for some operations, by an alias, if its policy leaves it to the caller.
 * A key policy alone decides: who it names by their account is taken to have IAM's leave.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
 * https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 */
export function keyFor(world: World, at: Caller, id: string | undefined, reference: Reference): KeyState {
  if (id === undefined || id === "") {
    return validation(
      "1 validation error detected: Value at 'keyId' failed to satisfy constraint: Member must not be null",
    );
  }
  const key = find(world, at, id, reference.aliases ?? false);
  const isAbroad = key.account !== at.account;
  if ((isAbroad && reference.abroad !== true) || !isAllowed(world, at, key, key.policy, reference.action)) {
    denied(at.principalArn, reference.action, keyArn(world.partition, key), key.account);
  }
  return key;
}

/** As `keyFor`, for what is refused of a key that is going to be deleted. */
export function usableKeyFor(world: World, at: Caller, id: string | undefined, reference: Reference): KeyState {
  const key = keyFor(world, at, id, reference);
  return key.state === "PendingDeletion" ? pendingDeletion(keyArn(world.partition, key)) : key;
}

/** As `usableKeyFor`, for what is refused of a disabled key too. */
export function enabledKeyFor(world: World, at: Caller, id: string | undefined, reference: Reference): KeyState {
  const key = usableKeyFor(world, at, id, reference);
  return key.state === "Disabled" ? refuse("DisabledException", `${keyArn(world.partition, key)} is disabled.`) : key;
}

/** Whether a key policy lets the caller do something with its key. */
export function isAllowed(
  world: World,
  at: Caller,
  key: Pick<KeyState, "account" | "region" | "id">,
  policy: string,
  action: string,
): boolean {
  const resource = keyArn(world.partition, key);
  const keys = { "kms:CallerAccount": at.account };
  const verdict = weighForCaller(world, at, policy, { action, resource, account: key.account, keys });
  return verdict === "allow" || verdict === "account";
}

/** The key with this alias. */
export function keyWithAlias(
  world: World,
  { account, region }: Pick<KeyState, "account" | "region">,
  alias: string,
): KeyState | undefined {
  return Object.values(world.keys).find(
    (key) => key.account === account && key.region === region && own(key.aliases, alias) !== undefined,
  );
}

/** The key with this ARN, in whatever account and region. */
export function keyWithArn(world: World, arn: string): KeyState | undefined {
  const key = own(world.keys, arn.slice(arn.lastIndexOf("/") + 1));
  return key !== undefined && keyArn(world.partition, key) === arn ? key : undefined;
}

function find(world: World, at: Caller, id: string, aliases: boolean): KeyState {
  if (id.startsWith("arn:")) {
    return findByArn(world, at, id, aliases);
  }
  if (id.startsWith("alias/")) {
    return aliases ? findAlias(world, at, id) : notFound(`Invalid keyId ${id}`);
  }
  const key = own(world.keys, id);
  return key?.account === at.account && key.region === at.region
    ? key
    : notFound(`Key '${keyArn(world.partition, { account: at.account, region: at.region, id })}' does not exist`);
}

function findByArn(world: World, at: Caller, arn: string, aliases: boolean): KeyState {
  const [, partition, region = "", account = "", name = ""] = ARN.exec(arn) ?? [];
  if (partition !== world.partition || (name.startsWith("alias/") && !aliases)) {
    return invalidArn(arn);
  }
  if (region !== at.region) {
    return notFound(`Invalid arn ${region}`);
  }
  if (name.startsWith("alias/")) {
    return findAlias(world, { account, region }, name);
  }
  return keyWithArn(world, arn) ?? notFound(`Key '${arn}' does not exist`);
}

function findAlias(world: World, at: Pick<KeyState, "account" | "region">, alias: string): KeyState {
  const arn = `arn:${world.partition}:kms:${at.region}:${at.account}:${alias}`;
  return keyWithAlias(world, at, alias) ?? notFound(`Alias ${arn} is not found.`);
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
function pendingDeletion(arn: string): never {
  return refuse("KMSInvalidStateException", `${arn} is pending deletion.`);
}
