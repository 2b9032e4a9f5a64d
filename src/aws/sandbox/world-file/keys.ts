import { nextUuid } from "../ids.ts";
import { type AliasState, defaultKeyPolicy, type KeyState } from "../kms/state.ts";
import type { World } from "../world.ts";
import { folded, unfolded } from "./documents.ts";
import type { KeyForm } from "./form.ts";
import { iso, only, sortedBy, timeOf, unless } from "./members.ts";
import { type Names, namesIn } from "./names.ts";

/** Puts a file's keys into the world. */
export function addKeys(world: World, forms: readonly KeyForm[]): void {
  const names = namesIn(world);
  for (const form of forms) {
    const key = keyOf(world, form, names);
    world.keys[key.id] = key;
  }
}

function keyOf(world: World, form: KeyForm, names: Names): KeyState {
  const account = names.idOf(form.account);
  return {
    id: form.id ?? nextUuid(world),
    account,
    region: form.region,
    created: timeOf(form.created) ?? world.time,
    description: form.description ?? "",
    policy: form.policy === undefined ? defaultKeyPolicy(world.partition, account) : folded(form.policy),
    tags: { ...form.tags },
    multiRegion: form.multiRegion ?? false,
    rotation:
      form.rotation === undefined
        ? null
        : { days: form.rotation.days, since: timeOf(form.rotation.since) ?? world.time },
    state: form.state ?? "Enabled",
    deletion: timeOf(form.deletion),
    aliases: aliasesOf(world, form.aliases),
  };
}

function aliasesOf(world: World, form: KeyForm["aliases"]): Record<string, AliasState> {
  const entries = Array.isArray(form)
    ? form.map((name) => [name, { created: world.time, updated: world.time }] as const)
    : Object.entries(form ?? {}).map(
        ([name, { created, updated }]) =>
          [name, { created: Date.parse(created), updated: Date.parse(updated) }] as const,
      );
  return Object.fromEntries(entries);
}

/** The world's keys as a file tells them. Brief: without ids and times. */
export function keyForms(world: World, names: Names, brief: boolean): KeyForm[] {
  const forms = Object.values(world.keys).map((key) => formOf(world, key, names, brief));
  return brief
    ? sortedBy(forms, ({ account, region, aliases = [] }) => `${account} ${region} ${[aliases].flat()[0] ?? ""}`)
    : forms;
}

function formOf(world: World, key: KeyState, names: Names, brief: boolean): KeyForm {
  const { rotation, deletion } = key;
  const since = rotation === null || brief ? {} : { since: iso(rotation.since) };
  return {
    ...(brief ? {} : { id: key.id }),
    account: names.of(key.account),
    region: key.region,
    ...(brief ? {} : { created: iso(key.created) }),
    ...unless("", "description", key.description),
    ...(key.policy === defaultKeyPolicy(world.partition, key.account) ? {} : { policy: unfolded(key.policy) }),
    ...only("tags", key.tags),
    ...unless(false, "multiRegion", key.multiRegion),
    ...(rotation === null ? {} : { rotation: { days: rotation.days, ...since } }),
    ...unless("Enabled", "state", key.state),
    ...(deletion === null ? {} : { deletion: iso(deletion) }),
    ...only("aliases", brief ? Object.keys(key.aliases).toSorted() : timedAliases(key)),
  } as KeyForm;
}

function timedAliases(key: KeyState): Record<string, { created: string; updated: string }> {
  return Object.fromEntries(
    Object.entries(key.aliases).map(([name, { created, updated }]) => [
      name,
      { created: iso(created), updated: iso(updated) },
    ]),
  );
}
