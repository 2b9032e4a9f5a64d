import { ALL_BLOCKED, type BucketState, newBucket, newEncryption } from "../s3/state.ts";
import type { World } from "../world.ts";
import { folded, unfolded } from "./documents.ts";
import type { BucketForm } from "./form.ts";
import { given, iso, only, sortedBy, timeOf, unless } from "./members.ts";
import { type Names, namesIn } from "./names.ts";

/** Puts a file's buckets into the world. */
export function addBuckets(world: World, forms: readonly BucketForm[]): void {
  const names = namesIn(world);
  for (const form of forms) {
    world.buckets[form.name] = bucketOf(world, form, names);
  }
}

function bucketOf(world: World, form: BucketForm, names: Names): BucketState {
  const { name, region, objectLock, lifecycle, policy } = form;
  const bucket = newBucket({
    name,
    account: names.idOf(form.account),
    region,
    created: timeOf(form.created) ?? world.time,
  });
  return {
    ...bucket,
    tags: { ...form.tags },
    versioning: form.versioning ?? (objectLock === undefined ? null : "Enabled"),
    // What a file says in the API's own words is taken as it is.
    encryption: (form.encryption as BucketState["encryption"] | undefined) ?? bucket.encryption,
    publicAccessBlock: form.publicAccessBlock === undefined ? bucket.publicAccessBlock : form.publicAccessBlock,
    ownership: form.ownership === undefined ? bucket.ownership : form.ownership,
    objectLock: lockOf(objectLock),
    policy: policy === undefined ? null : folded(policy),
    lifecycle:
      lifecycle === undefined
        ? null
        : {
            rules: lifecycle.rules as unknown as NonNullable<BucketState["lifecycle"]>["rules"],
            minimumSize: lifecycle.minimumSize ?? "all_storage_classes_128K",
          },
    used: form.used ?? false,
  };
}

function lockOf(form: BucketForm["objectLock"]): BucketState["objectLock"] {
  if (form === undefined) {
    return null;
  }
  return form === true
    ? { retention: null }
    : { retention: { mode: form.mode, ...given("days", form.days), ...given("years", form.years) } };
}

/** The world's buckets as a file tells them. Brief: without times. */
export function bucketForms(world: World, names: Names, brief: boolean): BucketForm[] {
  const forms = Object.values(world.buckets).map((bucket) => formOf(bucket, names, brief));
  return brief ? sortedBy(forms, ({ name }) => name) : forms;
}

function formOf(bucket: BucketState, names: Names, brief: boolean): BucketForm {
  const { objectLock, lifecycle } = bucket;
  return {
    name: bucket.name,
    account: names.of(bucket.account),
    region: bucket.region,
    ...(brief ? {} : { created: iso(bucket.created) }),
    ...only("tags", bucket.tags),
    ...(objectLock === null ? given("versioning", bucket.versioning) : {}),
    ...(objectLock === null ? {} : { objectLock: objectLock.retention ?? true }),
    ...unless(newEncryption(), "encryption", bucket.encryption),
    ...unless(ALL_BLOCKED, "publicAccessBlock", bucket.publicAccessBlock),
    ...unless("BucketOwnerEnforced", "ownership", bucket.ownership),
    ...(bucket.policy === null ? {} : { policy: unfolded(bucket.policy) }),
    ...(lifecycle === null ? {} : { lifecycle }),
    ...unless(false, "used", bucket.used),
  } as unknown as BucketForm;
}
