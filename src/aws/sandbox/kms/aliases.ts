import type { AliasListEntry } from "@aws-sdk/client-kms";
import type { Caller, Handler } from "../handlers.ts";
import { refuse } from "../refuse.ts";
import type { World } from "../world.ts";
import { keyFor, keyWithAlias, usableKeyFor } from "./access.ts";
import { kmsPage } from "./pages.ts";
import { limitExceeded, notFound, validation } from "./refusals.ts";
import type { AliasState, KeyState } from "./state.ts";

/** https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const MOST_OF_A_KEY = 50;

/**
 * AWS's own aliases that an account has before any service has made the key.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html
 */
const PREDEFINED = ["alias/aws/acm", "alias/aws/ebs", "alias/aws/rds", "alias/aws/s3"];

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html */
export const listAliases: Handler<"kms:ListAliases"> = (world, input, at) => {
  const only = input.KeyId === undefined ? null : keyFor(world, at, input.KeyId, { action: "kms:ListAliases" });
  const keys = Object.values(world.keys).filter(
    (key) => key.account === at.account && key.region === at.region && (only === null || key.id === only.id),
  );
  const entries = keys.flatMap((key) =>
    Object.entries(key.aliases).map(([name, alias]) => entryOf(world, key, name, alias)),
  );
  const predefined =
    only === null ? PREDEFINED.map((AliasName) => ({ AliasName, AliasArn: aliasArn(world, at, AliasName) })) : [];
  const sorted = [...predefined, ...entries].toSorted((a, b) => ((a.AliasName ?? "") < (b.AliasName ?? "") ? -1 : 1));
  const { items, more } = kmsPage(world, `aliases-${only?.id ?? ""}`, sorted, input, { usual: 50, most: 100 });
  return { Aliases: items, ...more };
};

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
export const createAlias: Handler<"kms:CreateAlias"> = (world, input, at) => {
  const name = checkedAlias(input.AliasName);
  const key = usableKeyFor(world, at, input.TargetKeyId, { action: "kms:CreateAlias" });
  if (keyWithAlias(world, at, name) !== undefined) {
    refuse("AlreadyExistsException", `An alias with the name ${aliasArn(world, at, name)} already exists`);
  }
  checkRoom(key);
  key.aliases[name] = { created: world.time, updated: world.time };
  return {};
};

/** Leads an alias to another key. https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html */
export const updateAlias: Handler<"kms:UpdateAlias"> = (world, input, at) => {
  const name = checkedAlias(input.AliasName);
  const key = usableKeyFor(world, at, input.TargetKeyId, { action: "kms:UpdateAlias" });
  const holder = keyWithAlias(world, at, name) ?? unknownAlias(world, at, name);
  const alias = holder.aliases[name] as AliasState;
  if (holder.id !== key.id) {
    checkRoom(key);
    delete holder.aliases[name];
  }
  key.aliases[name] = { created: alias.created, updated: world.time };
  return {};
};

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html */
export const deleteAlias: Handler<"kms:DeleteAlias"> = (world, input, at) => {
  const name = checkedAlias(input.AliasName);
  const holder = keyWithAlias(world, at, name) ?? unknownAlias(world, at, name);
  delete keyFor(world, at, holder.id, { action: "kms:DeleteAlias" }).aliases[name];
  return {};
};

function entryOf(world: World, key: KeyState, name: string, alias: AliasState): AliasListEntry {
  return {
    AliasName: name,
    AliasArn: aliasArn(world, key, name),
    TargetKeyId: key.id,
    CreationDate: new Date(alias.created),
    LastUpdatedDate: new Date(alias.updated),
  };
}

function checkedAlias(name: string | undefined): string {
  if (name === undefined || name.length > 256 || !/^alias\/[a-zA-Z0-9/_-]+$/.test(name)) {
    return name?.startsWith("alias/") === true && name.length <= 256
      ? refuse("InvalidAliasNameException", "Alias must not contain spaces or characters other than [a-zA-Z0-9/_-]")
      : validation('Alias must start with the prefix "alias/" and have 1 to 256 characters.');
  }
  return name.startsWith("alias/aws/") ? refuse("NotAuthorizedException", `The prefix alias/aws/ is AWS's own.`) : name;
}

function checkRoom(key: KeyState): void {
  if (Object.keys(key.aliases).length >= MOST_OF_A_KEY) {
    limitExceeded(`A key can have at most ${MOST_OF_A_KEY} aliases.`);
  }
}

function aliasArn(world: World, { account, region }: Pick<KeyState, "account" | "region">, name: string): string {
  return `arn:${world.partition}:kms:${region}:${account}:${name}`;
}

function unknownAlias(world: World, at: Caller, name: string): never {
  return notFound(`Alias ${aliasArn(world, at, name)} is not found.`);
}
