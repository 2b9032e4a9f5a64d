import { beginDeliveries } from "../cloudtrail/deliveries.ts";
import { type DeliveryState, noDeliveries, type TrailState, trailArn } from "../cloudtrail/state.ts";
import { keyWithArn } from "../kms/access.ts";
import { keyArn } from "../kms/state.ts";
import type { World } from "../world.ts";
import type { DeliveryForm, TrailForm } from "./form.ts";
import { given, iso, only, sortedBy, timeOf, unless } from "./members.ts";
import { type Names, namesIn } from "./names.ts";

/** Puts a file's trails into the world. One that logs begins to, unless the file says what it has delivered. */
export function addTrails(world: World, forms: readonly TrailForm[]): void {
  const names = namesIn(world);
  for (const form of forms) {
    const trail = trailOf(world, form, names);
    if (trail.logging && form.logs === undefined) {
      beginDeliveries(world, trail);
    }
    world.trails[trailArn(world.partition, trail)] = trail;
  }
}

function trailOf(world: World, form: TrailForm, names: Names): TrailState {
  const logging = form.logging ?? false;
  return {
    name: form.name,
    account: form.account === undefined ? world.managementAccount : names.idOf(form.account),
    region: form.region,
    bucket: form.bucket,
    prefix: form.prefix ?? null,
    globalEvents: form.globalEvents ?? true,
    multiRegion: form.multiRegion ?? false,
    validation: form.validation ?? false,
    organization: form.organization ?? false,
    kmsKey: form.key === undefined ? null : keyCalled(world, form.key),
    tags: { ...form.tags },
    // What a file says in the API's own words is taken as it is.
    selectors: (form.selectors as TrailState["selectors"] | undefined) ?? null,
    advancedSelectors: (form.advancedSelectors as TrailState["advancedSelectors"] | undefined) ?? null,
    insights: (form.insights ?? []) as unknown as TrailState["insights"],
    logging,
    started: timeOf(form.started) ?? (logging ? world.time : null),
    stopped: timeOf(form.stopped),
    logs: deliveryOf(form.logs),
    digests: deliveryOf(form.digests),
  };
}

function keyCalled(world: World, name: string): string {
  if (name.startsWith("arn:")) {
    return name;
  }
  const key = Object.values(world.keys).find(({ aliases }) => Object.hasOwn(aliases, name));
  if (key === undefined) {
    throw new RangeError(`No key in this world has the alias "${name}". Add it to a key's \`aliases\`.`);
  }
  return keyArn(world.partition, key);
}

function deliveryOf(form: DeliveryForm | undefined): DeliveryState {
  return form === undefined
    ? noDeliveries()
    : { next: timeOf(form.next), latest: timeOf(form.latest), error: form.error ?? null };
}

/** The world's trails as a file tells them. Brief: without times, and keys by their alias. */
export function trailForms(world: World, names: Names, brief: boolean): TrailForm[] {
  const forms = Object.values(world.trails).map((trail) => formOf(world, trail, names, brief));
  return brief ? sortedBy(forms, ({ account = "", region, name }) => `${account} ${region} ${name}`) : forms;
}

function formOf(world: World, trail: TrailState, names: Names, brief: boolean): TrailForm {
  return {
    name: trail.name,
    ...unless(
      world.managementAccount,
      "account",
      trail.account === world.managementAccount ? trail.account : names.of(trail.account),
    ),
    region: trail.region,
    bucket: trail.bucket,
    ...given("prefix", trail.prefix),
    ...unless(true, "globalEvents", trail.globalEvents),
    ...unless(false, "multiRegion", trail.multiRegion),
    ...unless(false, "validation", trail.validation),
    ...unless(false, "organization", trail.organization),
    ...given("key", trail.kmsKey === null ? null : brief ? aliasOf(world, trail.kmsKey) : trail.kmsKey),
    ...only("tags", trail.tags),
    ...given("selectors", trail.selectors),
    ...given("advancedSelectors", trail.advancedSelectors),
    ...only("insights", trail.insights),
    ...unless(false, "logging", trail.logging),
    ...(brief ? {} : timesOf(trail)),
  } as TrailForm;
}

/** A key's first alias; its ARN where it has none. */
function aliasOf(world: World, arn: string): string {
  return Object.keys(keyWithArn(world, arn)?.aliases ?? {}).toSorted()[0] ?? arn;
}

function timesOf({ started, stopped, logs, digests }: TrailState): Partial<TrailForm> {
  return {
    ...given("started", isoOf(started)),
    ...given("stopped", isoOf(stopped)),
    logs: deliveryForm(logs),
    digests: deliveryForm(digests),
  };
}

function deliveryForm({ next, latest, error }: DeliveryState): DeliveryForm {
  return { ...given("next", isoOf(next)), ...given("latest", isoOf(latest)), ...given("error", error) };
}

function isoOf(time: number | null): string | null {
  return time === null ? null : iso(time);
}
